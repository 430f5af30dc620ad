"""Who took part in what: messages as turns of their conversations, with authors coded by community."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import pandas as pd

from socialinsight.roles.automation import likely_bots
from socialinsight.roles.links import coded_links, link_confidence
from socialinsight.settings import Settings
from socialinsight.tables import STRING
from socialinsight.threads import answered

STAFF = ("agent", "bot")
YES = 0.5
_SIGNALS = (
    "hostility",
    "sentiment",
    "thanks",
    "solution_confirmed",
    "question",
    "request",
    "praise",
    "recommendation",
    "sarcasm",
    "buying_initiator",
    "buying_influencer",
    "buying_decider",
    "buying_buyer",
    "buying_user",
)
_COUNTS = (("n_reactions", "reactions"), ("n_shares", "shares"), ("n_followers", "followers"))
_MESSAGES = (
    "message_id", "community_id", "conversation_id", "reply_to", "author_id", "author_name", "author_role",
    "channel", "sent_at", "text", *(given for _, given in _COUNTS),
)  # fmt: skip
_NOWHERE = "unnamed"


@dataclass(frozen=True, eq=False)
class Participation:
    """The three coded tables that every role stands on.

    Attributes
    ----------
    members : pandas.DataFrame
        One row a community and author, in order of first appearance: community_id, author_id, author_role,
        community (int code), standing (customer, agent, bot, insider or likely_bot), ranked (bool: standing is
        customer), n_messages, n_threads, n_followers (the most that any message tells, NaN when unknown),
        link_confidence (mean of the reply links that touch them, NaN without).
    turns : pandas.DataFrame
        One row a message, sorted by conversation and time: message_id, member (row of members), conversation
        (code), opener (member who began it), first (bool), parent (row of turns answered, -1), target (member
        answered, -1), sure (confidence of that link), at, n_reactions, n_shares, n_followers (of the author
        at that time), and the signals in use as float32.
    links : pandas.DataFrame
        One row an edge: source, target (rows of members), turn (row of turns), kind, weight, confidence,
        unprompted (bool: the target had not turned to the source in the same thread before).
    """

    members: pd.DataFrame
    turns: pd.DataFrame
    links: pd.DataFrame


def participation(
    messages: pd.DataFrame, signals: pd.DataFrame, edges: pd.DataFrame, *, settings: Settings
) -> Participation:
    """Return messages, authors and edges in the coded form that graph measures and roles work on.

    Parameters
    ----------
    messages, signals, edges : pandas.DataFrame
        The tables of these names; signals in the order of messages.
    settings : Settings
        Declared agents, bots and insiders.
    """
    place, community_ids = pd.factorize(messages["community_id"].fillna(_NOWHERE))
    author, author_ids = pd.factorize(messages["author_id"])
    member, pairs = pd.factorize(place.astype(np.int64) * max(len(author_ids), 1) + author)
    messages = messages[[name for name in _MESSAGES if name in messages]].reset_index(drop=True)
    signals = signals[list(_SIGNALS)].reset_index(drop=True)
    turns, order = _turns(messages, signals, member)
    members = _members(messages, turns, member, len(pairs), settings)
    automatic = likely_bots(messages["text"].take(order).reset_index(drop=True), turns, members["ranked"].to_numpy())
    members = members.assign(
        standing=members["standing"].mask(automatic, "likely_bot"), ranked=members["ranked"] & ~automatic
    )
    members.insert(
        0, "community_id", pd.Series(community_ids, dtype=STRING).take(members["community"].to_numpy()).array
    )
    links = coded_links(turns, members, author_ids, pairs, edges)
    return Participation(members.assign(link_confidence=link_confidence(links, len(members))), turns, links)


def _turns(messages: pd.DataFrame, signals: pd.DataFrame, member: np.ndarray) -> tuple[pd.DataFrame, np.ndarray]:
    link = answered(messages)
    talk = _joined(pd.factorize(messages["conversation_id"])[0], link)
    order = np.lexsort((np.arange(len(messages)), messages["sent_at"].to_numpy("datetime64[us]"), talk))
    table = pd.DataFrame({"message_id": messages["message_id"].take(order).array})
    table["member"], table["conversation"] = member[order], talk[order]
    table["first"] = ~table.duplicated("conversation").to_numpy(bool)
    begins = np.maximum.accumulate(np.where(table["first"], np.arange(len(table)), 0))
    table["opener"] = table["member"].to_numpy()[begins]
    table["at"] = messages["sent_at"].take(order).array
    for name, column in _COUNTS:
        given = messages[column].astype("Float64") if column in messages else pd.Series(pd.NA, index=messages.index)
        table[name] = given.to_numpy(float, na_value=np.nan)[order]
    for name in _SIGNALS:
        table[name] = signals[name].to_numpy(np.float32)[order]
    return _with_parents(table, link, order), order


def _joined(talk: np.ndarray, link: pd.DataFrame) -> np.ndarray:
    """Return conversation codes in which a likely link joins the conversations of its two messages."""
    from scipy.sparse import coo_array
    from scipy.sparse.csgraph import connected_components

    parent = link["parent"].to_numpy()
    child = np.flatnonzero((parent >= 0) & (link["confidence"] < 1).to_numpy() & (link["confidence"] >= YES).to_numpy())
    if not len(child):
        return talk
    size = int(talk.max()) + 1
    pairs = coo_array((np.ones(len(child), np.int8), (talk[child], talk[parent[child]])), shape=(size, size))
    return connected_components(pairs.tocsr(), directed=False)[1][talk]


def _with_parents(turns: pd.DataFrame, link: pd.DataFrame, order: np.ndarray) -> pd.DataFrame:
    turn_of = np.empty(len(order) + 1, np.int64)
    turn_of[order], turn_of[-1] = np.arange(len(order)), -1
    parent = turn_of[link["parent"].to_numpy()[order]]
    target = np.where(parent >= 0, turns["member"].to_numpy()[parent], -1)
    own = target == turns["member"].to_numpy()
    sure = np.where(own, np.nan, link["confidence"].to_numpy()[order])
    return turns.assign(parent=parent, target=np.where(own, -1, target), sure=sure)


def _members(
    messages: pd.DataFrame, turns: pd.DataFrame, member: np.ndarray, n: int, settings: Settings
) -> pd.DataFrame:
    first = np.zeros(n, np.int64)
    first[member[::-1]] = np.arange(len(member))[::-1]
    role = messages["author_role"].fillna("unknown").astype(object).to_numpy()
    shown = role[first] if n else np.zeros(0, object)
    for staff in STAFF:
        shown[np.unique(member[role == staff])] = staff
    standing = np.where(np.isin(shown, STAFF), shown, "customer").astype(object)
    for kind, names in (("insider", settings.insiders), ("agent", settings.agents), ("bot", settings.bots)):
        inside = np.bincount(member, _declared(messages, names), n) > 0
        standing[inside & (standing == "customer")] = kind
    pairs = turns[["member", "conversation"]].drop_duplicates()
    return pd.DataFrame(
        {
            "author_id": messages["author_id"].take(first).array,
            "author_role": pd.array(shown, dtype=STRING),
            "community": pd.factorize(messages["community_id"].fillna(_NOWHERE))[0][first],
            "standing": standing,
            "ranked": standing == "customer",
            "n_messages": np.bincount(member, minlength=n),
            "n_threads": np.bincount(pairs["member"], minlength=n),
            "n_followers": turns.groupby("member")["n_followers"].max().reindex(range(n)).to_numpy(float),
        }
    )


def _declared(messages: pd.DataFrame, names: tuple[str, ...]) -> np.ndarray:
    wanted = {name.strip().lower() for name in names}
    hit = np.zeros(len(messages), bool)
    for column in ("author_id", "author_name"):
        if wanted and column in messages:
            hit |= messages[column].str.strip().str.lower().isin(wanted).fillna(False).to_numpy(bool)
    return hit
