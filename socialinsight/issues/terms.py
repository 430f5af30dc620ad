"""Which lemmas say what a complaint is about."""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING

import numpy as np
import pandas as pd

from socialinsight.text.lemma_matrix import LemmaMatrix
from socialinsight.text.normalize import fold_accents

if TYPE_CHECKING:
    from scipy.sparse import csr_matrix

CONTENT = ("NOUN", "PROPN", "VERB", "ADJ")
LEAST_TEXTS = 3
MOST_SHARE = 0.25
MOST_TERMS = 2_500
_WEIGHT = {"NOUN": 1.0, "PROPN": 0.7, "VERB": 0.6, "ADJ": 0.5}


def issue_terms(
    lemmas: LemmaMatrix, rows: np.ndarray, stop: frozenset[str]
) -> tuple[csr_matrix, pd.DataFrame, np.ndarray]:
    """Return the weighted terms of some texts.

    tf-idf with logarithmic counts, nouns weighing more than verbs and adjectives, the 2,500 most
    widespread lemmas, rows of length 1.

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
        csr_matrix (len(rows), n_terms), the terms (lang, lemma, pos), and their columns in `lemmas`.
    """
    from scipy.sparse import diags

    counts = lemmas.counts[rows]
    texts_with = np.asarray((counts > 0).sum(axis=0)).ravel()
    table = lemmas.lemmas
    usable = table["pos"].isin(CONTENT).to_numpy() & (texts_with >= LEAST_TEXTS)
    usable &= texts_with <= max(MOST_SHARE * len(rows), 10)
    usable &= np.array([_is_term(lemma, stop) for lemma in table["lemma"]], bool)
    columns = np.flatnonzero(usable)
    columns = np.sort(columns[np.argsort(-texts_with[columns], kind="stable")[:MOST_TERMS]])
    columns = columns[~_is_person(table.iloc[columns])]
    chosen = counts[:, columns].astype(np.float64)
    chosen.data = 1 + np.log(chosen.data)
    idf = np.log((1 + len(rows)) / (1 + texts_with[columns])) + 1
    weight = table["pos"].iloc[columns].map(_WEIGHT).to_numpy(float)
    chosen = chosen @ diags(idf * weight)
    length = np.sqrt(np.asarray(chosen.multiply(chosen).sum(axis=1)).ravel())
    matrix = (diags(1 / np.maximum(length, 1e-12)) @ chosen).tocsr()
    return matrix, table.iloc[columns].reset_index(drop=True), columns


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
