"""Opinion leader: others turn to them."""

from __future__ import annotations

import numpy as np
import pandas as pd

from socialinsight.roles.chance import compound_upper, group_variance, others_rate, poisson_ends
from socialinsight.roles.measure import YES, Measure, answers_request, distinct, per_member


def score(members: pd.DataFrame, links: pd.DataFrame, turns: pd.DataFrame) -> Measure:
    """Return how many different people turned to each member of their own accord.

    Replies and mentions count when the member had not answered that person in the thread before, had not asked
    and neither side is hostile there: thanks to a helper, answers to an asker and quarrels are no sign of
    leading. p value: the sum over the member's messages against messages dealt at random.

    Parameters
    ----------
    members, links, turns : pandas.DataFrame
        The tables of `participation.Participation`.

    Returns
    -------
    Measure
    """
    n = len(members)
    ranked = members["ranked"].to_numpy(bool)
    own = links[links["unprompted"].to_numpy(bool) & (links["kind"] != "thanks").to_numpy(bool)]
    own = own[ranked[own["source"]] & ~(answers_request(turns) | in_quarrel(turns))[own["turn"]]]
    followers = distinct(own["target"].to_numpy(), own["source"].to_numpy(), n)
    written = members["n_messages"].to_numpy()
    community = members["community"].to_numpy()
    value = followers.astype(float)
    low, high = poisson_ends(value)
    mean = others_rate(np.where(ranked, followers, 0), np.where(ranked, written, 0), community)
    parent = turns["parent"].to_numpy()[own["turn"]]
    drawn = np.bincount(parent[parent >= 0], minlength=len(turns))
    place = community[turns["member"]] if len(turns) else np.zeros(0, int)
    _, spread = group_variance(drawn.astype(float), place, int(community.max(initial=-1)) + 1)
    variance = np.maximum(spread[community], np.nan_to_num(mean)) if n else np.zeros(0)
    p_value = compound_upper(value, written, np.nan_to_num(mean), variance)
    features = {"n_followers": followers, "n_draws": per_member(turns, drawn > 0, n), "n_messages": written}
    return Measure(value, low, high, written, p_value, np.where(drawn > 0, drawn, -0.1).astype(float), features)


def in_quarrel(turns: pd.DataFrame) -> np.ndarray:
    """Return which turns are hostile or answer a hostile one; unread turns are not."""
    hostile = (turns["hostility"] >= YES).to_numpy(bool)
    parent = turns["parent"].to_numpy()
    return hostile | ((parent >= 0) & (hostile[np.maximum(parent, 0)] if len(turns) else hostile))
