"""Graph measures against what can be counted by hand or by brute force."""

import itertools

import numpy as np
import pytest

from socialinsight.graph.betweenness import betweenness
from socialinsight.graph.brokerage import clustering, constraint, triangles
from socialinsight.graph.centrality import core_number, h_index, hits, leaderrank, pagerank
from socialinsight.graph.communities import communities, modularity
from socialinsight.graph.measures import measures
from socialinsight.graph.network import Network, degrees, network, reciprocity
from socialinsight.graph.null_model import against_chance, rewired


def random_network(seed: int, n: int = 40, m: int = 130) -> Network:
    rng = np.random.default_rng(seed)
    return network((rng.random(m) ** 2 * n).astype(int), rng.integers(0, n, m), n)


@pytest.fixture(params=range(4))
def net(request: pytest.FixtureRequest) -> Network:
    return random_network(request.param)


def dense_ties(net: Network) -> np.ndarray:
    return net.ties.toarray() > 0


def test_degrees(net: Network) -> None:
    full = net.weights.toarray()
    found = degrees(net)
    assert np.array_equal(found["n_sources"], (full > 0).sum(axis=0))
    assert np.array_equal(found["n_made"], full.sum(axis=1))
    assert np.array_equal(found["n_partners"], dense_ties(net).sum(axis=1))


def test_reciprocity(net: Network) -> None:
    full = net.weights.toarray() > 0
    k = (full | full.T).sum(axis=1)
    expected = np.where(k > 0, (full & full.T).sum(axis=1) / np.maximum(k, 1), np.nan)
    np.testing.assert_allclose(reciprocity(net), expected)


def test_pagerank_solves_its_equation(net: Network) -> None:
    full = net.weights.toarray()
    out = full.sum(axis=1)
    step = np.where(out[:, None] > 0, full / np.maximum(out, 1)[:, None], 1 / net.n)
    rank = pagerank(net)
    np.testing.assert_allclose(rank, 0.85 * step.T @ rank + 0.15 / net.n, atol=1e-9)
    assert rank.sum() == pytest.approx(1)


def test_leaderrank_adds_up_to_the_people(net: Network) -> None:
    assert leaderrank(net).sum() == pytest.approx(net.n)


def test_hits_authority_is_the_first_eigenvector(net: Network) -> None:
    full = net.weights.toarray()
    values, vectors = np.linalg.eigh(full.T @ full)
    first = np.abs(vectors[:, -1])
    np.testing.assert_allclose(hits(net)[1], first / first.sum(), atol=1e-6)


def test_core_number_by_peeling_one_by_one(net: Network) -> None:
    ties = dense_ties(net)
    expected = np.zeros(net.n, int)
    for k in range(1, net.n):
        alive = np.ones(net.n, bool)
        while (alive & ((ties & alive).sum(axis=1) < k)).any():
            alive &= (ties & alive).sum(axis=1) >= k
        expected[alive] = k
    assert np.array_equal(core_number(net), expected)


def test_triangles_and_clustering(net: Network) -> None:
    ties = dense_ties(net)
    expected = np.zeros(net.n, int)
    for a, b, c in itertools.combinations(range(net.n), 3):
        if ties[a, b] and ties[b, c] and ties[a, c]:
            expected[[a, b, c]] += 1
    assert np.array_equal(triangles(net), expected)
    k = ties.sum(axis=1)
    assert np.array_equal(np.isnan(clustering(net)), k < 2)


def test_constraint_by_its_formula(net: Network) -> None:
    both = net.weights.toarray() + net.weights.toarray().T
    total = both.sum(axis=1)
    p = both / np.where(total > 0, total, 1)[:, None]
    expected = (((p + p @ p) * (both > 0)) ** 2).sum(axis=1)
    np.testing.assert_allclose(constraint(net), np.where(total > 0, expected, np.nan))


def test_betweenness_of_a_path() -> None:
    path = network(np.arange(4), np.arange(1, 5), 5)
    np.testing.assert_allclose(betweenness(path, sources=5, seed=0), np.array([0, 3, 4, 3, 0]) / 6)


