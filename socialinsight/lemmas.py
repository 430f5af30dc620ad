"""Lemmas of running text."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from importlib import import_module
from typing import Any

import numpy as np
import pandas as pd

from socialinsight.lang.language import language
from socialinsight.tables import STRING
from socialinsight.text.normalize import plain_word
from socialinsight.text.tokens import Tokens, tokenize

Settle = Callable[[Sequence[str], Mapping[str, Any]], list[str]]


def lemmatize(texts: Sequence[str], *, lang: str) -> pd.DataFrame:
    """Return the lemma of every token.

    Each distinct word is analysed once; then rules of context look at each sentence.

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
    plain = [plain_word(word) for word in tokens.vocabulary]
    analysed = language(lang).analyse(plain)
    settle = import_module(f"socialinsight.lang.{lang}.context").settle
    lemma = _in_context(tokens, plain, analysed, settle)
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


def _in_context(tokens: Tokens, plain: list[str], analysed: pd.DataFrame, settle: Settle) -> list[str]:
    """Let the language's rules of context look at each sentence."""
    columns = {name: analysed[name].to_numpy(object) for name in analysed}
    bounds = np.flatnonzero(np.concatenate(([True], np.diff(tokens.sentence) != 0, [True])))
    lemmas: list[str] = []
    for low, high in zip(bounds[:-1], bounds[1:]):
        codes = tokens.word[low:high]
        lemmas += settle([plain[code] for code in codes], {name: column[codes] for name, column in columns.items()})
    return lemmas
