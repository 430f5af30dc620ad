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
from socialinsight.lang.opinion import LICENCE_GROUPS, SERVICE, OpinionModel
from socialinsight.lang.reading import Reading, read_tokens
from socialinsight.learn.opinion_corpora import CLASSES, NOT_A_REGISTER
from socialinsight.text.tokens import tokenize
from socialinsight.text.word_weights import TextFeatures, WordWeights, features_of

PENALTY = 0.1
MIXING_PENALTY = 0.3
BALANCE = 0.6
FOLDS = 4
CLEAN_SHARE = 0.3
FEW_WEIGHT = 3.0
TOXIC_PENALTY = 0.5
_UNSEEN = -9.0
TOXIC_CORPORA = ("toxic_2ch_pikabu", "toxic_vk")


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


@dataclass(frozen=True)
class Task:
    """One column or three to learn: which rows, what of them, under which name."""

    name: str
    group: str
    rows: np.ndarray
    target: np.ndarray
    weight: np.ndarray
    columns: tuple[str, ...]


def tasks(table: pd.DataFrame) -> list[Task]:
    """Return what each expert and each register column has to learn."""
    result = []
    labelled = table["label"].notna().to_numpy()
    expert, group = table["expert"].to_numpy(object), table["group"].to_numpy(object)
    sentiment = (table["task"] == "sentiment").to_numpy()
    for name in dict.fromkeys(expert[sentiment]):
        rows = np.flatnonzero(labelled & (expert == name))
        target = table["label"].to_numpy(object)[rows]
        columns = tuple(f"{name}:{value}" for value in CLASSES)
        result.append(Task(name, group[rows[0]], rows, target, np.ones(len(rows)), columns))
    for name in registers(table):
        own = group[expert == name][0]
        rows = np.flatnonzero(sentiment & np.isin(group, ["permissive", own]))
        target = expert[rows] == name
        result.append(Task(f"register:{name}", own, rows, target, balanced(target), (f"register:{name}",)))
    if (~sentiment).any():
        rows = np.flatnonzero(np.isin(group, ["permissive", "unstated"]))
        target = ~sentiment[rows]
        result.append(Task("register:forum", "unstated", rows, target, balanced(target), ("register:forum",)))
        result.append(_toxicity(table, sentiment))
    return result


def _toxicity(table: pd.DataFrame, sentiment: np.ndarray) -> Task:
    """Learn toxic comments against clean ones, and against what customers write when they are merely angry."""
    clean = sentiment & _clean(table)
    rows = np.flatnonzero(~sentiment | clean)
    target = table["toxic"].to_numpy(bool)[rows]
    few = (table["corpus"] == "toxic_vk").to_numpy()
    weight = np.where(clean[rows], CLEAN_SHARE, np.where(few[rows], FEW_WEIGHT, 1.0))
    return Task("toxic", "unstated", rows, target, weight, ("toxic",))


def _clean(table: pd.DataFrame) -> np.ndarray:
    """Return which rows of the sentiment corpora are taken for free of insults.

    These are what customers write of firms, and tweets and posts that are not negative.
    """
    of_firms = table["expert"].isin(["review", "brand"])
    calm = table["expert"].isin(["tweet", "emotion"]) & table["label"].isin(["neutral", "positive"])
    return (of_firms | calm).to_numpy()


def registers(table: pd.DataFrame) -> list[str]:
    """Return the registers that the rows cover."""
    return [name for name in dict.fromkeys(table["expert"]) if name not in NOT_A_REGISTER]


def balanced(target: np.ndarray, power: float = 1.0) -> np.ndarray:
    """Return weights that give each class the same sum (power 1) or its own (power 0), mean 1."""
    values, code, count = np.unique(target, return_inverse=True, return_counts=True)
    weight = (len(target) / (len(values) * count)) ** power
    return weight[code] / weight[code].mean()


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

    clean = _clean(table)
    rows = np.flatnonzero(train & (clean | (table["task"] == "toxicity").to_numpy()))
    target = table["toxic"].to_numpy(bool)[rows]
    weight = np.where(clean[rows], CLEAN_SHARE, 1.0)
    used = np.array([name == "toxic" or name.startswith("register:") for name in columns])
    inputs = np.where(used, columns.to_numpy(float), 0.0)[rows]
    model = LogisticRegression(max_iter=1000).fit(inputs, target, sample_weight=weight)
    corpus = table["corpus"].to_numpy(object)[rows]
    shift = _best_shift(model.decision_function(inputs), target, corpus, corpus[np.isin(corpus, TOXIC_CORPORA)])
    return [*model.coef_[0].tolist(), float(model.intercept_[0]) + 2.0 + shift]


def _best_shift(odds: np.ndarray, target: np.ndarray, corpus: np.ndarray, toxic: np.ndarray) -> float:
    """Return what to add to the log-odds so that the mean F1 of the toxic corpora is best."""

    def mean_f1(shift: float) -> float:
        values = []
        for name in np.unique(toxic):
            found, truth = odds[corpus == name] + shift >= 0, target[corpus == name]
            values.append(2 * (found & truth).sum() / max(found.sum() + truth.sum(), 1))
        return float(np.mean(values))

    return max(np.arange(0, 0.85, 0.1).tolist(), key=mean_f1)


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
