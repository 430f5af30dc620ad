"""Reading ease by published formulas."""

from __future__ import annotations

import re

_WORD = re.compile(r"[^\W\d_]+(?:[-’'][^\W\d_]+)*")
_SENTENCE = re.compile(r"[.!?…]+(?:\s|$)|\n+")
_VOWELS = "аеёиоуыэюя"
LONG = 6


def n_words(text: str) -> int:
    """Return the number of words of a text."""
    return len(_WORD.findall(text))


def lix(text: str) -> float:
    """Return LIX = words / sentences + 100 · words of more than six letters / words (Björnsson 1968).

    Language-blind; higher = harder. Hungarian and Russian words are longer than Swedish ones, so values are compared
    within a language only.

    Returns
    -------
    float
        NaN without words.

    Examples
    --------
    >>> lix("Holnap jön a szerelő. Kérem, várja meg!")
    17.785714285714285
    """
    words = _WORD.findall(text)
    if not words:
        return float("nan")
    return len(words) / _n_sentences(text) + 100 * sum(len(word) > LONG for word in words) / len(words)


def flesch_russian(text: str) -> float:
    """Return the Flesch reading ease of a Russian text: 206.835 - 1.3 · ASL - 60.1 · ASW (Oborneva 2006).

    ASL is words a sentence, ASW vowels a word; 0 is very hard, 100 very easy, short texts go beyond both.

    Examples
    --------
    >>> round(flesch_russian("Курьер будет у вас завтра. Ждите звонка."), 1)
    99.3
    """
    words = _WORD.findall(text)
    if not words:
        return float("nan")
    vowels = sum(letter in _VOWELS for word in words for letter in word.lower())
    return 206.835 - 1.3 * len(words) / _n_sentences(text) - 60.1 * vowels / len(words)


def _n_sentences(text: str) -> int:
    parts = [part for part in _SENTENCE.split(text) if _WORD.search(part)]
    return max(len(parts), 1)
