"""Messages in the order of their conversations, with what service figures ask of them."""

from __future__ import annotations

import numpy as np
import pandas as pd

FIRM_ROLES = ("agent", "bot")
ASKING = ("complaint", "request", "question")


def turns(messages: pd.DataFrame, signals: pd.DataFrame) -> pd.DataFrame:
    """Return one row a message, sorted by conversation and time.

    Parameters
    ----------
    messages, signals : pandas.DataFrame
        The tables of these names; same messages.

    Returns
    -------
    pandas.DataFrame
        message_id, conversation_id, community_id, author_id, channel, is_public, sent_at, topic, sentiment,
        is_agent (a human of the firm), is_firm (bots too), to_peer (replies to another customer), n_peer_replies
        (replies of other customers), asks (bool), asks_kind (complaint, request, question or opening), confirmed
        (float), agent_at (time of the next agent message after this one in its
        conversation, NaT when none), after_agent (an agent has written before).

    Notes
    -----
    In a language that is not read, the customer's first message of a conversation and messages with a
    question mark count as asking; the former are of kind "opening".
    """
    table = pd.DataFrame(
        {
            **{name: messages[name].reset_index(drop=True) for name in _CARRIED},
            "asks_kind": _kinds(messages, signals),
            "topic": signals["topic"].reset_index(drop=True),
            "sentiment": signals["sentiment"].reset_index(drop=True),
            "confirmed": signals["solution_confirmed"].reset_index(drop=True),
            "unread": signals["complaint"].isna().reset_index(drop=True),
        }
    )
    table["is_agent"] = (table["author_role"] == "agent").fillna(False).astype(bool)
    table["is_firm"] = table["author_role"].isin(FIRM_ROLES).astype(bool)
    table["to_peer"], table["n_peer_replies"] = _peer_links(table)
    table["conversation"] = pd.factorize(table["conversation_id"])[0]
    table = table.sort_values(["conversation", "sent_at"], kind="stable", ignore_index=True)
    first = ~table.duplicated("conversation") & ~table["is_firm"]
    table.loc[first & table["unread"] & (table["asks_kind"] == ""), "asks_kind"] = "opening"
    table.loc[table["is_firm"], "asks_kind"] = ""
    table["asks"] = table["asks_kind"] != ""
    table["agent_at"] = next_time(table, table["is_agent"])
    table["after_agent"] = _seen_before(table, table["is_agent"])
    return table


_CARRIED = (
    "message_id",
    "conversation_id",
    "reply_to",
    "community_id",
    "author_id",
    "author_role",
    "channel",
    "is_public",
    "sent_at",
    "rating",
)


def _peer_links(table: pd.DataFrame) -> tuple[np.ndarray, np.ndarray]:
    """Return which messages reply to another customer, and how many customers' replies each has."""
    parent = pd.Index(table["message_id"].astype(object)).get_indexer(table["reply_to"].astype(object))
    author = pd.factorize(table["author_id"])[0]
    firm = table["is_firm"].to_numpy(bool)
    to_peer = (parent >= 0) & ~firm & ~firm[parent] & (author != author[parent])
    return to_peer, np.bincount(parent[to_peer], minlength=len(table))


def _kinds(messages: pd.DataFrame, signals: pd.DataFrame) -> np.ndarray:
    kind = np.full(len(signals), "", object)
    for name in reversed(ASKING):
        kind[(signals[name] >= 0.5).to_numpy(bool)] = name
    unread = signals["complaint"].isna().to_numpy(bool)
    if unread.any():
        marked = messages["text"].reset_index(drop=True)[unread].str.contains("?", regex=False)
        kind[np.flatnonzero(unread)[marked.to_numpy(bool)]] = "question"
    return kind


def next_time(table: pd.DataFrame, which: pd.Series) -> pd.Series:
    """Return the time of the next marked message after each row, inside its conversation."""
    times = table["sent_at"].where(which)
    later = times.groupby(table["conversation"]).shift(-1)
    return later.groupby(table["conversation"]).bfill()


def _seen_before(table: pd.DataFrame, which: pd.Series) -> pd.Series:
    count = which.astype(int).groupby(table["conversation"]).cumsum()
    return (count - which.astype(int)) > 0
