"""Groups of complaints that tell of the same thing: a noun, the terms beside it, and the texts around them."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

if TYPE_CHECKING:
    from scipy.sparse import csr_matrix

SAMPLE = 12_000
LEAST_FIT = 0.12
MOST_ISSUES = 24
LEAST_COMPLAINTS = 5
NEAR_TERMS = 8
LEAST_NEAR = 0.1
BORROWED = 0.4
HELD = 0.1
ROUNDS = 12
LEAST_GAIN = 0.5


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
    heads : numpy.ndarray of int
        Column of the noun that heads each group.
    """

    number: np.ndarray
    fit: np.ndarray
    centres: np.ndarray
    heads: np.ndarray


def n_groups(n_complaints: int) -> int:
    """Return how many groups to look for: the square root of a half, within 2..24.

    Examples
    --------
    >>> n_groups(8), n_groups(200), n_groups(10**6)
    (2, 10, 24)
    """
    return int(np.clip(round(np.sqrt(n_complaints / 2)), 2, MOST_ISSUES))


def cluster(matrix: csr_matrix, nouns: np.ndarray, *, seed: int) -> Clusters:
    """Group the rows of a term matrix around nouns that carry most of what they say.

    Nouns are taken one by one, each time the one with most weight in texts that those taken before leave uncovered,
    as long as there is any (anchor words in the sense of Arora et al. 2013). A noun with the terms that stand beside
    it (normalised pointwise mutual information, Bouma 2009) is the first centre of a group; spherical k-means (Dhillon
    and Modha 2001) moves it on a sample of at most 12,000 rows, in which each text borrows the nearest terms of its
    own, and a tenth of the first centre holds it in place. There is no random start: the seed chooses the sample only.
    Every row joins the centre it has the largest cosine with, or none below 0.12; groups of fewer than 5 are dissolved.

    Parameters
    ----------
    matrix : scipy.sparse.csr_matrix
        Rows of length 1.
    nouns : numpy.ndarray of bool
        Which columns may head a group.
    seed : int
        Chooses the sample.

    Returns
    -------
    Clusters
    """
    filled = np.flatnonzero(np.diff(matrix.indptr))
    if len(filled) < LEAST_COMPLAINTS or matrix.shape[1] < 2 or not nouns.any():
        return assign(matrix, np.zeros((0, matrix.shape[1])), np.zeros(0, np.int64))
    chosen = filled
    if len(filled) > SAMPLE:
        chosen = np.sort(np.random.default_rng(seed).choice(filled, SAMPLE, replace=False))
    return assign(matrix, *_centres(matrix[chosen], nouns), least=LEAST_COMPLAINTS)


def assign(matrix: csr_matrix, centres: np.ndarray, heads: np.ndarray, *, least: int = 0) -> Clusters:
    """Return the nearest centre of each row.

    Parameters
    ----------
    matrix : scipy.sparse.csr_matrix
        Rows of length 1.
    centres : numpy.ndarray
        Shape (n_groups, n_terms), rows of length 1.
    heads : numpy.ndarray of int
        Column of the noun that heads each group.
    least : int
        Groups with fewer rows are dissolved and the rest ordered by size; 0 keeps every group in its place.
    """
    if not len(centres):
        return Clusters(np.full(matrix.shape[0], -1), np.zeros(matrix.shape[0]), centres, heads)
    fits = np.asarray(matrix @ centres.T)
    number, fit = fits.argmax(axis=1), fits.max(axis=1)
    number = np.where(fit >= LEAST_FIT, number, -1)
    if least:
        size = np.bincount(number[number >= 0], minlength=len(centres))
        kept = np.flatnonzero(size >= least)
        kept = kept[np.argsort(-size[kept], kind="stable")]
        recode = np.full(len(centres) + 1, -1)
        recode[kept] = np.arange(len(kept))
        number, centres, heads = recode[number], centres[kept], heads[kept]
    return Clusters(number, np.where(number >= 0, fit, 0.0), centres, heads)


def _centres(matrix: csr_matrix, nouns: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
    near = _nearness(matrix)
    heads = _heads(matrix, near, nouns, min(n_groups(matrix.shape[0]), int(nouns.sum())))
    first = _around(near, heads)
    centres = first
    lent = unit((matrix + BORROWED * (matrix @ _nearest(near))).tocsr())
    for _ in range(ROUNDS):
        fits = np.asarray(lent @ centres.T)
        near_one = fits.max(axis=1) >= LEAST_FIT
        total = _sums(lent[near_one], fits[near_one].argmax(axis=1), len(centres))
        centres = _length_one(_length_one(total) + HELD * first)
    return centres, heads


def _heads(matrix: csr_matrix, near: np.ndarray, nouns: np.ndarray, k: int) -> np.ndarray:
    square = matrix.multiply(matrix).T.tocsr()
    uncovered = np.ones(matrix.shape[0])
    free = nouns.copy()
    heads = []
    for _ in range(k):
        gain = np.where(free, square @ uncovered, 0.0)
        if gain.max() <= LEAST_GAIN:
            break
        heads.append(int(gain.argmax()))
        free[heads[-1]] = False
        told = np.asarray(matrix @ _around(near, np.array(heads[-1:]), far=0.0)[0])
        uncovered = np.minimum(uncovered, 1 - np.minimum(2 * told, 1))
    return np.array(heads, np.int64)


def _around(near: np.ndarray, heads: np.ndarray, far: float = LEAST_NEAR) -> np.ndarray:
    """Return unit vectors of nouns and the terms beside them."""
    centres = np.where(near[heads] >= far, near[heads], 0.0)
    centres[np.arange(len(heads)), heads] = 1.0
    return _length_one(centres)


def _nearness(matrix: csr_matrix) -> np.ndarray:
    """Return the normalised pointwise mutual information of all pairs of terms, 0 where negative or rare."""
    here = (matrix > 0).astype(np.float64)
    both = np.asarray((here.T @ here).todense())
    n = matrix.shape[0]
    share = np.maximum(np.diag(both), 0.5) / n
    with np.errstate(divide="ignore", invalid="ignore"):
        near = np.log(both / n / np.outer(share, share)) / -np.log(both / n)
    near[~np.isfinite(near) | (both < 3) | (near < 0)] = 0.0
    np.fill_diagonal(near, 0.0)
    return near


def _nearest(near: np.ndarray) -> csr_matrix:
    from scipy.sparse import csr_matrix

    n = min(NEAR_TERMS, len(near) - 1)
    columns = np.argpartition(-near, n, axis=1)[:, :n]
    rows = np.repeat(np.arange(len(near)), n)
    values = near[rows, columns.ravel()]
    kept = values > LEAST_NEAR
    return csr_matrix((values[kept], (rows[kept], columns.ravel()[kept])), shape=near.shape)


def _sums(matrix: csr_matrix, number: np.ndarray, n: int) -> np.ndarray:
    from scipy.sparse import csr_matrix

    member = csr_matrix((np.ones(len(number)), (number, np.arange(len(number)))), shape=(n, len(number)))
    return np.asarray((member @ matrix).todense())


def _length_one(rows: np.ndarray) -> np.ndarray:
    return rows / np.maximum(np.linalg.norm(rows, axis=1, keepdims=True), 1e-12)


def unit(matrix: csr_matrix) -> csr_matrix:
    """Return the rows at length 1; empty rows stay empty."""
    from scipy.sparse import diags

    length = np.sqrt(np.asarray(matrix.multiply(matrix).sum(axis=1)).ravel())
    return (diags(1 / np.maximum(length, 1e-12)) @ matrix).tocsr()
