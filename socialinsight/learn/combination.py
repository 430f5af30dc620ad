"""Training of the last step of sentiment: learnt opinion, speech acts and evaluating words together."""

from __future__ import annotations

import json
from pathlib import Path

import numpy as np
import pandas as pd

from socialinsight.annotation import joined
from socialinsight.lang.opinion import SERVICE, opinion_table
from socialinsight.learn.opinion_corpora import CLASSES
from socialinsight.learn.opinion_mixture import class_weights
from socialinsight.learn.opinion_tasks import balanced
from socialinsight.signals import rule_scores, sentiment
from socialinsight.signals.label_score import model_weights

PENALTY = 1.0
BALANCE = 0.6


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
    return scores, sums, model_weights(annotations, len(outputs), sentiment.MODEL)


def evidence_inputs(rules: pd.DataFrame, outputs: np.ndarray, lang: str) -> np.ndarray:
    """Return what the combination weighs, one row a text."""
    return sentiment.features(*rule_evidence(rules, outputs, lang))


def fit_combination(
    rules: pd.DataFrame, outputs: np.ndarray, lang: str, table: pd.DataFrame, train: np.ndarray
) -> sentiment.Combination:
    """Fit the combination for texts of all kinds on the corpora; the one for customer talk only on a user's own table.

    Without such a table the hand-set weights of the signal hold for customer talk.

    Parameters
    ----------
    rules : pandas.DataFrame
        Annotations by rules alone.
    outputs : numpy.ndarray
        Out-of-fold outputs of the opinion model.
    lang : str
        Language.
    table : pandas.DataFrame
        Rows of the corpora.
    train : numpy.ndarray of bool
        Rows to learn from.
    """
    labelled = train & table["label"].isin(CLASSES).to_numpy()
    expert, corpus = table["expert"].to_numpy(object), table["corpus"].to_numpy(object)
    own = (expert == SERVICE).astype(float)
    other = np.isin(expert, [SERVICE, "emotion", "toxic"], invert=True).astype(float)
    inputs = evidence_inputs(rules, outputs, lang)
    has_own = (labelled & (own > 0)).any()
    for_service = _fit(inputs, table, labelled, own, PENALTY) if has_own else sentiment.by_hand()
    if not (labelled & (other > 0)).any():
        return sentiment.Combination(for_service, for_service)
    return sentiment.Combination(for_service, _fit(inputs, table, labelled, other / _size(corpus, labelled), PENALTY))


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
    return class_weights(model, CLASSES)


def write_combination(learnt: sentiment.Combination, path: Path) -> None:
    """Write a combination as JSON; hand-set weights stay in their table and are left empty here."""
    by_hand = np.array_equal(learnt.service, sentiment.by_hand())
    stored = {
        "features": list(sentiment.FEATURES),
        "service": [] if by_hand else learnt.service.round(4).tolist(),
        "other": learnt.other.round(4).tolist(),
    }
    path.write_text(json.dumps(stored, indent=1) + "\n", encoding="utf-8")
