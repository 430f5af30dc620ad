"""Which lemmas say what a complaint is about."""

from __future__ import annotations

import csv
from functools import lru_cache
from importlib import import_module
from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np
import pandas as pd

from socialinsight.issues.clusters import unit
from socialinsight.text.lemma_matrix import LemmaMatrix
from socialinsight.text.normalize import fold_accents

if TYPE_CHECKING:
    from scipy.sparse import csr_matrix

CONTENT = ("NOUN", "PROPN", "VERB", "ADJ")
LEAST_TEXTS = 3
MOST_SHARE = 0.4
MOST_TERMS = 2_000
LONG_TEXTS = 0.15
_WEIGHT = {"NOUN": 1.0, "PROPN": 0.7, "VERB": 0.3, "ADJ": 1.0}


def issue_terms(
    lemmas: LemmaMatrix, rows: np.ndarray, stop: frozenset[str]
) -> tuple[csr_matrix, pd.DataFrame, np.ndarray]:
    """Return the weighted terms of some texts.

    The 2,000 most widespread content lemmas, rows of length 1. A lemma that n times stands in a text weighs
    n / (n + 1) · idf · √adaptation · part of speech. Adaptation (Church 2000) is the share of its texts in which it
    stands again: people repeat what they write about (вклад .54) and not how they write (объяснить .09). In short
    texts nothing is repeated: its power falls to 0 with the usual adaptation below .15.

    Parameters
    ----------
    lemmas : LemmaMatrix
        Counts of all texts.
    rows : numpy.ndarray of int
        The texts of the complaints.
    stop : frozenset of str
        Lemmas without accents that name no issue: the firm, evaluations, small words.

    Returns
    -------
    tuple
        csr_matrix (len(rows), n_terms), the terms (lang, lemma, pos, weight), and their columns in `lemmas`.
    """
    counts = lemmas.counts[rows]
    texts_with = np.asarray((counts > 0).sum(axis=0)).ravel()
    table = lemmas.lemmas
    usable = table["pos"].isin(CONTENT).to_numpy() & (texts_with >= LEAST_TEXTS)
    usable &= texts_with <= max(MOST_SHARE * len(rows), 50)
    usable &= np.array([_is_term(lemma, stop) for lemma in table["lemma"]], bool)
    columns = np.flatnonzero(usable)
    columns = np.sort(columns[np.argsort(-texts_with[columns], kind="stable")[:MOST_TERMS]])
    columns = columns[~_is_person(table.iloc[columns])]
    chosen = counts[:, columns].astype(np.float64)
    again = np.asarray((chosen > 1).sum(axis=0)).ravel()
    adaptation = (again + 0.5) / (texts_with[columns] + 4)
    usual = again.sum() / max(texts_with[columns].sum(), 1)
    idf = np.log((1 + len(rows)) / (1 + texts_with[columns])) + 1
    weight = (
        table["pos"].iloc[columns].map(_WEIGHT).to_numpy(float) * idf * adaptation ** (0.5 * min(usual / LONG_TEXTS, 1))
    )
    terms = table.iloc[columns].reset_index(drop=True).assign(weight=weight)
    return weighted(chosen, weight), terms, columns


def may_head(terms: pd.DataFrame) -> np.ndarray:
    """Return which terms may head an issue: nouns, but for oaths and those that never say what it is about."""
    named = [fold_accents(lemma) not in general_nouns("no_head") for lemma in terms["lemma"]]
    return terms["pos"].eq("NOUN").to_numpy(bool) & np.array(named, bool)


@lru_cache(maxsize=2)
def general_nouns(use: str) -> frozenset[str]:
    """Return the nouns, without accents, that head no issue ("no_head") or say little by themselves ("vague").

    Examples
    --------
    >>> "penz" in general_nouns("vague")
    True
    """
    path = Path(__file__).with_name("general_nouns.csv")
    with path.open(encoding="utf-8", newline="") as file:
        return frozenset(fold_accents(row["lemma"]) for row in csv.DictReader(file) if row["use"] == use)


def weighted(counts: csr_matrix, weight: np.ndarray) -> csr_matrix:
    """Return saturated counts times weights, rows of length 1."""
    from scipy.sparse import diags

    chosen = counts.astype(np.float64)
    chosen.data = chosen.data / (chosen.data + 1)
    return unit((chosen @ diags(weight)).tocsr())


def _is_person(lemmas: pd.DataFrame) -> np.ndarray:
    """Return which lemmas are given names, patronymics or surnames and nothing else."""
    result = np.zeros(len(lemmas), bool)
    for lang in lemmas["lang"].unique():
        names = import_module(f"socialinsight.lang.{lang}.names")
        own = (lemmas["lang"] == lang).to_numpy()
        flags = names.word_flags(lemmas["lemma"][own].tolist())
        has = {bit: (flags >> names.BITS.index(bit) & 1).astype(bool) for bit in names.BITS}
        none = np.zeros(len(flags), bool)
        personal = has["given"] | has["surname"] | has.get("patronymic", none)
        result[own] = personal & ~has.get("other_reading", none)
    return result


def _is_term(lemma: str, stop: frozenset[str]) -> bool:
    return len(lemma) > 2 and lemma.replace("-", "").isalpha() and fold_accents(lemma) not in stop
