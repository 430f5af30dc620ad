"""Words that tell whether something promised was done, came, came late or is missing."""

from __future__ import annotations

import csv
import re
from collections.abc import Sequence
from functools import lru_cache
from pathlib import Path

import numpy as np

from socialinsight.lang.date_grammar import fold
from socialinsight.lang.language import LANGUAGES, language

KINDS = ("done", "arrived", "as_promised", "late", "missing", "reminded", "tells", "undertakes", "lasting")


@lru_cache(maxsize=8)
def _patterns(folder: Path) -> dict[str, re.Pattern[str]]:
    path = folder / "fulfilment.csv"
    found: dict[str, list[str]] = {kind: [] for kind in KINDS}
    if path.exists():
        with path.open(encoding="utf-8", newline="") as file:
            for row in csv.DictReader(file):
                found[row["kind"]].append(row["pattern"])
    return {kind: re.compile("|".join(forms)) for kind, forms in found.items() if forms}


def fulfilment(texts: Sequence[str], langs: Sequence[str]) -> dict[str, np.ndarray]:
    """Return which texts tell of something done, come or missing.

    Parameters
    ----------
    texts : sequence of str
    langs : sequence of str
        hu, ru or another, one a text; texts in another language tell nothing.

    Returns
    -------
    dict of str to numpy.ndarray of bool
        ``done`` (the firm says it did it), ``arrived`` (the customer says it is there), ``as_promised``, ``late``,
        ``missing``, ``reminded`` (of a promise), ``tells`` (a promise to tell), ``undertakes`` (the firm will act),
        ``lasting`` (a stretch of time, not a deadline).

    Examples
    --------
    >>> found = fulfilment(["Megjött, köszönöm.", "Денег нет."], ["hu", "ru"])
    >>> found["arrived"].tolist(), found["missing"].tolist()
    ([True, False], [False, True])
    """
    result = {kind: np.zeros(len(texts), bool) for kind in KINDS}
    for place, (text, lang) in enumerate(zip(texts, langs)):
        if lang in LANGUAGES:
            folded = fold(text)
            for kind, pattern in _patterns(language(lang).folder).items():
                result[kind][place] = pattern.search(folded) is not None
    return result
