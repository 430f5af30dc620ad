"""Peacemaker: hostility falls after their turn, more than after matched turns of others."""

from __future__ import annotations

import numpy as np
import pandas as pd

from socialinsight.roles.measure import YES, Measure

WINDOW = 3
STEPS = 4
LEAST_MATCHED = 10


def score(members: pd.DataFrame, links: pd.DataFrame, turns: pd.DataFrame) -> Measure:
    """Return how much further the heat of a quarrel falls after each member's turns than after matched turns.

    Heat of a turn: its hostility, half of it for a negative tone alone. A quarrel turn has a hostile turn of
    somebody else among the three before it and at least one turn of somebody else after it. Its change is mean
    heat of the three turns after minus mean heat of the three before, the member's own left out; matched turns
    are quarrel turns of others in the same community with about the same heat before, since heat falls by
    itself from a peak, in conversations where the member took no part in the quarrel. Only the outcome counts:
    peaceful wording does not predict that a quarrel calms.

    Parameters
    ----------
    members, links, turns : pandas.DataFrame
        The tables of `participation.Participation`.

    Returns
    -------
    Measure
        Value: mean drop beyond the matched turns; n: quarrel turns; p value: one-sided, normal.
    """
    from scipy.special import ndtr

    n = len(members)
    heat = turn_heat(turns)
    before, after, quarrel = surroundings(turns, heat)
    member = turns["member"].to_numpy()
    rows = np.flatnonzero(quarrel)
    owner, change = member[rows], (after - before)[rows]
    talk = turns["conversation"].to_numpy()[rows]
    community = members["community"].to_numpy()[owner] if n else owner
    step = np.minimum((before[rows] * STEPS).astype(int), STEPS - 1)
    drop, variance = _beyond_matched(change, owner, community * STEPS + step, talk)
    usable = ~np.isnan(drop)
    rows, owner, drop, variance = rows[usable], owner[usable], drop[usable], variance[usable]
    count = np.bincount(owner, minlength=n)
    some = np.where(count > 0, count, np.nan)
    value = np.bincount(owner, drop, n) / some
    error = np.sqrt(np.bincount(owner, variance, n)) / some
    surprise = np.divide(value, error, out=np.full(n, np.nan), where=error > 0)
    shows = np.zeros(len(turns))
    shows[rows] = drop
    features = {"n_quarrel_turns": count, "extra_drop": value}
    return Measure(value, value - 1.96 * error, value + 1.96 * error, count, ndtr(-surprise), shows, features)


def turn_heat(turns: pd.DataFrame) -> np.ndarray:
    """Return the heat of each turn, 0..1; NaN when its hostility is unknown."""
    tone = np.nan_to_num(turns["sentiment"].to_numpy(float))
    return np.maximum(turns["hostility"].to_numpy(float), 0.5 * np.maximum(-tone, 0))


def surroundings(turns: pd.DataFrame, heat: np.ndarray) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
    """Return mean heat of others before and after each turn, and whether the turn stands in a quarrel."""
    talk, member = turns["conversation"].to_numpy(), turns["member"].to_numpy()
    hostile = turns["hostility"].to_numpy(float) >= YES
    means, fight = {}, np.zeros(len(turns), bool)
    for side in (-1, 1):
        total, count = np.zeros(len(turns)), np.zeros(len(turns))
        for step in range(1, WINDOW + 1):
            here = np.arange(len(turns))
            there = here + side * step
            inside = (there >= 0) & (there < len(turns))
            here, there = here[inside], there[inside]
            other = (talk[here] == talk[there]) & (member[here] != member[there]) & ~np.isnan(heat[there])
            here, there = here[other], there[other]
            total[here] += heat[there]
            count[here] += 1
            if side < 0:
                fight[here] |= hostile[there]
        means[side] = np.divide(total, count, out=np.full(len(turns), np.nan), where=count > 0)
    return means[-1], means[1], fight & ~np.isnan(means[1])


def _beyond_matched(
    change: np.ndarray, owner: np.ndarray, stratum: np.ndarray, talk: np.ndarray
) -> tuple[np.ndarray, np.ndarray]:
    """Return the drop of each turn beyond the mean drop of its matched turns, and the variance of that.

    Matched turns: of the same stratum, in conversations without a quarrel turn of the owner, since there the drop
    of others may be the owner's doing; where fewer than ten are found, others' turns in any conversation.
    """
    if not len(change):
        return change, change
    rows = pd.DataFrame({"s": stratum, "o": owner, "t": talk, "c": change, "q": change**2, "n": 1.0})
    whole = rows.groupby("s")[["c", "q", "n"]].sum().loc[stratum].to_numpy()
    own = rows.groupby(["s", "o"])[["c", "q", "n"]].transform("sum").to_numpy()
    near = rows.groupby(["t", "s"], as_index=False)[["c", "q", "n"]].sum()
    near = rows[["o", "t"]].drop_duplicates().merge(near, on="t").groupby(["o", "s"])[["c", "q", "n"]].sum()
    apart = whole - near.reindex(pd.MultiIndex.from_arrays([owner, stratum])).to_numpy()
    total, square, count = np.where(apart[:, 2:] >= LEAST_MATCHED, apart, whole - own).T
    mean = np.divide(total, count, out=np.full(len(change), np.nan), where=count > 1)
    spread = np.maximum(whole[:, 1] / whole[:, 2] - (whole[:, 0] / whole[:, 2]) ** 2, 1e-6)
    return mean - change, spread * (1 + 1 / np.maximum(count, 1))
