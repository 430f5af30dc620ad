"""Names of persons, organisations and places in texts."""

from __future__ import annotations

from collections.abc import Sequence
from functools import lru_cache
from importlib import import_module

import numpy as np
import pandas as pd

from socialinsight.lang.language import LANGUAGES
from socialinsight.lang.name_tagger import OFFSETS, TAGS, NameModel, best_tags, sequences
from socialinsight.resources import model_path
from socialinsight.tables import STRING
from socialinsight.text.detect import detect_languages
from socialinsight.text.tokens import Tokens, tokenize

LABELS = ("PER", "ORG", "LOC", "MISC")
_FIRST_PERSON, _LAST_PERSON = TAGS.index("B-PER"), TAGS.index("I-PER")
PROFILES = ("fast", "thorough")


def entities(texts: Sequence[str], *, lang: str | Sequence[str] | None = None, profile: str = "fast") -> pd.DataFrame:
    """Return the names in texts.

    Parameters
    ----------
    texts : sequence of str
        Any texts; None and NaN are read as empty.
    lang : str or sequence of str, optional
        "hu", "ru" or "other" for all texts or one a text; detected when left out. Other languages give no names.
    profile : {"fast", "thorough"}
        "fast" uses the shipped tagger; "thorough" the best installed one (huspacy or another spaCy pipeline for
        Hungarian, natasha or a spaCy pipeline for Russian), and the shipped one where none is installed.

    Returns
    -------
    pandas.DataFrame
        text_index, start, end (int32), label (string: PER, ORG, LOC or MISC) and text (string), in order.
        ``texts[text_index][start:end]`` is the text.

    Raises
    ------
    ValueError
        When `texts` is one str, `lang` or `profile` has an unknown value, or `lang` another length than `texts`.

    Examples
    --------
    >>> entities(["Beszéltem Kovács Jánossal Szegeden."], lang="hu")[["label", "text"]].values.tolist()
    [['PER', 'Kovács Jánossal'], ['LOC', 'Szegeden']]
    """
    if profile not in PROFILES:
        raise ValueError(
            f"profile: received {profile!r}; legal: {list(PROFILES)}. Leave it out for the shipped tagger."
        )
    given = plain_texts(texts)
    langs = text_languages(given, lang)
    rows = []
    for code in LANGUAGES:
        chosen = np.flatnonzero(langs == code)
        if len(chosen):
            found = _found([given[row] for row in chosen], code, profile)
            rows += [(int(chosen[text]), start, end, label) for text, start, end, label in found]
    rows.sort()
    return _as_table(rows, given)


def plain_texts(texts: Sequence[str]) -> list[str]:
    """Return the texts as a list, what is no str as "".

    Raises
    ------
    ValueError
        When `texts` is one str.
    """
    if isinstance(texts, str):
        raise ValueError(f"texts: received one str {texts[:40]!r}; legal: a sequence of str. Write [text].")
    return [text if isinstance(text, str) else "" for text in texts]


def text_languages(texts: Sequence[str], lang: str | Sequence[str] | None) -> np.ndarray:
    """Return the language of each text as given or detected, (n,) object.

    Raises
    ------
    ValueError
        When `lang` has an unknown value or another length than `texts`.
    """
    if lang is None:
        return detect_languages(tokenize(texts))
    langs = [lang] * len(texts) if isinstance(lang, str) else list(lang)
    legal = [*LANGUAGES, "other"]
    if len(langs) != len(texts):
        raise ValueError(f"lang: received {len(langs)} values for {len(texts)} texts; legal: one a text, or one str.")
    for value in set(langs):
        if value not in legal:
            raise ValueError(f"lang: received {value!r}; legal: {legal}. Correct the value or leave lang out.")
    return np.array(langs, object)


def _found(texts: list[str], lang: str, profile: str) -> list[tuple[int, int, int, str]]:
    if profile == "thorough":
        parse = import_module(f"socialinsight.lang.{lang}.parse")
        if parse.installed():
            return parse.names(texts)
    return tagged_names(tokenize(texts), lang)


def tagged_names(tokens: Tokens, lang: str) -> list[tuple[int, int, int, str]]:
    """Return text, start, end and label of the names that the shipped tagger finds.

    Examples
    --------
    >>> tagged_names(tokenize(["Меня зовут Иван Петров"]), "ru")
    [(0, 11, 22, 'PER')]
    """
    if not len(tokens):
        return []
    flags = import_module(f"socialinsight.lang.{lang}.names").word_flags(tokens.vocabulary)
    rows = sequences(tokens, flags)
    tags = _with_surnames(best_tags(_model(lang), rows), tokens, lang)
    named = np.flatnonzero(tags)
    spans: list[tuple[int, int, int, str]] = []
    last = -2
    for place in named.tolist():
        name = TAGS[tags[place]]
        text, end = int(tokens.text[place]), int(tokens.end[place])
        if spans and name[0] == "I" and last == place - 1 and spans[-1][0] == text and spans[-1][3] == name[2:]:
            spans[-1] = (text, spans[-1][1], end, name[2:])
        else:
            spans.append((text, int(tokens.start[place]), end, name[2:]))
        last = place
    return spans


def _with_surnames(tags: np.ndarray, tokens: Tokens, lang: str) -> np.ndarray:
    """Return the tags with surnames beside persons, and without firms in words typed small."""
    strength = import_module(f"socialinsight.lang.{lang}.name_words").read_words(tokens.vocabulary).strength
    capital = np.fromiter((word[0].isupper() for word in tokens.vocabulary), bool, len(tokens.vocabulary))[tokens.word]
    tags = np.where(capital | (tags <= _LAST_PERSON) | (TAGS.index("B-LOC") == tags), tags, 0)
    joined = np.concatenate(([False], tokens.sentence[1:] == tokens.sentence[:-1]))
    surname = joined & capital & (strength[tokens.word] >= 2) & ((tags == 0) | (tags > _LAST_PERSON))
    before = np.flatnonzero(surname[:-1] & joined[1:] & (tags[1:] > 0) & (tags[1:] <= _LAST_PERSON))
    after = np.flatnonzero(surname[1:] & (tags[:-1] > 0) & (tags[:-1] <= _LAST_PERSON)) + 1
    tags[after] = _LAST_PERSON
    tags[before + 1] = _LAST_PERSON
    tags[before] = _FIRST_PERSON
    return tags


@lru_cache(maxsize=2)
def _model(lang: str) -> NameModel:
    with np.load(model_path(f"{lang}_ner.npz"), allow_pickle=False) as arrays:
        n = len(arrays.files) // 2
        weights = [arrays[f"weights_{k}"].astype(np.float32) * arrays[f"scale_{k}"] for k in range(n)]
    return NameModel(weights[: len(OFFSETS)], weights[-2], weights[-1])


def _as_table(rows: list[tuple[int, int, int, str]], texts: list[str]) -> pd.DataFrame:
    text, start, end, label = zip(*rows) if rows else ((), (), (), ())
    return pd.DataFrame(
        {
            "text_index": np.array(text, np.int32),
            "start": np.array(start, np.int32),
            "end": np.array(end, np.int32),
            "label": pd.Series(label, dtype=STRING),
            "text": pd.Series([texts[row[0]][row[1] : row[2]] for row in rows], dtype=STRING),
        }
    )
