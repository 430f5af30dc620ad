"""Applies a language's rules to texts: tokens, words, matches."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

import numpy as np

from socialinsight.lang.language import Language, Rule, bare_texts
from socialinsight.text.matching import Matcher
from socialinsight.text.tokens import Tokens
from socialinsight.text.vocabulary import Vocabulary
from socialinsight.text.words import WordIndex, Words, analyse_vocabulary

SLICE = 50_000


@dataclass(frozen=True)
class Reading:
    """Texts of one language, tokenised and analysed.

    Attributes
    ----------
    tokens : Tokens
        Their tokens; word codes point into `words`.
    words : Words
        The analysed vocabulary.
    extra : tuple of numpy.ndarray
        Further readings: (index of the token, word code).
    """

    tokens: Tokens
    words: Words
    extra: tuple[np.ndarray, np.ndarray]


@dataclass(frozen=True)
class Matches:
    """Where rules fired: parallel arrays of text, first and last character, and index of the rule."""

    text: np.ndarray
    start: np.ndarray
    end: np.ndarray
    rule: np.ndarray


def read_tokens(tokens: Tokens, language: Language) -> Reading:
    """Analyse the vocabulary of a token table.

    Parameters
    ----------
    tokens : Tokens
        Tokens of texts in `language`.
    language : Language
        The language.

    Returns
    -------
    Reading
    """
    tokens, bare = _split_bare(tokens, bare_texts(tokens, language.accents))
    words = analyse_vocabulary(
        tokens.vocabulary, bare, respell=language.respell, analyse=language.analyse, transcribe=language.transcribe
    )
    if language.readings is None:
        return Reading(tokens, words, (np.zeros(0, np.int64), np.zeros(0, np.int64)))
    place, lemmas, like = language.readings(tokens, words)
    pairs: dict[tuple[str, int], int] = {}
    row = [pairs.setdefault((lemma, int(code)), len(pairs)) for lemma, code in zip(lemmas, like)]
    words = words.with_lemmas([pair[0] for pair in pairs], np.array([pair[1] for pair in pairs], np.int64))
    extra = np.array(row, np.int64) + len(tokens.vocabulary)
    return Reading(tokens, words, (place.astype(np.int64), extra))


def _split_bare(tokens: Tokens, bare_text: np.ndarray) -> tuple[Tokens, np.ndarray]:
    """Give the words of accentless texts codes of their own; return the tokens and the flag of each word."""
    size = len(tokens.vocabulary)
    code = tokens.word + size * bare_text[tokens.text].astype(np.int64)
    used, word = np.unique(code, return_inverse=True)
    vocabulary = [tokens.vocabulary[old % size] for old in used.tolist()] if size else []
    return replace(tokens, word=word.astype(np.int32), vocabulary=vocabulary), used >= size


def match_rules(reading: Reading, rules: Sequence[Rule], language: Language) -> Matches:
    """Find every rule in every text.

    Returns
    -------
    Matches
        One entry a match, sorted by text.
    """
    vocabulary = Vocabulary(WordIndex(reading.words), language.grammar)
    parts = [_match_slice(reading, low, rules, vocabulary) for low in range(0, max(reading.tokens.n_texts, 1), SLICE)]
    columns = [np.concatenate(arrays) for arrays in zip(*parts)]
    order = np.lexsort((columns[3], columns[1], columns[0]))
    return Matches(*(column[order] for column in columns))


def _match_slice(
    reading: Reading, low: int, rules: Sequence[Rule], vocabulary: Vocabulary
) -> tuple[np.ndarray, np.ndarray, np.ndarray, np.ndarray]:
    tokens = reading.tokens.part(low, low + SLICE)
    shift = int(np.searchsorted(reading.tokens.text, low))
    at, codes = reading.extra
    inside = (at >= shift) & (at < shift + len(tokens))
    matcher = Matcher(tokens, vocabulary, (at[inside] - shift, codes[inside]))
    firsts, lasts, numbers = [], [], []
    for number, rule in enumerate(rules):
        for pattern in rule.patterns:
            first, last = matcher.find(pattern)
            if len(first):
                firsts.append(first)
                lasts.append(last)
                numbers.append(np.full(len(first), number, np.int32))
    if not firsts:
        empty = np.zeros(0, np.int32)
        return empty, empty, empty, empty
    first, last = np.concatenate(firsts), np.concatenate(lasts)
    return tokens.text[first], tokens.start[first], tokens.end[last], np.concatenate(numbers)
