"""Anger at how a complaint was handled, apart from anger at the fault; and what followed each."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import numpy as np
import pandas as pd

from socialinsight.lang.handling import handling
from socialinsight.proportion import wilson
from socialinsight.tables import ANGER, ANGER_FOLLOWED, ANGRY_MESSAGES

SURE = 0.5
DISCONTENT = -0.25
STRONG = -0.7
WITHIN = pd.Timedelta(days=30)
APART = pd.Timedelta(days=60)
REASONS = ("not_understood", "left_waiting", "sent_round", "told_again")
DIMENSIONS = ("team", "channel", "topic")


def angry_messages(messages: pd.DataFrame, signals: pd.DataFrame, *, teams: Mapping[str, str]) -> pd.DataFrame:
    """Return the discontented messages of customers: angry at the handling, or at the fault alone.

    *Handling*: the label not_understood; or a complaint with a negative sentiment that tells of no answer or a copied
    one (left_waiting), of being sent round (sent_round) or of telling the same again (told_again). *Fault*: any other
    complaint with a sentiment of at most -0.25.

    Parameters
    ----------
    messages, signals : pandas.DataFrame
        The tables of these names, same rows.
    teams : mapping of str to str
        Author id of the firm's people to team, as `service.teams` gives it.

    Returns
    -------
    pandas.DataFrame
        An angry_messages table in the order of time. `team` is that of the last of the firm's people who wrote in the
        conversation before; NA when none had.
    """
    theirs = ~messages["author_role"].isin(["agent", "bot"]).to_numpy(bool)
    complains = theirs & (signals["complaint"] >= SURE).to_numpy(bool)
    sentiment = signals["sentiment"].to_numpy(float)
    misunderstood = theirs & (signals["not_understood"] >= SURE).to_numpy(bool)
    rows = np.flatnonzero(misunderstood | (complains & (sentiment < 0)))
    reason = _reasons(messages, signals, rows, misunderstood[rows])
    kept = (reason != "") | (sentiment[rows] <= DISCONTENT)
    rows, reason = rows[kept], reason[kept]
    columns = ["message_id", "conversation_id", "community_id", "author_id", "channel", "sent_at"]
    table = messages.iloc[rows][columns].reset_index(drop=True)
    table = table.assign(
        kind=np.where(reason != "", "handling", "fault"),
        reason=pd.Series(reason, dtype="string").replace("", pd.NA),
        topic=signals["topic"].iloc[rows].to_numpy(object),
        sentiment=sentiment[rows],
        team=_answering_team(messages, table, teams),
    )
    return ANGRY_MESSAGES.cast(table.sort_values("sent_at", kind="stable", ignore_index=True))


def _reasons(messages: pd.DataFrame, signals: pd.DataFrame, rows: np.ndarray, misunderstood: np.ndarray) -> np.ndarray:
    texts = messages["text"].astype(object).iloc[rows].astype(str).tolist()
    found = handling(texts, signals["lang"].astype(str).iloc[rows].tolist(), *REASONS[1:])
    reason = np.full(len(rows), "", object)
    for name in reversed(REASONS[1:]):
        reason[found[name] > 0] = name
    reason[misunderstood & (reason == "")] = REASONS[0]
    return reason


def _answering_team(messages: pd.DataFrame, table: pd.DataFrame, teams: Mapping[str, str]) -> pd.Series:
    """Return the team of the last of the firm's people who wrote in each conversation before each message."""
    own = messages[(messages["author_role"] == "agent").fillna(False).to_numpy(bool)]
    wrote = own[["conversation_id", "sent_at"]].assign(
        answered=own["author_id"].astype(object).map(dict(teams)).fillna("").astype(object)
    )
    asked = table[["conversation_id", "sent_at"]].assign(place=np.arange(len(table))).sort_values("sent_at")
    found = pd.merge_asof(
        asked, wrote.sort_values("sent_at"), on="sent_at", by="conversation_id", allow_exact_matches=False
    )
    return found.set_index("place")["answered"].sort_index().astype("string")


def anger(angry: pd.DataFrame) -> pd.DataFrame:
    """Return how much of the discontent is at the handling: for all, and by team, channel and topic.

    Parameters
    ----------
    angry : pandas.DataFrame
        Result of `angry_messages`.

    Returns
    -------
    pandas.DataFrame
        An anger table: n, handling_share with Wilson's 95 % interval, the latest five messages of each kind.
    """
    parts: list[tuple[str, str, pd.DataFrame]] = [("all", "all", angry)] if len(angry) else []
    for dimension in DIMENSIONS:
        parts += [(dimension, str(value), part) for value, part in angry.groupby(dimension, observed=True)]
    rows = [{"dimension": dimension, "value": value, **_counted(part)} for dimension, value, part in parts]
    result = pd.DataFrame(rows, columns=[column.name for column in ANGER.columns])
    order = result["dimension"].map({name: place for place, name in enumerate(("all", *DIMENSIONS))})
    return ANGER.cast(result.iloc[np.lexsort((-result["n"].to_numpy(float), order))].reset_index(drop=True))


