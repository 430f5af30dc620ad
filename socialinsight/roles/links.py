"""Edges in the coded form that roles work on."""

from __future__ import annotations

import numpy as np
import pandas as pd


def link_confidence(links: pd.DataFrame, n: int) -> np.ndarray:
    """Return the mean confidence of the replies made and received by each member; NaN without any."""
    replies = links[links["kind"] == "reply"]
    ends = np.concatenate([replies["source"].to_numpy(np.int64), replies["target"].to_numpy(np.int64)])
    total = np.bincount(ends, np.tile(replies["confidence"].to_numpy(float), 2), n)
    count = np.bincount(ends, minlength=n)
    return np.divide(total, count, out=np.full(n, np.nan), where=count > 0)


def coded_links(
    turns: pd.DataFrame,
    members: pd.DataFrame,
    author_ids: pd.Index,
    pairs: np.ndarray,
    edges: pd.DataFrame,
) -> pd.DataFrame:
    """Return the edges with rows of members and of turns; edges of messages that are not there are left out."""
    turn = pd.Index(turns["message_id"]).get_indexer(edges["message_id"])
    other = pd.Index(author_ids).get_indexer(edges["target"])
    known = (turn >= 0) & (other >= 0)
    turn, other, edges = turn[known], other[known], edges[known]
    source = turns["member"].to_numpy()[turn]
    key = members["community"].to_numpy(np.int64)[source] * max(len(author_ids), 1) + other
    target = pd.Index(pairs).get_indexer(key)
    table = pd.DataFrame(
        {
            "source": source,
            "target": target,
            "turn": turn,
            "kind": pd.Categorical(edges["kind"].astype(object), ["reply", "mention", "thanks"]),
            "weight": edges["weight"].to_numpy(float),
            "confidence": edges["confidence"].to_numpy(float),
        }
    )
    table = table[table["target"] >= 0].reset_index(drop=True)
    return table.assign(unprompted=_unprompted(table, turns))


def _unprompted(links: pd.DataFrame, turns: pd.DataFrame) -> np.ndarray:
    """Return which links go to somebody who had not turned to their source in the same thread before."""
    source, target, turn = (links[name].to_numpy(np.int64) for name in ("source", "target", "turn"))
    base = np.int64(turns["member"].max() + 1 if len(turns) else 1)
    talk = turns["conversation"].to_numpy(np.int64)[turn]
    here, places = pd.factorize(talk * base + source)
    pair, pairs = pd.factorize(here * base + target)
    first = np.full(len(pairs) + 1, len(turns), np.int64)
    np.minimum.at(first, pair, turn)
    there = pd.Index(places).get_indexer(talk * base + target)
    back = pd.Index(pairs).get_indexer(pd.Index(np.where(there >= 0, there * base + source, -1)))
    return first[back] >= turn
