"""Bursts in a series of counts whose everyday is wild: a level that the recent past has hardly ever seen."""

from __future__ import annotations

import numpy as np
import pandas as pd

MEMORY_DAYS = 14
LEAST_PAST = 300
REFRACTORY_DAYS = 1
_DAYS_A_MONTH = 30
_EXCURSION = 0.12
_TO_KNOW = 3


def bursts(counts: np.ndarray, hour: np.ndarray, *, per_day: int, alarms_per_month: float = 5.0) -> pd.DataFrame:
    """Return the bursts of a series; only the past of each row is looked at.

    Counts of the last hour are stabilised, sqrt(n + 3/8) (Anscombe 1948); the running median of two weeks and the
    past median of the hour of the day are taken off. A row is an alarm when what is left exceeds a quantile of the
    recent rest, and no alarm was raised within a day. The quantile is the one that quiet counts exceed
    `alarms_per_month` times in 30 days, an excursion lasting 1 + 0.12 (steps an hour - 1) steps (by simulation); it
    is taken over two weeks, or as many as it needs to be known. No distribution is assumed: talk about
    brands has such heavy tails that count models alarm all the time.

    Parameters
    ----------
    counts : numpy.ndarray of int
        Count of each equal step, without gaps, in order of time.
    hour : numpy.ndarray of int
        Hour of the day of each step, local time.
    per_day : int
        Steps a day; 288 for five minutes, 24 for hours.
    alarms_per_month : float
        Alarms a month that a series without any event may give.

    Returns
    -------
    pandas.DataFrame
        rest (stabilised count above the usual), limit and is_alarm, one row a step; NaN and no alarm before 300
        steps, or the memory when that is shorter.

    Raises
    ------
    ValueError
        When `per_day` or `alarms_per_month` is not positive.

    Examples
    --------
    >>> counts = np.tile([2, 3], 500)
    >>> counts[900] = 80
    >>> np.flatnonzero(bursts(counts, np.arange(1000) % 24, per_day=24)["is_alarm"]).tolist()
    [900]
    """
    if per_day <= 0 or alarms_per_month <= 0:
        raise ValueError(
            f"per_day, alarms_per_month: received {per_day} and {alarms_per_month}; legal: above 0. Correct them."
        )
    window = max(per_day // 24, 1)
    rest = _above_usual(pd.Series(counts, dtype=float).rolling(window, min_periods=1).sum(), hour, per_day)
    lasts = 1 + _EXCURSION * (window - 1)
    tail = min(alarms_per_month * lasts / (per_day * _DAYS_A_MONTH), 0.5)
    memory = max(MEMORY_DAYS * per_day, int(np.ceil(_TO_KNOW / tail)))
    past = rest.shift(1).rolling(memory, min_periods=min(LEAST_PAST, memory))
    limit = past.quantile(1 - tail)
    return pd.DataFrame(
        {"rest": rest, "limit": limit, "is_alarm": _apart((rest > limit).to_numpy(), REFRACTORY_DAYS * per_day)}
    )


def _above_usual(counts: pd.Series, hour: np.ndarray, per_day: int) -> pd.Series:
    stable = np.sqrt(counts + 0.375)
    level = stable.shift(1).rolling(MEMORY_DAYS // 2 * per_day, min_periods=min(50, per_day)).median()
    rest = stable - level.bfill()
    steps = max(per_day // 24, 1)
    usual = rest.groupby(np.asarray(hour)).transform(lambda own: own.shift(steps).expanding(steps).median())
    return rest - usual.fillna(0)


def _apart(flags: np.ndarray, gap: int) -> np.ndarray:
    """Return the flags with those dropped that follow a kept one within `gap` steps."""
    kept = np.zeros(len(flags), bool)
    last = -gap
    for place in np.flatnonzero(flags).tolist():
        if place - last >= gap:
            kept[place] = True
            last = place
    return kept
