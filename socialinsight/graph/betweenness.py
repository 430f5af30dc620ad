"""Betweenness: who stands on the shortest paths between others."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from socialinsight.graph.network import Network, neighbours

if TYPE_CHECKING:
    from scipy.sparse import csr_array

TOGETHER = 10
DEEP = 25


def betweenness(net: Network, *, sources: int, seed: int) -> np.ndarray:
    """Return betweenness estimated from shortest paths of sampled sources (Brandes 2001; Brandes and Pich 2007).

    Parameters
    ----------
    net : Network
        Taken undirected and unweighted.
    sources : int
        How many people to start from; all of them when there are fewer. Say the number beside the figure.
    seed : int
        Seed of the sample.

    Returns
    -------
    ndarray of float64
        Estimated share of all ordered pairs whose shortest paths run through the person, 0..1.
    """
    ties = net.ties
    total = np.zeros(net.n)
    if net.n < 3:
        return total
    rng = np.random.default_rng(seed)
    chosen = np.sort(rng.choice(net.n, min(sources, net.n), replace=False))
    for place in range(0, len(chosen), TOGETHER):
        starts = chosen[place : place + TOGETHER]
        found = _shallow_dependencies(ties, starts)
        total += sum(_dependencies(ties, int(start)) for start in starts) if found is None else found
    return total / len(chosen) * net.n / ((net.n - 1) * (net.n - 2))


def _shallow_dependencies(ties: csr_array, starts: np.ndarray) -> np.ndarray | None:
    """Return the summed dependencies of several sources, all people at every step; None when paths are long."""
    n, column = ties.shape[0], np.arange(len(starts))
    paths = np.zeros((n, len(starts)))
    depth = np.full(paths.shape, -1, np.int16)
    paths[starts, column], depth[starts, column] = 1.0, 0
    front, level = paths, 0
    while True:
        front = np.where(depth < 0, ties @ front, 0.0)
        fresh = front > 0
        if not fresh.any():
            break
        level += 1
        if level > DEEP:
            return None
        depth[fresh] = level
        paths = paths + front
    share = np.zeros_like(paths)
    for step in range(level, 0, -1):
        passed = np.divide(1 + share, paths, out=np.zeros_like(paths), where=depth == step)
        share += np.where(depth == step - 1, (ties @ passed) * paths, 0.0)
    share[starts, column] = 0
    return share.sum(axis=1)


def _dependencies(ties: csr_array, start: int) -> np.ndarray:
    n = ties.shape[0]
    depth = np.full(n, -1, np.int32)
    paths, share = np.zeros(n), np.zeros(n)
    depth[start], paths[start] = 0, 1.0
    layers, arcs = [np.array([start])], []
    while len(layers[-1]):
        source, target = neighbours(ties, layers[-1])
        depth[target[depth[target] < 0]] = len(layers)
        down = depth[target] == len(layers)
        source, target = source[down], target[down]
        np.add.at(paths, target, paths[source])
        arcs.append((source, target))
        layers.append(np.unique(target))
    for source, target in reversed(arcs):
        np.add.at(share, source, paths[source] / paths[target] * (1 + share[target]))
    share[start] = 0
    return share
