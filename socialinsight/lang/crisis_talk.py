"""Phrases of a firm in a crisis: news, an offer to all, a fault named, blame taken, a fault denied, a claim refused."""

from __future__ import annotations

import csv
import re
from collections.abc import Sequence
from functools import lru_cache
from pathlib import Path

import numpy as np

from socialinsight.lang.date_grammar import fold
from socialinsight.lang.language import LANGUAGES, language

KINDS = (
    "status",
    "partial",
    "to_all",
    "offer",
    "correction",
    "follow_up",
    "fault",
    "blame_taken",
    "conditional",
    "denial",
    "refusal",
)


@lru_cache(maxsize=8)
def patterns(folder: Path) -> dict[str, re.Pattern[str]]:
    """Return the patterns of a language by kind, from the rows of its crisis.csv."""
    found: dict[str, list[str]] = {}
    with (folder / "crisis.csv").open(encoding="utf-8", newline="") as file:
        for row in csv.DictReader(file):
            found.setdefault(row["kind"], []).append(row["pattern"])
    return {kind: re.compile("|".join(forms)) for kind, forms in found.items()}


def crisis_talk(texts: Sequence[str], langs: Sequence[str], *kinds: str) -> dict[str, np.ndarray]:
    """Return whether each text of the firm holds a phrase of each kind.

    Parameters
    ----------
    texts : sequence of str
    langs : sequence of str
        hu, ru or another, one a text; texts in another language hold nothing.
    *kinds : str
        Those of `KINDS` that are wanted; all when left out.

    Returns
    -------
    dict of str to numpy.ndarray of bool
        ``status`` (what is being done, when the next news comes), ``partial`` (over for some only), ``to_all`` (meant
        for everybody hit), ``offer`` (money, credit, gift, free service), ``correction`` (gives back what was taken by
        mistake), ``follow_up`` (asks afterwards), ``fault`` (says what went wrong), ``blame_taken`` (says that it was
        the firm), ``conditional`` (sorry only if somebody minds), ``denial`` (was not the firm), ``refusal`` (a
        claim is turned down).

    Raises
    ------
    ValueError
        When a kind is unknown.

    Examples
    --------
    >>> found = crisis_talk(["Ez a mi hibánk volt.", "Это не наша ошибка"], ["hu", "ru"], "blame_taken", "denial")
    >>> found["blame_taken"].tolist(), found["denial"].tolist()
    ([True, False], [False, True])
    """
    wanted = kinds or KINDS
    if unknown := set(wanted) - set(KINDS):
        raise ValueError(f"crisis_talk: unknown kind(s) {sorted(unknown)}; legal: {KINDS}. Correct the name.")
    result = {kind: np.zeros(len(texts), bool) for kind in wanted}
    for place, (text, lang) in enumerate(zip(texts, langs)):
        if lang not in LANGUAGES:
            continue
        folded = fold(text)
        known = patterns(language(lang).folder)
        for kind in wanted:
            result[kind][place] = known[kind].search(folded) is not None
    return result
