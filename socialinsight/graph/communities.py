"""Communities: groups of people who turn to each other more than to the rest."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from socialinsight.graph.network import Network

if TYPE_CHECKING:
    from scipy.sparse import csr_array

ROUNDS = 20
LEVELS = 10


def communities(net: Network, *, seed: int) -> np.ndarray:
    """Return a community for each person: Louvain (Blondel et al. 2008) with moves made in parallel halves.

    In each round a random half of the people may move to the community of a partner that raises modularity
    most; communities then become the people of the next level, until modularity no longer grows. The same seed
    gives the same communities.

    Parameters
    ----------
    net : Network
        Taken undirected, weighted by the edges of both directions.
    seed : int
        Seed of the random halves.

    Returns
    -------
    ndarray of int64
        Codes by falling size: 0 is the largest community; people without partners are alone in theirs.

    Examples
    --------
    >>> from socialinsight.graph.network import network
    >>> net = network(np.array([0, 1, 2, 3, 4, 5, 0]), np.array([1, 2, 0, 4, 5, 3, 3]), 6)
    >>> communities(net, seed=0).tolist()
    [0, 0, 0, 1, 1, 1]
    """
    rng = np.random.default_rng(seed)
    matrix = (net.weights + net.weights.T).tocsr()
    label = np.arange(net.n)
    best = modularity(net, label)
    for _ in range(LEVELS):
        moved = _local_moves(matrix, rng)
        candidate = moved[label]
        gained = modularity(net, candidate)
        if gained <= best + 1e-7:
            break
        label, best = candidate, gained
        matrix = _merge(matrix, moved)
    return _by_size(label)


def modularity(net: Network, label: np.ndarray, *, resolution: float = 1.0) -> float:
    """Return Newman's modularity of a partition; 0 for a network without edges.

    Q = Σ over communities of (inside / total - resolution · (degree / total)²), both directions counted.
    """
    weights = net.weights.tocoo()
    total = 2 * weights.data.sum()
    if not total:
        return 0.0
    inside = 2 * weights.data[label[weights.row] == label[weights.col]].sum()
    degree = np.bincount(label[weights.row], weights.data, label.max() + 1)
    degree = degree + np.bincount(label[weights.col], weights.data, label.max() + 1)
    return float(inside / total - resolution * ((degree / total) ** 2).sum())


def _local_moves(matrix: csr_array, rng: np.random.Generator) -> np.ndarray:
    from scipy.sparse import diags_array

    n = matrix.shape[0]
    label = np.arange(n)
    degree = np.asarray(matrix.sum(axis=1)).ravel()
    total = max(float(degree.sum()), 1e-300)
    others = (matrix - diags_array(matrix.diagonal())).tocsr()
    for step in range(ROUNDS):
        awake = np.flatnonzero(rng.random(n) < 0.5)
        target, gain = _best_moves(others, awake, degree, total, label)
        change = gain > 1e-12
        if not change.any() and step > 1:
            break
        label[awake[change]] = target[change]
    return np.unique(label, return_inverse=True)[1]


def _best_moves(
    others: csr_array, awake: np.ndarray, degree: np.ndarray, total: float, label: np.ndarray
) -> tuple[np.ndarray, np.ndarray]:
    """Return for each awake person the best community among the partners', and its gain over staying."""
    from scipy.sparse import csr_array as matrix_of

    n = len(label)
    member = matrix_of((np.ones(n), label, np.arange(n + 1)), shape=(n, n))
    towards = others[awake] @ member
    place = np.repeat(np.arange(len(awake)), np.diff(towards.indptr))
    group, person = towards.indices, awake[place]
    volume = np.bincount(label, degree, n)
    own = group == label[person]
    score = towards.data - degree[person] * (volume[group] - np.where(own, degree[person], 0.0)) / total
    stay = -degree[awake] * (volume[label[awake]] - degree[awake]) / total
    stay[place[own]] = score[own]
    target, gain = label[awake], np.zeros(len(awake))
    some = np.flatnonzero(np.diff(towards.indptr) > 0)
    if len(some):
        start = towards.indptr[some]
        best = np.maximum.reduceat(score, start)
        top = score == np.repeat(best, np.diff(towards.indptr)[some])
        target[some] = np.minimum.reduceat(np.where(top, group, n), start)
        gain[some] = best - stay[some]
    return target, gain


def _merge(matrix: csr_array, label: np.ndarray) -> csr_array:
    from scipy.sparse import coo_array

    table = matrix.tocoo()
    size = int(label.max()) + 1
    merged = coo_array((table.data, (label[table.row], label[table.col])), shape=(size, size)).tocsr()
    merged.sum_duplicates()
    return merged


def _by_size(label: np.ndarray) -> np.ndarray:
    size = np.bincount(label)
    first = np.full(len(size), len(label))
    np.minimum.at(first, label, np.arange(len(label)))
    order = np.lexsort((first, -size))
    code = np.empty(len(size), np.int64)
    code[order] = np.arange(len(size))
    return code[label]
