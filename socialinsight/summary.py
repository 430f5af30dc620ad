"""The figures on the first page: each with n, an interval and the previous period."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

import numpy as np
import pandas as pd

from socialinsight.proportion import median_interval, net_interval, wilson
from socialinsight.signals.sentiment import NEUTRAL
from socialinsight.tables import SUMMARY

Figure = tuple[float, int, float, float]


@dataclass(frozen=True)
class Period:
    """A half-open stretch of time: start < t <= end."""

    start: pd.Timestamp
    end: pd.Timestamp

    def holds(self, times: pd.Series) -> np.ndarray:
        """Return which times lie in the period."""
        return ((times > self.start) & (times <= self.end)).to_numpy(bool, na_value=False)


def periods(as_of: pd.Timestamp, days: int) -> tuple[Period, Period]:
    """Return the current and the previous period, each `days` long, the current one ending at `as_of`.

    Examples
    --------
    >>> current, previous = periods(pd.Timestamp("2026-03-31", tz="UTC"), 30)
    >>> previous.end == current.start
    True
    """
    length = pd.Timedelta(days=days)
    return Period(as_of - length, as_of), Period(as_of - 2 * length, as_of - length)


def summary(facts: pd.DataFrame, conversations: pd.DataFrame, *, current: Period, previous: Period) -> pd.DataFrame:
    """Return the summary table.

    Parameters
    ----------
    facts : pandas.DataFrame
        Result of `turns.turns` with the columns complaint and churn_intent (scores) added.
    conversations : pandas.DataFrame
        The conversations table.
    current, previous : Period
        Messages count by `sent_at`, response times by `asked_at`.

    Returns
    -------
    pandas.DataFrame
        A summary table: value and n of each figure in both periods.
    """
    rows = []
    for metric, (unit, direction, source, measure) in _FIGURES.items():
        table, at = (facts, "sent_at") if source == "messages" else (conversations, "asked_at")
        now, before = (measure(table[period.holds(table[at])]) for period in (current, previous))
        rows.append((metric, *now, before[0], before[1], unit, direction))
    names = [column.name for column in SUMMARY.columns]
    order = ["metric", "value", "n", "low", "high", "previous", "previous_n", "unit", "direction"]
    return SUMMARY.cast(pd.DataFrame(rows, columns=order)[names])


def _count(which: Callable[[pd.DataFrame], pd.Series]) -> Callable[[pd.DataFrame], Figure]:
    def measure(table: pd.DataFrame) -> Figure:
        n = int(which(table).sum())
        return float(n), len(table), np.nan, np.nan

    return measure


def _share(
    which: Callable[[pd.DataFrame], pd.Series], among: Callable[[pd.DataFrame], pd.Series]
) -> Callable[[pd.DataFrame], Figure]:
    def measure(table: pd.DataFrame) -> Figure:
        base = table[among(table).to_numpy(bool, na_value=False)]
        hits, n = int(which(base).sum()), len(base)
        return hits / n if n else np.nan, n, *wilson(hits, n)

    return measure


def _quantile(column: str, q: float) -> Callable[[pd.DataFrame], Figure]:
    def measure(table: pd.DataFrame) -> Figure:
        values = table[column].dropna().to_numpy(float)
        if not len(values):
            return np.nan, 0, np.nan, np.nan
        ends = median_interval(values) if q == 0.5 else (np.nan, np.nan)
        return float(np.quantile(values, q)), len(values), *ends

    return measure


def _mean(column: str) -> Callable[[pd.DataFrame], Figure]:
    def measure(table: pd.DataFrame) -> Figure:
        values = table[column].dropna().to_numpy(float)
        if not len(values):
            return np.nan, 0, np.nan, np.nan
        half = 1.96 * values.std(ddof=1) / np.sqrt(len(values)) if len(values) > 1 else np.nan
        return float(values.mean()), len(values), values.mean() - half, values.mean() + half

    return measure


def _net_sentiment(table: pd.DataFrame) -> Figure:
    values = table["sentiment"].dropna().to_numpy(float)
    if not len(values):
        return np.nan, 0, np.nan, np.nan
    positive, negative = int((values >= NEUTRAL).sum()), int((values <= -NEUTRAL).sum())
    return (positive - negative) / len(values), len(values), *net_interval(positive, negative, len(values))


def _customers(table: pd.DataFrame) -> pd.Series:
    return ~table["is_firm"]


def _read(table: pd.DataFrame) -> pd.Series:
    return ~table["is_firm"] & table["complaint"].notna()


def _authors(table: pd.DataFrame) -> Figure:
    theirs = table[~table["is_firm"]]
    return float(theirs["author_id"].nunique()), len(theirs), np.nan, np.nan


_FIGURES: dict[str, tuple[str, str, str, Callable[[pd.DataFrame], Figure]]] = {
    "messages": ("count", "none", "messages", _count(lambda t: pd.Series(True, t.index))),
    "customer_messages": ("count", "none", "messages", _count(_customers)),
    "authors": ("count", "none", "messages", _authors),
    "complaint_share": ("share", "down", "messages", _share(lambda t: t["complaint"] >= 0.5, _read)),
    "net_sentiment": ("score", "up", "messages", _net_sentiment),
    "churn_share": ("share", "down", "messages", _share(lambda t: t["churn_intent"] >= 0.5, _read)),
    "rating": ("score", "up", "messages", _mean("rating")),
    "answered_share": (
        "share",
        "up",
        "conversations",
        _share(lambda t: t["answered_by"] == "agent", lambda t: t["asked_at"].notna()),
    ),
    "peer_answered_share": (
        "share",
        "up",
        "conversations",
        _share(lambda t: t["answered_by"] == "peer", lambda t: t["asked_at"].notna()),
    ),
    "first_response_median": ("seconds", "down", "conversations", _quantile("first_response_seconds", 0.5)),
    "first_response_p90": ("seconds", "down", "conversations", _quantile("first_response_seconds", 0.9)),
    "first_response_business_median": (
        "seconds",
        "down",
        "conversations",
        _quantile("first_response_business_seconds", 0.5),
    ),
    "resolution_median": ("seconds", "down", "conversations", _quantile("resolution_seconds", 0.5)),
}
