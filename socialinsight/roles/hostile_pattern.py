"""Hostile pattern: persistent hostility over several threads that draws replies; a watch-list, no verdict."""

from __future__ import annotations

import numpy as np
import pandas as pd

from socialinsight.roles.chance import binomial_upper, others_rate, wilson_ends
from socialinsight.roles.measure import YES, Measure, distinct, per_member, replies_drawn

LEAST_THREADS = 3


def score(members: pd.DataFrame, links: pd.DataFrame, turns: pd.DataFrame) -> Measure:
    """Return the share of hostile messages of members who were hostile in at least three threads.

    The share is shrunk by five messages of the community's rate. Messages in languages that are not read do not
    count; who wrote nothing else cannot be measured. Features: threads, targets, replies drawn by a hostile
    message, and the trend: share in the later half of the messages minus share in the earlier half
    (Cheng, Danescu-Niculescu-Mizil and Leskovec 2015).

    Parameters
    ----------
    members, links, turns : pandas.DataFrame
        The tables of `participation.Participation`.

    Returns
    -------
    Measure
    """
    n = len(members)
    heat = turns["hostility"].to_numpy(float)
    read, hostile = ~np.isnan(heat), heat >= YES
    member, talk, target = (turns[name].to_numpy() for name in ("member", "conversation", "target"))
    trials, hits = per_member(turns, read, n), per_member(turns, hostile, n)
    threads = distinct(member[hostile], talk[hostile], n)
    ranked = members["ranked"].to_numpy(bool)
    rate = others_rate(np.where(ranked, hits, 0), np.where(ranked, trials, 0), members["community"].to_numpy())
    base = np.nan_to_num(rate)
    value = np.divide(hits + 5 * base, trials + 5, out=np.full(n, np.nan), where=trials > 0)
    pattern = threads >= LEAST_THREADS
    low, high = wilson_ends(hits, trials)
    aimed = hostile & (target >= 0)
    features = {
        "n_hostile": hits,
        "n_hostile_threads": threads,
        "n_targets": distinct(member[aimed], target[aimed], n),
        "replies_per_hostile": np.bincount(member, replies_drawn(turns) * hostile, n) / np.maximum(hits, 1),
        "trend": trend(turns, hostile, read, n),
    }
    p_value = np.where(trials > 0, np.where(pattern, binomial_upper(hits, trials, rate), 1.0), np.nan)
    shows = np.where(hostile, heat, np.where(read, heat - 1, 0.0))
    return Measure(
        np.where(pattern | (trials == 0), value, 0.0), low, high, trials, p_value, shows, features, linked=False
    )


def trend(turns: pd.DataFrame, hits: np.ndarray, counted: np.ndarray, n: int) -> np.ndarray:
    """Return the share of hits in the later half of each member's counted turns minus that in the earlier half."""
    table = pd.DataFrame({"member": turns["member"], "at": turns["at"], "hit": hits})[counted]
    table = table.sort_values("at", kind="stable")
    place = table.groupby("member").cumcount()
    size = table.groupby("member")["hit"].transform("size")
    late = place >= size / 2
    rate = table["hit"].groupby([table["member"], late]).mean().unstack().reindex(columns=[False, True])
    return (rate[True] - rate[False]).reindex(range(n)).to_numpy(float)
