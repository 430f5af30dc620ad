"""Groups of complaints that tell of the same thing: non-negative matrix factorisation of weighted lemmas."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

if TYPE_CHECKING:
    from scipy.sparse import csr_matrix

SAMPLE = 3_000
LEAST_FIT = 0.18
MOST_ISSUES = 24
LEAST_COMPLAINTS = 5


@dataclass(frozen=True)
class Clusters:
    """Which complaint belongs to which group.

    Attributes
    ----------
    number : numpy.ndarray of int
        Group of each complaint, -1 when none fits.
    fit : numpy.ndarray of float
        Cosine with the group, 0..1.
    centres : numpy.ndarray
        Shape (n_groups, n_terms), rows of length 1.
    """

    number: np.ndarray
    fit: np.ndarray
    centres: np.ndarray


def n_groups(n_complaints: int) -> int:
    """Return how many groups to look for: the square root of a half, within 2..24.

    Examples
    --------
    >>> n_groups(8), n_groups(200), n_groups(10**6)
    (2, 10, 24)
    """
    return int(np.clip(round(np.sqrt(n_complaints / 2)), 2, MOST_ISSUES))


def cluster(matrix: csr_matrix, *, seed: int) -> Clusters:
    """Group the rows of a term matrix.

    Non-negative factors of a sample of at most 3,000 rows give the centres; every row joins the centre it
    has the largest cosine with, or none below 0.18. Groups of fewer than 5 complaints are dissolved.

    Parameters
    ----------
    matrix : scipy.sparse.csr_matrix
        Rows of length 1.
    seed : int
        Chooses the sample.

    Returns
    -------
    Clusters
    """
    filled = np.flatnonzero(np.diff(matrix.indptr))
    if len(filled) < LEAST_COMPLAINTS or matrix.shape[1] < 2:
        return Clusters(np.full(matrix.shape[0], -1), np.zeros(matrix.shape[0]), np.zeros((0, matrix.shape[1])))
    chosen = filled
    if len(filled) > SAMPLE:
        chosen = np.sort(np.random.default_rng(seed).choice(filled, SAMPLE, replace=False))
    centres = _factors(matrix[chosen], seed)
    fits = np.asarray(matrix @ centres.T)
    number, fit = fits.argmax(axis=1), fits.max(axis=1)
    number = np.where(fit >= LEAST_FIT, number, -1)
    size = np.bincount(number[number >= 0], minlength=len(centres))
    kept = np.flatnonzero(size >= LEAST_COMPLAINTS)
    kept = kept[np.argsort(-size[kept], kind="stable")]
    recode = np.full(len(centres) + 1, -1)
    recode[kept] = np.arange(len(kept))
    return Clusters(recode[number], np.where(recode[number] >= 0, fit, 0.0), centres[kept])


def _factors(matrix: csr_matrix, seed: int) -> np.ndarray:
    import warnings

    from sklearn.decomposition import NMF
    from sklearn.exceptions import ConvergenceWarning
    from threadpoolctl import threadpool_limits

    k = min(n_groups(matrix.shape[0]), *(size - 1 for size in matrix.shape))
    model = NMF(n_components=max(k, 1), init="nndsvd", max_iter=60, tol=5e-3, random_state=seed)
    with warnings.catch_warnings(), threadpool_limits(limits=1):
        warnings.simplefilter("ignore", ConvergenceWarning)
        model.fit(matrix)
    centres = model.components_
    length = np.linalg.norm(centres, axis=1, keepdims=True)
    return centres[length.ravel() > 1e-9] / length[length.ravel() > 1e-9]
