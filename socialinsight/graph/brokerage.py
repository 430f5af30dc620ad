"""Brokerage: how closed the neighbourhood of each person is."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

import numpy as np

from socialinsight.graph.network import Network

if TYPE_CHECKING:
    from scipy.sparse import csr_array

_BLOCK = 4_000_000


def closure(net: Network) -> tuple[np.ndarray, np.ndarray]:
    """Return clustering and constraint of each person from one walk over the triangles.

    Returns
    -------
    tuple of ndarray of float64
        As `clustering` and `constraint` return them.
    """
    share = _shares(net)
    count, steps = _two_steps(share, net)
    return _closed_share(count, net), _sum_of_squares(share, steps)


def triangles(net: Network) -> np.ndarray:
    """Return in how many triangles of the undirected network each person stands.

    Returns
    -------
    ndarray of int64
    """
    ahead = _from_small_to_large(net.ties)
    source, target = _ends(ahead)
    result = np.zeros(net.n, np.int64)
    for first, _, third in _triangle_ties(ahead):
        for corner in (source[first], target[first], target[third]):
            result += np.bincount(corner, minlength=net.n)
    return result


def _triangle_ties(ahead: csr_array) -> Iterator[tuple[np.ndarray, np.ndarray, np.ndarray]]:
    """Yield the numbers of the ties a-b, b-c and a-c of every triangle, in blocks.

    Each tie is directed from the person with fewer ties to the one with more; every triangle is then found once,
    from the person with the fewest, and no neighbourhood is larger than the square root of twice the ties.
    """
    n = ahead.shape[0]
    source, target = _ends(ahead)
    key = source * np.int64(n) + target
    fans = np.diff(ahead.indptr)[target]
    for part in _blocks(fans):
        count = fans[part]
        place = np.repeat(ahead.indptr[target[part]] - np.concatenate(([0], np.cumsum(count)[:-1])), count)
        second = place + np.arange(count.sum())
        first = np.repeat(np.arange(len(key))[part], count)
        wanted = source[first] * np.int64(n) + target[second]
        third = np.minimum(np.searchsorted(key, wanted), len(key) - 1)
        closed = key[third] == wanted
        yield first[closed], second[closed], third[closed]


def _ends(matrix: csr_array) -> tuple[np.ndarray, np.ndarray]:
    return np.repeat(np.arange(matrix.shape[0]), np.diff(matrix.indptr)), matrix.indices.astype(np.int64)


def _from_small_to_large(ties: csr_array) -> csr_array:
    from scipy.sparse import coo_array

    degree = np.diff(ties.indptr)
    row, column = np.repeat(np.arange(len(degree)), degree), ties.indices
    up = (degree[row] < degree[column]) | ((degree[row] == degree[column]) & (row < column))
    ahead = coo_array((np.ones(up.sum(), np.int8), (row[up], column[up])), shape=ties.shape).tocsr()
    ahead.sort_indices()
    return ahead


def _blocks(sizes: np.ndarray) -> list[slice]:
    """Return slices whose sizes add up to about the same, so that memory stays small."""
    total = np.cumsum(sizes)
    cuts = np.searchsorted(total, np.arange(_BLOCK, total[-1] if len(total) else 0, _BLOCK), side="right")
    ends = np.unique(np.concatenate(([0], cuts, [len(sizes)])))
    return [slice(int(a), int(b)) for a, b in zip(ends[:-1], ends[1:])]


def clustering(net: Network) -> np.ndarray:
    """Return the share of each person's pairs of partners who are partners of each other.

    2 T / (k (k - 1)) with T triangles and k partners (Watts and Strogatz 1998); NaN below two partners.

    Examples
    --------
    >>> from socialinsight.graph.network import network
    >>> clustering(network(np.array([0, 1, 2, 0]), np.array([1, 2, 0, 3]), 4)).round(2).tolist()
    [0.33, 1.0, 1.0, nan]
    """
    return _closed_share(triangles(net), net)


def _closed_share(count: np.ndarray, net: Network) -> np.ndarray:
    k = np.diff(net.ties.indptr).astype(float)
    pairs = k * (k - 1) / 2
    return np.divide(count, pairs, out=np.full(net.n, np.nan), where=pairs > 0)


def constraint(net: Network) -> np.ndarray:
    """Return Burt's constraint: how far each person's contacts are all in touch with each other.

    c(i) = Σ over partners j of (p(i,j) + Σ over q of p(i,q) p(q,j))², with p(i,j) the share of i's edges, both
    directions, that involve j (Burt 1992). Low = a broker between groups; NaN for people without partners.

    Examples
    --------
    >>> from socialinsight.graph.network import network
    >>> constraint(network(np.array([1, 2]), np.array([0, 0]), 4)).tolist()
    [0.5, 1.0, 1.0, nan]
    """
    share = _shares(net)
    return _sum_of_squares(share, _two_steps(share, net)[1])


def _sum_of_squares(share: csr_array, steps: np.ndarray) -> np.ndarray:
    row, _ = _ends(share)
    total = np.bincount(row, (share.data + steps) ** 2, share.shape[0])
    return np.where(np.diff(share.indptr) > 0, total, np.nan)


def _shares(net: Network) -> csr_array:
    both = (net.weights + net.weights.T).tocsr()
    both.sort_indices()
    strength = np.asarray(both.sum(axis=1)).ravel()
    both.data = both.data / np.repeat(strength, np.diff(both.indptr))
    return both


def _two_steps(share: csr_array, net: Network) -> tuple[np.ndarray, np.ndarray]:
    """Return the triangles of each person, and Σ over q of p(i,q) p(q,j) for each tie (i, j).

    Every triangle adds to its three ties, both ways.
    """
    ahead = _from_small_to_large(net.ties)
    source, target = _ends(ahead)
    row, column = _ends(share)
    key = row * np.int64(net.n) + column
    there = np.searchsorted(key, source * np.int64(net.n) + target)
    back = np.searchsorted(key, target * np.int64(net.n) + source)
    p, result, count = share.data, np.zeros(len(key)), np.zeros(net.n, np.int64)
    for ab, bc, ac in _triangle_ties(ahead):
        paths = (
            (there[ac], there[ab], there[bc]),
            (back[ac], back[bc], back[ab]),
            (there[ab], there[ac], back[bc]),
            (back[ab], there[bc], back[ac]),
            (there[bc], back[ab], there[ac]),
            (back[bc], back[ac], there[ab]),
        )
        for tie, one, two in paths:
            np.add.at(result, tie, p[one] * p[two])
        for corner in (source[ab], target[ab], target[ac]):
            count += np.bincount(corner, minlength=net.n)
    return count, result
