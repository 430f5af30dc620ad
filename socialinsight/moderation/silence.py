"""Complaints that met silence or were taken away, and what came after."""

from __future__ import annotations

import numpy as np
import pandas as pd

from socialinsight.proportion import wilson
from socialinsight.tables import SILENCE

SURE = 0.5
AFTER = pd.Timedelta(days=14)
GONE = frozenset({"hidden", "deleted"})


def silence(turns: pd.DataFrame, signals: pd.DataFrame, gone: set[str]) -> pd.DataFrame:
    """Return how many complaints were answered, left without an answer, or hidden, and what their writers did next.

    Complaints to other customers are left out. A hidden complaint counts as hidden, answered or not. Shares of fates
    differ in whom they hold, so what came after is no proof of what silence does.

    Parameters
    ----------
    turns : pandas.DataFrame
        Result of `turns.turns`.
    signals : pandas.DataFrame
        The signals table.
    gone : set of str
        Ids of hidden or deleted messages (`hidden_ids`).

    Returns
    -------
    pandas.DataFrame
        A silence table; shares 0..1, NaN where there is no complaint.
    """
    scores = signals.set_index("message_id")[["complaint", "churn_intent"]].reindex(turns["message_id"])
    facts = turns.assign(complains=(scores["complaint"] >= SURE).to_numpy(bool) & ~turns["is_firm"].to_numpy(bool))
    facts["leaves"] = (scores["churn_intent"] >= SURE).to_numpy(bool) & ~turns["is_firm"].to_numpy(bool)
    told = facts[facts["complains"] & ~facts["to_peer"]]
    fate = np.where(told["agent_at"].notna(), "answered", "unanswered")
    fate = np.where(told["message_id"].isin(gone), "hidden", fate)
    told = told.assign(fate=fate, again=_follows(told, facts, "complains"), leaving=_follows(told, facts, "leaves"))
    reach = np.where(told["is_public"].fillna(False).to_numpy(bool), "public", "private")
    rows = []
    for name in ("public", "private"):
        part = told[reach == name]
        rows += [_row(one, name, part[part["fate"] == one], len(part)) for one in ("answered", "unanswered", "hidden")]
    return SILENCE.cast(pd.DataFrame([row for row in rows if row["n_all"]], columns=[*rows[0]]).drop(columns="n_all"))


def hidden_ids(messages: pd.DataFrame, events: pd.DataFrame | None) -> set[str]:
    """Return the ids of messages that are hidden or deleted by the export or by events."""
    found = set(messages.loc[messages["deleted_at"].notna(), "message_id"]) if "deleted_at" in messages else set()
    if events is not None:
        taken = events[events["kind"].isin(GONE) & events["message_id"].notna()]
        found |= set(taken["message_id"])
    return {str(one) for one in found}


def _follows(told: pd.DataFrame, facts: pd.DataFrame, which: str) -> np.ndarray:
    """Return whether the writer wrote such a message in another moment of the two weeks after."""
    later = facts.loc[facts[which], ["author_id", "sent_at"]].sort_values("sent_at", kind="stable")
    own = told[["author_id", "sent_at"]].assign(place=np.arange(len(told))).sort_values("sent_at", kind="stable")
    found = pd.merge_asof(
        own,
        later.assign(next_at=later["sent_at"]),
        on="sent_at",
        by="author_id",
        direction="forward",
        allow_exact_matches=False,
        tolerance=AFTER,
    )
    return found.sort_values("place")["next_at"].notna().to_numpy()


def _row(fate: str, reach: str, part: pd.DataFrame, n_all: int) -> dict[str, object]:
    n = len(part)
    writers = part.groupby("author_id")[["again", "leaving"]].any()
    low, high = wilson(n, n_all)
    again, leaving = (int(writers[name].sum()) for name in ("again", "leaving"))
    return {
        "fate": fate,
        "is_public": reach,
        "n": n,
        "share": n / n_all if n_all else np.nan,
        "low": low,
        "high": high,
        "n_again": again,
        "again_share": again / len(writers) if n else np.nan,
        "n_leaving": leaving,
        "leaving_share": leaving / len(writers) if n else np.nan,
        "message_ids": tuple(part["message_id"].head(5)),
        "n_all": n_all,
    }
