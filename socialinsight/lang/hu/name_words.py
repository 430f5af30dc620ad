"""Hungarian words in and beside names of persons."""

from __future__ import annotations

from collections.abc import Sequence
from functools import lru_cache
from pathlib import Path

import numpy as np

from socialinsight.lang.hu.names import BITS, CASE_ENDINGS, word_flags
from socialinsight.lang.name_words import NameWords, listed_words, marked_words
from socialinsight.text.normalize import fold_accents

_FILE = Path(__file__).parent / "gazetteer.csv"


def read_words(vocabulary: Sequence[str]) -> NameWords:
    """Return the marks of a vocabulary."""
    flags = word_flags(vocabulary)

    def has(*names: str) -> np.ndarray:
        return (flags & sum(1 << BITS.index(name) for name in names)) > 0

    strength = np.zeros(len(vocabulary), np.int8)
    strength[has("unknown")] = 1
    strength[has("place", "organisation", "place_inflected")] = -1
    given = has("given", "given_inflected")
    strength[has("surname", "surname_inflected") | given] = 2
    everyday = listed_words(_FILE, "everyday")
    names = ~np.fromiter((word.lower() in everyday for word in vocabulary), bool, len(vocabulary)) & given
    strength[names & ~has("place", "organisation")] = 3
    strength[has("wife") & has("surname", "given", "unknown", "surname_inflected", "given_inflected")] = 3
    strength[has("title", "greeting") & ~given] = 0
    return marked_words(vocabulary, strength, (strength == 3) & ~has("common", "common_verb"), _FILE)


@lru_cache(maxsize=1)
def name_forms() -> frozenset[str]:
    """Return lower-cased given names with their case endings, and the words that stand beside names."""
    names = listed_words(_FILE, "given")
    names |= {fold_accents(name) for name in names}
    long = {"a": "á", "e": "é"}
    forms = set(names) | listed_words(_FILE, "surname") | listed_words(_FILE, "before") | listed_words(_FILE, "after")
    for name in names:
        stems = (name, name[:-1] + long.get(name[-1], name[-1]))
        forms.update(stem + ending for stem in stems for ending in (*CASE_ENDINGS, "né"))
        forms.update(name + name[-1] + ending for ending in ("al", "el"))
    return frozenset(forms) - listed_words(_FILE, "everyday")
