"""How surprising a figure would be if the community's messages had been dealt to its authors at random."""

from __future__ import annotations

import numpy as np


def others_rate(hits: np.ndarray, trials: np.ndarray, group: np.ndarray) -> np.ndarray:
    """Return for each member the pooled rate of all *other* members of the group; NaN when they have no trials.

    Half a hit in one trial is added (as in Jeffreys' interval): that a few others never did it is no proof that
    doing it once is special.

    Examples
    --------
    >>> others_rate(np.array([3, 0, 1]), np.array([4, 4, 5]), np.array([0, 0, 0])).tolist()
    [0.15, 0.45, 0.3888888888888889]
    """
    size = int(group.max(initial=-1)) + 1
    all_hits = np.bincount(group, hits, size)[group] - hits
    all_trials = np.bincount(group, trials, size)[group] - trials
    return np.divide(all_hits + 0.5, all_trials + 1, out=np.full(len(hits), np.nan), where=all_trials > 0)


def binomial_upper(hits: np.ndarray, trials: np.ndarray, rate: np.ndarray) -> np.ndarray:
    """Return P(at least `hits` of `trials`) at the given rate; NaN where there is no rate.

    Examples
    --------
    >>> binomial_upper(np.array([2.0]), np.array([2.0]), np.array([0.5])).tolist()
    [0.25]
    """
    from scipy.special import betainc

    hits = np.minimum(hits, trials).astype(float)
    tail = betainc(np.maximum(hits, 1), trials - np.maximum(hits, 1) + 1, np.clip(rate, 1e-9, 1 - 1e-9))
    return np.where(hits > 0, tail, np.where(np.isnan(rate), np.nan, 1.0))


def compound_upper(total: np.ndarray, trials: np.ndarray, mean: np.ndarray, variance: np.ndarray) -> np.ndarray:
    """Return P(sum of `trials` draws >= total) for draws of the given mean and variance.

    The sum is taken as gamma distributed with the same mean and variance: counts of replies are skewed, and a
    normal curve would call too many small authors special.
    """
    from scipy.special import gammaincc

    centre, spread = trials * mean, trials * variance
    usable = (centre > 0) & (spread > 0)
    shape = np.divide(centre**2, spread, out=np.ones_like(centre), where=usable)
    scale = np.divide(spread, centre, out=np.ones_like(centre), where=usable)
    return np.where(usable, gammaincc(shape, total / scale), np.where(total > centre, 0.0, 1.0))


def group_variance(values: np.ndarray, group: np.ndarray, size: int) -> tuple[np.ndarray, np.ndarray]:
    """Return the mean and variance of the values of each group; NaN for empty groups."""
    n = np.bincount(group, minlength=size).astype(float)
    n[n == 0] = np.nan
    mean = np.bincount(group, values, size) / n
    return mean, np.maximum(np.bincount(group, values**2, size) / n - mean**2, 0.0)


def others_variance(values: np.ndarray, owner: np.ndarray, group: np.ndarray) -> np.ndarray:
    """Return for each member the variance of the values of all *other* members of the group; 0 without any.

    Parameters
    ----------
    values : ndarray of float
        One value a message.
    owner : ndarray of int
        Member who wrote each message.
    group : ndarray of int
        Group of each member.

    Examples
    --------
    >>> others_variance(np.array([9.0, 0, 2, 0, 2]), np.array([0, 1, 1, 2, 2]), np.array([0, 0, 0]))[0]
    np.float64(1.0)
    """
    size, n = int(group.max(initial=-1)) + 1, len(group)
    rest = []
    for power in (0, 1, 2):
        own = np.bincount(owner, values**power, n)
        rest.append(np.bincount(group, own, size)[group] - own)
    count = np.maximum(rest[0], 1)
    return np.maximum(rest[2] / count - (rest[1] / count) ** 2, 0.0)


def false_discovery(p_values: np.ndarray) -> np.ndarray:
    """Return Benjamini-Hochberg adjusted p values; NaN stays NaN and is no test.

    q(i) = min over j >= i of p(j) · m / j, p in ascending order (Benjamini and Hochberg 1995).

    Examples
    --------
    >>> false_discovery(np.array([0.01, 0.04, np.nan, 0.03])).round(3).tolist()
    [0.03, 0.04, nan, 0.04]
    """
    result = np.full(len(p_values), np.nan)
    tested = np.flatnonzero(~np.isnan(p_values))
    order = tested[np.argsort(p_values[tested], kind="stable")]
    m = len(order)
    if m:
        adjusted = p_values[order] * m / np.arange(1, m + 1)
        result[order] = np.minimum(np.minimum.accumulate(adjusted[::-1])[::-1], 1.0)
    return result


def wilson_ends(hits: np.ndarray, trials: np.ndarray, *, z: float = 1.959964) -> tuple[np.ndarray, np.ndarray]:
    """Return the ends of the Wilson intervals of many shares at once; NaN without trials."""
    n = np.where(trials > 0, trials, np.nan).astype(float)
    share = hits / n
    centre = (share + z * z / (2 * n)) / (1 + z * z / n)
    half = z / (1 + z * z / n) * np.sqrt(np.maximum(share * (1 - share), 0) / n + z * z / (4 * n * n))
    return np.maximum(centre - half, 0.0), np.minimum(centre + half, 1.0)


def poisson_ends(count: np.ndarray, *, level: float = 0.95) -> tuple[np.ndarray, np.ndarray]:
    """Return the exact interval of a Poisson mean for each count (Garwood 1936)."""
    from scipy.special import gammaincinv

    tail = (1 - level) / 2
    low = np.where(count > 0, gammaincinv(np.maximum(count, 1e-9), tail), 0.0)
    return low, gammaincinv(count + 1.0, 1 - tail)


def percentile(values: np.ndarray, group: np.ndarray, ranked: np.ndarray, at: np.ndarray) -> np.ndarray:
    """Return where `at` would stand among the ranked members of its group, 0..1.

    The share of ranked members of the group below it, ties counted half. NaN where `at` is NaN; 0 where `at` is
    not above 0: who shows nothing of a role stands at its bottom.

    Parameters
    ----------
    values, at : ndarray of float
        Measured value of each member, and the value to place.
    group : ndarray of int
        Group of each member.
    ranked : ndarray of bool
        Members who make up the scale.
    """
    known = ranked & ~np.isnan(values)
    steps = np.unique(values[known])
    low = np.searchsorted(steps, at, "left")
    high = np.searchsorted(steps, at, "right")
    base = np.int64(len(steps) + 1)
    scale = np.sort(group[known] * base + np.searchsorted(steps, values[known], "left"))
    start = np.searchsorted(scale, group * base)
    total = np.searchsorted(scale, (group + 1) * base) - start
    below = np.searchsorted(scale, group * base + low) - start
    upto = np.searchsorted(scale, group * base + high) - start
    share = np.divide((below + upto) / 2, total, out=np.full(len(at), np.nan), where=total > 0)
    return np.where(np.isnan(at), np.nan, np.where(at > 0, share, 0.0))
