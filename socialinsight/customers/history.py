"""One row a customer, with the whole history: contacts, complaints, mood, promises, churn, segment, value, roles."""

from __future__ import annotations

import csv
from functools import lru_cache
from pathlib import Path

import numpy as np
import pandas as pd

from socialinsight.churn.lifetimes import lifetimes
from socialinsight.customers.weights import loyalty
from socialinsight.tables import CUSTOMER_HISTORY

LEAVING = ("firm", "considered", "conditional", "lost")
ANONYMOUS = "anonymous:"
SHOWN_LEVELS = ("assigned", "tentative")
_THIRD = 3
_Tables = dict[str, pd.DataFrame]


@lru_cache(maxsize=1)
def private_words() -> tuple[str, ...]:
    """Return the words by which a client's table tells that somebody left for a reason of life."""
    with Path(__file__).with_name("private_reasons.csv").open(encoding="utf-8", newline="") as file:
        return tuple(row["word"] for row in csv.DictReader(file))


def customer_history(
    messages: pd.DataFrame,
    signals: pd.DataFrame,
    signs: pd.DataFrame,
    segments: pd.DataFrame,
    tables: _Tables,
    *,
    customers: pd.DataFrame,
    events: pd.DataFrame,
    as_of: pd.Timestamp,
    insiders: tuple[str, ...] = (),
) -> pd.DataFrame:
    """Return one row a customer, the firm's people, declared insiders and writers without an id left out.

    Parameters
    ----------
    messages, signals : pandas.DataFrame
        The tables of these names; same order.
    signs, segments : pandas.DataFrame
        Results of `segments.customer_signs` and `segments.segments`.
    tables : dict of str to pandas.DataFrame
        unanswered, promises (with the author_id of `promised.promised_to`), churn, role_evidence and risk.
    customers, events : pandas.DataFrame
        The tables of these names; customers who never wrote have a row too.
    as_of : pandas.Timestamp
        Moment of the analysis.
    insiders : tuple of str
        Declared employees, family and partners.

    Returns
    -------
    pandas.DataFrame
        A customer_history table, those who wrote most first.
    """
    facts = _facts(messages, signals, insiders)
    table = _contacts(facts).join(_mood(facts))
    known = pd.Index(customers["customer_id"].astype(object))
    table = table.reindex(table.index.union(known.difference(list(insiders)), sort=False).rename("author_id"))
    counts = ["n_messages", "n_conversations", "n_complaints", "n_praise"]
    table[counts] = table[counts].fillna(0)
    table = table.join(segments).join(loyalty(customers, as_of=as_of))
    table["weight"] = table["weight"].fillna(1.0)
    table = table.join(_owed(tables["unanswered"], tables["promises"]))
    owed = ["n_unanswered", "n_promises_open", "n_promises_broken"]
    table[owed] = table[owed].fillna(0)
    table["churn"] = _churn(table.index, tables["churn"], lifetimes(customers, events, as_of=as_of))
    table["private_reason"] = _private(table, facts, signs, customers)
    risk = tables["risk"].set_index(tables["risk"]["customer_id"].astype(object))["p_leave"]
    table["p_leave"] = risk.reindex(table.index).astype(float)
    table["roles"] = _roles(tables["role_evidence"]).reindex(table.index)
    for name in ("channels", "segment_ids", "roles"):
        table[name] = [one if isinstance(one, tuple) else () for one in table[name]]
    table = table.reset_index().sort_values("n_messages", ascending=False, kind="stable", ignore_index=True)
    return CUSTOMER_HISTORY.cast(table)[[column.name for column in CUSTOMER_HISTORY.columns]]


def _facts(messages: pd.DataFrame, signals: pd.DataFrame, insiders: tuple[str, ...]) -> pd.DataFrame:
    author = messages["author_id"].to_numpy(object)
    theirs = ~messages["author_role"].isin(["agent", "bot"]).to_numpy(bool)
    theirs &= ~messages["author_id"].isin(list(insiders)).to_numpy(bool)
    theirs &= ~messages["author_id"].str.startswith(ANONYMOUS).to_numpy(bool)
    table = pd.DataFrame(
        {
            "author_id": author,
            "message_id": messages["message_id"].to_numpy(object),
            "conversation_id": messages["conversation_id"].to_numpy(object),
            "channel": messages["channel"].to_numpy(object),
            "sent_at": messages["sent_at"].reset_index(drop=True),
            "sentiment": signals["sentiment"].to_numpy(float),
            "complaint": (signals["complaint"] >= 0.5).to_numpy(bool),
            "praise": (signals["praise"] >= 0.5).to_numpy(bool),
        }
    )[theirs]
    return table.sort_values("sent_at", kind="stable", ignore_index=True)


