"""A network: coded people and the sparse matrix of who turned to whom."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

if TYPE_CHECKING:
    from scipy.sparse import csr_array


@dataclass(frozen=True, eq=False)
class Network:
    """People 0..n-1 and how often each turned to each.

    Attributes
    ----------
    weights : scipy.sparse.csr_array
        Shape (n, n), float64; row = source, column = target; no entries on the diagonal.
    """

    weights: csr_array

    @property
    def n(self) -> int:
        """Number of people."""
        return self.weights.shape[0]

    @property
    def links(self) -> csr_array:
        """The matrix with 1 for every pair that has an edge."""
        binary = self.weights.copy()
        binary.data = np.ones_like(binary.data)
        return binary

    @property
    def ties(self) -> csr_array:
        """The symmetric matrix with 1 where either turned to the other."""
        both = (self.links + self.links.T).tocsr()
        both.data = np.ones_like(both.data)
        both.sort_indices()
        return both


def network(source: np.ndarray, target: np.ndarray, n: int, *, weight: np.ndarray | None = None) -> Network:
    """Return the network of coded edges; edges to oneself are left out, repeated ones are added up.

    Parameters
    ----------
    source, target : ndarray of int
        Codes 0..n-1 of each edge.
    n : int
        Number of people.
    weight : ndarray of float, optional
        Weight of each edge, 1 when left out.

    Returns
    -------
    Network

    Examples
    --------
    >>> network(np.array([0, 0, 1]), np.array([1, 1, 1]), 2).weights.toarray().tolist()
    [[0.0, 2.0], [0.0, 0.0]]
    """
    from scipy.sparse import coo_array

    source, target = np.asarray(source, np.int32), np.asarray(target, np.int32)
    values = np.ones(len(source)) if weight is None else np.asarray(weight, np.float64)
    other = source != target
    matrix = coo_array((values[other], (source[other], target[other])), shape=(n, n)).tocsr()
    matrix.sum_duplicates()
    return Network(matrix)


def degrees(net: Network) -> dict[str, np.ndarray]:
    """Return distinct partners and edge counts of each person.

    Returns
    -------
    dict of ndarray of int64
        `n_sources` (distinct people who turned to them), `n_targets` (whom they turned to), `n_partners` (either),
        `n_received` and `n_made` (edges, by weight).
    """
    links = net.links
    return {
        "n_sources": np.asarray(links.sum(axis=0)).ravel().astype(np.int64),
        "n_targets": np.diff(links.indptr).astype(np.int64),
        "n_partners": np.diff(net.ties.indptr).astype(np.int64),
        "n_received": np.asarray(net.weights.sum(axis=0)).ravel().astype(np.int64),
        "n_made": np.asarray(net.weights.sum(axis=1)).ravel().astype(np.int64),
    }


def reciprocity(net: Network) -> np.ndarray:
    """Return the share of each person's ties that go both ways; NaN without ties.

    Examples
    --------
    >>> reciprocity(network(np.array([0, 1, 0]), np.array([1, 0, 2]), 4)).tolist()
    [0.5, 1.0, 0.0, nan]
    """
    links = net.links
    mutual = np.diff(links.multiply(links.T).tocsr().indptr)
    n_ties = np.diff(net.ties.indptr)
    return np.divide(mutual, n_ties, out=np.full(net.n, np.nan), where=n_ties > 0)


def neighbours(ties: csr_array, people: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
    """Return the ties of some people as pairs: the person of each, and the partner."""
    start, count = ties.indptr[people], np.diff(ties.indptr)[people]
    offset = np.repeat(start - np.concatenate(([0], np.cumsum(count)[:-1])), count)
    return np.repeat(people, count), ties.indices[offset + np.arange(count.sum())]
