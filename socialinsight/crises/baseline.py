"""A seasonal count baseline that looks only at the past and holds at low counts."""

from __future__ import annotations

import numpy as np
import pandas as pd

WINDOWS = (1, 3, 6, 12, 24)
WINDOWS_OF_DAYS = (1, 2, 3, 7)
MEMORY_DAYS = 28
PRIOR_DAYS = 7
_DAYS_A_MONTH = 30
_OVERLAP = 0.5
_CAP = 0.1


def baseline(
    counts: np.ndarray, hour_of_week: np.ndarray, *, alarms_per_month: float, per_day: int = 24
) -> pd.DataFrame:
    """Return the expected count, the alarm limit and the alarms of a series of hours or days.

    expected(t) = level(t) · profile(hour of week): the level is the mean of the past four weeks, shrunk
    towards the mean of all the past by a week's weight, which itself begins at a week of the ordinary level of the
    first four weeks (days above the 80th percentile count as that), so that the beginning of an export is no burst;
    the profile is the product of shrunk hour and weekday factors. Counts are negative binomial with variance
    μ + μ²/r; r is estimated for each window by moments from its past, where counts beyond a far limit enter as that
    limit, so that a past crisis is not taken for the everyday. In the first four weeks profile and r are those
    known at their end. Sums over the last 1, 3, 6, 12 and 24 hours (1, 2, 3 and 7 days) are tested, one-sided, at
    alarms_per_month / (60 · per_day) each: overlapping windows alarm together and counts are whole numbers, so that
    the joint rate stays below the nominal one (`python -m benchmarks.crisis_noise` measures it). Steps in alarm
    enter the level with their expected count, so that a crisis does not raise its own limit.

    Parameters
    ----------
    counts : numpy.ndarray of int
        Count of each step, without gaps.
    hour_of_week : numpy.ndarray of int
        0..167 of each step, in local time; of days 24 times the weekday.
    alarms_per_month : float
        False alarms accepted in 30 days.
    per_day : {24, 1}
        Steps a day.

    Returns
    -------
    pandas.DataFrame
        expected, upper (limit of the single step), is_alarm, p_value (smallest of the windows, not corrected; 1
        where no sum lies a standard deviation above the expected) and window (steps of the strongest window).

    Examples
    --------
    >>> hours = np.arange(24 * 60)
    >>> counts = (hours % 12 == 0).astype(int)
    >>> counts[1000] = 9
    >>> np.flatnonzero(baseline(counts, hours % 168, alarms_per_month=1.0)["is_alarm"])[:1].tolist()
    [1000]
    """
    counts = np.asarray(counts)
    alpha = min(alarms_per_month / (_DAYS_A_MONTH * per_day), 0.5) * _OVERLAP
    clean = capped = counts.astype(float)
    ordinary = _ordinary(counts, per_day)
    for _ in range(3):
        expected = _expected(clean, hour_of_week, ordinary, per_day)
        size = _dispersion(capped, expected, 1, per_day)
        p_value, window = _tails(counts, capped, expected, per_day)
        alarm = p_value < alpha
        clean = np.where(alarm, np.minimum(expected, counts), counts)
        capped = _capped(counts, expected, size, alpha * _CAP)
    upper = _limit(expected, size, alpha)
    return pd.DataFrame({"expected": expected, "upper": upper, "is_alarm": alarm, "p_value": p_value, "window": window})


def _ordinary(counts: np.ndarray, per_day: int) -> float:
    """Mean count of a step in the first four weeks, days above the 80th percentile counted as that."""
    first = counts[: MEMORY_DAYS * per_day]
    whole = len(first) // per_day * per_day
    if not whole:
        return 1 / (PRIOR_DAYS * per_day)
    days = first[:whole].reshape(-1, per_day).sum(axis=1)
    mean = np.minimum(days, np.quantile(days, 0.8, method="lower")).mean() / per_day
    return float(max(mean, 1 / (PRIOR_DAYS * per_day)))


