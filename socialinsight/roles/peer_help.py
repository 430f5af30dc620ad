"""What the community does for the firm: questions that customers answer for each other."""

from __future__ import annotations

import numpy as np
import pandas as pd

from socialinsight.proportion import wilson
from socialinsight.roles.asking_threads import asking_threads
from socialinsight.roles.measure import distinct, replies_drawn
from socialinsight.roles.participation import Participation
from socialinsight.tables import AGENT_QUESTIONS, COMMUNITIES, STRING

TOP = 5
LEAST = 5
QUOTES = 5


def communities(scene: Participation, newcomer: np.ndarray, *, answer_minutes: float) -> pd.DataFrame:
    """Return per community how many customers' questions other customers answered, and what that is worth.

    Time saved counts only questions that no one of the firm answered, at the minutes that the settings say an
    agent needs for an answer. What would be lost without the five most helpful are the threads that nobody
    else answered.

    Parameters
    ----------
    scene : Participation
        The coded tables.
    newcomer : ndarray of bool
        Members whose first message falls in the last quarter of the community's time.
    answer_minutes : float
        Minutes of an agent's work saved by an answer of a peer.

    Returns
    -------
    pandas.DataFrame
        A communities table, one row a community in which a customer wrote.
    """
    talks = asking_threads(scene)
    arrived = _newcomers(scene, newcomer)
    ranked = scene.members[scene.members["ranked"].to_numpy(bool)]
    names = np.unique(ranked["community_id"].astype(object).to_numpy(object))
    rows = [
        _figures(talks[talks["community_id"] == name], str(name), answer_minutes) | arrived.get(str(name), {})
        for name in names
    ]
    return COMMUNITIES.cast(pd.DataFrame(rows)) if rows else COMMUNITIES.empty()


def agent_questions(scene: Participation, topics: pd.Series) -> pd.DataFrame:
    """Return by topic who answers customers' questions, and which always come back to the firm's people.

    Parameters
    ----------
    scene : Participation
        The coded tables.
    topics : pandas.Series
        Topic of each message, by message_id.

    Returns
    -------
    pandas.DataFrame
        An agent_questions table; questions without topic stand under "other".
    """
    talks = asking_threads(scene)
    if talks.empty:
        return AGENT_QUESTIONS.empty()
    topic = topics.reindex(talks["message_id"].astype(object)).astype(object)
    talks = talks.assign(topic=topic.where(topic.notna(), "other").to_numpy())
    rows = []
    for (place, name), group in talks.groupby(["community_id", "topic"], sort=True):
        inside = talks["community_id"] == place
        others = talks[inside & (talks["topic"] != name)]
        n, hits = len(group), int(group["peer"].sum())
        low, high = wilson(hits, n)
        alone = group.loc[group["staff"] & ~group["peer"], "message_id"].tolist()
        rows.append(
            {
                "community_id": place,
                "topic": name,
                "n_asked": n,
                "n_peer_answered": hits,
                "n_staff_answered": int(group["staff"].sum()),
                "peer_share": hits / n,
                "low": low,
                "high": high,
                "back_to_agents": bool(n >= LEAST and alone and len(others) and high < others["peer"].mean()),
                "message_ids": tuple(alone[-QUOTES:]),
            }
        )
    return AGENT_QUESTIONS.cast(pd.DataFrame(rows))


def _figures(talks: pd.DataFrame, name: str, answer_minutes: float) -> dict[str, object]:
    by_peers = talks.loc[talks["peer"], "helpers"]
    helped = by_peers.explode().value_counts(sort=False).sort_index()
    ranking = helped.sort_values(ascending=False, kind="stable").index[:TOP]
    top = frozenset(ranking)
    touched = by_peers.map(lambda helpers: bool(helpers & top)).astype(bool)
    alone = by_peers.map(lambda helpers: helpers <= top).astype(bool) & ~talks.loc[by_peers.index, "staff"]
    low, high = wilson(len(by_peers), len(talks))
    unaided = int((talks["peer"] & ~talks["staff"]).sum())
    return {
        "community_id": name,
        "n_asked": len(talks),
        "n_peer_answered": len(by_peers),
        "n_staff_answered": int(talks["staff"].sum()),
        "n_peer_only": unaided,
        "n_peer_confirmed": int(talks["confirmed"].sum()),
        "peer_share": len(by_peers) / len(talks) if len(talks) else np.nan,
        "low": low,
        "high": high,
        "peer_seconds": _median(talks["peer_seconds"]),
        "staff_seconds": _median(talks["staff_seconds"]),
        "hours_saved": unaided * answer_minutes / 60,
        "n_helpers": len(helped),
        "top_share": float(touched.mean()) if len(touched) else np.nan,
        "n_lost": int(alone.sum()),
        "lost_share": float(alone.mean()) if len(alone) else np.nan,
        "top_ids": tuple(str(one) for one in ranking),
    }


def _median(values: pd.Series) -> float:
    known = values.dropna()
    return float(known.median()) if len(known) else np.nan


def _newcomers(scene: Participation, newcomer: np.ndarray) -> dict[str, dict[str, int]]:
    """Return per community how many came lately, got a reply, and wrote in a second thread."""
    people, turns = scene.members, scene.turns
    n, member = len(people), turns["member"].to_numpy()
    answered = np.bincount(member, replies_drawn(turns), n) > 0
    returned = distinct(member, turns["conversation"].to_numpy(), n) > 1
    columns = {"": newcomer, "_answered": newcomer & answered, "_returned": newcomer & returned}
    table = pd.DataFrame({f"n_newcomers{name}": values for name, values in columns.items()})
    sums = table.groupby(people["community_id"].astype(STRING).to_numpy(object)).sum()
    return {str(place): {str(key): int(value) for key, value in row.items()} for place, row in sums.iterrows()}