def test_long_and_short_paths_tell_the_same() -> None:
    ends = np.arange(60)
    path = network(ends, ends + 1, 61)
    found = betweenness(path, sources=61, seed=0)
    place = np.arange(61)
    np.testing.assert_allclose(found, 2 * place * (60 - place) / (60 * 59))


def test_betweenness_by_brute_force(net: Network) -> None:
    from scipy.sparse.csgraph import shortest_path

    far = shortest_path(net.ties, unweighted=True)
    count = np.zeros_like(far)
    for step in range(int(far[np.isfinite(far)].max()) + 1):
        count += np.linalg.matrix_power(dense_ties(net).astype(float), step) * (far == step)
    expected = np.zeros(net.n)
    for a, b in itertools.permutations(range(net.n), 2):
        if np.isfinite(far[a, b]):
            on = (far[a] + far[b] == far[a, b]) & (np.arange(net.n) != a) & (np.arange(net.n) != b)
            expected += np.where(on, count[a] * count[b] / count[a, b], 0)
    np.testing.assert_allclose(betweenness(net, sources=net.n, seed=0), expected / ((net.n - 1) * (net.n - 2)))


def test_sampled_betweenness_repeats_with_its_seed(net: Network) -> None:
    first, again = (betweenness(net, sources=7, seed=3) for _ in range(2))
    assert np.array_equal(first, again)
    assert not np.array_equal(first, betweenness(net, sources=7, seed=4))


def test_h_index_takes_the_best_messages() -> None:
    owner, replies = np.array([0, 0, 0, 0, 1]), np.array([4, 3, 3, 1, 0])
    assert h_index(owner, replies, 3).tolist() == [3, 0, 0]


def test_communities_find_planted_groups() -> None:
    rng = np.random.default_rng(5)
    source = rng.integers(0, 300, 6000)
    inside = (source // 50) * 50 + rng.integers(0, 50, 6000)
    net = network(source, np.where(rng.random(6000) < 0.8, inside, rng.integers(0, 300, 6000)), 300)
    found = communities(net, seed=0)
    assert len(np.unique(found)) == 6
    assert all(len(np.unique(found[start : start + 50])) == 1 for start in range(0, 300, 50))
    assert np.array_equal(found, communities(net, seed=0))


def test_modularity_of_one_group_is_zero(net: Network) -> None:
    assert modularity(net, np.zeros(net.n, int)) == pytest.approx(0)


def test_rewiring_keeps_degrees_but_for_self_edges() -> None:
    net = random_network(1, n=200, m=2000)
    fresh = rewired(net, seed=0)
    lost = net.weights.sum() - fresh.weights.sum()
    assert 0 <= lost < 0.05 * net.weights.sum()
    assert (degrees(fresh)["n_made"] <= degrees(net)["n_made"]).all()
    assert (degrees(fresh)["n_received"] <= degrees(net)["n_received"]).all()


def test_a_rewired_network_is_not_far_from_chance() -> None:
    net = rewired(random_network(2, n=200, m=2000), seed=9)
    result = against_chance(net, lambda one: float(np.nanmean(reciprocity(one))), draws=30, seed=0)
    assert abs(result["z"]) < 3.5


def test_star_of_a_hundred_thousand_leaves() -> None:
    n = 100_001
    table = measures(network(np.arange(1, n), np.zeros(n - 1, int), n), seed=0, sources=3)
    assert table["n_sources"].iloc[0] == n - 1
    assert table["core"].max() == 1
    assert (table["group"] == 0).mean() > 0.999
    assert table["constraint"].iloc[0] == pytest.approx(1 / (n - 1))
    assert table["pagerank"].idxmax() == 0


@pytest.mark.parametrize("n", [0, 1, 2])
def test_networks_without_edges(n: int) -> None:
    table = measures(network(np.zeros(n, int), np.zeros(n, int), n), seed=0)
    assert len(table) == n
    assert table["reciprocity"].isna().all()
    assert (table["core"] == 0).all()
