"""Intervals for shares and means."""

from __future__ import annotations

import numpy as np

Z_95 = 1.959964


def wilson(hits: float, n: float, *, z: float = Z_95) -> tuple[float, float]:
    """Return the Wilson score interval of a share.

    centre = (p + z²/2n) / (1 + z²/n), half width = z / (1 + z²/n) · √(p(1-p)/n + z²/4n²)
    (Wilson 1927).

    Parameters
    ----------
    hits, n : float
        Successes and trials, 0 <= hits <= n.
    z : float
        Normal quantile; 1.96 for 95 %.

    Returns
    -------
    tuple of float
        Lower and upper end in 0..1; NaN when n is 0.

    Examples
    --------
    >>> [round(end, 3) for end in wilson(8, 10)]
    [0.49, 0.943]
    """
    if not n > 0:
        return np.nan, np.nan
    share = hits / n
    centre = (share + z * z / (2 * n)) / (1 + z * z / n)
    half = z / (1 + z * z / n) * np.sqrt(share * (1 - share) / n + z * z / (4 * n * n))
    return float(max(centre - half, 0.0)), float(min(centre + half, 1.0))


def net_interval(positive: float, negative: float, n: float, *, z: float = Z_95) -> tuple[float, float]:
    """Return the interval of the difference of two shares of one sample.

    Multinomial variance: (p + q - (p - q)²) / n, with one observation added to each class (Agresti and Min 2005).

    Examples
    --------
    >>> [round(end, 2) for end in net_interval(6, 2, 10)]
    [-0.12, 0.82]
    """
    if not n > 0:
        return np.nan, np.nan
    p, q, size = (positive + 0.5) / (n + 1.5), (negative + 0.5) / (n + 1.5), n + 1.5
    half = z * np.sqrt((p + q - (p - q) ** 2) / size)
    return float(max(p - q - half, -1.0)), float(min(p - q + half, 1.0))


def gap_interval(hits: float, n: int, rest_hits: float, rest_n: int) -> tuple[float, float]:
    """Return the 95 % interval of the difference of two independent shares.

    Hybrid score interval (Newcombe 1998, method 10): d - √((p-l)² + (u'-p')²) to d + √((u-p)² + (p'-l')²), from
    the Wilson intervals (l, u) and (l', u') of the shares p and p'.

    Examples
    --------
    >>> [round(end, 3) for end in gap_interval(56, 70, 48, 80)]
    [0.052, 0.334]
    """
    if not n or not rest_n:
        return np.nan, np.nan
    p, q = hits / n, rest_hits / rest_n
    (low, high), (rest_low, rest_high) = wilson(hits, n), wilson(rest_hits, rest_n)
    down = np.sqrt((p - low) ** 2 + (rest_high - q) ** 2)
    up = np.sqrt((high - p) ** 2 + (q - rest_low) ** 2)
    return float(p - q - down), float(p - q + up)


def gap_p_value(hits: float, n: int, rest_hits: float, rest_n: int) -> float:
    """Return the two-sided p-value that two shares are equal (pooled score test); NaN when a side is empty."""
    from scipy.stats import norm

    if not n or not rest_n:
        return np.nan
    pooled = (hits + rest_hits) / (n + rest_n)
    error = np.sqrt(pooled * (1 - pooled) * (1 / n + 1 / rest_n))
    return float(2 * norm.sf(abs(hits / n - rest_hits / rest_n) / error)) if error else 1.0


def median_interval(values: np.ndarray, *, z: float = Z_95) -> tuple[float, float]:
    """Return the distribution-free interval of a median from order statistics.

    Examples
    --------
    >>> median_interval(np.arange(1.0, 12.0))
    (3.0, 9.0)
    """
    values = np.sort(values[~np.isnan(values)])
    n = len(values)
    if not n:
        return np.nan, np.nan
    half = z * np.sqrt(n) / 2
    low, high = int(np.floor(n / 2 - half)), int(np.ceil(n / 2 + half))
    return float(values[max(low, 0)]), float(values[min(high, n) - 1])
