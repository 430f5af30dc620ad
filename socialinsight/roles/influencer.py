"""Influencer: their words travel further than other people's."""

from __future__ import annotations

import numpy as np
import pandas as pd

from socialinsight.roles.chance import compound_upper, group_variance
from socialinsight.roles.measure import Measure, in_quarrel


def score(members: pd.DataFrame, links: pd.DataFrame, turns: pd.DataFrame) -> Measure:
    """Return the mean attention that a message of each member receives.

    Attention of a message is the highest of its ranks (0..1) within the community by reactions, by shares and by
    unprompted replies of others outside quarrels (thanks to a helper are prompted), whichever are known: received
    attention, not own volume (Cha et al. 2010). Ranks, because one viral post must not make an influencer. The
    value is the mean above that of the community, with five average messages added to it; p value: the sum
    against messages dealt at random.

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
    attention = received(members, links, turns)
    scale = members["ranked"].to_numpy(bool)[member]
    size = int(community.max(initial=-1)) + 1
    mean, variance = group_variance(attention[scale], community[member[scale]], size)
    written = members["n_messages"].to_numpy()
    total = np.bincount(member, attention, n)
    centre = (mean[community], variance[community]) if n else (np.zeros(0), np.zeros(0))
    value = (total + 5 * centre[0]) / (written + 5) - centre[0]
    half = 1.959964 * np.sqrt(centre[1] / np.maximum(written, 1))
    p_value = compound_upper(total, written, np.nan_to_num(centre[0]), np.nan_to_num(centre[1]))
    features = {"mean_attention": total / np.maximum(written, 1)}
    for name in ("n_reactions", "n_shares"):
        features[name] = np.bincount(member, np.nan_to_num(turns[name].to_numpy(float)), n)
    shows = attention - (mean[community[member]] if n else 0)
    return Measure(value, value - half, value + half, written, p_value, shows, features)


def received(members: pd.DataFrame, links: pd.DataFrame, turns: pd.DataFrame) -> np.ndarray:
    """Return the highest rank, 0..1, of what each turn received; 0 for nothing at all."""
    place = members["community"].to_numpy()[turns["member"]]
    free = links["turn"].to_numpy()[links["unprompted"].to_numpy(bool) & (links["kind"] == "reply").to_numpy(bool)]
    free = free[~in_quarrel(turns)[free]]
    parent = turns["parent"].to_numpy()[free]
    drawn = np.bincount(parent[parent >= 0], minlength=len(turns))
    given = [turns[name] for name in ("n_reactions", "n_shares") if turns[name].notna().any()]
    parts = [*given, pd.Series(drawn, dtype=float)]
    known = [part.groupby(place).rank(pct=True).where(part > 0, part * 0) for part in parts]
    return pd.concat(known, axis=1).max(axis=1).fillna(0.0).to_numpy()
