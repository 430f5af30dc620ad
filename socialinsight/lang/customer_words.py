"""Words that tell who a customer is (end user, dealer, supplier) and that somebody leaves for a reason of life."""

from __future__ import annotations

import csv
import re
from collections.abc import Sequence
from functools import lru_cache
from pathlib import Path

import numpy as np
import pandas as pd

from socialinsight.lang.date_grammar import fold
from socialinsight.lang.language import LANGUAGES, language

SEGMENTS = ("end_user", "dealer", "supplier")
KINDS = (*SEGMENTS, "private_reason")
_ACCENTED = {"a": "[aá]", "e": "[eé]", "i": "[ií]", "o": "[oóöő]", "u": "[uúüű]", "е": "[её]", " ": "[ \u00a0\n]"}


@lru_cache(maxsize=8)
def _rows(folder: Path) -> tuple[tuple[str, float, str, re.Pattern[str]], ...]:
    """Return kind, weight, what must stand in a text before the pattern is tried, and the pattern."""
    with (folder / "customers.csv").open(encoding="utf-8", newline="") as file:
        rows = csv.DictReader(file)
        return tuple((row["kind"], float(row["weight"]), row["hint"], re.compile(row["pattern"])) for row in rows)


def customer_words(texts: Sequence[str], langs: Sequence[str]) -> dict[str, np.ndarray]:
    """Return how strongly each text tells each of `KINDS`.

    Parameters
    ----------
    texts : sequence of str
    langs : sequence of str
        hu, ru or another, one a text; texts in another language tell nothing.

    Returns
    -------
    dict of str to numpy.ndarray of float
        0 nothing, 1 a weak sign, 2 the writer says it of himself.

    Examples
    --------
    >>> found = customer_words(["Beszállítójuk vagyunk.", "Где мой заказ?"], ["hu", "ru"])
    >>> found["supplier"].tolist(), found["end_user"].tolist()
    ([2.0, 0.0], [0.0, 1.0])
    """
    result = {kind: np.zeros(len(texts)) for kind in KINDS}
    spoken = np.asarray(langs, object)
    for code in LANGUAGES:
        places = np.flatnonzero(spoken == code)
        rows = _rows(language(code).folder)
        raw = pd.Series([texts[int(place)] for place in places], dtype=object).to_numpy(object)
        places = places[_holding(raw, "|".join(row[2] for row in rows))]
        folded = pd.Series([fold(texts[int(place)]) for place in places], dtype=object).to_numpy(object)
        for kind, weight, hint, pattern in rows:
            told = result[kind]
            for at in _holding(folded, hint):
                if weight > told[places[at]] and pattern.search(folded[at]):
                    told[places[at]] = weight
    return result


def _holding(texts: np.ndarray, words: str) -> np.ndarray:
    """Return the places of the texts that hold one of the words, with or without accents; | stands between words."""
    import pyarrow as pa
    from pyarrow import compute

    loose = "".join(_ACCENTED.get(letter, letter) for letter in words)
    found = compute.match_substring_regex(pa.array(texts, pa.string()), loose, ignore_case=True)
    return np.flatnonzero(found.to_numpy(zero_copy_only=False))
