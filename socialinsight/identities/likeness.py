"""Names and e-mail addresses that two accounts share."""

from __future__ import annotations

import hashlib
import re
import unicodedata
from itertools import combinations

import numpy as np
import pandas as pd

RARE = 20
_EMAIL = re.compile(r"[\w.+-]+@[\w-]+(?:\.[\w-]+)+")
_DIGEST = re.compile(r"\b(?:[0-9a-f]{64}|[0-9a-f]{40}|[0-9a-f]{32})\b")


def name_words(name: str) -> frozenset[str]:
    """Return the words of a name without accents and case; initials keep their one letter.

    Examples
    --------
    >>> sorted(name_words("Kovács-Szűcs P. Éva"))
    ['eva', 'kovacs', 'p', 'szucs']
    """
    plain = "".join(c for c in unicodedata.normalize("NFKD", name.casefold()) if not unicodedata.combining(c))
    return frozenset(re.findall(r"[^\W\d_]+", plain.replace("ё", "е")))


def name_likeness(one: frozenset[str], other: frozenset[str]) -> float:
    """Return the share of name words that meet, an initial for a word counting half; NaN without a name.

    Examples
    --------
    >>> name_likeness(frozenset({"kiss", "eva"}), frozenset({"eva", "kiss"}))
    1.0
    >>> name_likeness(frozenset({"kiss", "e"}), frozenset({"eva", "kiss"}))
    0.75
    """
    if not one or not other:
        return np.nan
    same = one & other
    left, right = one - same, other - same
    short = {a for a in left for b in right if len(a) == 1 and b.startswith(a)}
    short |= {b for b in right for a in left if len(b) == 1 and a.startswith(b)}
    return (2 * len(same) + len(short)) / (len(one) + len(other))


def same_email(people: pd.DataFrame) -> set[tuple[int, int]]:
    """Return pairs of rows that show one address, as such or as its MD5, SHA-1 or SHA-256."""
    keys: dict[str, set[int]] = {}
    shown = [*enumerate(people["author_id"]), *enumerate(people["author_name"])]
    for place, name in shown:
        text = str(name).casefold()
        for address in _EMAIL.findall(text):
            for kind in ("md5", "sha1", "sha256"):
                digest = hashlib.new(kind, address.encode(), usedforsecurity=False).hexdigest()
                keys.setdefault(digest, set()).add(place)
        for digest in _DIGEST.findall(text):
            keys.setdefault(digest, set()).add(place)
    return {pair for group in keys.values() for pair in combinations(sorted(group), 2)}


def same_name(people: pd.DataFrame) -> dict[tuple[int, int], float]:
    """Return pairs whose names meet in at least two words, or in the only one that both have."""
    keys: dict[str, list[int]] = {}
    names: list[frozenset[str]] = people["names"].tolist()
    for place, words in enumerate(names):
        for word in words:
            if len(word) > 2:
                keys.setdefault(word, []).append(place)
    found = {}
    for group in keys.values():
        if 1 < len(group) <= RARE:
            for a, b in combinations(group, 2):
                likeness = name_likeness(names[a], names[b])
                if likeness >= 0.75:
                    found[a, b] = likeness
    return found
