"""Buying-centre roles from what people say of themselves: the share of messages with a cue."""

from __future__ import annotations

import numpy as np
import pandas as pd

from socialinsight.roles.chance import binomial_upper, others_rate, wilson_ends
from socialinsight.roles.measure import YES, Measure, distinct, per_member

LEAST_CUES = 2
MISREAD = 0.01


def cue_share(members: pd.DataFrame, turns: pd.DataFrame, cue: str) -> Measure:
    """Return the share of each member's messages that carry a cue, 0 below two of them.

    Parameters
    ----------
    members, turns : pandas.DataFrame
        The tables of `participation.Participation`.
    cue : str
        A signal of `turns`, for example "buying_decider".

    Returns
    -------
    Measure
        Support: messages that were read; p value: binomial against the rate of the other members, at least one
        misread cue in a hundred messages.
    """
    n = len(members)
    ranked, community = members["ranked"].to_numpy(bool), members["community"].to_numpy()
    said = turns[cue].to_numpy(float)
    read, hit = ~np.isnan(said), said >= YES
    trials, hits = per_member(turns, read, n), per_member(turns, hit, n)
    rate = others_rate(np.where(ranked, hits, 0), np.where(ranked, trials, 0), community)
    low, high = wilson_ends(hits, trials)
    share = np.divide(hits, trials, out=np.full(n, np.nan), where=trials > 0)
    several = hits >= LEAST_CUES
    surprise = binomial_upper(hits, trials, np.maximum(np.nan_to_num(rate), MISREAD))
    p_value = np.where(trials > 0, np.where(several, surprise, 1.0), np.nan)
    talks = distinct(turns["member"].to_numpy()[hit], turns["conversation"].to_numpy()[hit], n)
    shows = np.where(hit, said, np.where(read, -0.1, 0.0))
    value = np.where(several | (trials == 0), share, 0.0)
    return Measure(value, low, high, trials, p_value, shows, {"n_cues": hits, "n_cue_threads": talks}, linked=False)
