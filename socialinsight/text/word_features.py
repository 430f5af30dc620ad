"""Features of texts from the inside of their words: n-grams of each distinct word, and terms."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from socialinsight.text.tokens import Tokens
from socialinsight.text.words import Words

if TYPE_CHECKING:
    from scipy.sparse import csr_matrix

LONGEST_WORD = 24
_STEP = np.uint64(0x100000001B3)
_MIX = np.uint64(0x9E3779B97F4A7C15)
_BREAK = "\n"
NGRAMS = (2, 5)
NGRAM_BITS = 18
TERM_BITS = 18
_ELONGATED = re.compile(r"(.)\1\1")


def feature_words(words: Words) -> list[str]:
    """Return the form of each word as models see it: addresses, mentions and numbers lose their content."""
    return [_masked(form) for form in words.form.tolist()]


def _masked(form: str) -> str:
    first = form[:1]
    if first.isalpha():
        if form.startswith(("http://", "https://", "www.")):
            return "http:"
        return "a@a" if "@" in form[1:-1] and "." in form else form[:LONGEST_WORD]
    if first == "@":
        return "@a" if len(form) > 1 else "@"
    return "0" if first.isdigit() else form[:LONGEST_WORD]


def word_hashes(words: Sequence[str]) -> np.ndarray:
    """Return a 64-bit hash of each word, the same on every machine.

    Examples
    --------
    >>> a, b, c = word_hashes(["jó", "rossz", "jó"])
    >>> bool(a == c), bool(a == b)
    (True, False)
    """
    place, code = _letters(words, "")
    hashes = np.full(len(words), 0xCBF29CE484222325, np.uint64)
    start = np.searchsorted(place, np.arange(len(words) + 1))
    length = np.diff(start)
    for letter in range(int(length.max(initial=0))):
        longer = np.flatnonzero(length > letter)
        hashes[longer] = (hashes[longer] ^ code[start[longer] + letter]) * _STEP
    return hashes


def buckets(hashes: np.ndarray, bits: int) -> np.ndarray:
    """Return the bucket, below 2 ** `bits`, of each 64-bit hash."""
    mixed = (hashes ^ (hashes >> np.uint64(29))) * _MIX
    return (mixed >> np.uint64(64 - bits)).astype(np.int64)


def _letters(words: Sequence[str], edge: str) -> tuple[np.ndarray, np.ndarray]:
    """Return the index of the word and the code point of each letter, `edge` put around each word."""
    joined = edge + (edge + _BREAK + edge).join(words) + edge + _BREAK if len(words) else ""
    if joined.count(_BREAK) != len(words):
        return _letters([word.replace(_BREAK, " ") for word in words], edge)
    code = np.frombuffer(joined.encode("utf-32-le", "replace"), "<u4").astype(np.uint64)
    is_break = code == ord(_BREAK)
    place = np.cumsum(is_break)
    return place[~is_break], code[~is_break]


def ngram_matrix(words: Sequence[str], shortest: int, longest: int, bits: int) -> csr_matrix:
    """Count the hashed character n-grams inside each word, its two edges counted as letters.

    Parameters
    ----------
    words : sequence of str
        Distinct words.
    shortest, longest : int
        Lengths of the n-grams.
    bits : int
        Columns are 2 ** `bits` buckets.

    Returns
    -------
    scipy.sparse.csr_matrix of float32
        Shape (len(words), 2 ** bits).
    """
    from scipy.sparse import csr_matrix

    place, code = _letters(words, " ")
    rows, columns = [], []
    hashes = code.copy()
    for length in range(2, longest + 1):
        hashes = hashes[:-1] * _STEP + code[length - 1 :]
        if length >= shortest:
            inside = place[: len(hashes)] == place[length - 1 :]
            rows.append(place[: len(hashes)][inside])
            columns.append(buckets(hashes[inside] + np.uint64(length), bits))
    row, column = (np.concatenate(parts) if parts else np.zeros(0, np.int64) for parts in (rows, columns))
    return csr_matrix((np.ones(len(row), np.float32), (row, column)), shape=(len(words), 2**bits))


@dataclass(frozen=True)
class TextFeatures:
    """What linear models see of texts.

    Attributes
    ----------
    counts : scipy.sparse.csr_matrix of float32
        How often each distinct word stands in each text, shape (n_texts, n_words).
    ngrams : scipy.sparse.csr_matrix of float32
        Hashed n-grams of each distinct word.
    terms : scipy.sparse.csr_matrix of float32
        Hashed words, lemmas and pairs of neighbours of each text.
    """

    counts: csr_matrix
    ngrams: csr_matrix
    terms: csr_matrix

    def scales(self) -> tuple[np.ndarray, np.ndarray]:
        """Return one over the root of the number of n-grams, and of terms, of each text."""
        n_ngrams = self.counts @ np.diff(self.ngrams.indptr).astype(np.float32)
        n_terms = np.diff(self.terms.indptr).astype(np.float32)
        return 1 / np.sqrt(np.maximum(n_ngrams, 1)), 1 / np.sqrt(np.maximum(n_terms, 1))


def text_features(tokens: Tokens, words: Words, *, ngrams: tuple[int, int, int], term_bits: int) -> TextFeatures:
    """Return the features of analysed texts.

    Parameters
    ----------
    tokens : Tokens
        Tokens, codes pointing into `words`.
    words : Words
        The analysed vocabulary.
    ngrams : tuple of int
        Shortest and longest n-gram and the number of bits of their buckets.
    term_bits : int
        Bits of the buckets of words, lemmas and pairs.
    """
    forms = feature_words(words)
    terms = term_matrix(tokens, WordHashes.of(words, forms), term_bits)
    return TextFeatures(word_counts(tokens, len(forms)), ngram_matrix(forms, *ngrams), terms)


def word_counts(tokens: Tokens, n_words: int) -> csr_matrix:
    """Return how often each word stands in each text, shape (n_texts, n_words)."""
    from scipy.sparse import csr_matrix

    ones = np.ones(len(tokens), np.float32)
    return csr_matrix((ones, (tokens.text, tokens.word)), shape=(tokens.n_texts, n_words))


@dataclass(frozen=True)
class WordHashes:
    """What terms are made from: hashes of the form, the lemma and the emphasis of each word, and which have any."""

    form: np.ndarray
    lemma: np.ndarray
    emphasis: np.ndarray
    emphatic: np.ndarray

    @classmethod
    def of(cls, words: Words, forms: list[str]) -> WordHashes:
        """Return the hashes of a vocabulary."""
        marks = [_emphasis(surface) for surface in words.surface]
        emphatic = np.fromiter(map(bool, marks), bool, len(marks))
        return cls(word_hashes(forms), word_hashes(words.lemma.tolist()), word_hashes(marks), emphatic)


def _emphasis(surface: str) -> str:
    """Return what the normal form hides: capitals, elongation, runs of a sign."""
    if len(surface) > 2 and surface.isupper():
        return "A\tA"
    elongated = _ELONGATED.search(surface)
    return "" if elongated is None else f"{'a' if elongated[1].isalpha() else elongated[1]}\t+"


def term_matrix(tokens: Tokens, known: WordHashes, bits: int) -> csr_matrix:
    """Return the counts of terms (forms, lemmas, neighbours, emphasis) in buckets, shape (n_texts, 2**bits)."""
    from scipy.sparse import csr_matrix

    neighbours = np.flatnonzero(tokens.text[1:] == tokens.text[:-1])
    emphatic = np.flatnonzero(known.emphatic[tokens.word])
    left, right = tokens.word[neighbours], tokens.word[neighbours + 1]
    hashes = (
        known.form[tokens.word],
        known.lemma[tokens.word] + np.uint64(7),
        known.lemma[left] * _MIX + known.form[right],
        known.emphasis[tokens.word[emphatic]],
    )
    row = np.concatenate((tokens.text, tokens.text, tokens.text[neighbours], tokens.text[emphatic]))
    column = buckets(np.concatenate(hashes), bits)
    return csr_matrix((np.ones(len(row), np.float32), (row, column)), shape=(tokens.n_texts, 2**bits))


def features_of(tokens: Tokens, words: Words) -> TextFeatures:
    """Return the features that the shipped models read."""
    return text_features(tokens, words, ngrams=(*NGRAMS, NGRAM_BITS), term_bits=TERM_BITS)
