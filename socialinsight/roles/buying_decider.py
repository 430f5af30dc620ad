"""Buying-centre decider: approves, decides (Webster and Wind 1972)."""

from __future__ import annotations

import pandas as pd

from socialinsight.roles.cues import cue_share
from socialinsight.roles.measure import Measure


def score(members: pd.DataFrame, links: pd.DataFrame, turns: pd.DataFrame) -> Measure:
    """Return the share of each member's messages that say so; several may hold the role, one person several roles.

    Parameters
    ----------
    members, links, turns : pandas.DataFrame
        The tables of `participation.Participation`.

    Returns
    -------
    Measure
    """
    return cue_share(members, turns, "buying_decider")
