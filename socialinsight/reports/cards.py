"""Figures of the first page: value, n, interval, and what changed since the previous period."""

from __future__ import annotations

import math
from typing import Any

import pandas as pd

from socialinsight.charts.wording import DASH, Wording
from socialinsight.reports.report import Card, Track

FEWEST = 5
FIRST_PAGE = (
    "net_sentiment",
    "complaint_share",
    "churn_share",
    "rating",
    "first_response_median",
    "first_response_p90",
    "answered_share",
    "peer_answered_share",
    "resolution_median",
    "customer_messages",
    "authors",
    "messages",
)


def cards(summary: pd.DataFrame, say: Wording) -> tuple[Card, ...]:
    """Return the cards of the first page; a rating card only when anything was rated.

    Parameters
    ----------
    summary : pandas.DataFrame
        A summary table.
    say : Wording
        Of the report.
    """
    rows: dict[str, Any] = {str(row.metric): row for row in summary.itertuples()}
    wanted = [name for name in FIRST_PAGE if name in rows]
    return tuple(card(rows[name], say) for name in wanted if name != "rating" or rows[name].n + rows[name].previous_n)


def card(row: Any, say: Wording) -> Card:
    """Return the card of one row of the summary table; too few observations give a dash and the reason."""
    title, n = say(f"metric.{row.metric}"), say("card.n", n=say.number(row.n))
    reason = why_not(row.value, row.n, row.unit, say)
    if reason:
        return Card(row.metric, title, DASH, n, reason=reason)
    previous = not why_not(row.previous, row.previous_n, row.unit, say)
    direction, tone = trend(row) if previous else ("", "none")
    ends = [say_value(end, row, say) for end in (row.low, row.high)]
    return Card(
        key=row.metric,
        title=title,
        value=say_value(row.value, row, say),
        n="" if row.unit == "count" else n,
        previous=say("card.previous", value=say_value(row.previous, row, say)) if previous else say("card.no_previous"),
        change=say(f"card.{direction}.{tone}") if direction else "",
        direction=direction,
        tone=tone,
        interval=say("card.interval", low=ends[0], high=ends[1]) if math.isfinite(row.low) else "",
        track=_track(row, previous),
    )


def why_not(value: float, n: float, unit: str, say: Wording) -> str:
    """Return why a figure is not shown, or an empty text."""
    if unit == "count":
        return ""
    if not n or not math.isfinite(value):
        return say("reason.not_measurable")
    return say("reason.too_few", n=say.number(n), fewest=FEWEST) if n < FEWEST else ""


def trend(row: Any) -> tuple[str, str]:
    """Return (up, down or flat) and (good, bad or none): flat when the previous value lies within the interval.

    Without an interval nothing tells a change from chance: it has no tone.
    """
    known = math.isfinite(row.low)
    within = known and row.low <= row.previous <= row.high
    if within or row.value == row.previous:
        return "flat", "none"
    direction = "up" if row.value > row.previous else "down"
    tone = "none" if row.direction == "none" or not known else "good" if row.direction == direction else "bad"
    return direction, tone


def say_value(value: float, row: Any, say: Wording) -> str:
    """Return a value in its unit."""
    if row.unit == "share":
        return say.percent(value)
    if row.unit == "seconds":
        return say.duration(value)
    if row.unit == "score":
        return say.number(value, 2, sign=row.metric == "net_sentiment")
    return say.number(value)


def _track(row: Any, previous: bool) -> Track | None:
    """Place the interval on a line: the whole range for shares and net sentiment, else half more on each side."""
    if not (math.isfinite(row.low) and math.isfinite(row.high)):
        return None
    ends = [row.low, row.high, row.value, *([row.previous] if previous else [])]
    room = (max(ends) - min(ends)) * 0.3 or 1.0
    start, span = min(ends) - room, max(ends) - min(ends) + 2 * room
    low, high, value, *before = [round((end - start) / span, 4) for end in ends]
    return Track(low, value, high, before[0] if before else None)