def _expected(counts: np.ndarray, hour_of_week: np.ndarray, ordinary: float, per_day: int) -> np.ndarray:
    profile = _profile(counts, hour_of_week, per_day)
    total = np.concatenate(([0.0], np.cumsum(counts)))
    weight = np.concatenate(([0.0], np.cumsum(profile)))
    now = np.arange(len(counts))
    then = np.maximum(now - MEMORY_DAYS * per_day, 0)
    prior = PRIOR_DAYS * per_day
    overall = (total[now] + ordinary * prior) / (weight[now] + prior)
    level = (total[now] - total[then] + overall * prior) / (weight[now] - weight[then] + prior)
    return level * profile


def _profile(counts: np.ndarray, hour_of_week: np.ndarray, per_day: int) -> np.ndarray:
    """Factor of each step from its past: hour of the day times day of the week, both shrunk towards 1.

    Steps of the first four weeks take what is known at their end.
    """
    result = np.ones(len(counts))
    end = min(MEMORY_DAYS * per_day, len(counts))
    seen = np.maximum(np.arange(len(counts)), end)
    mean = np.concatenate(([0.0], np.cumsum(counts)))[seen] / np.maximum(seen, 1)
    shrink = 5.0
    for slot, n_slots in ((hour_of_week % 24, 24), (hour_of_week // 24, 7))[per_day == 1 :]:
        past, steps = np.zeros(len(counts)), np.zeros(len(counts))
        for one in range(n_slots):
            member = np.flatnonzero(slot == one)
            known = np.maximum(np.arange(len(member)), np.searchsorted(member, end))
            past[member] = np.concatenate(([0.0], np.cumsum(counts[member])))[known]
            steps[member] = known
        result *= (past + shrink) / (mean * steps + shrink)
    return result


def _dispersion(counts: np.ndarray, expected: np.ndarray, width: int, per_day: int) -> np.ndarray:
    """Size r of the negative binomial of sums of `width` steps, from past squared residuals, within 0.5..1000.

    Steps of the first four weeks take what is known at their end.
    """
    n, mu = _rolling(counts, width), _rolling(expected, width)
    seen = np.maximum(np.arange(len(counts)), min(MEMORY_DAYS * per_day, len(counts)))
    extra = np.concatenate(([0.0], np.cumsum((n - mu) ** 2 - mu)))[seen] + 0.3 * width
    square = np.concatenate(([0.0], np.cumsum(mu**2)))[seen] + 3.0 * width**1.5
    return np.clip(square / np.maximum(extra, 1e-9), 0.5, 1000.0)


def _tails(counts: np.ndarray, capped: np.ndarray, expected: np.ndarray, per_day: int) -> tuple[np.ndarray, np.ndarray]:
    from scipy.special import betainc

    best = np.ones(len(counts))
    window = np.ones(len(counts), np.int32)
    for width in WINDOWS if per_day > 1 else WINDOWS_OF_DAYS:
        n, mu = _rolling(counts, width), _rolling(expected, width)
        r = _dispersion(capped, expected, width, per_day)
        high = np.flatnonzero(n > mu + np.sqrt(mu + mu * mu / r))
        p = betainc(n[high], r[high], mu[high] / (r[high] + mu[high]))
        better = p < best[high]
        best[high], window[high] = np.where(better, p, best[high]), np.where(better, width, window[high])
    return best, window


def _capped(counts: np.ndarray, expected: np.ndarray, size: np.ndarray, alpha: float) -> np.ndarray:
    """Return the counts, those above the limit of `alpha` replaced by that limit."""
    result = counts.astype(float)
    high = np.flatnonzero(counts > expected + np.sqrt(expected + expected**2 / size))
    limit = np.maximum(_limit(expected[high], size[high], alpha), expected[high])
    result[high] = np.minimum(result[high], limit)
    return result


def _rolling(values: np.ndarray, width: int) -> np.ndarray:
    total = np.concatenate((np.zeros(width), np.cumsum(values, dtype=float)))
    return total[width:] - total[:-width]


def _limit(expected: np.ndarray, size: np.ndarray, alpha: float) -> np.ndarray:
    from scipy.special import nbdtrik

    return np.ceil(nbdtrik(1 - alpha, size, size / (size + expected)))
