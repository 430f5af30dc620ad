"""Conversations: who asked, when the firm answered, how content the customer was at both ends."""

from __future__ import annotations

from collections.abc import Mapping

import numpy as np
import pandas as pd

from socialinsight.country.calendar import working_seconds
from socialinsight.service.helpdesk import case_facts
from socialinsight.settings import Settings
from socialinsight.tables import CONVERSATIONS, EVENTS


def conversations(
    turns: pd.DataFrame,
    *,
    settings: Settings,
    zone: str,
    country: str,
    teams: Mapping[str, str] | None = None,
    events: pd.DataFrame | None = None,
) -> pd.DataFrame:
    """Return one row a conversation, with the columns that help desks export: see `helpdesk.case_facts`.

    First response time: first customer message that asks for something to the first message of a human of
    the firm after it; bots do not count. Resolution time: the same start to the firm's last message, or to
    a customer's confirmation that a peer's solution worked.

    Parameters
    ----------
    turns : pandas.DataFrame
        Result of `turns.turns`.
    settings : Settings
        Working hours and the reopen gap.
    zone, country : str
        Of the firm; for working hours.
    teams : mapping of str to str, optional
        Team of each of the firm's people.
    events : pandas.DataFrame, optional
        Events until the moment of the analysis, for the status.

    Returns
    -------
    pandas.DataFrame
        A conversations table; times in seconds, satisfaction -1..1, NaN where nothing can be measured.
    """
    groups = turns.groupby("conversation", sort=True)
    table = groups.agg(
        conversation_id=("conversation_id", "first"),
        community_id=("community_id", "first"),
        channel=("channel", "first"),
        is_public=("is_public", "first"),
        opened_at=("sent_at", "first"),
        last_at=("sent_at", "last"),
        n_messages=("message_id", "size"),
        n_authors=("author_id", "nunique"),
        n_agent_messages=("is_agent", "sum"),
        rating=("rating", "mean"),
    )
    asked = turns[turns["asks"]].drop_duplicates("conversation").set_index("conversation")
    table["asked_id"] = asked["message_id"].reindex(table.index)
    table["asked_at"] = asked["sent_at"].reindex(table.index)
    table["first_response_at"] = asked["agent_at"].reindex(table.index)
    table["first_response_seconds"] = _seconds(table["asked_at"], table["first_response_at"])
    table["first_response_business_seconds"] = working_seconds(
        table["asked_at"], table["first_response_at"], settings=settings, zone=zone, country=country
    )
    table["next_response_seconds"] = _next_response(turns).reindex(table.index)
    table["resolution_seconds"] = _resolution(turns, table)
    table["n_reopened"] = _reopened(turns, settings.reopen_days).reindex(table.index).fillna(0)
    table["answered_by"] = _answered_by(turns, table)
    table = table.join(_satisfaction(turns))
    known = EVENTS.empty() if events is None else events
    facts = case_facts(turns, teams=teams or {}, events=known, settings=settings, zone=zone, country=country)
    table = table.join(facts)
    table["topic"] = _topic(turns).reindex(table.index)
    return CONVERSATIONS.cast(table.reset_index(drop=True))[[column.name for column in CONVERSATIONS.columns]]


def _seconds(start: pd.Series, end: pd.Series) -> pd.Series:
    return (end - start).dt.total_seconds()


def _next_response(turns: pd.DataFrame) -> pd.Series:
    """Median wait of the customer's turns after the first answer; a turn begins after a message of the firm."""
    previous_firm = turns["is_firm"].groupby(turns["conversation"]).shift(1, fill_value=False)
    begins = previous_firm & ~turns["is_firm"] & turns["after_agent"] & turns["asks"]
    later = turns[begins]
    return _seconds(later["sent_at"], later["agent_at"]).groupby(later["conversation"]).median()


def _resolution(turns: pd.DataFrame, table: pd.DataFrame) -> pd.Series:
    agent = turns[turns["is_agent"]].groupby("conversation")["sent_at"].last().reindex(table.index)
    solved = turns[turns["confirmed"] >= 0.5].groupby("conversation")["sent_at"].last().reindex(table.index)
    end = agent.where(agent > table["asked_at"])
    end = end.where(end.notna(), solved.where(solved > table["asked_at"]))
    return _seconds(table["asked_at"], end)


def _reopened(turns: pd.DataFrame, days: float) -> pd.Series:
    gap = turns["sent_at"] - turns["sent_at"].groupby(turns["conversation"]).shift(1)
    again = turns["asks"] & turns["after_agent"] & (gap > pd.Timedelta(days=days))
    return again.groupby(turns["conversation"]).sum()


def _answered_by(turns: pd.DataFrame, table: pd.DataFrame) -> np.ndarray:
    solved = turns.groupby("conversation")["confirmed"].max().reindex(table.index) >= 0.5
    result = np.where(solved, "peer", "nobody")
    result = np.where(table["first_response_at"].notna(), "agent", result)
    return np.where(table["asked_at"].notna(), result, "not_asked")


def _satisfaction(turns: pd.DataFrame) -> pd.DataFrame:
    """Mean sentiment of the first and of the last third (at least one message) of the asker's messages."""
    theirs = turns[~turns["is_firm"] & turns["sentiment"].notna()]
    place = theirs.groupby("conversation").cumcount()
    size = theirs.groupby("conversation")["message_id"].transform("size")
    part = np.maximum(size // 3, 1)
    start = theirs[place < part].groupby("conversation")["sentiment"].mean()
    end = theirs[place >= size - part].groupby("conversation")["sentiment"].mean()
    return pd.DataFrame({"satisfaction_start": start, "satisfaction_end": end, "satisfaction_change": end - start})


def _topic(turns: pd.DataFrame) -> pd.Series:
    told = turns[~turns["is_firm"] & turns["topic"].notna() & (turns["topic"] != "other")]
    counts = told.groupby(["conversation", "topic"], observed=True).size().rename("n").reset_index()
    counts = counts.sort_values(["conversation", "n", "topic"], ascending=[True, False, True])
    return counts.drop_duplicates("conversation").set_index("conversation")["topic"]
