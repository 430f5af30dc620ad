"""What the linear experts of opinion see of the texts, and how features are weighted before learning."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import pandas as pd
from scipy.sparse import csr_matrix, diags, hstack

from socialinsight.lang.language import language
from socialinsight.lang.reading import Reading, read_tokens
from socialinsight.text.tokens import tokenize
from socialinsight.text.word_features import TextFeatures, features_of

SMOOTHING = 1.0


@dataclass(frozen=True)
class Design:
    """Features of all rows (n-grams, then terms), how rare each is, and the rows themselves."""

    inputs: csr_matrix
    rarity: np.ndarray
    rows: pd.DataFrame


def read_rows(rows: pd.DataFrame, lang: str) -> Reading:
    """Tokenise and analyse the texts of a table."""
    return read_tokens(tokenize(rows["text"].tolist()), language(lang))


def design(rows: pd.DataFrame, reading: Reading, fitted: np.ndarray) -> Design:
    """Return the features and their inverse document frequency in the `fitted` rows, 0 for what stands there once."""
    inputs = hstack(_scaled(features_of(reading.tokens, reading.words))).tocsr()
    frequency = np.bincount(inputs[fitted].indices, minlength=inputs.shape[1])
    rarity = np.where(frequency > 1, np.log(fitted.sum() / np.maximum(frequency, 1)), 0.0)
    return Design(inputs, rarity, rows.reset_index(drop=True))


def _scaled(features: TextFeatures) -> tuple[csr_matrix, csr_matrix]:
    by_ngram, by_term = features.scales()
    return diags(by_ngram) @ (features.counts @ features.ngrams), diags(by_term) @ features.terms


def contrast(inputs: csr_matrix, positive: np.ndarray, weight: np.ndarray) -> np.ndarray:
    """Return how much more often each feature stands in the positive rows: naive Bayes log-count ratios.

    Formula: log(p / |p|) - log(q / |q|), p and q being 1 + the weighted number of positive and of other rows with the
    feature. A linear SVM on features so weighted is the NB-SVM of Wang and Manning (2012).

    Parameters
    ----------
    inputs : scipy.sparse.csr_matrix
        Features, shape (n_rows, n_features).
    positive : numpy.ndarray of bool
        The class of each row.
    weight : numpy.ndarray
        Weight of each row.

    Returns
    -------
    numpy.ndarray
        One value a feature.

    Examples
    --------
    >>> contrast(csr_matrix(np.eye(2)), np.array([True, False]), np.ones(2)).round(2).tolist()
    [0.69, -0.69]
    """
    seen = csr_matrix((np.ones_like(inputs.data), inputs.indices, inputs.indptr), inputs.shape)
    inside, outside = (SMOOTHING + seen.T @ (weight * chosen) for chosen in (positive, ~positive))
    return np.log(inside / inside.sum()) - np.log(outside / outside.sum())


def levelled(inputs: csr_matrix, factor: np.ndarray) -> np.ndarray:
    """Divide the factors of each block (n-grams, terms) so that the block's mean square in the rows is 1.

    Parameters
    ----------
    inputs : scipy.sparse.csr_matrix
        Features of the rows, first half n-grams, second half terms.
    factor : numpy.ndarray
        By what each feature is multiplied.
    """
    squares = np.bincount(inputs.indices, inputs.data**2, minlength=len(factor)) * factor**2 / inputs.shape[0]
    half = len(factor) // 2
    return factor / np.repeat([np.sqrt(max(part.sum(), 1e-9)) for part in np.split(squares, [half])], half)
