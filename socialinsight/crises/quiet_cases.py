"""Cases that are quiet so far: claims repeated and refused, complaints left unanswered in private."""

from __future__ import annotations

import numpy as np
import pandas as pd

from socialinsight.lang.crisis_talk import crisis_talk
from socialinsight.tables import times_of

LEAST_WEEKS = pd.Timedelta(days=14)
SILENT = pd.Timedelta(days=2)
AFTER = pd.Timedelta(days=60)
SEEN = pd.Timedelta(days=30)
MOST_READ = 20_000


def refused_claims(facts: pd.DataFrame) -> pd.DataFrame:
    """Return customers who complained over at least two weeks and whose claim the firm refused meanwhile.

    A refusal is a message of the firm that turns a claim down, written as a reply to the customer or in a private
    conversation with him, after his first complaint; he complains again after it. Of the firm's messages to
    such customers the latest 20,000 are read.

    Parameters
    ----------
    facts : pandas.DataFrame
        Result of `facts.crisis_facts`.

    Returns
    -------
    pandas.DataFrame
        Rows as in the watch_list table, without points.
    """
    complaints = facts[facts["is_complaint"]]
    span = complaints.groupby("author_id")["sent_at"].agg(["min", "max"])
    span = span[(span["max"] - span["min"]) >= LEAST_WEEKS]
    if span.empty:
        return _cases("refused_claim", complaints.iloc[:0], complaints.iloc[:0])
    firm = facts[facts["author_role"] == "agent"]
    firm = firm.assign(to=_addressee(firm, facts))
    firm = firm[firm["to"].isin(span.index)].tail(MOST_READ)
    texts = firm["text"].astype(str).tolist()
    firm = firm[crisis_talk(texts, firm["lang"].astype(str).tolist(), "refusal")["refusal"]]
    first, last = times_of(firm["to"], span["min"]), times_of(firm["to"], span["max"])
    firm = firm[(firm["sent_at"] > first) & (firm["sent_at"] < last)]
    refusals = firm[["message_id", "to"]].rename(columns={"to": "author_id"})
    return _cases("refused_claim", complaints[complaints["author_id"].isin(set(firm["to"]))], refusals)


def private_silences(facts: pd.DataFrame, unanswered: pd.DataFrame, *, as_of: pd.Timestamp) -> pd.DataFrame:
    """Return customers whose complaint in private has had no answer for at least two days.

    Parameters
    ----------
    facts : pandas.DataFrame
        Result of `facts.crisis_facts`.
    unanswered : pandas.DataFrame
        The unanswered table.
    as_of : pandas.Timestamp
        Until when the silence lasts.

    Returns
    -------
    pandas.DataFrame
        Rows as in the watch_list table, without points.
    """
    private = ~unanswered["is_public"].fillna(False).to_numpy(bool)
    old = (unanswered["age_seconds"] >= SILENT.total_seconds()).to_numpy(bool)
    left = unanswered[private & old & (unanswered["kind"] == "complaint").to_numpy(bool)]
    theirs = facts[facts["message_id"].isin(set(left["message_id"]))]
    found = _cases("private_silence", theirs, facts.iloc[:0])
    return found.assign(days_open=(as_of - found["started_at"]) / pd.Timedelta(days=1))


def cases_that_went_public(cases: pd.DataFrame, facts: pd.DataFrame, *, as_of: pd.Timestamp) -> tuple[int, int]:
    """Return how many cases began at least 30 days ago, and of these how many came out into the open.

    Out in the open: within 60 days of its last message the writer complained or threatened to publish in public.

    Parameters
    ----------
    cases : pandas.DataFrame
        Result of `refused_claims` or `private_silences`.
    facts : pandas.DataFrame
        Result of `facts.crisis_facts`.
    as_of : pandas.Timestamp
        End of what is known.
    """
    past = cases[cases["started_at"] <= as_of - SEEN]
    loud = facts[facts["is_public"].fillna(False).to_numpy(bool) & ~facts["is_firm"]]
    loud = loud[loud["is_complaint"] | (loud["publicity_threat"] >= 0.5)]
    since = times_of(loud["author_id"], past.set_index("subject_id")["last_at"])
    after = (loud["sent_at"] > since) & (loud["sent_at"] <= since + AFTER)
    return len(past), int(loud.loc[after, "author_id"].nunique())


def _addressee(firm: pd.DataFrame, facts: pd.DataFrame) -> pd.Series:
    """Return whom a message of the firm answers: by reply, in private the customer of the conversation."""
    author = facts.set_index("message_id")["author_id"]
    by_reply = firm["reply_to"].map(author)
    theirs = facts[~facts["is_firm"] & ~facts["is_public"].fillna(True).to_numpy(bool)]
    customer = theirs.drop_duplicates("conversation_id").set_index("conversation_id")["author_id"]
    return by_reply.fillna(firm["conversation_id"].map(customer))


def _cases(kind: str, own: pd.DataFrame, refusals: pd.DataFrame) -> pd.DataFrame:
    """Return one row a writer from his messages and the refusals (message_id, author_id) he received."""
    heat = own[["hostility", "profanity", "urgency"]].max(axis=1).fillna(0.0)
    threat = own["publicity_threat"] >= 0.5
    own = own.assign(heat=heat, is_threat=threat, rank=np.where(threat, 0, 2))
    by_writer = own.groupby("author_id")
    found = by_writer.agg(
        community_id=("community_id", "last"),
        started_at=("sent_at", "min"),
        last_at=("sent_at", "max"),
        n_reactions=("reactions", "sum"),
        n_views=("views", "max"),
        arousal=("heat", "mean"),
        n_threats=("is_threat", "sum"),
    )
    told = pd.concat([own[["author_id", "message_id", "rank"]], refusals[["author_id", "message_id"]].assign(rank=1)])
    told = told.sort_values("rank", kind="stable").groupby("author_id").head(5)
    ids = told["message_id"].astype(object).groupby(told["author_id"]).agg(tuple)
    found["n_refused"] = refusals.groupby("author_id").size().reindex(found.index, fill_value=0)
    found["days_open"] = (found["last_at"] - found["started_at"]) / pd.Timedelta(days=1)
    found["message_ids"] = ids.reindex(found.index).to_numpy(object)
    found = found.assign(kind=kind, n_writers=1, n_joiners=0, per_hour=0.0)
    return found.rename_axis("subject_id").reset_index()
