"""All that the report says of communities: members by period, roles, changes, and what customers do for each other."""

from __future__ import annotations

import numpy as np
import pandas as pd

from socialinsight.roles import members_of
from socialinsight.roles.participation import participation
from socialinsight.roles.peer_help import agent_questions, communities
from socialinsight.roles.periods import role_changes, windows
from socialinsight.settings import Settings


def community_tables(
    messages: pd.DataFrame,
    signals: pd.DataFrame,
    edges: pd.DataFrame,
    *,
    settings: Settings,
    as_of: pd.Timestamp,
    seed: int,
) -> dict[str, pd.DataFrame]:
    """Return the tables on members and communities.

    Parameters
    ----------
    messages, signals, edges : pandas.DataFrame
        The tables of these names; signals in the order of messages.
    settings : Settings
        Declared staff and insiders, least support, false discovery rate, length of the periods, minutes an answer.
    as_of : pandas.Timestamp
        End of the current period, UTC.
    seed : int
        For what is sampled.

    Returns
    -------
    dict of str to pandas.DataFrame
        members (the periods "all", "previous" and "current": the last `settings.role_days` days and as many
        before, each from its own messages alone), role_evidence (of the whole time), role_changes, communities,
        agent_questions.
    """
    scene = participation(messages, signals, edges, settings=settings)
    people, evidence = members_of(scene, settings=settings, seed=seed)
    newcomer = people["newcomer"].fillna(False).to_numpy(bool)
    topics = pd.Series(signals["topic"].astype(object).to_numpy(), index=messages["message_id"].astype(object))
    row_of = pd.Index(messages["message_id"].astype(object)).get_indexer(pd.Index(edges["message_id"].astype(object)))
    parts, proofs = [people], {}
    for name, inside in windows(messages["sent_at"], as_of, settings.role_days).items():
        own = messages[inside].reset_index(drop=True)
        ties = edges[(row_of >= 0) & inside[np.maximum(row_of, 0)]] if len(inside) else edges
        part = participation(own, signals[inside].reset_index(drop=True), ties, settings=settings)
        table, proofs[name] = members_of(part, settings=settings, seed=seed, period=name)
        parts.append(table)
    whole = pd.concat([part for part in parts if len(part)] or [people], ignore_index=True)
    return {
        "members": whole,
        "role_evidence": evidence,
        "role_changes": role_changes(whole, proofs),
        "communities": communities(scene, newcomer, answer_minutes=settings.answer_minutes),
        "agent_questions": agent_questions(scene, topics),
    }
