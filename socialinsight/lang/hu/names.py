"""What the Hungarian name tagger knows of a word beside its letters: names, places, titles, with their endings."""

from __future__ import annotations

import csv
from collections.abc import Sequence
from functools import lru_cache
from pathlib import Path

import numpy as np

from socialinsight.lang.hu.lexicon import Lexicon
from socialinsight.lang.hu.morph import lexicon
from socialinsight.text.normalize import fold_accents

BITS = ("title", "given", "surname", "place", "organisation", "given_inflected", "surname_inflected",
        "place_inflected", "wife", "greeting", "common", "common_verb", "unknown")  # fmt: skip
CASE_ENDINGS = (
    "nak nek val vel t at et ot öt é ék ban ben ba be ból ből ra re ról ről tól től hoz hez höz nál nél ért ig ként "
    "n on en ön i éknak éknek ékkal ékkel ékhez éktől éktől nek éket jal jel m im om em öm a e ja je ka ke kát két "
    "nénak nének nével nét néhoz nétől né bácsi nénitől val vel al el úr úrnak s os es as ös"
).split()
_FILE = Path(__file__).parent / "gazetteer.csv"


def word_flags(words: Sequence[str]) -> np.ndarray:
    """Return the bits of `BITS` for each word, int64.

    Examples
    --------
    >>> [BITS[bit] for bit in range(len(BITS)) if word_flags(["Katának"])[0] >> bit & 1]
    ['given_inflected', 'unknown']
    """
    lower = [word.lower() for word in words]
    return np.fromiter(map(_flags, lower), np.int64, len(lower))


@lru_cache(maxsize=1 << 17)
def _flags(word: str) -> int:
    return _flag(word, _entries()) | _grammar(word, lexicon())


def _grammar(word: str, known: Lexicon) -> int:
    """Return whether the lemma of a word is known from other forms too, as a common word or as a name."""
    if not word[:1].isalpha():
        return 0
    found = known.table.get(word)
    (lemma, tag, _), supported = (found, True) if found else known.guess(word)
    forms = sum(known.lemmas.get(lemma, {}).values()) - (found is not None)
    if not supported or (forms < 1 and word not in known.frequent):
        return 1 << BITS.index("unknown")
    kind = "unknown" if tag == "PROPN" else "common_verb" if tag == "VERB" else "common"
    return 1 << BITS.index(kind)


def _flag(word: str, entries: dict[str, int]) -> int:
    flags = entries.get(word, 0)
    if len(word) < 4 or not word.isalpha() and "-" not in word:
        return flags
    for length in (1, 2, 3, 4, 5):
        stem, ending = word[:-length].rstrip("-"), word[-length:]
        if len(stem) >= 3 and ending in _ENDING_SET:
            short = stem[:-1] + _SHORT_VOWEL.get(stem[-1], stem[-1])
            known = entries.get(stem, 0) | entries.get(short, 0)
            if not known and len(stem) > 3 and stem[-1] == stem[-2] and ending in ("al", "el"):
                known = entries.get(stem[:-1], 0)
            flags |= (known & 0b1110) << 4
    if word.endswith(("né", "nénak", "nével", "nét", "nénél", "nétől", "néhoz")):
        flags |= 1 << 8
    return flags


_ENDING_SET = frozenset(CASE_ENDINGS)
_SHORT_VOWEL = {"á": "a", "é": "e"}


@lru_cache(maxsize=1)
def _entries() -> dict[str, int]:
    """Return the bits of each listed word, also by its spelling without accents."""
    table: dict[str, int] = {}
    with _FILE.open(encoding="utf-8", newline="") as file:
        for row in csv.DictReader(file):
            if row["kind"] not in BITS:
                continue
            bit = 1 << BITS.index(row["kind"])
            for word in row["words"].lower().split():
                table[word] = table.get(word, 0) | bit
                bare = fold_accents(word)
                if bare != word and len(bare) > 3:
                    table[bare] = table.get(bare, 0) | bit
    return table