def _counted(part: pd.DataFrame) -> dict[str, Any]:
    handled = (part["kind"] == "handling").to_numpy(bool)
    low, high = wilson(int(handled.sum()), len(part))
    return {
        "n": len(part),
        "n_handling": int(handled.sum()),
        "n_fault": int((~handled).sum()),
        "handling_share": float(handled.mean()),
        "low": low,
        "high": high,
        "handling_ids": tuple(part.loc[handled, "message_id"].tail(5)[::-1]),
        "fault_ids": tuple(part.loc[~handled, "message_id"].tail(5)[::-1]),
    }


def anger_followed(angry: pd.DataFrame, messages: pd.DataFrame, signals: pd.DataFrame) -> pd.DataFrame:
    """Return how often stated churn followed anger at the handling, beside matched anger at the fault.

    Each customer counts with his first message angry at the handling; his partner is a customer who was never angry
    at it, with a message angry at the fault in the same community, as strongly worded (sentiment up to -0.7 or not),
    nearest in time and at most 60 days off; nobody is a partner twice. Who had spoken of leaving before is left out.
    Followed: churn intent in the message itself or within 30 days. Difference with Newcombe's (1998) interval.

    Parameters
    ----------
    angry : pandas.DataFrame
        Result of `angry_messages`.
    messages, signals : pandas.DataFrame
        The tables of these names, same rows.

    Returns
    -------
    pandas.DataFrame
        An anger_followed table of one row; shares are NaN without a pair. What follows is not caused by it.
    """
    leaves = (signals["churn_intent"] >= SURE).to_numpy(bool)
    said = messages.loc[leaves, ["author_id", "sent_at"]]
    times = {str(author): part.to_numpy() for author, part in said.groupby("author_id")["sent_at"]}
    table = angry.assign(left=[_left(times, *one) for one in zip(angry["author_id"], angry["sent_at"])])
    table = table[table["left"] >= 0]
    hurt = table[table["kind"] == "handling"].drop_duplicates("author_id")
    others = table[~table["author_id"].isin(angry.loc[angry["kind"] == "handling", "author_id"])]
    pairs = _pairs(hurt, others.drop_duplicates("author_id"))
    n, first, second = len(pairs), sum(a for a, _ in pairs), sum(b for _, b in pairs)
    one, two = wilson(first, n), wilson(second, n)
    p, q = (first / n, second / n) if n else (np.nan, np.nan)
    row = {
        "n_handling": len(hurt),
        "n_pairs": n,
        "n_leaving": first,
        "leaving_share": p,
        "low": one[0],
        "high": one[1],
        "n_leaving_fault": second,
        "leaving_share_fault": q,
        "difference": p - q,
        "difference_low": p - q - np.hypot(p - one[0], two[1] - q),
        "difference_high": p - q + np.hypot(one[1] - p, q - two[0]),
    }
    return ANGER_FOLLOWED.cast(pd.DataFrame([row]))


def _left(times: Mapping[str, np.ndarray], author: str, at: pd.Timestamp) -> int:
    """Return 1 when the author spoke of leaving then or soon after, 0 when not, -1 when he had before."""
    own = [pd.Timestamp(one) for one in times.get(str(author), ())]
    own = [one if one.tzinfo else one.tz_localize("UTC") for one in own]
    if any(one < at for one in own):
        return -1
    return int(any(one - at <= WITHIN for one in own))


def _pairs(hurt: pd.DataFrame, others: pd.DataFrame) -> list[tuple[int, int]]:
    """Return (left, partner left) of each customer who has a partner."""
    free = dict(iter(others.groupby([others["community_id"].fillna(""), others["sentiment"] <= STRONG])))
    used: set[str] = set()
    result = []
    keys = zip(hurt["community_id"].fillna(""), hurt["sentiment"] <= STRONG)
    for key, left, at in zip(keys, hurt["left"], hurt["sent_at"]):
        part = free.get(key)
        if part is None:
            continue
        part = part[~part["author_id"].isin(used)]
        away = (part["sent_at"] - at).abs()
        if len(part) and away.min() <= APART:
            chosen = part.loc[away.idxmin()]
            used.add(str(chosen["author_id"]))
            result.append((int(left), int(chosen["left"])))
    return result
