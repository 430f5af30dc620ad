"""Hungarian word-level morphology: lemma, part of speech and features of distinct word forms."""

from __future__ import annotations

from collections.abc import Sequence
from functools import lru_cache

import pandas as pd

from socialinsight.lang.features import FEATS
from socialinsight.lang.hu.lexicon import Analysis, Lexicon, load_lexicon
from socialinsight.lang.hu.spelling import collapsed, loosely_restored

__all__ = ["FEATS", "analyse_words", "lexicon"]


@lru_cache(maxsize=1)
def lexicon() -> Lexicon:
    """Return the shipped lexicon, loaded once."""
    return load_lexicon()


def analyse_words(words: Sequence[str]) -> pd.DataFrame:
    """Lemma, part of speech and features of each word form, out of context.

    Known forms come from a table learnt from NerKor, other forms from learnt suffix rules whose
    candidates are preferred when their lemma is known. Accentless and elongated spellings are restored
    first when the restored form is known and much likelier.

    Parameters
    ----------
    words : Sequence[str]
        Distinct lower-cased word forms in NFC; anything else is analysed as well as it can be.

    Returns
    -------
    pandas.DataFrame
        Index 0..n-1; ``lemma`` (str), ``pos`` (category of Universal POS tags), ``feats`` (int32, union of
        the ``FEATS`` bits of the frequent readings).

    Examples
    --------
    >>> analyse_words(["felmondom", "számlákat", "koszonom", "nagyooon"])["lemma"].tolist()
    ['felmond', 'számla', 'köszön', 'nagyon']
    """
    lemmas, tags, masks = [], [], []
    for word in words:
        lemma, tag, mask = _analysis(str(word))
        lemmas.append(lemma)
        tags.append(tag)
        masks.append(mask)
    return pd.DataFrame(
        {
            "lemma": pd.Series(lemmas, dtype=object),
            "pos": pd.Categorical(tags),
            "feats": pd.Series(masks, dtype="int32"),
        }
    )


@lru_cache(maxsize=200_000)
def _analysis(word: str) -> Analysis:
    known = lexicon()
    spelled = collapsed(word, known)
    found = known.table.get(spelled)
    accented = known.accented.get(spelled)
    if accented in known.frequent or (found and accented):
        return known.table[accented]
    if found:
        return found
    if not any(map(str.isalpha, spelled)):
        return word, "X", 0
    guessed, supported = known.guess(spelled)
    if supported and not (accented and guessed[0] not in known.lemmas):
        return guessed
    restored = accented or loosely_restored(spelled, known)
    if restored:
        return known.table[restored]
    return known.guess_accentless(spelled) or guessed
