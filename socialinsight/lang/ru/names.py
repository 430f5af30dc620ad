"""What the Russian name tagger knows of a word beside its letters: the grammar tags of pymorphy3."""

from __future__ import annotations

import csv
from collections.abc import Sequence
from functools import lru_cache
from pathlib import Path

import numpy as np

from socialinsight.lang.ru.spelling import analyser, in_dictionary

BITS = ("patronymic", "given", "surname", "place", "organisation", "title", "greeting", "abbreviation",
        "surname_like", "noun", "adjective", "verb", "unknown", "other_reading", "nickname", "speech")  # fmt: skip
_GRAMMEMES = {"Patr": 0, "Name": 1, "Surn": 2, "Geox": 3, "Orgn": 4, "Abbr": 7}
_CLASSES = {"NOUN": 9, "ADJF": 10, "ADJS": 10, "PRTF": 10, "VERB": 11, "INFN": 11, "GRND": 11}
_SURNAME_ENDINGS = (
    "ов ова ову ове овым овой овы овых ев ева еву еве евым евой евых ёв ёва ин ина ину ине иным иной иных ын ына ыну "
    "ский ского скому ским ском ская скую ской цкий цкого цкому цкая цкой ко енко ук юк чук ян янц дзе швили их ых"
).split()
_FILE = Path(__file__).parent / "gazetteer.csv"


def word_flags(words: Sequence[str]) -> np.ndarray:
    """Return the bits of `BITS` for each word, int64.

    Examples
    --------
    >>> [BITS[bit] for bit in range(len(BITS)) if word_flags(["Петровича"])[0] >> bit & 1][:1]
    ['patronymic']
    """
    listed = _listed()
    distinct = dict.fromkeys(map(str.lower, words), 0)
    for word in distinct:
        distinct[word] = listed.get(word, 0) | _flag(word)
    return np.fromiter((distinct[word.lower()] for word in words), np.int64, len(words))


@lru_cache(maxsize=1 << 17)
def _flag(word: str) -> int:
    if not word[:1].isalpha() or not "а" <= word[0] <= "ё":
        return 0
    flags = 0
    if word.endswith(tuple(_SURNAME_ENDINGS)) and len(word) > 4:
        flags |= 1 << BITS.index("surname_like")
    parses = analyser().parse(word)
    if not in_dictionary(parses):
        flags |= 1 << BITS.index("unknown")
    best = parses[0].score
    for place, parse in enumerate(parses):
        names = [bit for name, bit in _GRAMMEMES.items() if name in parse.tag]
        if place == 0 and not names:
            flags |= 1 << _CLASSES.get(parse.tag.POS, 13)
        if names and parse.score < best / 5:
            flags |= 1 << BITS.index("other_reading")
        elif names or place:
            for bit in names:
                flags |= 1 << bit
    return flags


@lru_cache(maxsize=1)
def _listed() -> dict[str, int]:
    table: dict[str, int] = {}
    with _FILE.open(encoding="utf-8", newline="") as file:
        for row in csv.DictReader(file):
            if row["kind"] not in BITS:
                continue
            for word in row["words"].lower().split():
                table[word] = table.get(word, 0) | 1 << BITS.index(row["kind"])
    return table
