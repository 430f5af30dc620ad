"""Graph measures on 100,000 authors and 1,000,000 edges: `python -m benchmarks.graph_speed [FOLDER] [--alone]`.

The graph is simulated; with FOLDER, that of its StackExchange `Posts.xml[.gz]` is measured besides. networkx runs on
the same graph for the measures that it finishes in minutes, and the ratios are printed; `--alone` leaves it out.
"""

from __future__ import annotations

import argparse
import csv
import resource
import time
from collections.abc import Callable
from pathlib import Path

import numpy as np

from benchmarks.problem_solvers import read_posts, scene_of
from socialinsight.graph import betweenness, brokerage, centrality, communities, network
from socialinsight.graph.measures import SOURCES

CLOSURE = "clustering (ours with constraint)"


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


def timed(name: str, run: Callable[[], object]) -> tuple[float, float]:
    """Seconds on the wall and of the processor; the latter do not count what else runs on the machine."""
    start, worked = time.perf_counter(), time.process_time()
    run()
    seconds, worked = time.perf_counter() - start, time.process_time() - worked
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    print(f"{seconds:8.2f} s  ({worked:7.2f} s of processor)  peak {peak:6.0f} MB  {name}", flush=True)
    return seconds, worked


def ours(source: np.ndarray, target: np.ndarray, n: int) -> dict[str, tuple[float, float]]:
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
        CLOSURE: lambda: brokerage.closure(net),
        "communities": lambda: communities.communities(net, seed=0),
        f"betweenness, {SOURCES} sources": lambda: betweenness.betweenness(net, sources=SOURCES, seed=0),
    }
    return {name: timed(name, job) for name, job in jobs.items()}


def peers(source: np.ndarray, target: np.ndarray) -> dict[str, tuple[float, float]]:
    import networkx as nx

    graph = nx.DiGraph()
    graph.add_edges_from(pair for pair in zip(source.tolist(), target.tolist()) if pair[0] != pair[1])
    ties = graph.to_undirected()
    jobs = {
        "pagerank": lambda: nx.pagerank(graph),
        "hits": lambda: nx.hits(graph),
        "k-core": lambda: nx.core_number(ties),
        "reciprocity": lambda: nx.reciprocity(graph, list(graph)),
        CLOSURE: lambda: nx.clustering(ties),
        "communities": lambda: nx.community.louvain_communities(ties, seed=0),
    }
    return {name: timed(f"networkx {name}", job) for name, job in jobs.items()}


def from_posts(folder: Path) -> tuple[np.ndarray, np.ndarray, int]:
    """Who answered whom on a StackExchange site."""
    scene = scene_of(read_posts(folder))
    return scene.links["source"].to_numpy(), scene.links["target"].to_numpy(), len(scene.members)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("folder", type=Path, nargs="?", help="folder with Posts.xml or Posts.xml.gz")
    parser.add_argument("--predictions", type=Path, help="CSV to write: seconds by measure, ratios")
    parser.add_argument("--authors", type=int, default=100_000)
    parser.add_argument("--edges", type=int, default=1_000_000)
    parser.add_argument("--alone", action="store_true", help="without networkx")
    given = parser.parse_args()
    if given.folder:
        source, target, n = from_posts(given.folder)
        print(f"{given.folder.name}: {n} authors, {len(source)} edges")
        ours(source, target, n)
    source, target = random_edges(given.authors, given.edges)
    print(f"simulated: {given.authors} authors, {len(source)} edges")
    own = ours(source, target, given.authors)
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024**2
    wall, worked = (sum(both[place] for both in own.values()) for place in (0, 1))
    print(f"{wall:8.2f} s  ({worked:7.2f} s of processor)  together, peak {peak:.2f} GiB (limits: 30 s, 1.5 GB)")
    other = {} if given.alone else peers(source, target)
    for name, (_, seconds) in other.items():
        print(f"{seconds / own[name][1]:8.1f} times less processor time: {name}")
    if given.predictions:
        with given.predictions.open("w", newline="", encoding="utf-8") as file:
            writer = csv.writer(file)
            writer.writerow(["measure", "seconds", "processor_seconds", "networkx_processor_seconds", "ratio"])
            for name, (seconds, spent) in own.items():
                beside = other.get(name, (np.nan, np.nan))[1]
                writer.writerow([name, *(f"{one:.3f}" for one in (seconds, spent, beside, beside / spent))])


if __name__ == "__main__":
    main()
