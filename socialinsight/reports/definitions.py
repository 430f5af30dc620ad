"""One sentence for every figure of the report.

A card, a share, a duration, a score has a definition; a count needs none where its heading says what is counted.
"""

from __future__ import annotations

import csv
from functools import lru_cache
from pathlib import Path

from socialinsight.charts.wording import Wording

DEFINED = (
    "messages",
    "customer_messages",
    "authors",
    "complaint_share",
    "net_sentiment",
    "mean_sentiment",
    "churn_share",
    "rating",
    "answered_share",
    "peer_answered_share",
    "first_response_median",
    "first_response_p90",
    "first_response_business_median",
    "resolution_median",
    "waits",
    "requester_wait",
    "sla",
    "deadline",
    "reopened",
    "waiting_public",
    "arrivals",
    "concurrency",
    "forecast",
    "forecast_check",
    "issue",
    "issue_name",
    "recovery",
    "driver",
    "invitation",
    "silence",
    "turned",
    "advice",
    "emerging_issues",
    "growth",
    "subject",
    "product_issue",
    "share_of_voice",
    "churn_kind",
    "churn_score",
    "leaving_share",
    "call_list",
    "own_rhythm",
    "survival",
    "lost_share",
    "hazard_ratio",
    "model_risk",
    "segment",
    "weight",
    "csat",
    "nps",
    "ces",
    "episode",
    "stage",
    "apology_quality",
    "crisis_course",
    "aftermath",
    "channel_shift",
    "watch_points",
    "watch_check",
    "role",
    "percentile",
    "problem_solver",
    "opinion_leader",
    "influencer",
    "peacemaker",
    "hostile_pattern",
    "conversation_starter",
    "advocate",
    "newcomer",
    "buying_centre",
    "peer_share",
    "peer_answers",
    "likely_bot",
    "identity",
    "promise",
    "bounce",
    "template",
    "script_share",
    "empty_reply",
    "criterion",
    "register",
    "courtesy",
    "reading_ease",
    "belittling",
    "department",
    "routing_check",
    "handling_anger",
    "anger_followed",
    "closed_door",
    "contradiction",
    "spelling",
    "interval",
    "q_value",
    "dash",
)


def definitions(say: Wording) -> tuple[tuple[str, str, str], ...]:
    """Return (key, term, definition) in the order of the appendix."""
    return tuple((key, say(f"defined.{key}"), say(f"definition.{key}")) for key in DEFINED)


def definition_of(figure: str, table: str = "") -> str | None:
    """Return the key of the definition of a figure, None when it has none.

    Parameters
    ----------
    figure : str
        Name of a column, or "card." and the key of a card.
    table : str
        Key of the table in which the column stands; a table may use a name in its own way.

    Examples
    --------
    >>> definition_of("median_seconds"), definition_of("median_seconds", "channels"), definition_of("n_authors")
    ('waits', 'first_response_median', None)
    """
    known = _figures()
    return known.get(f"{table}.{figure}") or known.get(figure)


@lru_cache(maxsize=1)
def _figures() -> dict[str, str]:
    with Path(__file__).with_name("defined_figures.csv").open(encoding="utf-8", newline="") as file:
        return {row["figure"]: row["definition"] for row in csv.DictReader(file)}
