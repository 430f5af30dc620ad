"""What a figure of the whole network would be if only the degrees were given."""

from __future__ import annotations

from collections.abc import Callable

import numpy as np
import pandas as pd

from socialinsight.graph.network import Network, network


def rewired(net: Network, *, seed: int) -> Network:
    """Return the network with the targets of its edges dealt out anew.

    Everybody turns to others, and is turned to, as often as before, but for edges that would fall on oneself,
    which are left out (directed configuration model; Molloy and Reed 1995).
    """
    edges = net.weights.tocoo()
    times = edges.data.astype(np.int64)
    source, target = np.repeat(edges.row, times), np.repeat(edges.col, times)
    return network(source, np.random.default_rng(seed).permutation(target), net.n)


def against_chance(net: Network, figure: Callable[[Network], float], *, draws: int, seed: int) -> pd.Series:
    """Return a figure of the network beside its values in rewired networks.

    Parameters
    ----------
    net : Network
        Weights are taken as numbers of edges.
    figure : callable
        From a network to one number, for example `lambda net: np.nanmean(reciprocity(net))`.
    draws : int
        How many rewired networks.
    seed : int
        Seed of the first; the others follow from it.

    Returns
    -------
    pandas.Series
        value, expected (mean of the rewired), spread (their standard deviation), z (NaN without spread), draws.

    Examples
    --------
    >>> pairs = np.arange(20)
    >>> net = network(pairs, pairs ^ 1, 20)
    >>> against_chance(net, lambda net: float(net.weights.multiply(net.weights.T).sum()), draws=20, seed=0)["z"] > 3
    np.True_
    """
    seeds = np.random.SeedSequence(seed).generate_state(draws)
    chance = np.array([figure(rewired(net, seed=int(one))) for one in seeds], float)
    value, expected, spread = float(figure(net)), chance.mean(), chance.std(ddof=1) if draws > 1 else np.nan
    z = (value - expected) / spread if spread > 0 else np.nan
    return pd.Series({"value": value, "expected": expected, "spread": spread, "z": z, "draws": draws})
