"""Which language a text is in: script and letters first, then small words."""

from __future__ import annotations

import csv
from functools import lru_cache
from pathlib import Path

import numpy as np

from socialinsight.text.normalize import fold_accents, plain_word
from socialinsight.text.tokens import Tokens

_LANG = Path(__file__).resolve().parent.parent / "lang"


@lru_cache(maxsize=1)
def _weights() -> dict[str, dict[str, float]]:
    with (_LANG / "detect.csv").open(encoding="utf-8", newline="") as file:
        table: dict[str, dict[str, float]] = {}
        for row in csv.DictReader(file):
            table.setdefault(row["word"], {})[row["lang"]] = float(row["weight"])
    return table


def detect_languages(tokens: Tokens) -> np.ndarray:
    """Return the language of each text: "hu", "ru" or "other".

    Parameters
    ----------
    tokens : Tokens
        Tokens of the texts.

    Returns
    -------
    numpy.ndarray of object
        One code a text; "other" for texts without letters too.
    """
    scores = np.array([_word_scores(word) for word in tokens.vocabulary], float).reshape(-1, 3)
    totals = np.zeros((tokens.n_texts, 3))
    for column in range(3):
        totals[:, column] = np.bincount(tokens.text, scores[tokens.word, column], tokens.n_texts)
    result = np.array(["hu", "ru", "other"], object)[totals.argmax(axis=1)]
    result[totals.max(axis=1) <= 0] = "other"
    return result


def _word_scores(word: str) -> tuple[float, float, float]:
    plain = plain_word(word)
    if not any(map(str.isalpha, plain)) or plain.startswith(("http", "www", "@")):
        return 0.0, 0.0, 0.0
    if any("а" <= letter <= "я" or letter == "ё" for letter in plain):
        return 0.0, 1.0, 0.0
    if any("\u0400" <= letter <= "\u04ff" for letter in plain):
        return 0.0, 0.0, 3.0
    known = _weights().get(plain) or _weights().get(fold_accents(plain)) or {}
    hungarian = (
        known.get("hu", 0.0)
        + (1.0 if set(plain) & set("áéíóöőúüű") else 0.0)
        + (2.0 if set(plain) & set("őű") else 0.0)
    )
    return hungarian, known.get("ru", 0.0), known.get("other", 0.0)
