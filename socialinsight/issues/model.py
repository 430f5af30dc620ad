"""What issues were learnt: kept from month to month, so that old issues keep their id and name."""

from __future__ import annotations

import hashlib
import json
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np
import pandas as pd

from socialinsight.issues.clusters import Clusters, assign, cluster
from socialinsight.issues.naming import name_issue, top_lemmas
from socialinsight.issues.terms import issue_terms, may_head, weighted
from socialinsight.text.lemma_matrix import LemmaMatrix

if TYPE_CHECKING:
    from scipy.sparse import csr_matrix

MOST_LEMMAS = 80
"""Heaviest lemmas of an issue that a file keeps."""
_ISSUE = ["issue_id", "lang", "head", "name", "beside", "likeness"]


@dataclass(frozen=True, eq=False)
class IssueModel:
    """Issues as they were learnt.

    Attributes
    ----------
    terms : pandas.DataFrame
        lang, lemma and weight of each term.
    centres : numpy.ndarray
        Shape (n_issues, n_terms), rows of length 1.
    issues : pandas.DataFrame
        issue_id, lang, head (its noun), name, beside (five lemmas that stand beside the noun, heaviest first) and
        likeness (cosine of the issue and the mean of its complaints when it was learnt) of each issue.
    """

    terms: pd.DataFrame
    centres: np.ndarray
    issues: pd.DataFrame

    @classmethod
    def empty(cls) -> IssueModel:
        """Return a model that knows no issue.

        Examples
        --------
        >>> len(IssueModel.empty().issues)
        0
        """
        return cls(pd.DataFrame(columns=["lang", "lemma", "weight"]), np.zeros((0, 0)), pd.DataFrame(columns=_ISSUE))

    def matrix(self, lemmas: LemmaMatrix, rows: np.ndarray) -> csr_matrix:
        """Return the terms of some texts as the model weighs them: csr_matrix (len(rows), n_terms)."""
        return weighted(lemmas.of_terms(self.terms, rows), self.terms["weight"].to_numpy(float))

    def save(self, path: str | Path) -> Path:
        """Write the model as UTF-8 JSON that people can read; the 80 heaviest lemmas of each issue are kept."""
        issues = []
        for row, centre in zip(self.issues.to_dict("records"), self.centres):
            best = np.argsort(-centre, kind="stable")[:MOST_LEMMAS]
            issues.append(
                {**row, "lemmas": {str(int(at)): round(float(centre[at]), 5) for at in best if centre[at] > 0}}
            )
        told = {
            "terms": [[row.lang, row.lemma, round(float(row.weight), 6)] for row in self.terms.itertuples()],
            "issues": issues,
        }
        path = Path(path)
        path.write_text(json.dumps(told, ensure_ascii=False, indent=0), encoding="utf-8")
        return path

    @classmethod
    def load(cls, path: str | Path) -> IssueModel:
        """Read a model that `save` wrote.

        Raises
        ------
        ValueError
            When the file is no issue model.
        """
        try:
            told = json.loads(Path(path).read_text(encoding="utf-8"))
            terms = pd.DataFrame(told["terms"], columns=["lang", "lemma", "weight"])
            centres = np.zeros((len(told["issues"]), len(terms)))
            for number, issue in enumerate(told["issues"]):
                for column, weight in issue["lemmas"].items():
                    centres[number, int(column)] = float(weight)
            rows = [[*(str(one[name]) for name in _ISSUE[:5]), float(one["likeness"])] for one in told["issues"]]
        except (KeyError, IndexError, TypeError, AttributeError, ValueError) as error:
            raise ValueError(
                f"{path}: is no issue model ({error!r}); legal: a file that IssueModel.save wrote. "
                "Save the issues of an earlier analysis again, or leave the model out."
            ) from error
        length = np.linalg.norm(centres, axis=1, keepdims=True)
        centres = centres / np.maximum(length, 1e-12)
        return cls(terms, centres, pd.DataFrame(rows, columns=_ISSUE))


@dataclass(frozen=True, eq=False)
class Learnt:
    """Issue of each text (-1: none), how well it fits, and how like each issue is to when it was learnt (0..1)."""

    number: np.ndarray
    fit: np.ndarray
    drift: np.ndarray


