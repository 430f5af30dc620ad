"""What the community does for the firm: questions that customers answer for each other."""

from __future__ import annotations

import numpy as np
import pandas as pd

from socialinsight.proportion import wilson
from socialinsight.roles.measure import YES
from socialinsight.roles.participation import Participation, participation
from socialinsight.roles.problem_solver import confirmations, helping
from socialinsight.settings import Settings

TOP = 5


def peer_help(
    messages: pd.DataFrame, signals: pd.DataFrame, edges: pd.DataFrame, *, settings: Settings
) -> pd.DataFrame:
    """Return per community how many customers' questions other customers answered.

    A thread asks when the message that opened it is a customer's question or request, or in a language that is
    not read, any customer's message. It is answered by a peer when another customer wrote a helping turn
    (`problem_solver.helping`), confirmed when the asker then thanked or said that it works.

    Parameters
    ----------
    messages, signals, edges : pandas.DataFrame
        The tables of these names; signals in the order of messages.
    settings : Settings
        Declared agents, bots and insiders.

    Returns
    -------
    pandas.DataFrame
        One row a community: community_id, n_asked, n_peer_answered, n_staff_answered, n_peer_confirmed (threads),
        peer_share with low and high (Wilson, 95 %), n_helpers, top_share (share of the threads answered by peers
        in which one of the five most helpful took part), n_lost (threads that nobody else answered but those five).
    """
    scene = participation(messages, signals, edges, settings=settings)
    talks = _asking_threads(scene)
    rows = [_figures(group, str(name)) for name, group in talks.groupby("community_id", sort=True)]
    return pd.DataFrame(rows, columns=list(_figures(talks[:0], "")))


def _asking_threads(scene: Participation) -> pd.DataFrame:
    """Return one row a thread that asks, with who answered it."""
    people, turns = scene.members, scene.turns
    ranked = people["ranked"].to_numpy(bool)
    staff = people["author_role"].isin(["agent", "bot"]).to_numpy(bool)
    member = turns["member"].to_numpy()
    peer = helping(turns) & ranked[member]
    asks = (turns[["question", "request"]] >= YES).any(axis=1) | turns["question"].isna()
    first = turns["first"].to_numpy(bool) & ranked[member] & asks.to_numpy(bool)
    table = pd.DataFrame({"talk": turns["conversation"], "peer": peer, "member": member})
    table["staff"] = staff[member] & ~turns["first"].to_numpy(bool)
    table["confirmed"] = peer & confirmations(turns, scene.links, helping(turns))
    result = table.groupby("talk")[["peer", "staff", "confirmed"]].any()
    result["helpers"] = table[peer].groupby("talk")["member"].agg(frozenset).reindex(result.index)
    asked = turns.loc[first, "conversation"].to_numpy()
    opener = people["community_id"].take(turns.loc[first, "member"])
    return result.loc[asked].assign(community_id=opener.array)


def _figures(talks: pd.DataFrame, name: str) -> dict[str, object]:
    by_peers = talks.loc[talks["peer"], "helpers"]
    helped = by_peers.explode().value_counts(sort=False).sort_index()
    top = frozenset(helped.sort_values(ascending=False, kind="stable").index[:TOP])
    touched = by_peers.map(lambda helpers: bool(helpers & top)).astype(bool)
    alone = by_peers.map(lambda helpers: helpers <= top).astype(bool) & ~talks.loc[by_peers.index, "staff"]
    low, high = wilson(len(by_peers), len(talks))
    return {
        "community_id": name,
        "n_asked": len(talks),
        "n_peer_answered": len(by_peers),
        "n_staff_answered": int(talks["staff"].sum()),
        "n_peer_confirmed": int(talks["confirmed"].sum()),
        "peer_share": len(by_peers) / len(talks) if len(talks) else np.nan,
        "low": low,
        "high": high,
        "n_helpers": len(helped),
        "top_share": float(touched.mean()) if len(touched) else np.nan,
        "n_lost": int(alone.sum()),
    }
