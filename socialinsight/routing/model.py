"""Routing learnt from the client's own routed tickets: a linear model over lemmas and the rules' evidence."""

from __future__ import annotations

import json
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np
import pandas as pd

from socialinsight.routing.evidence import Evidence
from socialinsight.text.lemma_matrix import LemmaMatrix

if TYPE_CHECKING:
    from scipy.sparse import csr_matrix

CONTENT = ("NOUN", "PROPN", "VERB", "ADJ")
LEAST_TEXTS = 3
MOST_TERMS = 3_000
LEAST_TICKETS = 40
LEAST_PER_DEPARTMENT = 8
FOLDS = 5
STRENGTH = 5.0
TOLERANCE = 0.01


@dataclass(frozen=True, eq=False)
class RoutingModel:
    """A multinomial logistic regression over lemmas and the rules' evidence, as arrays.

    Attributes
    ----------
    departments : list of str
        Names as the client's tickets have them.
    terms : pandas.DataFrame
        lang, lemma and inverse document frequency of each term.
    ruled : list of str
        Departments whose evidence is an input, after the terms.
    weights : numpy.ndarray
        Shape (len(departments), len(terms) + len(ruled)).
    start : numpy.ndarray
        Shape (len(departments),).
    """

    departments: list[str]
    terms: pd.DataFrame
    ruled: list[str]
    weights: np.ndarray
    start: np.ndarray

    @classmethod
    def empty(cls) -> RoutingModel:
        """Return a model that knows no department.

        Examples
        --------
        >>> RoutingModel.empty().departments
        []
        """
        return cls([], pd.DataFrame(columns=["lang", "lemma", "idf"]), [], np.zeros((0, 0)), np.zeros(0))

    def probabilities(self, lemmas: LemmaMatrix, text_id: np.ndarray, found: Evidence) -> np.ndarray:
        """Return the probability of each department of each message: float64 (n_messages, len(departments))."""
        scores = inputs(lemmas, text_id, found, self.terms, self.ruled) @ self.weights.T + self.start
        odds = np.exp(scores - scores.max(axis=1, keepdims=True, initial=-np.inf))
        return np.asarray(odds / odds.sum(axis=1, keepdims=True))

    def save(self, path: str | Path) -> Path:
        """Write the model as UTF-8 JSON; nothing of it runs when it is read."""
        told = {
            "departments": self.departments,
            "terms": [[row.lang, row.lemma, round(float(row.idf), 5)] for row in self.terms.itertuples()],
            "ruled": self.ruled,
            "weights": self.weights.round(5).tolist(),
            "start": self.start.round(5).tolist(),
        }
        path = Path(path)
        path.write_text(json.dumps(told, ensure_ascii=False), encoding="utf-8")
        return path

    @classmethod
    def load(cls, path: str | Path) -> RoutingModel:
        """Read a model that `save` wrote.

        Raises
        ------
        ValueError
            When the file is no routing model.
        """
        try:
            told = json.loads(Path(path).read_text(encoding="utf-8"))
            terms = pd.DataFrame(told["terms"], columns=["lang", "lemma", "idf"]).astype({"idf": float})
            names, ruled = ([str(one) for one in told[key]] for key in ("departments", "ruled"))
            weights, start = np.array(told["weights"], float), np.array(told["start"], float)
            if weights.shape != (len(names), len(terms) + len(ruled)) or start.shape != (len(names),):
                raise ValueError(f"weights have the shape {weights.shape}")
        except (KeyError, TypeError, AttributeError, ValueError) as error:
            raise ValueError(
                f"{path}: is no routing model ({error!r}); legal: a file that RoutingModel.save wrote. "
                "Save the routing_model of an earlier analysis again, or leave the setting out."
            ) from error
        return cls(names, terms, ruled, weights, start)


