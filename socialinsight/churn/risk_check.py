"""How well the risk model does on customers it has not seen: ranking, calibration, error beside the mean's."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import numpy as np
import pandas as pd

from socialinsight.proportion import Z_95, wilson

if TYPE_CHECKING:
    from socialinsight.churn.risk import Windows

LEAST_LATEST = 30
N_FOLDS = 5
N_GROUPS = 10
_Row = tuple[str, int, int, float, float, float, float, str]


def checked(model: Any, rows: Windows, names: list[str]) -> tuple[pd.DataFrame, bool]:
    """Return the check of a model on rows it has not seen, and whether it ranks better than chance.

    Parameters
    ----------
    model : estimator
        Not fitted; a copy is fitted for each split.
    rows : Windows
        Customers at several cuts.
    names : list of str
        Features used.

    Returns
    -------
    tuple
        Rows of a risk_check table: auc with its interval (Hanley and McNeil 1982), Brier score beside that of the mean,
        calibration slope (1 = right, below 1 = too sure), and tenths by probability with mean and share that left.
    """
    truth, said, base, how = _unseen(model, rows, names)
    n, n_left = len(truth), int(truth.sum())
    auc = rank_share(truth, said)
    low, high = _auc_interval(auc, n_left, n - n_left)
    slope, slope_low, slope_high = calibration_slope(truth, said)
    table: list[_Row] = [
        ("auc", n, n_left, np.nan, auc, low, high, how),
        ("brier", n, n_left, np.nan, float(np.mean((said - truth) ** 2)), np.nan, np.nan, how),
        ("brier_of_mean", n, n_left, np.nan, float(np.mean((base - truth) ** 2)), np.nan, np.nan, how),
        ("slope", n, n_left, np.nan, slope, slope_low, slope_high, how),
    ]
    order = np.argsort(said, kind="stable")
    for place, part in enumerate(np.array_split(order, N_GROUPS), start=1):
        gone = int(truth[part].sum())
        ends = wilson(gone, len(part))
        share = gone / len(part) if len(part) else np.nan
        table.append((f"tenth_{place}", len(part), gone, float(said[part].mean()), share, *ends, how))
    columns = ["item", "n", "n_left", "expected", "value", "low", "high", "note"]
    return pd.DataFrame(table, columns=columns), bool(low > 0.5)


def _unseen(model: Any, rows: Windows, names: list[str]) -> tuple[np.ndarray, np.ndarray, np.ndarray, str]:
    """Return truth, probability and training mean of rows that the fitted copy has not seen, and the kind of split."""
    from sklearn.base import clone

    latest = rows.cut == rows.cut.min()
    counts = [int(rows.left[part].sum()) for part in (latest, ~latest)]
    enough = min(counts[0], counts[1], int((~rows.left[~latest]).sum())) >= LEAST_LATEST
    places = np.arange(len(rows.left))
    if enough:
        splits, how = [(places[~latest], places[latest])], "later"
    else:
        fold = pd.factorize(rows.customer)[0] % N_FOLDS
        splits, how = [(places[fold != one], places[fold == one]) for one in range(N_FOLDS)], "others"
    said, base = np.full(len(places), np.nan), np.full(len(places), np.nan)
    for fit, test in splits:
        fitted = clone(model).fit(rows.features[names].iloc[fit], rows.left[fit])
        said[test] = fitted.predict_proba(rows.features[names].iloc[test])[:, 1]
        base[test] = rows.left[fit].mean()
    seen = ~np.isnan(said)
    return rows.left[seen].astype(float), said[seen], base[seen], how


def rank_share(truth: np.ndarray, score: np.ndarray) -> float:
    """Return the share of pairs (one left, one stayed) in which the leaver stands higher; ties count half.

    Examples
    --------
    >>> rank_share(np.array([0, 0, 1, 1]), np.array([0.1, 0.4, 0.35, 0.8]))
    0.75
    """
    from scipy.stats import rankdata

    gone = truth > 0
    n, other = int(gone.sum()), int((~gone).sum())
    return float((rankdata(score)[gone].sum() - n * (n + 1) / 2) / (n * other)) if n and other else np.nan


def told_apart(left: np.ndarray, values: np.ndarray) -> float:
    """Return how far values alone tell leavers from stayers, 0.5..1; whether they are known is one of them."""
    shares = [rank_share(left, np.nan_to_num(values, nan=-1e9)), rank_share(left, np.isnan(values).astype(float))]
    return max(max(share, 1 - share) for share in shares)


def _auc_interval(auc: float, n_left: int, n_stayed: int) -> tuple[float, float]:
    first, second = auc / (2 - auc), 2 * auc**2 / (1 + auc)
    spread = auc * (1 - auc) + (n_left - 1) * (first - auc**2) + (n_stayed - 1) * (second - auc**2)
    half = Z_95 * np.sqrt(max(spread, 0.0) / (n_left * n_stayed))
    return float(max(auc - half, 0.0)), float(min(auc + half, 1.0))


def calibration_slope(truth: np.ndarray, said: np.ndarray) -> tuple[float, float, float]:
    """Return the slope of the outcome on the log-odds that were said (Cox 1958), with Wald's interval.

    Parameters
    ----------
    truth : numpy.ndarray of float, shape (n,)
        0 or 1.
    said : numpy.ndarray of float, shape (n,)
        Probabilities; 1 = as sure as it may be, below 1 = too sure.

    Examples
    --------
    >>> said = np.repeat([0.2, 0.8], 10)
    >>> truth = np.r_[np.ones(2), np.zeros(8), np.ones(8), np.zeros(2)]
    >>> round(calibration_slope(truth, said)[0], 3)
    1.0
    """
    odds = np.log(np.clip(said, 1e-6, 1 - 1e-6) / np.clip(1 - said, 1e-6, 1))
    design = np.column_stack([np.ones(len(odds)), odds])
    weights = np.array([0.0, 1.0])
    for _ in range(25):
        chance = 1 / (1 + np.exp(-np.clip(design @ weights, -30, 30)))
        curve = (design * (chance * (1 - chance))[:, None]).T @ design
        weights = weights + np.linalg.pinv(curve) @ (design.T @ (truth - chance))
    half = Z_95 * np.sqrt(np.linalg.pinv(curve)[1, 1])
    return float(weights[1]), float(weights[1] - half), float(weights[1] + half)
