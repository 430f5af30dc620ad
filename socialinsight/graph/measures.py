"""All graph measures of a network in one table."""

from __future__ import annotations

import numpy as np
import pandas as pd

from socialinsight.graph.betweenness import betweenness
from socialinsight.graph.brokerage import closure
from socialinsight.graph.centrality import core_number, hits, leaderrank, pagerank
from socialinsight.graph.communities import communities
from socialinsight.graph.network import Network, degrees, reciprocity

SOURCES = 50


def measures(net: Network, *, seed: int, sources: int = SOURCES) -> pd.DataFrame:
    """Return one row a person with the measures of the default report.

    Parameters
    ----------
    net : Network
        Edges run from who turns to whom.
    seed : int
        For the sample of betweenness and the order of moves in the communities.
    sources : int
        How many people betweenness starts from; 0 leaves it out.

    Returns
    -------
    pandas.DataFrame
        n_sources, n_targets, n_partners, n_received, n_made (int64); pagerank (sums to 1), leaderrank (1 = the
        average person), hub, authority (each sums to 1), core (int64), reciprocity, clustering, constraint
        (0..1 but for constraint, NaN where not defined), group (int64, 0 = largest community) and betweenness
        (share of pairs, NaN without sources); the number of sources used stands in `attrs["sources"]`.

    Examples
    --------
    >>> from socialinsight.graph.network import network
    >>> measures(network(np.array([1, 2]), np.array([0, 0]), 3), seed=0)["core"].tolist()
    [1, 1, 1]
    """
    hub, authority = hits(net)
    clustering, constraint = closure(net)
    table = pd.DataFrame(
        {
            **degrees(net),
            "pagerank": pagerank(net),
            "leaderrank": leaderrank(net),
            "hub": hub,
            "authority": authority,
            "core": core_number(net),
            "reciprocity": reciprocity(net),
            "clustering": clustering,
            "constraint": constraint,
            "group": communities(net, seed=seed),
            "betweenness": betweenness(net, sources=sources, seed=seed) if sources else np.full(net.n, np.nan),
        }
    )
    table.attrs["sources"] = min(sources, net.n)
    return table
