"""Graph measures on 100,000 authors and 1,000,000 edges: `python -m benchmarks.graph_speed [--peer]`.

`--peer` runs networkx on the same graph for the measures that it finishes in minutes and prints the ratios.
"""

from __future__ import annotations

import argparse
import resource
import time
from collections.abc import Callable

import numpy as np

from socialinsight.graph import brokerage, centrality, communities, network
from socialinsight.graph.measures import SOURCES


def random_edges(n: int, m: int, seed: int = 0) -> tuple[np.ndarray, np.ndarray]:
    """Edges between authors of very different activity, two thirds of them inside groups of about 200."""
    rng = np.random.default_rng(seed)
    weight = 1 / np.arange(1, n + 1) ** 0.8
    source = rng.choice(n, m, p=weight / weight.sum())
    target = rng.choice(n, m, p=weight / weight.sum())
    near = rng.random(m) < 0.66
    target[near] = (source[near] // 200) * 200 + rng.integers(0, 200, near.sum())
    order = rng.permutation(n)
    return order[source], order[np.minimum(target, n - 1)]


def timed(name: str, run: Callable[[], object]) -> float:
    start = time.perf_counter()
    run()
    seconds = time.perf_counter() - start
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    print(f"{seconds:8.2f} s  peak {peak:6.0f} MB  {name}", flush=True)
    return seconds


def ours(source: np.ndarray, target: np.ndarray, n: int) -> dict[str, float]:
    net = network.network(source, target, n)
    jobs = {
        "network": lambda: network.network(source, target, n),
        "degrees and partners": lambda: network.degrees(net),
        "reciprocity": lambda: network.reciprocity(net),
        "pagerank": lambda: centrality.pagerank(net),
        "leaderrank": lambda: centrality.leaderrank(net),
        "hits": lambda: centrality.hits(net),
        "k-core": lambda: centrality.core_number(net),
        "h-index": lambda: centrality.h_index(target, np.bincount(target, minlength=n)[target], n),
        "clustering": lambda: brokerage.clustering(net),
        "constraint": lambda: brokerage.constraint(net),
        "communities": lambda: communities.communities(net, seed=0),
        f"betweenness, {SOURCES} sources": lambda: centrality.betweenness(net, sources=SOURCES, seed=0),
    }
    return {name: timed(name, job) for name, job in jobs.items()}


def peers(source: np.ndarray, target: np.ndarray) -> dict[str, float]:
    import networkx as nx

    graph = nx.DiGraph()
    graph.add_edges_from(pair for pair in zip(source.tolist(), target.tolist()) if pair[0] != pair[1])
    ties = graph.to_undirected()
    jobs = {
        "pagerank": lambda: nx.pagerank(graph),
        "hits": lambda: nx.hits(graph),
        "k-core": lambda: nx.core_number(ties),
        "reciprocity": lambda: nx.reciprocity(graph, list(graph)),
        "clustering": lambda: nx.clustering(ties),
        "communities": lambda: nx.community.louvain_communities(ties, seed=0),
    }
    return {name: timed(f"networkx {name}", job) for name, job in jobs.items()}


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--authors", type=int, default=100_000)
    parser.add_argument("--edges", type=int, default=1_000_000)
    parser.add_argument("--peer", action="store_true")
    given = parser.parse_args()
    source, target = random_edges(given.authors, given.edges)
    own = ours(source, target, given.authors)
    print(f"{sum(own.values()):8.2f} s  together")
    if given.peer:
        for name, seconds in peers(source, target).items():
            print(f"{seconds / own[name]:8.1f} times as fast: {name}")


if __name__ == "__main__":
    main()
