"""Replies without what differs from copy to copy: greetings, names, numbers and dates become marks."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from socialinsight.lang.address import address_words
from socialinsight.lang.date_grammar import date_words, fold
from socialinsight.text.tokens import Tokens, tokenize

NAME, NUMBER, DATE = 0, 1, 2
N_MARKS = 3
SLOTS = ("‹name›", "‹number›", "‹date›")
_GREETING_WORDS = 5
_LETTER = re.compile(r"[^\W\d_]")
_DIGIT = re.compile(r"\d")


@dataclass(frozen=True)
class MaskedReplies:
    """What is left of replies.

    Attributes
    ----------
    text : numpy.ndarray of int32
        Reply of each unit, ascending.
    code : numpy.ndarray of int64
        0 a name, 1 a number, 2 a date, from 3 on words.
    start, end : numpy.ndarray of int32
        Where the unit stands in its reply; a unit may cover several words.
    n_texts : int
        Number of replies, empty ones included.
    """

    text: np.ndarray
    code: np.ndarray
    start: np.ndarray
    end: np.ndarray
    n_texts: int

    def bounds(self) -> np.ndarray:
        """Return where each reply begins among the units, and the end."""
        return np.searchsorted(self.text, np.arange(self.n_texts + 1))


def mask_replies(texts: Sequence[str]) -> MaskedReplies:
    """Return replies as units: words, and marks for names, numbers and dates; greetings are left out.

    A word with a capital inside a sentence is a name, and so is what is spoken to at the beginning ("Zoltán, …");
    an opening of up to five words with such a name is a greeting. Neighbouring marks of a kind are one.

    Parameters
    ----------
    texts : sequence of str

    Returns
    -------
    MaskedReplies

    Examples
    --------
    >>> masked = mask_replies(["Kedves Kati! A 12 990 Ft-ot ma küldjük.", "Szia Géza! A 34 Ft-ot hétfőn küldjük."])
    >>> low, middle, high = masked.bounds()
    >>> masked.code[low:middle].tolist() == masked.code[middle:high].tolist()
    True
    """
    tokens = tokenize(texts)
    folded = [fold(word) for word in tokens.vocabulary]
    codes = {word: number for number, word in enumerate(dict.fromkeys(folded), start=N_MARKS)}
    plain = np.fromiter((codes[word] for word in folded), np.int64, len(folded))
    is_word = _flags(tokens, _LETTER)
    dates, begin = date_words()
    is_date = np.fromiter(
        (word[:2] in begin and dates.fullmatch(word) is not None for word in folded), bool, len(folded)
    )
    is_capital = np.fromiter((word[:1].isupper() for word in tokens.vocabulary), bool, len(folded))
    is_capital &= np.fromiter((word not in address_words() for word in folded), bool, len(folded))
    has_digit = _flags(tokens, _DIGIT)
    word = tokens.word
    names, dropped = _names(tokens, is_word[word], is_capital[word] & is_word[word] & ~is_date[word])
    code = np.where(names, NAME, plain[word])
    code = np.where(has_digit[word], NUMBER, np.where(is_date[word], DATE, code))
    keep = (is_word[word] | has_digit[word]) & ~dropped
    return _merged(tokens.text[keep], code[keep], tokens.start[keep], tokens.end[keep], tokens.n_texts)


def _flags(tokens: Tokens, pattern: re.Pattern[str]) -> np.ndarray:
    found = (pattern.search(word) is not None for word in tokens.vocabulary)
    return np.fromiter(found, bool, len(tokens.vocabulary))


def _names(tokens: Tokens, is_word: np.ndarray, is_capital: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
    """Return which tokens are names, and which belong to a greeting."""
    n = len(tokens.word)
    if not n:
        return np.zeros(0, bool), np.zeros(0, bool)
    new_text = np.concatenate(([True], np.diff(tokens.text) > 0))
    new_sentence = np.concatenate(([True], np.diff(tokens.sentence) > 0))
    names = is_capital & ~new_sentence
    first = np.flatnonzero(new_text)
    comma = np.fromiter((sign == "," for sign in tokens.vocabulary), bool, len(tokens.vocabulary))[tokens.word]
    spoken_to = first[(first + 1 < n)]
    spoken_to = spoken_to[is_capital[spoken_to] & comma[spoken_to + 1]]
    names[spoken_to] = True
    group = tokens.sentence - tokens.sentence[0]
    words = np.bincount(group, weights=is_word)
    named = np.bincount(group, weights=names) > 0
    opening = np.zeros(len(words), bool)
    opening[group[first]] = True
    greeting = (opening & named & (words <= _GREETING_WORDS))[group]
    greeting[spoken_to] = True
    return names, greeting


def _merged(text: np.ndarray, code: np.ndarray, start: np.ndarray, end: np.ndarray, n_texts: int) -> MaskedReplies:
    """Join neighbouring marks of one kind."""
    same = np.zeros(len(code), bool)
    same[1:] = (code[1:] == code[:-1]) & (code[1:] < N_MARKS) & (text[1:] == text[:-1])
    keep = ~same
    last = np.concatenate((np.flatnonzero(keep)[1:], [len(code)])) - 1 if len(code) else np.zeros(0, int)
    return MaskedReplies(text[keep], code[keep], start[keep], end[last], n_texts)
