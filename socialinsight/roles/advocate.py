"""Advocate: praises or recommends without being asked, in at least two threads."""

from __future__ import annotations

import numpy as np
import pandas as pd

from socialinsight.roles.chance import binomial_upper, others_rate, wilson_ends
from socialinsight.roles.measure import YES, Measure, answers_request, distinct, per_member

LEAST_THREADS = 2
WARNING = -0.5


def score(members: pd.DataFrame, links: pd.DataFrame, turns: pd.DataFrame) -> Measure:
    """Return the share of unprompted praise and recommendation among each member's messages.

    Unprompted: no answer to a question or request, or to staff who had answered the member, and no thanks for
    help. What is hostile or sarcastic does not count, nor a recommendation in a clearly negative tone, since
    warnings carry the same label. The share is shrunk by five messages of the community's rate and 0 below two
    threads.

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
    member, talk, target = (turns[name].to_numpy() for name in ("member", "conversation", "target"))
    read = turns["praise"].notna().to_numpy(bool)
    parent = turns["parent"].to_numpy()
    staffed = (target >= 0) & ~(ranked[np.maximum(target, 0)] if n else target > 0)
    prompted = staffed & (target[np.maximum(parent, 0)] == member if n else staffed)
    grateful = (turns[["thanks", "solution_confirmed"]] >= YES).any(axis=1).to_numpy(bool) & (target >= 0)
    warm = (turns["praise"] >= YES) | ((turns["recommendation"] >= YES) & ~(turns["sentiment"] < WARNING))
    warm &= ~(turns[["sarcasm", "hostility"]] >= YES).any(axis=1)
    hit = warm.to_numpy(bool) & ~prompted & ~grateful & ~answers_request(turns)
    trials, hits = per_member(turns, read, n), per_member(turns, hit, n)
    threads = distinct(member[hit], talk[hit], n)
    rate = others_rate(np.where(ranked, hits, 0), np.where(ranked, trials, 0), members["community"].to_numpy())
    value = np.divide(hits + 5 * np.nan_to_num(rate), trials + 5, out=np.full(n, np.nan), where=trials > 0)
    several = threads >= LEAST_THREADS
    low, high = wilson_ends(hits, trials)
    p_value = np.where(trials > 0, np.where(several, binomial_upper(hits, trials, rate), 1.0), np.nan)
    cold = read & (np.nan_to_num(turns["sentiment"].to_numpy(float)) < -0.2)
    shows = np.where(hit, 1.0, np.where(cold, -1.0, 0.0))
    features = {"n_unprompted": hits, "n_advocated_threads": threads}
    return Measure(
        np.where(several | (trials == 0), value, 0.0), low, high, trials, p_value, shows, features, linked=False
    )
