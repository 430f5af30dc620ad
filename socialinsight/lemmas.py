"""Lemmas of running text."""

from __future__ import annotations

from collections.abc import Sequence
from importlib import import_module

import numpy as np
import pandas as pd

from socialinsight.lang.language import language
from socialinsight.tables import STRING
from socialinsight.text.normalize import plain_word
from socialinsight.text.tokens import tokenize


def lemmatize(texts: Sequence[str], *, lang: str) -> pd.DataFrame:
    """Return the lemma of every token.

    Each distinct word is analysed once.

    Parameters
    ----------
    texts : sequence of str
        Texts in one language.
    lang : {"hu", "ru"}
        Their language.

    Returns
    -------
    pandas.DataFrame
        text_index (int32), start, end (int32, offsets in the text), form, lemma (string); in order of the texts.

    Raises
    ------
    ValueError
        When there is no such language, or `texts` is one string.

    Examples
    --------
    >>> lemmatize(["A számlákat felmondom."], lang="hu")["lemma"].tolist()
    ['a', 'számla', 'felmond', '.']
    """
    if isinstance(texts, str):
        raise ValueError(f"texts: received one str {texts[:40]!r}; legal: a sequence of str. Write [text].")
    language(lang)
    given = [text if isinstance(text, str) else "" for text in texts]
    tokens = tokenize(given)
    morphology = import_module(f"socialinsight.lang.{lang}.morph")
    plain = [plain_word(word) for word in tokens.vocabulary]
    index: dict[str, int] = {}
    row = np.array([index.setdefault(word, len(index)) for word in plain], np.int64)
    lemma = morphology.analyse_words(list(index))["lemma"].to_numpy(object)[row][tokens.word]
    surface = np.array(tokens.vocabulary, object)[tokens.word]
    return pd.DataFrame(
        {
            "text_index": tokens.text,
            "start": tokens.start,
            "end": tokens.end,
            "form": pd.array(surface, dtype=STRING),
            "lemma": pd.array(lemma, dtype=STRING),
        }
    )
