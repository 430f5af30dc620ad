"""Training of the opinion models: one linear expert a corpus, mixed by register."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from itertools import combinations
from typing import Any

import numpy as np
import pandas as pd
from scipy.sparse import csr_matrix, diags, hstack

from socialinsight.lang.language import language
from socialinsight.lang.opinion import LICENCE_GROUPS, OpinionModel
from socialinsight.lang.reading import Reading, read_tokens
from socialinsight.learn.opinion_corpora import CLASSES
from socialinsight.learn.opinion_mixture import fit_mixture
from socialinsight.learn.opinion_tasks import Task, tasks
from socialinsight.text.tokens import tokenize
from socialinsight.text.word_features import TextFeatures, features_of
from socialinsight.text.word_weights import WordWeights

PENALTY = 0.1
FOLDS = 4
TOXIC_PENALTY = 0.5


@dataclass(frozen=True)
class Design:
    """Scaled features of all rows, the factors that fold the scaling into weights, and the rows themselves."""

    inputs: csr_matrix
    factors: np.ndarray
    rows: pd.DataFrame


def read_rows(rows: pd.DataFrame, lang: str) -> Reading:
    """Tokenise and analyse the texts of a table."""
    return read_tokens(tokenize(rows["text"].tolist()), language(lang))


def design(rows: pd.DataFrame, reading: Reading, fitted: np.ndarray) -> Design:
    """Return the features, weighted by inverse document frequency in the `fitted` rows.

    Each block (n-grams, terms) is divided by its root mean square, so that both weigh the same.
    """
    features = features_of(reading.tokens, reading.words)
    blocks, factors = [], []
    for block in _scaled(features):
        frequency = np.asarray((block[fitted] > 0).sum(axis=0)).ravel()
        factor = np.where(frequency > 1, np.log(fitted.sum() / np.maximum(frequency, 1)), 0.0)
        weighted = (block @ diags(factor)).tocsr()
        root = np.sqrt(weighted[fitted].multiply(weighted[fitted]).sum() / fitted.sum())
        blocks.append(weighted / root)
        factors.append(factor / root)
    return Design(hstack(blocks).tocsr(), np.concatenate(factors), rows.reset_index(drop=True))


def _scaled(features: TextFeatures) -> tuple[csr_matrix, csr_matrix]:
    by_ngram, by_term = features.scales()
    return diags(by_ngram) @ (features.counts @ features.ngrams), diags(by_term) @ features.terms


def fit_columns(task: Task, made: Design, keep: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
    """Fit a task on its rows in `keep`; return weights (n_features, n_columns) and intercepts."""
    from sklearn.svm import LinearSVC

    chosen = keep[task.rows]
    rows, target = task.rows[chosen], task.target[chosen]
    weights = np.zeros((made.inputs.shape[1], len(task.columns)))
    bias = np.zeros(len(task.columns))
    classes = CLASSES if len(task.columns) == len(CLASSES) else (True,)
    for number, value in enumerate(classes):
        positive = target == value
        if positive.all() or not positive.any():
            continue
        model = LinearSVC(C=TOXIC_PENALTY if task.name == "toxic" else PENALTY, random_state=0).fit(
            made.inputs[rows], positive, sample_weight=task.weight[chosen]
        )
        weights[:, number], bias[number] = model.coef_[0], model.intercept_[0]
    return weights, bias


def out_of_fold(task: Task, made: Design, train: np.ndarray) -> np.ndarray:
    """Return the scores of all rows, each from a model that has not seen its text."""
    fold = np.where(train, made.rows["fold"].to_numpy() % FOLDS, -1)
    scores = np.zeros((len(fold), len(task.columns)))
    for number in range(-1, FOLDS):
        part = np.flatnonzero(fold == number)
        if len(part):
            weights, bias = fit_columns(task, made, train & (fold != number))
            scores[part] = made.inputs[part] @ weights + bias
    return scores


@dataclass(frozen=True)
class Trained:
    """Weights a licence group, a mixture for every choice of groups, and out-of-fold outputs of the full model."""

    weights: Mapping[str, WordWeights]
    mixtures: Mapping[str, dict[str, Any]]
    columns: pd.DataFrame

    def model(self, groups: Sequence[str] = LICENCE_GROUPS) -> OpinionModel:
        """Return the model of some groups as the library would load it."""
        from socialinsight.lang.opinion import mixture_from

        chosen = [group for group in LICENCE_GROUPS if group in groups and group in self.weights]
        weights = self.weights[chosen[0]]
        for group in chosen[1:]:
            weights = weights.beside(self.weights[group])
        return mixture_from(self.mixtures["+".join(chosen)], weights)


def train_opinion(made: Design, train: np.ndarray, *, every_choice: bool = True) -> Trained:
    """Train all experts, gates and mixtures on the rows in `train`.

    Parameters
    ----------
    made : Design
        Features and rows.
    train : numpy.ndarray of bool
        Rows to learn from.
    every_choice : bool
        Fit a mixture for every choice of licence groups, not for all of them together alone.
    """
    table = made.rows
    grouped: dict[str, list[tuple[Task, np.ndarray, np.ndarray]]] = {}
    scores: dict[str, dict[str, np.ndarray]] = {}
    for task in tasks(table.where(table["task"].notna())):
        weights, bias = fit_columns(task, made, train)
        grouped.setdefault(task.group, []).append((task, weights, bias))
        values = out_of_fold(task, made, train)
        scores.setdefault(task.group, {}).update(zip(task.columns, values.T))
    present = [group for group in LICENCE_GROUPS if group in grouped]
    mixtures = {}
    for size in range(1 if every_choice else len(present), len(present) + 1):
        for chosen in combinations(present, size):
            columns = pd.DataFrame({name: part for group in chosen for name, part in scores[group].items()})
            mixtures["+".join(chosen)] = fit_mixture(columns, table, train)
    weights = {group: _word_weights(grouped[group], made.factors) for group in present}
    return Trained(weights, mixtures, columns)


def _word_weights(parts: list[tuple[Task, np.ndarray, np.ndarray]], factors: np.ndarray) -> WordWeights:
    table = np.hstack([weights for _, weights, _ in parts]) * factors[:, None]
    half = len(factors) // 2
    names = tuple(name for task, _, _ in parts for name in task.columns)
    bias = np.concatenate([bias for _, _, bias in parts]).astype(np.float32)
    return WordWeights(names, table[:half].astype(np.float32), table[half:].astype(np.float32), bias)
