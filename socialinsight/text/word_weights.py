"""Linear models over the inside of words: a weight per distinct word, added up over a text by one sparse product."""

from __future__ import annotations

from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

import numpy as np

from socialinsight.text.tokens import Tokens
from socialinsight.text.word_features import (
    NGRAM_BITS,
    NGRAMS,
    TERM_BITS,
    TextFeatures,
    WordHashes,
    feature_words,
    ngram_matrix,
    term_matrix,
    word_counts,
)
from socialinsight.text.words import Words

_SLICE = 20_000


@dataclass(frozen=True)
class WordWeights:
    """Columns of linear scores over n-grams and terms.

    Attributes
    ----------
    columns : tuple of str
        Names of the scores.
    ngram_table, term_table : numpy.ndarray of float32
        Weights, shape (2 ** NGRAM_BITS, n_columns) and (2 ** TERM_BITS, n_columns).
    bias : numpy.ndarray of float32
        One value a column.
    """

    columns: tuple[str, ...]
    ngram_table: np.ndarray
    term_table: np.ndarray
    bias: np.ndarray

    def apply(self, tokens: Tokens, words: Words) -> np.ndarray:
        """Return the scores, float32 of shape (n_texts, n_columns).

        Sum of the weights of the n-grams over the root of their number, plus the same of the terms, plus the bias.
        """
        forms = feature_words(words)
        ngrams = ngram_matrix(forms, *NGRAMS, NGRAM_BITS)
        of_words, known = ngrams @ self.ngram_table, WordHashes.of(words, forms)
        scores = np.zeros((tokens.n_texts, len(self.columns)), np.float32)
        for low in range(0, tokens.n_texts, _SLICE):
            high = min(low + _SLICE, tokens.n_texts)
            part = tokens.part(low, high)
            part = replace(part, text=part.text - low, n_texts=high - low)
            features = TextFeatures(word_counts(part, len(forms)), ngrams, term_matrix(part, known, TERM_BITS))
            by_ngram, by_term = features.scales()
            inside = (features.counts @ of_words) * by_ngram[:, None]
            scores[low:high] = inside + (features.terms @ self.term_table) * by_term[:, None] + self.bias
        return scores

    def beside(self, other: WordWeights) -> WordWeights:
        """Return the columns of both."""
        return WordWeights(
            self.columns + other.columns,
            np.hstack((self.ngram_table, other.ngram_table)),
            np.hstack((self.term_table, other.term_table)),
            np.concatenate((self.bias, other.bias)),
        )


def save_weights(weights: WordWeights, path: Path, *, keep: float = 1.0) -> None:
    """Write weights as 8-bit integers with one scale a column; the smallest become 0.

    Parameters
    ----------
    weights : WordWeights
        The weights.
    path : Path
        The npz file.
    keep : float
        Share of the non-zero weights of a column that are kept, the largest ones.
    """
    arrays: dict[str, Any] = {"columns": np.array(weights.columns), "bias": weights.bias.astype(np.float32)}
    for name, table in (("ngram", weights.ngram_table), ("term", weights.term_table)):
        small, scale = _as_bytes(table, keep)
        arrays[f"{name}_weights"], arrays[f"{name}_scale"] = small.T, scale
    np.savez_compressed(path, **arrays)


def _as_bytes(table: np.ndarray, keep: float) -> tuple[np.ndarray, np.ndarray]:
    size = np.abs(table)
    top = np.array([np.quantile(column[column > 0], 0.9995) if column.any() else 1.0 for column in size.T])
    scale = (top / 127).astype(np.float32)
    floor = np.array([np.quantile(column[column > 0], 1 - keep) if column.any() else 0.0 for column in size.T])
    small = np.clip(np.rint(table / scale), -127, 127).astype(np.int8)
    return np.where(size >= floor, small, np.int8(0)), scale


def load_weights(path: Path) -> WordWeights:
    """Read weights written by `save_weights`."""
    with np.load(path, allow_pickle=False) as file:
        tables = [
            np.ascontiguousarray(file[f"{name}_weights"].T.astype(np.float32) * file[f"{name}_scale"])
            for name in ("ngram", "term")
        ]
        return WordWeights(tuple(file["columns"].tolist()), tables[0], tables[1], file["bias"])
