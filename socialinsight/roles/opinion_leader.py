"""Opinion leader: others turn to them."""

from __future__ import annotations

import numpy as np
import pandas as pd

from socialinsight.roles.chance import binomial_upper, compound_upper, others_rate, others_variance, poisson_ends
from socialinsight.roles.measure import Measure, answers_request, distinct, in_quarrel, per_member


def score(members: pd.DataFrame, links: pd.DataFrame, turns: pd.DataFrame) -> Measure:
    """Return how many different people turned to each member of their own accord.

    Replies and mentions count when the member had not answered that person in the thread before, had not asked
    and neither side stands in a quarrel: thanks to a helper, answers to an asker and quarrels are no sign of
    leading. Support: messages outside quarrels. p value: the larger of two, both of people who had not turned to
    the member before: how many these messages drew, against messages of the others dealt at random, and how many of
    these messages drew any, binomial against the others: one post that everybody answers makes no leader.

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
    heated = in_quarrel(turns)
    parent = turns["parent"].to_numpy()
    hot = heated | ((parent >= 0) & (heated[np.maximum(parent, 0)] if n else heated))
    own = own[ranked[own["source"]] & ~(answers_request(turns) | hot)[own["turn"]]]
    followers = distinct(own["target"].to_numpy(), own["source"].to_numpy(), n)
    written = per_member(turns, ~heated, n)
    community = members["community"].to_numpy()
    value = followers.astype(float)
    low, high = poisson_ends(value)
    mean = others_rate(np.where(ranked, followers, 0), np.where(ranked, written, 0), community)
    drawn = newly_drawn(own, turns)
    spread = others_variance(drawn[~heated].astype(float), turns["member"].to_numpy()[~heated], community)
    variance = np.maximum(spread, np.nan_to_num(mean))
    draws = per_member(turns, (drawn > 0) & ~heated, n)
    many = compound_upper(value, written, np.nan_to_num(mean), variance)
    often = others_rate(np.where(ranked, draws, 0), np.where(ranked, written, 0), community)
    p_value = np.maximum(many, np.nan_to_num(binomial_upper(draws, written, often), nan=1.0))
    features = {"n_followers": followers, "n_draws": draws, "n_messages": written}
    return Measure(value, low, high, written, p_value, np.where(drawn > 0, drawn, -0.1).astype(float), features)


def newly_drawn(links: pd.DataFrame, turns: pd.DataFrame) -> np.ndarray:
    """Return how many people each turn drew who had not turned to its author before."""
    parent = turns["parent"].to_numpy()[links["turn"]]
    table = pd.DataFrame(
        {"source": links["source"], "target": links["target"], "parent": parent, "turn": links["turn"]}
    )
    table = table[parent >= 0].sort_values("turn", kind="stable").drop_duplicates(["source", "target"])
    return np.bincount(table["parent"], minlength=len(turns))
