"""How the experts of the opinion models are mixed by register, and what speaks for toxicity."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import numpy as np
import pandas as pd

from socialinsight.lang.opinion import SERVICE
from socialinsight.learn.opinion_corpora import CLASSES
from socialinsight.learn.opinion_tasks import balanced, clean_rows, registers

MIXING_PENALTY = 0.3
BALANCE = 0.6
CLEAN_SHARE = 0.3
_UNSEEN = -9.0


def fit_mixture(columns: pd.DataFrame, table: pd.DataFrame, train: np.ndarray) -> dict[str, Any]:
    """Fit the gate and each register's opinion on out-of-fold scores.

    Parameters
    ----------
    columns : pandas.DataFrame
        Out-of-fold scores, one column a name.
    table : pandas.DataFrame
        The rows.
    train : numpy.ndarray of bool
        Rows to fit on.
    """
    present = {name.split(":")[1] for name in columns if name.startswith("register:")}
    names = [name for name in registers(table) if name in present or name == SERVICE]
    names = names or [name.split(":")[0] for name in columns if name.endswith(CLASSES[0])]
    inputs = columns.to_numpy(float)
    expert = table["expert"].to_numpy(object)
    rows = np.flatnonzero(train & np.isin(expert, names))
    gate_inputs = np.where([name.startswith("register:") for name in columns], inputs, 0.0)
    gate = _multinomial(gate_inputs[rows], expert[rows], names, 1.0)
    opinion = []
    for name in names:
        rows = np.flatnonzero(train & (expert == name) & table["label"].notna().to_numpy())
        opinion.append(_multinomial(inputs[rows], table["label"].to_numpy(object)[rows], list(CLASSES), BALANCE))
    toxic = _toxic_evidence(columns, table, train) if "toxic" in columns else []
    return {"registers": names, "gate": gate.tolist(), "opinion": [part.tolist() for part in opinion], "toxic": toxic}


def _multinomial(inputs: np.ndarray, target: np.ndarray, classes: Sequence[str], balance: float) -> np.ndarray:
    """Fit a multinomial logistic model; return weights and intercept, shape (n_classes, n_inputs + 1)."""
    from sklearn.linear_model import LogisticRegression

    if len(set(target)) == 1:
        return np.zeros((len(classes), inputs.shape[1] + 1))
    weight = balanced(target, balance)
    model = LogisticRegression(C=MIXING_PENALTY, max_iter=1000, tol=1e-3).fit(inputs, target, sample_weight=weight)
    return class_weights(model, classes)


def class_weights(model: Any, classes: Sequence[str]) -> np.ndarray:
    """Return weights and intercept of a logistic model for all `classes`, shape (n_classes, n_inputs + 1).

    A class that the model has not seen gets the intercept -9.
    """
    result = np.zeros((len(classes), model.coef_.shape[1] + 1))
    result[:, -1] = _UNSEEN
    if len(model.classes_) == 2:
        coefficients = np.vstack((-model.coef_ / 2, model.coef_ / 2))
        intercepts = np.array([-model.intercept_[0] / 2, model.intercept_[0] / 2])
    else:
        coefficients, intercepts = model.coef_, model.intercept_
    for row, name in enumerate(model.classes_):
        result[list(classes).index(name)] = np.append(coefficients[row], intercepts[row])
    return result


def _toxic_evidence(columns: pd.DataFrame, table: pd.DataFrame, train: np.ndarray) -> list[float]:
    """Fit the log-odds of toxic from the toxic column and the registers; 2 is added, the even point of evidence.

    The registers matter: in comments of a forum half of what looks rude is, in reviews of a bank hardly any.
    """
    from sklearn.linear_model import LogisticRegression

    clean = clean_rows(table)
    rows = np.flatnonzero(train & (clean | (table["task"] == "toxicity").to_numpy()))
    target = table["toxic"].to_numpy(bool)[rows]
    weight = np.where(clean[rows], CLEAN_SHARE, 1.0)
    used = np.array([name == "toxic" or name.startswith("register:") for name in columns])
    inputs = np.where(used, columns.to_numpy(float), 0.0)[rows]
    model = LogisticRegression(max_iter=1000).fit(inputs, target, sample_weight=weight)
    shift = _best_shift(model.decision_function(inputs)[~clean[rows]], target[~clean[rows]])
    return [*model.coef_[0].tolist(), float(model.intercept_[0]) + 2.0 + shift]


def _best_shift(odds: np.ndarray, target: np.ndarray) -> float:
    """Return what to add to the log-odds so that F1 of the comments in forums is best."""

    def f1(shift: float) -> float:
        found = odds + shift >= 0
        return float(2 * (found & target).sum() / max(found.sum() + target.sum(), 1))

    return max(np.arange(0, 2.05, 0.1).tolist(), key=f1)
