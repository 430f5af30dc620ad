"""Edges: who turned to whom, message by message."""

from __future__ import annotations

import numpy as np
import pandas as pd

from socialinsight.tables import EDGES, STRING
from socialinsight.threads import answered

YES = 0.5
_MESSAGES = (
    "message_id", "community_id", "conversation_id", "reply_to", "author_id", "author_name", "channel",
    "sent_at", "text",
)  # fmt: skip
_HANDLE = r"(?:^|[\s(,;:])@(\w[\w.\-]*\w|\w)"


def edges(messages: pd.DataFrame, signals: pd.DataFrame) -> pd.DataFrame:
    """Return one row for each message and person that it turns to.

    Parameters
    ----------
    messages, signals : pandas.DataFrame
        The tables of these names; same rows and order.

    Returns
    -------
    pandas.DataFrame
        An edges table. Replies come from the links of the export, or from the likely ones of
        `threads.answered` with their confidence; thanks are replies that thank or confirm a solution; mentions
        are `@handles` that are an author's id or name in the same community. Nobody has an edge to himself.

    Examples
    --------
    >>> from socialinsight.tables import MESSAGES
    >>> edges(MESSAGES.empty(), pd.DataFrame({"thanks": [], "solution_confirmed": [], "sentiment": []})).empty
    True
    """
    messages = messages[[name for name in _MESSAGES if name in messages]].reset_index(drop=True)
    signals = signals[["thanks", "solution_confirmed", "sentiment"]].reset_index(drop=True)
    link = answered(messages)
    author = pd.factorize(messages["author_id"])[0]
    child = np.flatnonzero(link["parent"].to_numpy() >= 0)
    parent = link["parent"].to_numpy()[child]
    other = author[child] != author[parent]
    child, parent = child[other], parent[other]
    sure = link["confidence"].to_numpy()[child]
    grateful = (signals[["thanks", "solution_confirmed"]].max(axis=1) >= YES).to_numpy(bool)[child]
    named, called = _mentions(messages, author)
    parts = [
        _rows(messages, signals, child, parent, "reply", sure),
        _rows(messages, signals, child[grateful], parent[grateful], "thanks", sure[grateful]),
        _rows(messages, signals, named, called, "mention", np.ones(len(named))),
    ]
    return EDGES.cast(pd.concat(parts, ignore_index=True))


def _rows(
    messages: pd.DataFrame,
    signals: pd.DataFrame,
    child: np.ndarray,
    towards: np.ndarray,
    kind: str,
    confidence: np.ndarray,
) -> pd.DataFrame:
    return pd.DataFrame(
        {
            "message_id": messages["message_id"].take(child).array,
            "source": messages["author_id"].take(child).array,
            "target": messages["author_id"].take(towards).array,
            "kind": pd.array(np.repeat(np.array([kind], object), len(child)), dtype=STRING),
            "weight": np.ones(len(child)),
            "tone": signals["sentiment"].to_numpy(np.float64)[child],
            "at": messages["sent_at"].take(child).array,
            "confidence": confidence,
        }
    )


def _mentions(messages: pd.DataFrame, author: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
    """Return message rows and, for each, a row of the person mentioned in it."""
    nobody = np.zeros(0, np.int64), np.zeros(0, np.int64)
    marked = messages["text"].str.contains("@", regex=False).fillna(False).to_numpy(bool)
    if not marked.any():
        return nobody
    found = messages["text"][marked].astype(object).str.extractall(_HANDLE)[0]
    if found.empty:
        return nobody
    row = found.index.get_level_values(0).to_numpy()
    place = messages["community_id"].fillna("").astype(object)
    calls = pd.DataFrame({"row": row, "place": place.to_numpy()[row], "handle": found.str.casefold().to_numpy()})
    hit = calls.merge(_handles(messages, place), on=["place", "handle"])
    hit = hit[author[hit["row"]] != author[hit["person"]]]
    hit = hit.assign(who=author[hit["person"]]).drop_duplicates(["row", "who"])
    return hit["row"].to_numpy(np.int64), hit["person"].to_numpy(np.int64)


def _handles(messages: pd.DataFrame, place: pd.Series) -> pd.DataFrame:
    """Return the handles that mean exactly one author of a community, with a row of that author."""
    first = ~pd.DataFrame({"place": place, "who": messages["author_id"]}).duplicated()
    rows = np.flatnonzero(first)
    names = [messages["author_id"]] + ([messages["author_name"]] if "author_name" in messages else [])
    table = pd.concat(
        pd.DataFrame(
            {
                "place": place.to_numpy()[rows],
                "handle": name.astype(object).to_numpy()[rows],
                "person": rows,
                "who": messages["author_id"].astype(object).to_numpy()[rows],
            }
        )
        for name in names
    )
    table = table[table["handle"].notna()].assign(
        handle=lambda t: t["handle"].astype(str).str.casefold().str.lstrip("@")
    )
    table = table.drop_duplicates(["place", "handle", "who"])
    return table[~table.duplicated(["place", "handle"], keep=False)][["place", "handle", "person"]]
