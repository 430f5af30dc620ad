"""Threads that a customer began with a question or request, and who answered them."""

from __future__ import annotations

import numpy as np
import pandas as pd

from socialinsight.roles.measure import YES
from socialinsight.roles.participation import Participation
from socialinsight.roles.problem_solver import confirmations, helping

STAFF = ("agent", "bot", "likely_bot")


def asking_threads(scene: Participation) -> pd.DataFrame:
    """Return one row a thread that asks, with who answered it.

    A thread asks when the message that opened it is a customer's question or request, or in a language that is
    not read, any customer's message. It is answered by a peer when another customer wrote a helping turn
    (`problem_solver.helping`), confirmed when the asker then thanked or said that it works.

    Parameters
    ----------
    scene : Participation
        The coded tables.

    Returns
    -------
    pandas.DataFrame
        community_id, message_id (the question), peer, staff, confirmed (bool), helpers (frozenset of author ids, NaN
        without), peer_seconds and staff_seconds (wait for the first answer of each, NaN without).
    """
    people, turns = scene.members, scene.turns
    ranked = people["ranked"].to_numpy(bool)
    staff = people["standing"].isin(STAFF).to_numpy(bool)
    member, first = turns["member"].to_numpy(), turns["first"].to_numpy(bool)
    helps = helping(turns)
    peer = helps & ranked[member]
    table = pd.DataFrame({"talk": turns["conversation"], "peer": peer, "staff": staff[member] & ~first})
    table["author"] = people["author_id"].astype(object).to_numpy()[member]
    table["confirmed"] = peer & confirmations(turns, scene.links, helps)
    result = table.groupby("talk")[["peer", "staff", "confirmed"]].any()
    result["helpers"] = table[peer].groupby("talk")["author"].agg(frozenset).reindex(result.index)
    for who in ("peer", "staff"):
        result[f"{who}_seconds"] = _wait(turns, table[who].to_numpy(bool)).reindex(result.index)
    asks = (turns[["question", "request"]] >= YES).any(axis=1) | turns["question"].isna()
    opens = first & ranked[member] & asks.to_numpy(bool)
    result = result.loc[turns.loc[opens, "conversation"].to_numpy()]
    place = people["community_id"].astype(object).to_numpy()[member[opens]]
    return result.assign(community_id=place, message_id=turns.loc[opens, "message_id"].astype(object).to_numpy())


def _wait(turns: pd.DataFrame, answers: np.ndarray) -> pd.Series:
    """Return seconds from the first message of each thread to the first of the marked ones."""
    seconds = pd.Series(turns["at"].to_numpy("datetime64[us]").astype(np.int64) / 1e6)
    talk = turns["conversation"].to_numpy()
    opened = seconds.groupby(talk).min()
    reached = seconds[answers].groupby(talk[answers]).min()
    return reached - opened.reindex(reached.index)
