"""Training of the opinion models: one linear expert a corpus, mixed by register."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from itertools import combinations
from typing import Any

import numpy as np
import pandas as pd
from scipy.sparse import diags

from socialinsight.lang.opinion import LICENCE_GROUPS, OpinionModel
from socialinsight.learn.opinion_corpora import CLASSES
from socialinsight.learn.opinion_design import Design, contrast, levelled
from socialinsight.learn.opinion_mixture import fit_mixture
from socialinsight.learn.opinion_tasks import Task, tasks
from socialinsight.text.word_weights import WordWeights

PENALTY = 0.1
CONTRAST_PENALTY = 0.3
FOLDS = 4
TOLERANCE, REGISTER_TOLERANCE = 1e-3, 1e-2
BY_CONTRAST = ("toxic", "prose", "review")
"""Tasks for which naive Bayes weights proved better than inverse document frequency on parts of the training rows."""


def fit_columns(task: Task, made: Design, keep: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
    """Fit a task on its rows in `keep`; return weights (n_features, n_columns) and intercepts.

    Features are weighted by inverse document frequency, or by naive Bayes log-count ratios (`BY_CONTRAST`).
    """
    from sklearn.svm import LinearSVC

    chosen = keep[task.rows]
    rows, target, weight = task.rows[chosen], task.target[chosen], task.weight[chosen]
    weights = np.zeros((made.inputs.shape[1], len(task.columns)))
    bias = np.zeros(len(task.columns))
    inputs = made.inputs[rows]
    contrasted = task.name in BY_CONTRAST
    classes = CLASSES if len(task.columns) == len(CLASSES) else (True,)
    for number, value in enumerate(classes):
        positive = target == value
        if positive.all() or not positive.any():
            continue
        factor = contrast(inputs, positive, weight) * (made.rarity > 0) if contrasted else made.rarity
        factor = levelled(inputs, factor)
        tolerance = REGISTER_TOLERANCE if task.name.startswith("register:") else TOLERANCE
        model = LinearSVC(C=CONTRAST_PENALTY if contrasted else PENALTY, tol=tolerance, random_state=0)
        model.fit((inputs @ diags(factor)).tocsr(), positive, sample_weight=weight)
        weights[:, number], bias[number] = model.coef_[0] * factor, model.intercept_[0]
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
    weights = {group: _word_weights(grouped[group]) for group in present}
    return Trained(weights, mixtures, columns)


def _word_weights(parts: list[tuple[Task, np.ndarray, np.ndarray]]) -> WordWeights:
    table = np.hstack([weights for _, weights, _ in parts]).astype(np.float32)
    names = tuple(name for task, _, _ in parts for name in task.columns)
    bias = np.concatenate([bias for _, _, bias in parts]).astype(np.float32)
    return WordWeights(names, *np.split(table, 2), bias)
