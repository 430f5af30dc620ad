"""Russian words in and beside names of persons."""

from __future__ import annotations

from collections.abc import Sequence
from functools import lru_cache
from pathlib import Path

import numpy as np

from socialinsight.lang.name_words import NameWords, listed_words, marked_words
from socialinsight.lang.ru.names import BITS, word_flags
from socialinsight.lang.ru.spelling import analyser

_FILE = Path(__file__).parent / "gazetteer.csv"


def read_words(vocabulary: Sequence[str]) -> NameWords:
    """Return the marks of a vocabulary."""
    flags = word_flags(vocabulary)

    def has(*names: str) -> np.ndarray:
        return (flags & sum(1 << BITS.index(name) for name in names)) > 0

    common = has("noun", "adjective", "verb", "other_reading")
    strength = np.zeros(len(vocabulary), np.int8)
    strength[has("unknown")] = 1
    strength[has("unknown") & has("surname_like")] = 2
    strength[has("place", "organisation")] = -1
    strength[has("surname")] = 2
    strength[has("given", "nickname")] = np.where(common, 2, 3)[has("given", "nickname")]
    strength[has("patronymic")] = 3
    strength[has("title", "greeting", "speech") & ~has("patronymic")] = 0
    lower = [word.lower() for word in vocabulary]
    for forms, least in ((ambiguous_forms(), 2), (given_forms(), 3)):
        strength[np.fromiter((word in forms for word in lower), bool, len(lower))] = least
    firms = listed_words(_FILE, "organisation")
    strength[np.fromiter((word in firms for word in lower), bool, len(lower))] = -1
    return marked_words(vocabulary, strength, strength == 3, _FILE)


@lru_cache(maxsize=1)
def given_forms() -> frozenset[str]:
    """Return the forms of the listed given names that are no common words, lower-cased."""
    return _listed_forms() - listed_words(_FILE, "everyday")


@lru_cache(maxsize=1)
def ambiguous_forms() -> frozenset[str]:
    """Return the forms of the listed given names that are common words too."""
    return _listed_forms() & listed_words(_FILE, "everyday")


@lru_cache(maxsize=1)
def _listed_forms() -> frozenset[str]:
    forms: set[str] = set()
    for name in listed_words(_FILE, "given_full"):
        parses = [parse for parse in analyser().parse(name) if "Name" in parse.tag]
        forms.update(form.word for parse in parses[:1] for form in parse.lexeme if "sing" in form.tag)
    return frozenset(forms)


@lru_cache(maxsize=1)
def name_forms() -> frozenset[str]:
    """Return forms of given names and the words that stand beside names."""
    nicknames = listed_words(_FILE, "nickname") - listed_words(_FILE, "everyday")
    return given_forms() | nicknames | listed_words(_FILE, "before") | listed_words(_FILE, "after")
