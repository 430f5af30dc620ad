"""Polite words of address that are written with a capital and are no names."""

from __future__ import annotations

import csv
from functools import lru_cache
from pathlib import Path


@lru_cache(maxsize=1)
def address_words() -> frozenset[str]:
    """Return the folded words of address of all languages.

    Examples
    --------
    >>> sorted(address_words() & {"onnek", "вам", "kati"})
    ['onnek', 'вам']
    """
    words: set[str] = set()
    for path in sorted(Path(__file__).parent.glob("*/address.csv")):
        with path.open(encoding="utf-8", newline="") as file:
            for row in csv.DictReader(file):
                words.update(row["form"].split("|"))
    return frozenset(words)
