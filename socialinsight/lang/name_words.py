"""What redaction asks of a word: how surely it is part of a person's name, and whether it stands beside names."""

from __future__ import annotations

import csv
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np


@dataclass(frozen=True)
class NameWords:
    """Marks of the words of a vocabulary.

    Attributes
    ----------
    strength : numpy.ndarray of int8
        3 a given name or patronymic, 2 a surname or a name that is a common word too, 1 an unknown word, 0 a common
        word, -1 the name of a place or firm.
    plain : numpy.ndarray of bool
        A given name also when written small or first in a sentence: it is no common word.
    before, after : numpy.ndarray of bool
        A name may follow, or stands before.
    street_after, street_before : numpy.ndarray of bool
        A name before or after this word is that of a street or feast.
    """

    strength: np.ndarray
    plain: np.ndarray
    before: np.ndarray
    after: np.ndarray
    street_after: np.ndarray
    street_before: np.ndarray


def listed_words(file: Path, kind: str) -> frozenset[str]:
    """Return the lower-cased words of a kind in a gazetteer file."""
    with file.open(encoding="utf-8", newline="") as rows:
        lists = [row["words"].lower().split() for row in csv.DictReader(rows) if row["kind"] == kind]
    return frozenset(word for words in lists for word in words)


def marked_words(vocabulary: Sequence[str], strength: np.ndarray, plain: np.ndarray, file: Path) -> NameWords:
    """Return the marks of a vocabulary whose `strength` and `plain` are known."""
    lower = [word.lower() for word in vocabulary]
    kinds = ("before", "after", "street_after", "street_before")
    lists = (listed_words(file, kind) for kind in kinds)
    return NameWords(
        strength, plain, *(np.fromiter((word in listed for word in lower), bool, len(lower)) for listed in lists)
    )
