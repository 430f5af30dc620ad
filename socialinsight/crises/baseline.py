"""A seasonal count baseline that looks only at the past and holds at low counts."""

from __future__ import annotations

import numpy as np
import pandas as pd

WINDOWS = (1, 3, 6, 12, 24)
MEMORY_HOURS = 28 * 24
PRIOR_HOURS = 7 * 24
_HOURS_A_MONTH = 30 * 24


def baseline(counts: np.ndarray, hour_of_week: np.ndarray, *, alarms_per_month: float) -> pd.DataFrame:
    """Return the expected count, the alarm limit and the alarms of an hourly series.

    expected(t) = level(t) · profile(hour of week): the level is the mean of the past four weeks, shrunk
    towards the mean of all the past by a week's weight; the profile is the product of shrunk hour and weekday
    factors. Counts are negative binomial with variance μ + μ²/r, r by moments from the past. Sums over the
    last 1, 3, 6, 12 and 24 hours are tested, one-sided, at alarms_per_month / 720 each: overlapping windows alarm
    together and counts are whole numbers, so that the joint rate stays below the nominal one. Hours in alarm
    enter the past with their expected count, so that a crisis does not raise its own limit.

    Parameters
    ----------
    counts : numpy.ndarray of int
        Count of each hour, without gaps.
    hour_of_week : numpy.ndarray of int
        0..167 of each hour, in local time.
    alarms_per_month : float
        False alarms accepted in 30 days.

    Returns
    -------
    pandas.DataFrame
        expected, upper (limit of the single hour), is_alarm, p_value (smallest of the windows, not corrected)
        and window (hours of the strongest window).
    """
    alpha = min(alarms_per_month / _HOURS_A_MONTH, 0.5)
    clean = counts.astype(float)
    for _ in range(3):
        expected = _expected(clean, hour_of_week)
        size = _dispersion(clean, expected)
        p_value, window = _tails(counts, expected, size)
        alarm = p_value < alpha
        clean = np.where(alarm, np.minimum(expected, counts), counts.astype(float))
    return pd.DataFrame(
        {
            "expected": expected,
            "upper": _limit(expected, size, alpha),
            "is_alarm": alarm,
            "p_value": p_value,
            "window": window,
        }
    )


def _expected(counts: np.ndarray, hour_of_week: np.ndarray) -> np.ndarray:
    profile = _profile(counts, hour_of_week)
    total = np.concatenate(([0.0], np.cumsum(counts)))
    weight = np.concatenate(([0.0], np.cumsum(profile)))
    now = np.arange(len(counts))
    then = np.maximum(now - MEMORY_HOURS, 0)
    overall = (total[now] + 1.0) / (weight[now] + PRIOR_HOURS)
    level = (total[now] - total[then] + overall * PRIOR_HOURS) / (weight[now] - weight[then] + PRIOR_HOURS)
    return level * profile


def _profile(counts: np.ndarray, hour_of_week: np.ndarray) -> np.ndarray:
    """Factor of each hour from the past: hour of the day times day of the week, both shrunk towards 1."""
    result = np.ones(len(counts))
    for slot, n_slots in ((hour_of_week % 24, 24), (hour_of_week // 24, 7)):
        member = slot[:, None] == np.arange(n_slots)
        own = np.cumsum(member * counts[:, None], axis=0)
        seen = np.cumsum(member, axis=0)
        rows = np.arange(len(counts))
        past, hours = own[rows, slot] - counts, seen[rows, slot] - 1
        mean = (np.cumsum(counts) - counts) / np.maximum(rows, 1)
        shrink = 5.0
        result *= (past + shrink) / (mean * hours + shrink)
    return result


def _dispersion(counts: np.ndarray, expected: np.ndarray) -> np.ndarray:
    """Size r of the negative binomial from past squared residuals, shrunk and kept within 0.5..1000."""
    extra = np.cumsum((counts - expected) ** 2 - expected)
    square = np.cumsum(expected**2)
    past_extra = np.concatenate(([0.0], extra[:-1])) + 0.3
    past_square = np.concatenate(([0.0], square[:-1])) + 3.0
    return np.clip(past_square / np.maximum(past_extra, 1e-9), 0.5, 1000.0)


def _tails(counts: np.ndarray, expected: np.ndarray, size: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
    from scipy.stats import nbinom

    best = np.ones(len(counts))
    window = np.ones(len(counts), np.int32)
    for width in WINDOWS:
        n, mu = _rolling(counts, width), _rolling(expected, width)
        r = size * np.sqrt(width)
        p = nbinom.sf(n - 1, r, r / (r + mu))
        better = p < best
        best, window = np.where(better, p, best), np.where(better, width, window)
    return best, window


def _rolling(values: np.ndarray, width: int) -> np.ndarray:
    total = np.concatenate((np.zeros(width), np.cumsum(values, dtype=float)))
    return total[width:] - total[:-width]


def _limit(expected: np.ndarray, size: np.ndarray, alpha: float) -> np.ndarray:
    from scipy.stats import nbinom

    return nbinom.isf(alpha, size, size / (size + expected))