def learn(
    lemmas: LemmaMatrix,
    rows: np.ndarray,
    spoken: np.ndarray,
    *,
    stop: frozenset[str],
    seed: int,
    model: IssueModel | None = None,
) -> tuple[IssueModel, Learnt]:
    """Return the issues of some texts: those of an earlier model first, then new ones from what it leaves over.

    Parameters
    ----------
    lemmas : LemmaMatrix
        Lemma counts of all texts.
    rows : numpy.ndarray of int
        The texts of the complaints.
    spoken : numpy.ndarray of str
        Their wording, for the names.
    stop : frozenset of str
        Lemmas without accents that name no issue.
    seed : int
        Chooses the sample.
    model : IssueModel, optional
        Of an earlier run.
    """
    old = model or IssueModel.empty()
    taken = assign(old.matrix(lemmas, rows), old.centres, np.zeros(len(old.issues), np.int64))
    rest = np.flatnonzero(taken.number < 0)
    matrix, terms, _ = issue_terms(lemmas, rows[rest], stop)
    groups = cluster(matrix, may_head(terms), seed=seed)
    known, places = _joined(old, groups, terms, matrix, spoken[rest])
    number, fit = taken.number.copy(), taken.fit.copy()
    number[rest] = np.append(places, [-1])[groups.number]
    fit[rest] = groups.fit
    return known, Learnt(number, fit, _likeness(known, lemmas, rows, number))


def _joined(
    old: IssueModel, groups: Clusters, terms: pd.DataFrame, matrix: csr_matrix, spoken: np.ndarray
) -> tuple[IssueModel, np.ndarray]:
    """Return the model with the new groups, and the row of each group; a group with an old issue's noun joins it."""
    key = [*zip(old.terms["lang"], old.terms["lemma"])]
    place = {one: at for at, one in enumerate(key)}
    fresh = [one for one in zip(terms["lang"], terms["lemma"]) if one not in place]
    place |= {one: len(key) + at for at, one in enumerate(fresh)}
    column = np.array([place[one] for one in zip(terms["lang"], terms["lemma"])], np.int64)
    new_terms = terms.loc[column >= len(key), ["lang", "lemma", "weight"]]
    all_terms = pd.concat([old.terms, new_terms], ignore_index=True) if len(key) else new_terms.reset_index(drop=True)
    ids = dict(zip(old.issues["issue_id"], range(len(old.issues))))
    taken, lines, centres, places = set(old.issues["name"]), [], [], []
    for number, centre in enumerate(groups.centres):
        head = terms.iloc[groups.heads[number]]
        issue_id = _stable_id(head["lang"], head["lemma"])
        if issue_id not in ids:
            own = np.flatnonzero(groups.number == number)
            own = own[np.argsort(-groups.fit[own], kind="stable")]
            texts, weights = spoken[own].tolist(), top_lemmas(centre, terms)
            name, beside = name_issue(texts, head["lang"], weights, head=head["lemma"], taken=taken)
            taken.add(name)
            ids[issue_id] = len(ids)
            mean = np.asarray(matrix[own].mean(axis=0)).ravel()
            like = float(mean @ centre / max(np.linalg.norm(mean), 1e-12))
            lines.append([issue_id, head["lang"], head["lemma"], name, beside, like])
            centres.append(centre)
        places.append(ids[issue_id])
    wide = np.zeros((len(ids), len(all_terms)))
    wide[: len(old.centres), : old.centres.shape[1]] = old.centres
    for at, centre in enumerate(centres, start=len(old.centres)):
        wide[at, column] = centre
    table = pd.DataFrame([*old.issues[_ISSUE].to_numpy(object).tolist(), *lines], columns=_ISSUE)
    return IssueModel(all_terms, wide, table), np.array(places, np.int64)


def _stable_id(lang: str, head: str) -> str:
    """Return an id made from the issue's noun, the same in every run that finds it."""
    return f"{lang}-{hashlib.blake2s(head.encode(), digest_size=4).hexdigest()}"


def _likeness(known: IssueModel, lemmas: LemmaMatrix, rows: np.ndarray, number: np.ndarray) -> np.ndarray:
    """Return the cosine of each issue and the mean of its complaints, over that of when it was learnt; 1 at most."""
    matrix = known.matrix(lemmas, rows)
    result = np.full(len(known.issues), np.nan)
    for at, (centre, then) in enumerate(zip(known.centres, known.issues["likeness"])):
        own = number == at
        if own.any():
            mean = np.asarray(matrix[own].mean(axis=0)).ravel()
            now = float(mean @ centre / max(np.linalg.norm(mean), 1e-12))
            result[at] = min(now / max(float(then), 1e-12), 1.0)
    return result
