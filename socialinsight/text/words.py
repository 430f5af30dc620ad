"""The vocabulary of a token table, analysed once per distinct word: normal form, lemma, features."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Callable, Sequence
from dataclasses import dataclass

import numpy as np
import pandas as pd

from socialinsight.text.normalize import fold_accents, plain_word

Analyse = Callable[[Sequence[str]], pd.DataFrame]


@dataclass(frozen=True)
class Words:
    """Distinct words of a token table.

    Attributes
    ----------
    surface : list of str
        As written.
    form : numpy.ndarray of object
        Normal form: lower case, elongation collapsed, the language's spelling folds applied.
    lemma : numpy.ndarray of object
        Lemma, with the same folds.
    pos : numpy.ndarray of object
        Universal part-of-speech tag.
    feats : numpy.ndarray of int32
        Bit mask of morphological features.
    bare : numpy.ndarray of bool
        The word comes from a text typed without accents, so that terms match it without theirs.
    """

    surface: list[str]
    form: np.ndarray
    lemma: np.ndarray
    pos: np.ndarray
    feats: np.ndarray
    bare: np.ndarray

    def __len__(self) -> int:
        return len(self.form)

    def with_lemmas(self, lemmas: list[str], like: np.ndarray) -> Words:
        """Return the words with further ones appended: new lemmas with the features of the words `like`."""
        added = np.array(lemmas, object)
        return Words(
            self.surface + lemmas,
            np.concatenate((self.form, added)),
            np.concatenate((self.lemma, added)),
            np.concatenate((self.pos, self.pos[like])),
            np.concatenate((self.feats, self.feats[like])),
            np.concatenate((self.bare, self.bare[like])),
        )


def analyse_vocabulary(
    vocabulary: Sequence[str],
    bare: np.ndarray,
    *,
    respell: Callable[[str], str],
    analyse: Analyse,
    transcribe: Callable[[str], str | None] | None = None,
) -> Words:
    """Return the analysed vocabulary.

    Parameters
    ----------
    vocabulary : sequence of str
        Distinct surface forms.
    bare : numpy.ndarray of bool
        Which of them stem from texts typed without accents.
    respell : callable
        The language's own spelling folds, applied to each normal form.
    analyse : callable
        Distinct normal forms to a table with `lemma`, `pos` and `feats`.
    transcribe : callable, optional
        The word meant by a bare word typed in another script, or None.

    Returns
    -------
    Words
    """
    plain = [plain_word(word) for word in vocabulary]
    if transcribe is not None:
        for code in np.flatnonzero(bare):
            plain[code] = transcribe(plain[code]) or plain[code]
    index: dict[str, int] = {}
    row = np.fromiter((index.setdefault(word, len(index)) for word in plain), np.int64, len(plain))
    table = analyse(list(index))
    fold = {word: respell(word) for word in index}
    lemma_of = table["lemma"].to_numpy(object)
    folded_lemma = np.array([respell(lemma) for lemma in lemma_of], object)
    return Words(
        list(vocabulary),
        np.array([fold[word] for word in plain], object),
        folded_lemma[row] if len(row) else np.zeros(0, object),
        table["pos"].to_numpy(object)[row],
        table["feats"].to_numpy(np.int32)[row],
        bare,
    )


class WordIndex:
    """Finds the words of a vocabulary by form, lemma, beginning or ending.

    Words of accentless texts are also found through the term without its accents.
    """

    def __init__(self, words: Words) -> None:
        self.words = words
        self._exact: dict[str, list[int]] = {}
        self._bare: dict[str, list[int]] = {}
        for code in range(len(words)):
            for key in {words.form[code], words.lemma[code]}:
                self._exact.setdefault(key, []).append(code)
            if words.bare[code]:
                for key in {fold_accents(words.form[code]), fold_accents(words.lemma[code])}:
                    self._bare.setdefault(key, []).append(code)
        self._orders: dict[tuple[bool, bool], tuple[list[str], np.ndarray]] = {}

    def exact(self, term: str, *, form_only: bool = False) -> list[int]:
        """Return the codes whose form or lemma is `term`."""
        found = self._exact.get(term, []) + self._bare.get(fold_accents(term), [])
        if not form_only:
            return found
        bare = fold_accents(term)
        form, is_bare = self.words.form, self.words.bare
        return [code for code in found if form[code] == term or (is_bare[code] and fold_accents(form[code]) == bare)]

    def affix(self, part: str, *, ending: bool = False) -> np.ndarray:
        """Return the codes whose form or lemma begins (or ends) with `part`; some may stand twice."""
        found = []
        for bare, key in ((False, part), (True, fold_accents(part))):
            forms, codes = self._order(bare, ending)
            key = key[::-1] if ending else key
            found.append(codes[bisect_left(forms, key) : bisect_left(forms, key + "\U0010ffff")])
        return np.concatenate(found)

    def _order(self, bare: bool, flip: bool) -> tuple[list[str], np.ndarray]:
        """Return forms and lemmas in alphabetical order, with their codes."""
        if (bare, flip) not in self._orders:
            codes = np.flatnonzero(self.words.bare) if bare else np.arange(len(self.words))
            keys = [*self.words.form[codes].tolist(), *self.words.lemma[codes].tolist()]
            keys = [fold_accents(key) for key in keys] if bare else keys
            keys = [key[::-1] for key in keys] if flip else keys
            order = sorted(range(len(keys)), key=keys.__getitem__)
            both = np.concatenate((codes, codes))
            self._orders[bare, flip] = ([keys[at] for at in order], both[order] if order else codes)
        return self._orders[bare, flip]