def inputs(
    lemmas: LemmaMatrix, text_id: np.ndarray, found: Evidence, terms: pd.DataFrame, ruled: list[str]
) -> csr_matrix:
    """Return what the model sees: terms (present or not · idf, rows of length 1) and 1 - exp(-evidence)."""
    from scipy.sparse import csr_matrix, diags, hstack

    counts = lemmas.of_terms(terms, text_id)
    counts.data[:] = 1.0
    weighed = counts @ diags(terms["idf"].to_numpy(float))
    length = np.sqrt(np.asarray(weighed.multiply(weighed).sum(axis=1)).ravel())
    weighed = diags(1.0 / np.maximum(length, 1e-12)) @ weighed
    said = np.zeros((len(text_id), len(ruled)))
    for at, name in enumerate(ruled):
        if name in found.departments:
            said[:, at] = found.sums[:, found.departments.index(name)]
    return hstack([weighed, csr_matrix(1.0 - np.exp(-said))], format="csr")


def fit_routing(
    lemmas: LemmaMatrix, text_id: np.ndarray, found: Evidence, routed: np.ndarray, *, seed: int
) -> tuple[RoutingModel, np.ndarray]:
    """Learn the routing of tickets, and route each of them by a model that has not seen it.

    Parameters
    ----------
    lemmas : LemmaMatrix
        Lemma counts of all texts.
    text_id : numpy.ndarray of int
        Text of each ticket's first message.
    found : Evidence
        Evidence of these messages.
    routed : numpy.ndarray of str
        Department of each ticket.
    seed : int
        Of the five folds.

    Returns
    -------
    tuple
        The model, and the probabilities of the held-out fold, NaN for tickets of departments with fewer than eight.
        An empty model when there are fewer than forty tickets or two departments.
    """
    names, counts = np.unique(routed.astype(str), return_counts=True) if len(routed) else (np.zeros(0, str), [])
    names = names[np.asarray(counts) >= LEAST_PER_DEPARTMENT]
    rows = np.flatnonzero(np.isin(routed.astype(str), names))
    if len(names) < 2 or len(rows) < LEAST_TICKETS:
        return RoutingModel.empty(), np.full((len(routed), 0), np.nan)
    from threadpoolctl import threadpool_limits

    terms = _terms(lemmas, text_id[rows])
    table = inputs(lemmas, text_id, found, terms, found.departments)
    held_out = np.full((len(routed), len(names)), np.nan)
    with threadpool_limits(1):
        held_out[rows] = _cross_validated(table[rows], routed[rows].astype(str), seed)
        learnt = _regression().fit(table[rows], routed[rows].astype(str))
    weights, start = learnt.coef_, learnt.intercept_
    if len(names) == 2:
        weights, start = np.vstack([-weights, weights]) / 2, np.concatenate([-start, start]) / 2
    return RoutingModel([str(one) for one in names], terms, list(found.departments), weights, start), held_out


def _regression():  # type: ignore[no-untyped-def]
    from sklearn.linear_model import LogisticRegression

    return LogisticRegression(C=STRENGTH, tol=TOLERANCE, max_iter=100)


def _cross_validated(table: csr_matrix, routed: np.ndarray, seed: int) -> np.ndarray:
    from sklearn.model_selection import StratifiedKFold, cross_val_predict

    folds = StratifiedKFold(FOLDS, shuffle=True, random_state=seed)
    return np.asarray(cross_val_predict(_regression(), table, routed, cv=folds, method="predict_proba"))


def _terms(lemmas: LemmaMatrix, text_id: np.ndarray) -> pd.DataFrame:
    """Return the most widespread content lemmas of the tickets, with ln((1 + n) / (1 + n with it)) + 1."""
    n_with = np.asarray((lemmas.counts[text_id] > 0).sum(axis=0)).ravel()
    usable = np.flatnonzero((n_with >= LEAST_TEXTS) & lemmas.lemmas["pos"].isin(CONTENT).to_numpy(bool))
    best = np.sort(usable[np.argsort(-n_with[usable], kind="stable")[:MOST_TERMS]])
    idf = np.log((1 + len(text_id)) / (1 + n_with[best])) + 1
    return lemmas.lemmas.iloc[best][["lang", "lemma"]].astype(str).assign(idf=idf).reset_index(drop=True)