def _contacts(facts: pd.DataFrame) -> pd.DataFrame:
    by = facts.groupby("author_id")
    table = by.agg(
        first_at=("sent_at", "first"),
        last_at=("sent_at", "last"),
        n_messages=("complaint", "size"),
        n_complaints=("complaint", "sum"),
        n_praise=("praise", "sum"),
    )
    table["n_conversations"] = facts.drop_duplicates(["author_id", "conversation_id"]).groupby("author_id").size()
    used = facts.groupby(["author_id", "channel"]).size().rename("n").reset_index()
    used = used.sort_values(["author_id", "n", "channel"], ascending=[True, False, True])
    channels: dict[str, tuple[str, ...]] = {}
    for author, channel in zip(used["author_id"], used["channel"]):
        channels[author] = (*channels.get(author, ()), channel)
    return table.assign(channels=pd.Series([channels.get(author, ()) for author in table.index], table.index, object))


def _mood(facts: pd.DataFrame) -> pd.DataFrame:
    """Return mean sentiment of the first and the last third of each customer's messages, from two messages on."""
    told = facts[facts["sentiment"].notna()]
    place = told.groupby("author_id").cumcount().to_numpy()
    size = told.groupby("author_id")["sentiment"].transform("size").to_numpy()
    part = np.maximum(size // _THIRD, 1)
    start, end = (told[which & (size > 1)] for which in (place < part, place >= size - part))
    means = {
        f"sentiment_{name}": one.groupby("author_id")["sentiment"].mean() for name, one in zip(_ENDS, (start, end))
    }
    return pd.DataFrame(means)


_ENDS = ("start", "end")


def _owed(unanswered: pd.DataFrame, promises: pd.DataFrame) -> pd.DataFrame:
    waits = unanswered[~unanswered["peer_answered"].fillna(False).to_numpy(bool)]
    whom = promises["author_id"].astype(object)
    state = promises["state"].to_numpy(object)
    counts = {"n_unanswered": waits["author_id"].astype(object).value_counts()}
    counts |= {f"n_promises_{name}": whom[state == name].value_counts() for name in ("open", "broken")}
    return pd.DataFrame(counts)


def _churn(names: pd.Index, churn: pd.DataFrame, lives: pd.DataFrame) -> pd.Series:
    said = pd.Series(churn["kind"].to_numpy(object), index=churn["author_id"].to_numpy(object)).reindex(names)
    lost = lives.loc[lives["left"] | lives["undated"], "customer_id"].astype(object)
    return said.where(~names.isin(lost), "lost")


def _private(table: pd.DataFrame, facts: pd.DataFrame, signs: pd.DataFrame, customers: pd.DataFrame) -> pd.Series:
    """Whether somebody leaves for a reason of life; a complaint in any other message speaks against it."""
    said = signs[signs["private_reason"] > 0]
    others = facts[facts["complaint"] & ~facts["message_id"].isin(said["message_id"])]
    reason = customers["left_reason"].fillna("").str.casefold()
    told = pd.Series(False, customers.index)
    for word in private_words():
        told |= reason.str.contains(word, regex=False).to_numpy(bool)
    why = table.index.isin(said["author_id"]) | table.index.isin(customers.loc[told, "customer_id"].astype(object))
    return pd.Series(why & table["churn"].isin(LEAVING) & ~table.index.isin(others["author_id"]), table.index)


def _roles(evidence: pd.DataFrame) -> pd.Series:
    buying = evidence["role"].str.startswith("buying_").fillna(False).to_numpy(bool)
    shown = evidence[buying & evidence["level"].isin(SHOWN_LEVELS).to_numpy(bool)]
    shown = shown.sort_values("score", ascending=False, kind="stable").astype({"author_id": object, "role": object})
    return shown.groupby("author_id")["role"].agg(lambda roles: tuple(dict.fromkeys(roles)))
