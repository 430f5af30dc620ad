"""Is an issue growing? The current period against its own past."""

from __future__ import annotations

import numpy as np


def growth_test(current: np.ndarray, previous: np.ndarray, totals: tuple[int, int]) -> tuple[np.ndarray, np.ndarray]:
    """Return growth and one-sided p-value of each issue.

    Given current + previous = m complaints of an issue, current is binomial (m, t) when its share of all
    complaints has not changed, t = share of all complaints that lie in the current period (the conditional
    test of two Poisson rates, Przyborowski and Wilenski 1940). Growth = current / expected, with half a
    complaint added to both.

    Parameters
    ----------
    current, previous : numpy.ndarray of int
        Complaints of each issue in the two periods.
    totals : tuple of int
        All complaints in the two periods.

    Returns
    -------
    tuple of numpy.ndarray of float
        growth (NaN without complaints) and p-value.

    Examples
    --------
    >>> growth, p = growth_test(np.array([20, 5]), np.array([2, 5]), (100, 100))
    >>> growth.round(1).tolist(), (p < 0.01).tolist()
    ([1.8, 1.0], [True, False])
    """
    from scipy.stats import binom

    total = current + previous
    share = totals[0] / max(sum(totals), 1)
    expected = total * share
    growth = np.where(total > 0, (current + 0.5) / (expected + 0.5), np.nan)
    return growth, np.where(total > 0, binom.sf(current - 1, total, share), 1.0)


def benjamini_hochberg(p_values: np.ndarray) -> np.ndarray:
    """Return the adjusted p-values (Benjamini and Hochberg 1995); NaN stays NaN and is not counted.

    Examples
    --------
    >>> benjamini_hochberg(np.array([0.01, 0.04, 0.03])).round(3).tolist()
    [0.03, 0.04, 0.04]
    """
    result = np.full(len(p_values), np.nan)
    known = np.flatnonzero(~np.isnan(p_values))
    order = known[np.argsort(p_values[known], kind="stable")]
    n = len(order)
    raised = p_values[order] * n / np.arange(1, n + 1)
    result[order] = np.minimum(np.minimum.accumulate(raised[::-1])[::-1], 1.0)
    return result
