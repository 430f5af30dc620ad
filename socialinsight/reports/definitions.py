"""One sentence for every figure of the report."""

from __future__ import annotations

from socialinsight.charts.wording import Wording

DEFINED = (
    "messages",
    "customer_messages",
    "authors",
    "complaint_share",
    "net_sentiment",
    "churn_share",
    "rating",
    "answered_share",
    "peer_answered_share",
    "first_response_median",
    "first_response_p90",
    "first_response_business_median",
    "resolution_median",
    "waiting_public",
    "issue",
    "issue_name",
    "recovery",
    "emerging_issues",
    "churn_kind",
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
    "role",
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
    "likely_bot",
    "promise",
    "template",
    "script_share",
    "interval",
    "q_value",
    "dash",
)


def definitions(say: Wording) -> tuple[tuple[str, str, str], ...]:
    """Return (key, term, definition) in the order of the appendix."""
    return tuple((key, say(f"defined.{key}"), say(f"definition.{key}")) for key in DEFINED)
