"""Back to the usual: volume, sentiment and stated churn intent after the onset of a crisis."""

from __future__ import annotations

from typing import Any

import numpy as np
import pandas as pd

BEFORE = pd.Timedelta(days=28)
WEEK = pd.Timedelta(days=7)
FEWEST = 20
COURSES = ("unknown", "stayed", "recovered", "worse")


def volume_back(complaints: pd.DataFrame, counts: pd.DataFrame, last: int) -> pd.Timestamp | Any:
    """Return the first hour after an episode from which a whole day stays within twice the expected count.

    Parameters
    ----------
    complaints : pandas.DataFrame
        All complaints of the series, with sent_at; here a person counts as often as he writes.
    counts : pandas.DataFrame
        Its hours: at, n (each person once a day) and expected.
    last : int
        Last row of the alarm.
    """
    rest = counts.iloc[last + 1 :]
    if len(rest) < 24:
        return pd.NaT
    hours = complaints["sent_at"].dt.floor("h").value_counts()
    n = hours.reindex(pd.DatetimeIndex(rest["at"]), fill_value=0).rolling(24).sum().to_numpy()[23:]
    a_person = len(complaints) / max(counts["n"].sum(), 1)
    usual = rest["expected"].rolling(24).sum().to_numpy()[23:] * a_person
    calm = np.flatnonzero(n <= np.maximum(2 * usual, 2))
    return rest["at"].iloc[int(calm[0])] if len(calm) else pd.NaT


def course(
    at: pd.Series, values: np.ndarray, started_at: pd.Timestamp, ended_at: pd.Timestamp, *, is_share: bool
) -> tuple[str, pd.Timestamp | Any, int]:
    """Return whether a signal left its usual level in a crisis, and when it was back.

    The usual level is the mean of the four weeks before. Successive messages since the onset are averaged, as many as
    are written in a day and 20 at least. The signal has left its level when an average that begins inside the episode
    lies outside the range in which 95 % of such averages of the four weeks before fall (normal; binomial for a
    share); it is back with the last message of the first average inside that range after the worst one.

    Parameters
    ----------
    at : pandas.Series of datetime
        Times of customers' messages, ascending.
    values : numpy.ndarray of float
        The signal: lower is worse; 0 or 1 where higher is worse when `is_share`.
    started_at, ended_at : pandas.Timestamp
        The episode.
    is_share : bool
        The signal is a share that a crisis raises.

    Returns
    -------
    tuple
        Course, time and number of messages before. unknown: fewer than 20 messages before or after; stayed: never
        left its level; recovered; worse: not yet back.

    Examples
    --------
    >>> at = pd.Series(pd.date_range("2026-01-01", periods=120, freq="6h", tz="UTC"))
    >>> mood = np.where((np.arange(120) >= 80) & (np.arange(120) < 95), -0.8, np.tile([0.0, 0.2], 60))
    >>> course(at, mood, at[80], at[94], is_share=False)
    ('recovered', Timestamp('2026-01-29 06:00:00+0000', tz='UTC'), 80)
    """
    known = ~np.isnan(values)
    at, values = at[known].reset_index(drop=True), values[known]
    before = ((at >= started_at - BEFORE) & (at < started_at)).to_numpy(bool)
    since = (at >= started_at).to_numpy(bool)
    n, after = int(before.sum()), values[since]
    span = max(FEWEST, n // BEFORE.days)
    if n < FEWEST or len(after) < span:
        return "unknown", pd.NaT, n
    total = np.concatenate(([0.0], np.cumsum(after)))
    mean = (total[span:] - total[:-span]) / span
    begins, ends = at[since].iloc[: len(mean)], at[since].iloc[span - 1 :]
    badness = mean - _most_usual(values[before], span) if is_share else _least_usual(values[before], span) - mean
    inside = (begins <= ended_at).to_numpy(bool)
    if not (badness[inside] > 0).any():
        return "stayed", pd.NaT, n
    worst = int(np.argmax(np.where(inside, badness, -np.inf)))
    calm = np.flatnonzero(badness[worst:] <= 0)
    return ("recovered", ends.iloc[worst + int(calm[0])], n) if len(calm) else ("worse", pd.NaT, n)


def _least_usual(values: np.ndarray, span: int) -> float:
    return float(values.mean() - 1.96 * max(values.std(), 0.05) / np.sqrt(span))


def _most_usual(values: np.ndarray, span: int) -> float:
    from scipy.special import bdtr

    share = (values.sum() + 0.5) / (len(values) + 1)
    hits = np.arange(span + 1)
    return float(hits[bdtr(hits, span, share) >= 0.975][0]) / span


def before_during_after(
    customers: pd.DataFrame, column: str, started_at: pd.Timestamp, ended_at: pd.Timestamp
) -> tuple[float, float, float]:
    """Return the mean of a signal in the week before, in the episode and in the week after it; NaN when empty.

    Parameters
    ----------
    customers : pandas.DataFrame
        Customers' messages, with sent_at.
    column : str
        The signal.
    started_at, ended_at : pandas.Timestamp
        The episode.
    """
    at, values = customers["sent_at"], customers[column].to_numpy(float)
    parts = (
        (at >= started_at - WEEK) & (at < started_at),
        (at >= started_at) & (at <= ended_at),
        (at > ended_at) & (at <= ended_at + WEEK),
    )
    means = []
    for part in parts:
        chosen = values[part.to_numpy(bool)]
        chosen = chosen[~np.isnan(chosen)]
        means.append(float(chosen.mean()) if len(chosen) else np.nan)
    return means[0], means[1], means[2]
