"""Conversation starter: others talk to each other under their message."""

from __future__ import annotations

import numpy as np
import pandas as pd

from socialinsight.roles.chance import compound_upper, group_variance
from socialinsight.roles.measure import Measure, per_member


def score(members: pd.DataFrame, links: pd.DataFrame, turns: pd.DataFrame) -> Measure:
    """Return how many replies between *other* people stand under each member's posts.

    The value is the mean per thread begun, with two average threads added to it (Saveski et al. 2021); replies
    of staff and bots do not count. Support is the number of threads begun; p value: the sum against threads
    dealt at random.

    Parameters
    ----------
    members, links, turns : pandas.DataFrame
        The tables of `participation.Participation`.

    Returns
    -------
    Measure
    """
    n = len(members)
    community = members["community"].to_numpy()
    ranked = members["ranked"].to_numpy(bool)
    between = among_others(turns, ranked)
    first = turns["first"].to_numpy(bool)
    n_talks = int(turns["conversation"].max() + 1) if len(turns) else 0
    per_talk = np.bincount(turns["conversation"].to_numpy()[between], minlength=n_talks)
    drawn = np.where(first, per_talk[turns["conversation"]] if len(turns) else 0, 0).astype(float)
    begun = per_member(turns, first, n)
    owner = turns["member"].to_numpy()[first]
    kept = ranked[owner]
    size = int(community.max(initial=-1)) + 1
    mean, variance = group_variance(drawn[first][kept], community[owner[kept]], size)
    centre = np.nan_to_num(mean)[community] if n else np.zeros(0)
    spread = np.nan_to_num(variance)[community] if n else np.zeros(0)
    total = np.bincount(owner, drawn[first], n)
    value = np.where(begun > 0, (total + 2 * centre) / (begun + 2), np.nan)
    half = 1.959964 * np.sqrt(spread / np.maximum(begun, 1))
    p_value = np.where(begun > 0, compound_upper(total, begun, centre, spread), np.nan)
    features = {"n_threads_begun": begun, "n_replies_between_others": total}
    shows = np.where(first, np.where(drawn > 0, drawn, -1.0), 0.0)
    return Measure(value, value - half, value + half, begun, p_value, shows, features)


def among_others(turns: pd.DataFrame, ranked: np.ndarray) -> np.ndarray:
    """Return which turns are replies between two ranked members neither of whom began the thread."""
    member, opener, target = (turns[name].to_numpy() for name in ("member", "opener", "target"))
    linked = target >= 0
    return linked & (member != opener) & (target != opener) & ranked[member] & ranked[np.where(linked, target, 0)]
