"""What was known of each customer before a cut, and nothing later."""

from __future__ import annotations

import numpy as np
import pandas as pd

from socialinsight.churn.rhythm import histories
from socialinsight.service.turns import turns

DAY = pd.Timedelta(days=1)
RECENT = 90 * DAY
PATIENCE = DAY
STATIC = ("value", "segment=")
"""Columns of the customers table without a date: nobody knows whether they were filled in after the customer left."""
LEAST_IN_SEGMENT = 20
USED = ("purchase", "usage")
_SCORES = ("complaint", "churn_intent", "churn_taken_back", "praise")


def risk_facts(messages: pd.DataFrame, signals: pd.DataFrame) -> pd.DataFrame:
    """Return the customers' messages with what the risk model looks at.

    Parameters
    ----------
    messages, signals : pandas.DataFrame
        The tables of these names.

    Returns
    -------
    pandas.DataFrame
        author_id, sent_at, conversation_id, sentiment, asks, agent_at and the scores of complaint, churn_intent,
        churn_taken_back and praise.
    """
    table = turns(messages, signals).merge(signals[["message_id", *_SCORES]], on="message_id", how="left")
    names = ["author_id", "sent_at", "conversation_id", "sentiment", "asks", "to_peer", "agent_at", *_SCORES]
    return table.loc[~table["is_firm"], names].astype({"author_id": object, "conversation_id": object})


def known_before(
    facts: pd.DataFrame, promises: pd.DataFrame, events: pd.DataFrame, lives: pd.DataFrame, *, cut: pd.Timestamp
) -> pd.DataFrame:
    """Return the features of each customer at a cut; no message, event, answer or outcome at or after it is seen.

    Parameters
    ----------
    facts : pandas.DataFrame
        Result of `risk_facts`.
    promises, events : pandas.DataFrame
        The tables of these names.
    lives : pandas.DataFrame
        Result of `lifetimes.lifetimes`; author ids of the messages are its customer ids.
    cut : pandas.Timestamp
        Moment of the judgement.

    Returns
    -------
    pandas.DataFrame
        Index customer_id. Logarithms (1 + x) of counts and days: tenure, messages (90 days), silence, complaints
        (90 days), unanswered (90 days), broken_promises, purchases (90 days); mood (mean sentiment, 90 days),
        mood_fall (before - since), said_leaving, taken_back (0 or 1, 90 days), purchase_gap (idle / usual gap),
        value, segment=NAME. NaN where nothing was known.
    """
    facts = facts[facts["sent_at"] < cut]
    facts = facts.assign(agent_at=facts["agent_at"].where(facts["agent_at"] < cut))
    names = pd.Index(lives["customer_id"].astype(object), name="customer_id")
    since = lives["since"].set_axis(names)
    by = facts.groupby("author_id")
    first, last = (by["sent_at"].agg(which).reindex(names) for which in ("min", "max"))
    table = pd.DataFrame({"tenure": _log_days(cut - since.fillna(first).where(lambda at: at < cut))}, index=names)
    table["silence"] = _log_days(cut - last)
    table = table.join(_recent(facts[facts["sent_at"] >= cut - RECENT], cut).reindex(names))
    earlier = facts[facts["sent_at"] < cut - RECENT].groupby("author_id")["sentiment"].mean().reindex(names)
    table["mood_fall"] = (earlier - table["mood"]).fillna(0.0)
    counted = ["messages", "complaints", "unanswered", "said_leaving", "taken_back"]
    table[counted] = table[counted].fillna(0.0)
    table["broken_promises"] = np.log1p(_broken(facts, promises, cut).reindex(names).fillna(0.0))
    return _bought(table, events, cut).join(undated_columns(lives))


def _log_days(gap: pd.Series) -> pd.Series:
    return np.log1p(gap.dt.total_seconds().clip(lower=0) / 86_400 / 7)


def _recent(facts: pd.DataFrame, cut: pd.Timestamp) -> pd.DataFrame:
    owed = facts["asks"] & ~facts["to_peer"] & facts["agent_at"].isna() & (facts["sent_at"] < cut - PATIENCE)
    flags = pd.DataFrame(
        {
            "author_id": facts["author_id"],
            "complaints": facts["complaint"] >= 0.5,
            "unanswered": owed,
            "said_leaving": facts["churn_intent"] >= 0.5,
            "taken_back": facts["churn_taken_back"] >= 0.5,
            "mood": facts["sentiment"],
        }
    )
    by = flags.groupby("author_id")
    table = np.log1p(by[["complaints", "unanswered"]].sum().astype(float))
    table["messages"] = np.log1p(by.size().astype(float))
    table[["said_leaving", "taken_back"]] = by[["said_leaving", "taken_back"]].max().astype(float)
    return table.assign(mood=by["mood"].mean().astype(float))


def _broken(facts: pd.DataFrame, promises: pd.DataFrame, cut: pd.Timestamp) -> pd.Series:
    """Return how many dated promises to each customer had passed unkept by the cut."""
    made = promises[(promises["promised_at"] < cut) & (promises["due_at"] < cut)]
    made = made[~(made["shown_at"] < cut)]
    asker = facts.drop_duplicates("conversation_id").set_index("conversation_id")["author_id"]
    return made["conversation_id"].astype(object).map(asker).value_counts().astype(float)


def _bought(table: pd.DataFrame, events: pd.DataFrame, cut: pd.Timestamp) -> pd.DataFrame:
    used = events[events["kind"].isin(USED)]
    past = histories(used, until=cut)
    if past.empty:
        return table
    recent = histories(used[used["at"] >= cut - RECENT], until=cut)["n"]
    gap = (past["span_days"] / (past["n"] - 1).where(past["n"] > 1)).clip(lower=1)
    past.index, recent.index, gap.index = (part.index.astype(object) for part in (past, recent, gap))
    table["purchases"] = np.log1p(recent.reindex(table.index).fillna(0.0).astype(float))
    table["purchase_gap"] = np.log1p((past["idle_days"] / gap).reindex(table.index).astype(float))
    table["purchase_idle"] = np.log1p(past["idle_days"].reindex(table.index).astype(float) / 7)
    return table


def undated_columns(lives: pd.DataFrame) -> pd.DataFrame:
    """Return value and segments of the customers table, index customer_id; segments from 20 customers on."""
    counts = lives["segment"].value_counts()
    wanted = [one for one in counts.index if one and counts[one] >= LEAST_IN_SEGMENT]
    table = {f"segment={one}": (lives["segment"] == one).to_numpy(float) for one in wanted}
    value = np.log1p(lives["value"].astype(float).clip(lower=0).to_numpy())
    names = pd.Index(lives["customer_id"].astype(object), name="customer_id")
    return pd.DataFrame({"value": value} | table, index=names)
