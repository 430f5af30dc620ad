"""Centrality: who stands in the middle of a network."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from socialinsight.graph.network import Network, neighbours

if TYPE_CHECKING:
    from scipy.sparse import csr_array


def pagerank(net: Network, *, damping: float = 0.85, tolerance: float = 1e-10, rounds: int = 200) -> np.ndarray:
    """Return PageRank: the share of a random walker's time, who follows edges or jumps anywhere.

    r = d · (Wᵀ r + dangling/n) + (1 - d)/n, with W row-normalised (Brin and Page 1998).

    Parameters
    ----------
    net : Network
        Edges run from who turns to whom: rank flows to people whom others turn to.
    damping : float
        Probability of following an edge, 0..1.
    tolerance : float
        Stop when the sum of absolute changes falls below this.
    rounds : int
        Largest number of iterations.

    Returns
    -------
    ndarray of float64
        Sums to 1; empty for an empty network.

    Examples
    --------
    >>> from socialinsight.graph.network import network
    >>> pagerank(network(np.array([1, 2]), np.array([0, 0]), 3)).round(3).tolist()
    [0.574, 0.213, 0.213]
    """
    if not net.n:
        return np.zeros(0)
    flow, stuck = _column_flow(net)
    rank = np.full(net.n, 1 / net.n)
    for _ in range(rounds):
        fresh = damping * (flow @ rank + rank[stuck].sum() / net.n) + (1 - damping) / net.n
        change = np.abs(fresh - rank).sum()
        rank = fresh
        if change < tolerance:
            break
    return rank


def leaderrank(net: Network, *, tolerance: float = 1e-10, rounds: int = 500) -> np.ndarray:
    """Return LeaderRank: a random walk with one ground node tied both ways to everybody; no parameter.

    The ground node's score is shared out equally at the end (Lü, Zhang, Yeung and Zhou 2011). The average of two
    successive steps is taken as the step, so that networks that swing between two states settle.

    Returns
    -------
    ndarray of float64
        Sums to n: 1 is the average person.

    Examples
    --------
    >>> from socialinsight.graph.network import network
    >>> leaderrank(network(np.array([1, 2]), np.array([0, 0]), 3)).round(2).tolist()
    [1.29, 0.86, 0.86]
    """
    if not net.n:
        return np.zeros(0)
    out = np.asarray(net.weights.sum(axis=1)).ravel() + 1.0
    flow = net.weights.T.tocsr()
    score, ground = np.ones(net.n), 0.0
    for _ in range(rounds):
        share = score / out
        fresh, fresh_ground = flow @ share + ground / net.n, share.sum()
        fresh, fresh_ground = (fresh + score) / 2, (fresh_ground + ground) / 2
        change = np.abs(fresh - score).sum() / net.n
        score, ground = fresh, fresh_ground
        if change < tolerance:
            break
    return score + ground / net.n


def _column_flow(net: Network) -> tuple[csr_array, np.ndarray]:
    from scipy.sparse import diags_array

    out = np.asarray(net.weights.sum(axis=1)).ravel()
    inverse = np.divide(1.0, out, out=np.zeros(net.n), where=out > 0)
    return (diags_array(inverse) @ net.weights).T.tocsr(), out == 0


def hits(net: Network, *, tolerance: float = 1e-10, rounds: int = 200) -> tuple[np.ndarray, np.ndarray]:
    """Return hubs and authorities, each summing to 1 (Kleinberg 1999).

    Authorities are turned to by good hubs, hubs turn to good authorities. On edges from askers to answerers the
    authority is the answerer. Zeros in a network without edges.
    """
    links = net.weights
    back = links.T.tocsr()
    hub, authority = np.full(net.n, 1 / max(net.n, 1)), np.zeros(net.n)
    for _ in range(rounds if links.nnz else 0):
        authority = back @ hub
        authority /= authority.sum()
        fresh = links @ authority
        fresh /= fresh.sum()
        change = np.abs(fresh - hub).sum()
        hub = fresh
        if change < tolerance:
            break
    return (hub if links.nnz else np.zeros(net.n)), authority


def core_number(net: Network) -> np.ndarray:
    """Return the k-core number of each person in the undirected network (Seidman 1983; Kitsak et al. 2010).

    The largest k such that the person belongs to a group in which everybody has at least k ties within it.
    Found by peeling off everybody with at most k remaining ties, for growing k (Batagelj and Zaversnik 2003).

    Returns
    -------
    ndarray of int64

    Examples
    --------
    >>> from socialinsight.graph.network import network
    >>> core_number(network(np.array([0, 1, 2, 0]), np.array([1, 2, 0, 3]), 5)).tolist()
    [2, 2, 2, 1, 0]
    """
    ties = net.ties
    left = np.diff(ties.indptr).astype(np.int64)
    core, alive, k = np.zeros(net.n, np.int64), np.ones(net.n, bool), 0
    rest = np.arange(net.n)
    while len(rest):
        k = max(k, int(left[rest].min()))
        front = rest[left[rest] <= k]
        while len(front):
            core[front], alive[front] = k, False
            touched = neighbours(ties, front)[1]
            touched = touched[alive[touched]]
            np.subtract.at(left, touched, 1)
            front = np.unique(touched[left[touched] <= k])
        rest = rest[alive[rest]]
    return core


def h_index(owner: np.ndarray, n_replies: np.ndarray, n: int) -> np.ndarray:
    """Return for each person the largest h such that h of the messages have at least h replies each.

    Parameters
    ----------
    owner : ndarray of int
        Author code of each message.
    n_replies : ndarray of int
        Replies to each message.
    n : int
        Number of authors.

    Returns
    -------
    ndarray of int64

    Examples
    --------
    >>> h_index(np.array([0, 0, 0, 1]), np.array([3, 2, 0, 9]), 3).tolist()
    [2, 1, 0]
    """
    some = n_replies > 0
    owner, n_replies = owner[some], n_replies[some]
    order = np.lexsort((-n_replies, owner))
    owner, n_replies = owner[order], n_replies[order]
    first = np.searchsorted(owner, np.arange(n))
    place = np.arange(len(owner)) - first[owner] + 1
    return np.bincount(owner[n_replies >= place], minlength=n).astype(np.int64)
