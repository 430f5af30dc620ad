"""How long customers stay: Kaplan-Meier curves by segment and the log-rank test between them."""

from __future__ import annotations

import numpy as np
import pandas as pd

from socialinsight.proportion import Z_95
from socialinsight.tables import SURVIVAL

WHOLE = ""
"""Stands for all customers together."""


def kaplan_meier(days: np.ndarray, left: np.ndarray, *, z: float = Z_95) -> pd.DataFrame:
    """Return the share that stays, with Greenwood's variance on the log-log scale.

    S(t) = prod over t_i <= t of (1 - d_i / n_i) (Kaplan and Meier 1958);
    S(t) ^ exp(-+ z sqrt(sum d_i / (n_i (n_i - d_i))) / ln S(t)) (Kalbfleisch and Prentice 1980).

    Parameters
    ----------
    days : numpy.ndarray of float, shape (n,)
        Observed days, at least 0.
    left : numpy.ndarray of bool, shape (n,)
        Whether the customer left then; the others were still here when last seen.
    z : float
        Normal quantile of the interval.

    Returns
    -------
    pandas.DataFrame
        days, n_at_risk, n_left, survival, low, high: a row for day 0, each day on which somebody left, and the last
        day observed. The ends are NaN where survival is 0 or 1.

    Examples
    --------
    >>> kaplan_meier(np.array([1.0, 2, 2, 3]), np.array([True, True, False, False]))[["days", "survival"]].values
    array([[0. , 1. ], [1. , 0.75], [2. , 0.5 ], [3. , 0.5 ]])
    """
    times, place = np.unique(days, return_inverse=True)
    gone = np.bincount(place, weights=left, minlength=len(times))
    at_risk = np.bincount(place, minlength=len(times))[::-1].cumsum()[::-1]
    share = np.cumprod(1 - gone / np.maximum(at_risk, 1))
    with np.errstate(divide="ignore", invalid="ignore"):
        spread = np.cumsum(gone / (at_risk * (at_risk - gone)))
        power = np.exp(z * np.sqrt(spread) / np.log(share))
        ends = share ** (1 / power), share**power
    inside = (share > 0) & (share < 1)
    low, high = (np.where(inside, end, np.nan) for end in ends)
    table = pd.DataFrame(
        {"days": times, "n_at_risk": at_risk, "n_left": gone, "survival": share, "low": low, "high": high}
    )
    start = {"days": 0.0, "n_at_risk": len(days), "n_left": 0, "survival": 1.0, "low": np.nan, "high": np.nan}
    shown = table[(gone > 0) | (np.arange(len(times)) == len(times) - 1)]
    if len(times) and times[0] == 0:
        return shown.reset_index(drop=True)
    return pd.concat([pd.DataFrame([start]), shown], ignore_index=True) if len(shown) else pd.DataFrame([start])


def share_at(curve: pd.DataFrame, day: float) -> tuple[float, float, float]:
    """Return survival after `day` and the ends of its interval; NaN beyond the last day observed."""
    if curve.empty or day > curve["days"].iloc[-1]:
        return np.nan, np.nan, np.nan
    row = curve.iloc[int(curve["days"].searchsorted(day, side="right")) - 1]
    return float(row["survival"]), float(row["low"]), float(row["high"])


def median_days(curve: pd.DataFrame) -> tuple[float, float, float]:
    """Return the median stay and its interval (Brookmeyer and Crowley 1982); NaN for what is not reached."""

    def first(name: str) -> float:
        below = curve.loc[(curve[name] <= 0.5).to_numpy(bool), "days"]
        return float(below.iloc[0]) if len(below) else np.nan

    return first("survival"), first("low"), first("high")


def log_rank(days: np.ndarray, left: np.ndarray, group: np.ndarray) -> tuple[float, int, float]:
    """Return whether groups leave alike: chi-square, degrees of freedom, p value (Mantel 1966).

    Parameters
    ----------
    days, left : numpy.ndarray, shape (n,)
        As in `kaplan_meier`.
    group : numpy.ndarray of int, shape (n,)
        0 .. k-1.

    Returns
    -------
    tuple
        NaN and 0 when there is one group, or nobody left.

    Examples
    --------
    >>> early, late = np.arange(1.0, 9.0), np.arange(11.0, 19.0)
    >>> left = np.ones(16, bool)
    >>> log_rank(np.r_[early, late], left, np.repeat([0, 1], 8))[2] < 0.001
    True
    """
    from scipy.stats import chi2

    n_groups = int(group.max()) + 1 if len(group) else 0
    times = np.unique(days[left])
    if n_groups < 2 or not len(times):
        return np.nan, 0, np.nan
    risk, gone = np.zeros((2, n_groups, len(times)))
    for one in range(n_groups):
        own, own_left = np.sort(days[group == one]), np.sort(days[(group == one) & left])
        risk[one] = len(own) - own.searchsorted(times, side="left")
        gone[one] = own_left.searchsorted(times, side="right") - own_left.searchsorted(times, side="left")
    n, d = risk.sum(axis=0), gone.sum(axis=0)
    share = risk / n
    weight = d * (n - d) / np.maximum(n - 1, 1)
    gap = (gone - share * d).sum(axis=1)
    spread = np.diag((weight * share).sum(axis=1)) - (weight * share) @ share.T
    value = float(gap @ np.linalg.pinv(spread) @ gap)
    return value, n_groups - 1, float(chi2.sf(value, n_groups - 1))


def survival(lives: pd.DataFrame) -> pd.DataFrame:
    """Return the survival curve of all customers and of each segment.

    Parameters
    ----------
    lives : pandas.DataFrame
        Result of `lifetimes.lifetimes`.

    Returns
    -------
    pandas.DataFrame
        A survival table; empty when no customer's coming is known.
    """
    known = lives[lives["days"].notna()]
    if known.empty:
        return SURVIVAL.empty()
    groups = [(WHOLE, known), *known.groupby("segment", sort=True)]
    curves = [
        kaplan_meier(part["days"].to_numpy(float), part["left"].to_numpy(bool)).assign(segment=name)
        for name, part in groups
    ]
    return SURVIVAL.cast(pd.concat(curves, ignore_index=True))[[column.name for column in SURVIVAL.columns]]
