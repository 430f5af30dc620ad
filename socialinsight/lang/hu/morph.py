"""Hungarian word-level morphology: lemma, part of speech and features of distinct word forms."""

from __future__ import annotations

from collections.abc import Sequence
from functools import lru_cache

import pandas as pd

from socialinsight.lang.features import FEATS
from socialinsight.lang.hu.lexicon import Lexicon, load_lexicon
from socialinsight.lang.hu.spelling import restored

__all__ = ["FEATS", "analyse_words"]


@lru_cache(maxsize=1)
def _lexicon() -> Lexicon:
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
    lexicon = _lexicon()
    lemmas, tags, masks = [], [], []
    for word in words:
        lemma, tag, mask = _analysis(str(word), lexicon)
        lemmas.append(lemma)
        tags.append(tag)
        masks.append(mask)
    return pd.DataFrame(
        {
            "lemma": pd.Series(lemmas, dtype="str" if pd.__version__ >= "3" else object),
            "pos": pd.Categorical(tags),
            "feats": pd.Series(masks, dtype="int32"),
        }
    )


def _analysis(word: str, lexicon: Lexicon) -> tuple[str, str, int]:
    spelled = restored(word, lexicon)
    return lexicon.table.get(spelled) or (lexicon.guess(spelled) if any(map(str.isalpha, word)) else (word, "X", 0))
