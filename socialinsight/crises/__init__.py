"""Crises: bursts of complaints, what the firm did about them, and what became of them."""

from __future__ import annotations

from typing import Any

import numpy as np
import pandas as pd

from socialinsight.crises.baseline import baseline
from socialinsight.crises.episodes import LEAST_AUTHORS, LEAST_COMPLAINTS, alarm_spans, hourly
from socialinsight.crises.response import STAGES, before_during_after, stages
from socialinsight.settings import Settings
from socialinsight.tables import COUNTS, EPISODES

_LABELS = ("acknowledgement", "apology", "promise", "all_clear", "compensation", "follow_up")


def crises(
    messages: pd.DataFrame,
    signals: pd.DataFrame,
    issue_messages: pd.DataFrame,
    issues: pd.DataFrame,
    *,
    as_of: pd.Timestamp,
    settings: Settings,
    zone: str,
) -> tuple[pd.DataFrame, pd.DataFrame]:
    """Return the episodes and the hourly counts they were found in.

    Parameters
    ----------
    messages, signals, issue_messages, issues : pandas.DataFrame
        The tables of these names.
    as_of : pandas.Timestamp
        End of the series.
    settings : Settings
        `alarms_per_month` is used, over all communities together.
    zone : str
        Time zone of the seasonal profile.

    Returns
    -------
    tuple of pandas.DataFrame
        An episodes and a counts table. An episode has at least 10 complaints by at least 5 authors.
    """
    facts = _facts(messages, signals, issue_messages)
    complaints = facts[facts["is_complaint"]]
    sizes = complaints.groupby("community_id").size()
    communities = sizes.index[sizes >= LEAST_COMPLAINTS]
    rate = settings.alarms_per_month / max(len(communities), 1)
    rows, tables = [], []
    names = issues.set_index("issue_id")["name"]
    for community in communities:
        theirs = complaints[complaints["community_id"] == community]
        counts = hourly(theirs, until=as_of, zone=zone)
        counts = counts.join(baseline(counts["n"].to_numpy(), counts["hour_of_week"].to_numpy(), alarms_per_month=rate))
        tables.append(counts.assign(community_id=community))
        everything = facts[facts["community_id"] == community]
        for first, last in alarm_spans(counts):
            row = _episode(theirs, everything, counts, first, last, names)
            if row:
                rows.append({"community_id": community, **row})
    episodes = pd.DataFrame(rows, columns=[column.name for column in EPISODES.columns])
    episodes = episodes.sort_values("started_at", kind="stable", ignore_index=True)
    episodes["episode_id"] = [f"e{number + 1}" for number in range(len(episodes))]
    if not tables:
        return EPISODES.empty(), COUNTS.empty()
    counts = pd.concat(tables, ignore_index=True)
    return EPISODES.cast(episodes), COUNTS.cast(counts[[column.name for column in COUNTS.columns]])


def _facts(messages: pd.DataFrame, signals: pd.DataFrame, issue_messages: pd.DataFrame) -> pd.DataFrame:
    facts = messages[["message_id", "community_id", "conversation_id", "author_id", "author_role", "sent_at"]].copy()
    facts["community_id"] = facts["community_id"].fillna("")
    facts = facts.reset_index(drop=True).join(signals[["complaint", "churn_intent", "sentiment", *_LABELS]])
    facts["is_firm"] = facts["author_role"].isin(["agent", "bot"]).astype(bool)
    facts["is_complaint"] = ~facts["is_firm"] & (facts["complaint"] >= 0.5)
    facts = facts.merge(issue_messages[["message_id", "issue_id"]], on="message_id", how="left")
    facts = facts.sort_values("sent_at", kind="stable", ignore_index=True)
    facts["opens"] = ~facts.duplicated("conversation_id")
    return facts


def _episode(
    complaints: pd.DataFrame,
    everything: pd.DataFrame,
    counts: pd.DataFrame,
    first: int,
    last: int,
    names: pd.Series,
) -> dict[str, Any] | None:
    start, end = counts["at"].iloc[first], counts["at"].iloc[last] + pd.Timedelta(hours=1)
    inside = complaints[(complaints["sent_at"] >= start) & (complaints["sent_at"] < end)]
    if len(inside) < LEAST_COMPLAINTS or inside["author_id"].nunique() < LEAST_AUTHORS:
        return None
    began, ended = inside["sent_at"].iloc[0], inside["sent_at"].iloc[-1]
    span = counts.iloc[first : last + 1]
    on_going = last >= len(counts) - 24
    issue = inside["issue_id"].dropna().mode()
    shown = stages(everything[everything["author_role"] == "agent"], began, ended, set(inside["conversation_id"]))
    customers = everything[~everything["is_firm"]].assign(
        churn=lambda table: (table["churn_intent"] >= 0.5).where(table["churn_intent"].notna()).astype(float)
    )
    mood = before_during_after(customers, "sentiment", began, ended)
    leaving = before_during_after(customers, "churn", began, ended)
    return {
        "issue_id": issue.iloc[0] if len(issue) else pd.NA,
        "name": names.get(issue.iloc[0], "") if len(issue) else "",
        "started_at": began,
        "peak_at": span.loc[span["n"].idxmax(), "at"],
        "ended_at": pd.NaT if on_going else ended,
        "n_messages": len(inside),
        "n_authors": inside["author_id"].nunique(),
        "expected": float(span["expected"].sum()),
        "p_value": float(span["p_value"].min()),
        **{f"{stage}_at": at for stage, (at, _) in shown.items()},
        "recovered_at": _recovered(counts, last),
        **dict(zip(("sentiment_before", "sentiment_during", "sentiment_after"), mood)),
        **dict(zip(("churn_before", "churn_during", "churn_after"), leaving)),
        "evidence_ids": tuple(shown[stage][1] for stage in STAGES),
        "quote_ids": tuple(inside.sort_values("complaint", ascending=False, kind="stable")["message_id"].head(5)),
    }


def _recovered(counts: pd.DataFrame, last: int) -> pd.Timestamp | Any:
    """Return the first hour after which a whole day stays within twice the expected count."""
    rest = counts.iloc[last + 1 :]
    if len(rest) < 24:
        return pd.NaT
    day = rest["n"].rolling(24).sum().to_numpy()[23:]
    calm = np.flatnonzero(day <= np.maximum(2 * rest["expected"].rolling(24).sum().to_numpy()[23:], 2))
    return rest["at"].iloc[int(calm[0])] if len(calm) else pd.NaT
