"""The words that a question is asked in, and the messages that hold them in any inflected form."""

from __future__ import annotations

from collections.abc import Iterable

import numpy as np
import pandas as pd

from socialinsight.lang.language import LANGUAGES, language
from socialinsight.text.lemma_matrix import LemmaMatrix
from socialinsight.text.normalize import fold_accents, plain_word


def texts_with(lemmas: LemmaMatrix, wanted: Iterable[str]) -> np.ndarray:
    """Return which texts hold at least one of the terms; all words of a term must stand in the text.

    Parameters
    ----------
    lemmas : LemmaMatrix
        Lemma counts of the texts.
    wanted : iterable of str
        Terms: a word stands for all its inflected forms in every language, with and without accents; `*` at either
        end of a word stands for any letters ("szállít*" finds szállítás, szállító and szállítják).

    Returns
    -------
    numpy.ndarray of bool
        Shape (n_texts,).
    """
    found = np.zeros(lemmas.counts.shape[0], bool)
    by_column = lemmas.counts.tocsc()
    for term in wanted:
        held = np.ones(len(found), bool)
        for word in term.split():
            columns = columns_of(word, lemmas.lemmas)
            held &= np.asarray(by_column[:, columns].sum(axis=1)).ravel() > 0
        found |= held
    return found


def columns_of(word: str, lemmas: pd.DataFrame) -> np.ndarray:
    """Return the columns of a lemma table that a word stands for.

    Examples
    --------
    >>> table = pd.DataFrame({"lang": ["hu", "hu", "ru"], "lemma": ["számla", "számlázás", "счёт"]})
    >>> [columns_of(word, table).tolist() for word in ("számlákat", "szamla*", "счёта")]
    [[0], [0, 1], [2]]
    """
    own = lemmas["lemma"].astype(str).to_numpy(object)
    bare = np.array([fold_accents(lemma).replace("ё", "е") for lemma in own], object)
    if "*" in word:
        return np.flatnonzero(_like(fold_accents(plain_word(word)).replace("ё", "е"), bare))
    columns = [_exact(word, code, own, bare, (lemmas["lang"] == code).to_numpy(bool)) for code in LANGUAGES]
    return np.flatnonzero(np.logical_or.reduce(columns))


def _exact(word: str, code: str, own: np.ndarray, bare: np.ndarray, spoken: np.ndarray) -> np.ndarray:
    """Return the lemmas of one language that a word has; those without accents only where no other fits."""
    forms = _forms(word, code)
    hit = spoken & np.isin(own, forms)
    folded = [fold_accents(form).replace("ё", "е") for form in forms]
    alike = spoken & np.isin(bare, folded)
    typed_bare = alike & (own == bare)
    return hit | typed_bare if hit.any() else alike


def _forms(word: str, code: str) -> list[str]:
    spoken = language(code)
    plain = plain_word(word.strip())
    lemma = spoken.analyse([plain])["lemma"].tolist()
    return list(dict.fromkeys(spoken.respell(form) for form in [plain, *lemma] if form))


def _like(pattern: str, bare: np.ndarray) -> list[bool] | np.ndarray:
    core = pattern.strip("*")
    if not core:
        return np.zeros(len(bare), bool)
    if pattern.startswith("*") and pattern.endswith("*"):
        return [core in lemma for lemma in bare]
    if pattern.startswith("*"):
        return [lemma.endswith(core) for lemma in bare]
    return [lemma.startswith(core) for lemma in bare]
