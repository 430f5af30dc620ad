"""Training of the last step of sentiment: learnt opinion, speech acts and evaluating words together."""

from __future__ import annotations

import json
from pathlib import Path

import numpy as np
import pandas as pd

from socialinsight.annotation import joined
from socialinsight.lang.opinion import SERVICE, opinion_table
from socialinsight.learn.opinion import balanced
from socialinsight.learn.opinion_corpora import CLASSES
from socialinsight.signals import rule_scores, sentiment

PENALTY = {"service": 0.3, "other": 1.0}
BALANCE = 0.6
LIKE_SERVICE = {SERVICE: 1.0, "review": 0.3, "brand": 0.05}


def rule_evidence(
    rules: pd.DataFrame, outputs: np.ndarray, lang: str
) -> tuple[pd.DataFrame, pd.DataFrame, pd.DataFrame]:
    """Return scores and sums of the labels, and the model's log-odds, as the signals see them.

    Parameters
    ----------
    rules : pandas.DataFrame
        Annotations by rules alone.
    outputs : numpy.ndarray
        Outputs of the opinion model, one row a text.
    lang : str
        Language.
    """
    annotations = joined([rules, opinion_table(outputs, lang, np.arange(len(outputs)))])
    sums, scores = rule_scores(annotations, len(outputs))
    return scores, sums, sentiment.model_rows(annotations, len(outputs))


def fit_combination(inputs: np.ndarray, table: pd.DataFrame, train: np.ndarray) -> sentiment.Combination:
    """Fit both combinations: customer talk on the own messages (reviews a little), the other on all corpora alike."""
    labelled = train & table["label"].isin(CLASSES).to_numpy()
    expert, corpus = table["expert"].to_numpy(object), table["corpus"].to_numpy(object)
    service = np.array([LIKE_SERVICE.get(name, 0.0) for name in expert])
    other = np.isin(expert, [SERVICE, "emotion", "toxic"], invert=True).astype(float)
    for_service = _fit(inputs, table, labelled, service, PENALTY["service"])
    if not (labelled & (other > 0)).any():
        return sentiment.Combination(for_service, for_service)
    for_other = _fit(inputs, table, labelled, other / _size(corpus, labelled), PENALTY["other"])
    return sentiment.Combination(for_service, for_other)


def _size(corpus: np.ndarray, labelled: np.ndarray) -> np.ndarray:
    sizes = pd.Series(corpus[labelled]).value_counts()
    return np.sqrt(pd.Series(corpus).map(sizes).fillna(1).to_numpy(float))


def _fit(
    inputs: np.ndarray, table: pd.DataFrame, labelled: np.ndarray, weight: np.ndarray, penalty: float
) -> np.ndarray:
    from sklearn.linear_model import LogisticRegression

    rows = np.flatnonzero(labelled & (weight > 0))
    target = table["label"].to_numpy(object)[rows]
    weight = weight[rows].copy()
    for name in np.unique(table["corpus"].to_numpy(object)[rows]):
        part = table["corpus"].to_numpy(object)[rows] == name
        weight[part] *= balanced(target[part], BALANCE)
    weight /= weight.max()
    model = LogisticRegression(C=penalty, max_iter=3000).fit(inputs[rows], target, sample_weight=weight)
    order = [list(model.classes_).index(name) for name in CLASSES]
    return np.column_stack((model.coef_, model.intercept_))[order]


def write_combination(learnt: sentiment.Combination, path: Path) -> None:
    """Write a combination as JSON."""
    stored = {
        "features": list(sentiment.FEATURES),
        "service": learnt.service.round(4).tolist(),
        "other": learnt.other.round(4).tolist(),
    }
    path.write_text(json.dumps(stored, indent=1) + "\n", encoding="utf-8")
