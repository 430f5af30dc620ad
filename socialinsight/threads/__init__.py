"""Who answers whom: the reply links of the export, and likely ones where it has none."""

from __future__ import annotations

import numpy as np
import pandas as pd

CHATS = frozenset({"telegram", "whatsapp", "irc", "chat", "discord", "viber", "messenger"})
ALONE = 0.9
CROWD = 0.5


def answered(messages: pd.DataFrame) -> pd.DataFrame:
    """Return the message that each message answers.

    A link of the export has confidence 1. In chats (channel telegram, whatsapp, irc, chat, ...) where messages
    run on without links, `likely.likely_links` chooses among the sixty messages before; the more messages
    of a chat carry links of their own, the less is guessed about the rest. Elsewhere a message that is not the
    first of its conversation is taken to answer the last message of somebody else in it: 0.9 where two people
    talk, 0.5 where more do. A reply to a message that is not in the table (deleted, or left out of the export)
    has no link.

    Parameters
    ----------
    messages : pandas.DataFrame
        A messages table.

    Returns
    -------
    pandas.DataFrame
        Same rows and order: `parent` (int64, row number of the message answered, -1 for none) and `confidence`
        (float64, 0..1, NaN without link).

    Examples
    --------
    >>> table = pd.DataFrame({"message_id": ["a", "b", "c"], "reply_to": [None, "a", None],
    ...                       "conversation_id": "t", "author_id": ["x", "y", "x"],
    ...                       "sent_at": pd.to_datetime(["2026-01-01", "2026-01-02", "2026-01-03"], utc=True)})
    >>> answered(table).to_dict("list")
    {'parent': [-1, 0, 1], 'confidence': [nan, 1.0, 0.9]}
    """
    given = messages["reply_to"].notna().to_numpy(bool)
    parent = np.full(len(messages), -1, np.int64)
    if given.any():
        parent[given] = pd.Index(messages["message_id"]).get_indexer(messages["reply_to"][given])
    parent[parent == np.arange(len(messages))] = -1
    confidence = np.where(parent >= 0, 1.0, np.nan)
    if not given.all():
        for guess, sure in (_last_of_others(messages), _in_chats(messages, given)):
            fill = ~given & (parent < 0) & (guess >= 0)
            parent[fill], confidence[fill] = guess[fill], sure[fill]
    return pd.DataFrame({"parent": parent, "confidence": confidence}, index=messages.index)


def _last_of_others(messages: pd.DataFrame) -> tuple[np.ndarray, np.ndarray]:
    n = len(messages)
    talk = pd.factorize(messages["conversation_id"])[0]
    author = pd.factorize(messages["author_id"])[0]
    order = np.lexsort((np.arange(n), messages["sent_at"].to_numpy("datetime64[us]"), talk))
    talk_in, author_in = talk[order], author[order]
    fresh = np.concatenate(([True], (talk_in[1:] != talk_in[:-1]) | (author_in[1:] != author_in[:-1])))
    start = np.maximum.accumulate(np.where(fresh, np.arange(n), 0))
    before = start - 1
    same = (before >= 0) & (talk_in[before] == talk_in)
    guess = np.full(n, -1, np.int64)
    guess[order[same]] = order[before[same]]
    pairs = pd.DataFrame({"talk": talk, "author": author}).drop_duplicates()
    people = np.bincount(pairs["talk"], minlength=talk.max(initial=-1) + 1)
    return guess, np.where(people[talk] <= 2, ALONE, CROWD)


def _in_chats(messages: pd.DataFrame, given: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
    """Return likely parents in chats, community by community."""
    guess, sure = np.full(len(messages), -1, np.int64), np.full(len(messages), np.nan)
    if "channel" not in messages or "community_id" not in messages:
        return guess, sure
    from socialinsight.threads.likely import likely_links

    chat = messages["channel"].isin(CHATS).fillna(False).to_numpy(bool)
    place = np.where(chat, pd.factorize(messages["community_id"].fillna(""))[0], -1)
    order = np.lexsort((np.arange(len(messages)), messages["sent_at"].to_numpy("datetime64[us]"), place))
    for group in np.split(order, np.flatnonzero(np.diff(place[order])) + 1):
        if not len(group) or place[group[0]] < 0:
            continue
        prior = -np.log1p(-min(given[group].mean(), 0.99))
        link = likely_links(messages.take(group).reset_index(drop=True), prior=float(prior))
        parent = link["parent"].to_numpy()
        guess[group] = np.where(parent >= 0, group[parent], -1)
        sure[group] = link["confidence"]
    return guess, sure
