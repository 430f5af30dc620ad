"""Which lemmas stand in which texts: what issues and near-duplicates are made from."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np
import pandas as pd

from socialinsight.text.tokens import Tokens
from socialinsight.text.words import Words

if TYPE_CHECKING:
    from scipy.sparse import csr_matrix


@dataclass(frozen=True)
class LemmaMatrix:
    """Counts of lemmas in texts.

    Attributes
    ----------
    counts : scipy.sparse.csr_matrix of int32
        Shape (n_texts, n_lemmas).
    lemmas : pandas.DataFrame
        One row a column of `counts`: lang, lemma, pos.
    """

    counts: csr_matrix
    lemmas: pd.DataFrame

    def of_terms(self, terms: pd.DataFrame, rows: np.ndarray) -> csr_matrix:
        """Return how often some texts have some terms: csr_matrix (len(rows), len(terms)).

        Parameters
        ----------
        terms : pandas.DataFrame
            lang and lemma of each term; those that no text has count 0.
        rows : numpy.ndarray of int
            Texts, in the order wanted.
        """
        from scipy.sparse import csr_matrix

        key, wanted = (
            pd.Index(one["lang"].astype(str) + " " + one["lemma"].astype(str)) for one in (self.lemmas, terms)
        )
        place = wanted.get_indexer(key)
        known = np.flatnonzero(place >= 0)
        move = csr_matrix((np.ones(len(known)), (known, place[known])), shape=(len(key), len(wanted)))
        return (self.counts[rows] @ move).tocsr()


def lemma_matrix(tokens: Tokens, words: Words, ids: np.ndarray, n_texts: int, lang: str) -> LemmaMatrix:
    """Count the lemmas of analysed tokens.

    Parameters
    ----------
    tokens : Tokens
        Tokens of some texts.
    words : Words
        Their analysed vocabulary.
    ids : numpy.ndarray of int
        `text_id` of each tokenised text.
    n_texts : int
        Rows of the matrix.
    lang : str
        Language of the texts.
    """
    from scipy.sparse import csr_matrix

    column, lemmas = pd.factorize(words.lemma[: len(words)])
    first = np.full(len(lemmas), 0)
    first[column[::-1]] = np.arange(len(column))[::-1]
    ones = np.ones(len(tokens), np.int32)
    counts = csr_matrix((ones, (ids[tokens.text], column[tokens.word])), shape=(n_texts, len(lemmas)))
    return LemmaMatrix(counts, pd.DataFrame({"lang": lang, "lemma": lemmas, "pos": words.pos[first]}))


def stack(parts: list[LemmaMatrix], n_texts: int) -> LemmaMatrix:
    """Return the matrices of several languages side by side."""
    from scipy.sparse import csr_matrix, hstack

    if not parts:
        empty = pd.DataFrame({"lang": [], "lemma": [], "pos": []}, dtype=object)
        return LemmaMatrix(csr_matrix((n_texts, 0), dtype=np.int32), empty)
    counts = hstack([part.counts for part in parts], format="csr")
    return LemmaMatrix(counts, pd.concat([part.lemmas for part in parts], ignore_index=True))


def below(parts: list[LemmaMatrix]) -> LemmaMatrix:
    """Return the matrices of successive texts one below the other, equal lemmas in one column."""
    from scipy.sparse import csr_matrix, vstack

    if len(parts) == 1:
        return parts[0]
    lemmas = pd.concat([part.lemmas for part in parts], ignore_index=True)
    code, _ = pd.factorize(lemmas["lang"].astype(str) + " " + lemmas["lemma"].astype(str))
    n_columns = int(code.max()) + 1 if len(code) else 0
    columns = np.split(code, np.cumsum([len(part.lemmas) for part in parts])[:-1])
    moved = [
        csr_matrix((part.counts.data, own[part.counts.indices], part.counts.indptr), (part.counts.shape[0], n_columns))
        for part, own in zip(parts, columns)
    ]
    first = ~pd.Series(code).duplicated().to_numpy()
    return LemmaMatrix(vstack(moved, format="csr"), lemmas[first].reset_index(drop=True))
