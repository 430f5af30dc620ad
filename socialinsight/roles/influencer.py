"""Influencer: their words travel further than other people's."""

from __future__ import annotations

import numpy as np
import pandas as pd

from socialinsight.roles.chance import compound_upper, group_variance
from socialinsight.roles.measure import Measure, answers_request, in_quarrel

KINDS = ("n_reactions", "n_shares")
DEPTH = 50


def score(members: pd.DataFrame, links: pd.DataFrame, turns: pd.DataFrame) -> Measure:
    """Return the mean attention that a message of each member receives, weighed by who listens and how far it goes.

    Attention of a message is the higher of its ranks (0..1) within the community by reactions and by shares: received
    attention, not own volume (Cha et al. 2010). Ranks, because one viral post must not make an influencer. The value
    is the mean above that of the community, with five average messages added to it, times 0.5 to 1.5 by the mean of
    the member's ranks in cascade size (see `cascades`) and, where known, in followers: neither alone makes an
    influencer. p value: the sum of attention against messages dealt at random. Where no customer's message has a
    reaction or share, nothing tells whether words travel, and nobody can be measured.

    Parameters
    ----------
    members, links, turns : pandas.DataFrame
        The tables of `participation.Participation`.

    Returns
    -------
    Measure
    """
    n = len(members)
    community, member = members["community"].to_numpy(), turns["member"].to_numpy()
    size = int(community.max(initial=-1)) + 1
    scale = members["ranked"].to_numpy(bool)[member]
    reach = cascades(links, turns)
    attention = received(turns, community[member])
    known = _known(turns, member, scale, community)
    mean, variance = group_variance(attention[scale], community[member[scale]], size)
    written = members["n_messages"].to_numpy()
    total = np.bincount(member, attention, n)
    centre = (mean[community], variance[community]) if n else (np.zeros(0), np.zeros(0))
    heard = listened(members, np.bincount(member, reach, n) / np.maximum(written, 1))
    value = ((total + 5 * centre[0]) / (written + 5) - centre[0]) * heard
    half = 1.959964 * np.sqrt(centre[1] / np.maximum(written, 1)) * heard
    p_value = compound_upper(total, written, np.nan_to_num(centre[0]), np.nan_to_num(centre[1]))
    value, p_value = np.where(known, value, np.nan), np.where(known, p_value, np.nan)
    features = {"mean_attention": total / np.maximum(written, 1), "mean_cascade": np.bincount(member, reach, n)}
    features["mean_cascade"] = features["mean_cascade"] / np.maximum(written, 1)
    for name in KINDS:
        features[name] = np.bincount(member, np.nan_to_num(turns[name].to_numpy(float)), n)
    features["n_followers"] = members["n_followers"].to_numpy(float)
    shows = attention - (mean[community[member]] if n else 0)
    return Measure(value, value - half, value + half, written, p_value, shows, features)


def _known(turns: pd.DataFrame, member: np.ndarray, scale: np.ndarray, community: np.ndarray) -> np.ndarray:
    """Return which members stand in communities where messages of ranked members have reactions or shares."""
    some = (turns[list(KINDS)] > 0).any(axis=1).to_numpy() & scale
    return np.isin(community, community[member[some]])


def received(turns: pd.DataFrame, place: np.ndarray) -> np.ndarray:
    """Return the higher rank, 0..1, of what each turn received in its community; 0 for nothing at all."""
    given = turns[list(KINDS)].fillna(0.0)
    return given.groupby(place).rank(pct=True).where(given > 0, 0.0).max(axis=1).to_numpy(float)


def cascades(links: pd.DataFrame, turns: pd.DataFrame) -> np.ndarray:
    """Return how many replies of others stand under each turn, directly or at most fifty steps away.

    Replies in quarrels, answers to a question or request and thanks to a helper do not count; a reply that stands
    before what it answers ends the chain.
    """
    parent, member = turns["parent"].to_numpy(), turns["member"].to_numpy()
    counted = np.zeros(len(turns), bool)
    counted[links["turn"][links["unprompted"].to_numpy(bool) & (links["kind"] == "reply").to_numpy(bool)]] = True
    counted &= ~(in_quarrel(turns) | answers_request(turns))
    rows, above, result = np.arange(len(turns)), parent, np.zeros(len(turns))
    for _ in range(DEPTH):
        inside = (above >= 0) & (above < rows)
        rows, above = rows[inside], above[inside]
        others = counted[rows] & (member[rows] != member[above])
        result += np.bincount(above[others], minlength=len(turns))
        above = parent[above]
    return result


def listened(members: pd.DataFrame, reach: np.ndarray) -> np.ndarray:
    """Return 0.5 to 1.5 by the mean of each member's ranks in reach and, where known, in followers."""
    both = pd.DataFrame({"reach": reach, "followers": members["n_followers"].astype(float)}, index=members.index)
    return (0.5 + both.groupby(members["community"]).rank(pct=True).mean(axis=1)).fillna(1.0).to_numpy(float)
