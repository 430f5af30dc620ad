"""Stated churn intent, customer by customer; silence is told beside it and never called churn."""

from __future__ import annotations

import numpy as np
import pandas as pd

from socialinsight.tables import CHURN

KINDS = ("firm", "conditional", "considered")
MOST_QUOTES = 5


def stated_churn(messages: pd.DataFrame, signals: pd.DataFrame, *, as_of: pd.Timestamp) -> pd.DataFrame:
    """Return the customers who said that they leave or think of it, strongest first.

    The kind is that of the latest statement; a later message in which the customer stays makes it
    "taken_back". `days_since_contact` is time since the last message of any kind: no more than that.

    Parameters
    ----------
    messages, signals : pandas.DataFrame
        The tables of these names; same order.
    as_of : pandas.Timestamp
        Moment from which silence is counted.

    Returns
    -------
    pandas.DataFrame
        A churn table.
    """
    own = messages["author_role"].isin(["agent", "bot"]).fillna(False).to_numpy(bool)
    table = messages[["message_id", "author_id", "sent_at"]].reset_index(drop=True)
    table = table.join(signals[["churn_intent", "churn_taken_back", "topic", *[f"churn_{kind}" for kind in KINDS]]])
    table = table[~own].sort_values("sent_at", kind="stable")
    last_contact = table.groupby("author_id")["sent_at"].last()
    stated = table[table["churn_intent"] >= 0.5]
    if stated.empty:
        return CHURN.empty()
    stated = stated.assign(kind=_kind(stated), rank=-stated["churn_intent"])
    strongest = stated.sort_values("rank", kind="stable").drop_duplicates("author_id").set_index("author_id")
    result = stated.groupby("author_id").agg(
        kind=("kind", "last"),
        score=("churn_intent", "max"),
        n_statements=("message_id", "size"),
        first_at=("sent_at", "first"),
        last_at=("sent_at", "last"),
        quote_ids=("message_id", lambda ids: tuple(ids[:MOST_QUOTES])),
    )
    stays = table[table["churn_taken_back"] >= 0.5].groupby("author_id")["sent_at"].last().reindex(result.index)
    result["kind"] = result["kind"].where(~(stays >= result["last_at"]), "taken_back")
    result["message_id"] = strongest["message_id"]
    result["topic"] = strongest["topic"]
    result["last_contact_at"] = last_contact
    result["days_since_contact"] = (as_of - result["last_contact_at"]).dt.total_seconds() / 86_400
    result = result.reset_index().sort_values(["score", "last_at"], ascending=False, ignore_index=True)
    return CHURN.cast(result)[[column.name for column in CHURN.columns]]


def _kind(stated: pd.DataFrame) -> np.ndarray:
    """Name the strongest detail; a statement without detail counts as considered."""
    details = stated[[f"churn_{kind}" for kind in KINDS]].to_numpy(float)
    best = np.array(KINDS, object)[details.argmax(axis=1)]
    return np.where(details.max(axis=1) >= 0.5, best, "considered")
