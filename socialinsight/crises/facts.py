"""What the crisis room needs of each message: who, where, when, and the scores it counts."""

from __future__ import annotations

import numpy as np
import pandas as pd

LABELS = (
    "acknowledgement",
    "apology",
    "non_apology",
    "promise",
    "all_clear",
    "compensation",
    "follow_up",
    "boilerplate",
)
"""Labels of the firm's messages that show what it did."""
HEAT = ("publicity_threat", "hostility", "profanity", "urgency")
"""Signals of customers' messages that travel."""
SURE = 0.5
_CARRIED = (
    "message_id",
    "community_id",
    "conversation_id",
    "reply_to",
    "author_id",
    "author_role",
    "channel",
    "is_public",
    "sent_at",
    "text",
)


def crisis_facts(messages: pd.DataFrame, signals: pd.DataFrame, issue_messages: pd.DataFrame) -> pd.DataFrame:
    """Return one row a message in the order of time.

    Parameters
    ----------
    messages, signals, issue_messages : pandas.DataFrame
        The tables of these names; messages and signals have the same rows.

    Returns
    -------
    pandas.DataFrame
        The message's columns (reactions and views NaN where not told), its scores, issue_id, is_firm, is_complaint
        (bool), churn (1 when churn intent is stated, else 0; NaN where not read), opens (first message of its
        conversation), author (a number for each author_id).
    """
    facts = messages[list(_CARRIED)].reset_index(drop=True)
    facts["community_id"] = facts["community_id"].fillna("")
    scores = signals[["lang", "complaint", "churn_intent", "sentiment", *LABELS, *HEAT]].reset_index(drop=True)
    facts = facts.join(scores)
    for name in ("reactions", "views"):
        facts[name] = messages[name].to_numpy(float, na_value=np.nan) if name in messages else np.nan
    facts["is_firm"] = facts["author_role"].isin(["agent", "bot"]).astype(bool)
    facts["is_complaint"] = ~facts["is_firm"] & (facts["complaint"] >= SURE)
    intent = facts["churn_intent"]
    facts["churn"] = (intent >= SURE).astype(float).where(intent.notna())
    facts = facts.merge(issue_messages[["message_id", "issue_id"]], on="message_id", how="left")
    facts = facts.sort_values("sent_at", kind="stable", ignore_index=True)
    facts["author"] = pd.factorize(facts["author_id"])[0]
    facts["opens"] = ~facts.duplicated("conversation_id")
    return facts
