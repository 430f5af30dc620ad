"""Conversations that reply links make, where the export names none."""

from __future__ import annotations

import numpy as np
import pandas as pd

from socialinsight.tables import STRING


def fill_conversations(messages: pd.DataFrame) -> pd.DataFrame:
    """Return the messages with `conversation_id` filled in.

    A message without one takes that of the message at the root of its reply chain: the root's own
    conversation_id when it has one, else its message_id; the id of the answered message when that is not in the
    table. Messages that answer each other in a ring are named after the first of them.

    Examples
    --------
    >>> table = pd.DataFrame({"message_id": ["a", "b", "c"], "reply_to": [None, "a", "b"], "conversation_id": None})
    >>> fill_conversations(table)["conversation_id"].tolist()
    ['a', 'a', 'a']
    """
    missing = messages["conversation_id"].isna()
    if not missing.any():
        return messages
    names = messages["message_id"] if messages["reply_to"].isna().all() else _roots(messages)
    filled = messages["conversation_id"].astype(STRING).where(~missing, names.astype(STRING))
    return messages.assign(conversation_id=filled)


def _roots(messages: pd.DataFrame) -> pd.Series:
    """Name the root of the reply chain of every message."""
    from scipy.sparse import coo_matrix
    from scipy.sparse.csgraph import connected_components

    n = len(messages)
    both = pd.concat([messages["message_id"], messages["reply_to"]], ignore_index=True)
    codes, ids = pd.factorize(both)
    child, parent = codes[:n], codes[n:]
    linked = parent >= 0
    shape = (len(ids), len(ids))
    links = coo_matrix((np.ones(linked.sum(), dtype=np.int8), (child[linked], parent[linked])), shape=shape)
    n_groups, group = connected_components(links, directed=False)
    is_root = np.ones(len(ids), dtype=bool)
    is_root[child[linked]] = False
    root = np.full(n_groups, -1, dtype=np.int64)
    first_of_ring = np.arange(len(ids))[::-1]
    root[group[first_of_ring]] = first_of_ring
    root[group[is_root]] = np.flatnonzero(is_root)
    named = pd.Series(pd.NA, index=range(len(ids)), dtype=object)
    named[:] = np.asarray(ids, dtype=object)
    own = messages["conversation_id"].to_numpy(dtype=object)
    given = messages["conversation_id"].notna().to_numpy()
    named.iloc[child[given]] = own[given]
    return pd.Series(named.to_numpy()[root[group[child]]], index=messages.index)
