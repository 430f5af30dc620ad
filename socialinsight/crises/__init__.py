"""Crises: bursts of complaints, what the firm did about them, and what became of them."""

from __future__ import annotations

from typing import Any

import pandas as pd

from socialinsight.crises.detection import community_bursts
from socialinsight.crises.episodes import LEAST_COMPLAINTS, Burst, inside, is_crisis
from socialinsight.crises.recovery import before_during_after, course, volume_back
from socialinsight.crises.response import answers_afterwards, response
from socialinsight.crises.stage_advice import present_stage
from socialinsight.settings import Settings
from socialinsight.tables import COUNTS, EPISODES

_COMPLAINTS = ("message_id", "conversation_id", "author", "sent_at", "issue_id", "complaint")
_MOODS = ("sent_at", "sentiment", "churn")


def crises(
    facts: pd.DataFrame, issues: pd.DataFrame, *, as_of: pd.Timestamp, settings: Settings, zone: str
) -> tuple[pd.DataFrame, pd.DataFrame]:
    """Return the episodes and the hourly counts they were found in.

    Parameters
    ----------
    facts : pandas.DataFrame
        Result of `facts.crisis_facts`.
    issues : pandas.DataFrame
        The issues table.
    as_of : pandas.Timestamp
        End of the series.
    settings : Settings
        `alarms_per_month` is used, over all communities together.
    zone : str
        Time zone of the seasonal profile.

    Returns
    -------
    tuple of pandas.DataFrame
        An episodes and a counts table. An episode has at least 10 complaints, a person counted once a day, by at
        least 5 people, on one issue or over all.
    """
    complaints = facts[facts["is_complaint"]]
    sizes = complaints.groupby("community_id").size()
    communities = sizes.index[sizes >= LEAST_COMPLAINTS]
    rate = settings.alarms_per_month / max(len(communities), 1)
    names = issues.set_index("issue_id")["name"]
    rows, tables = [], []
    for community in communities:
        everything = facts[facts["community_id"] == community] if len(communities) > 1 else facts
        theirs = everything.loc[everything["is_complaint"], list(_COMPLAINTS)]
        found, counts = community_bursts(theirs, until=as_of, zone=zone, alarms_per_month=rate)
        tables.append(counts.assign(community_id=community))
        crises_of_it = [burst for burst in found if is_crisis(inside(burst))]
        firm = everything[(everything["author_role"] == "agent").to_numpy(bool)] if crises_of_it else everything
        customers = everything.loc[~everything["is_firm"], list(_MOODS)] if crises_of_it else everything
        rows += [
            {"community_id": community, **_episode(burst, everything, firm, names), **_moods(burst, customers)}
            for burst in crises_of_it
        ]
    if not tables:
        return EPISODES.empty(), COUNTS.empty()
    episodes = pd.DataFrame(rows, columns=[column.name for column in EPISODES.columns])
    episodes = episodes.sort_values("started_at", kind="stable", ignore_index=True)
    episodes["episode_id"] = [f"e{number + 1}" for number in range(len(episodes))]
    episodes["present_stage"] = [present_stage(row) for row in episodes.to_dict("records")]
    counts = pd.concat(tables, ignore_index=True)
    return EPISODES.cast(episodes), COUNTS.cast(counts[[column.name for column in COUNTS.columns]])


def _episode(burst: Burst, everything: pd.DataFrame, firm: pd.DataFrame, names: pd.Series) -> dict[str, Any]:
    counts, complaints, back = burst.counts, *_lasting(burst)
    began, ended = complaints["sent_at"].iloc[0], complaints["sent_at"].iloc[-1]
    span = counts.iloc[burst.first : burst.last + 1]
    common = complaints["issue_id"].dropna().mode()
    issue = burst.issue_id or (common.iloc[0] if len(common) else None)
    did = response(firm, began, ended, set(complaints["conversation_id"]))
    asked = did.pop("followed_up_ids")
    n_answers, mood, answer_ids = answers_afterwards(asked, everything)
    return {
        "issue_id": issue,
        "name": names.get(issue, "") if issue else "",
        "started_at": began,
        "peak_at": span.loc[span["n"].idxmax(), "at"],
        "ended_at": ended if burst.last < len(counts) - 24 else pd.NaT,
        "n_messages": len(complaints),
        "n_authors": complaints["author"].nunique(),
        "expected": float(span["expected"].sum()),
        "p_value": float(span["p_value"].min()),
        **did,
        "n_asked_after": len(asked),
        "n_answers_after": n_answers,
        "mood_of_answers": mood,
        "answer_ids": answer_ids[:5],
        "recovered_at": back,
        "is_of_issue": burst.issue_id is not None,
        "quote_ids": tuple(complaints.sort_values("complaint", ascending=False, kind="stable")["message_id"].head(5)),
    }


def _lasting(burst: Burst) -> tuple[pd.DataFrame, Any]:
    """Return the complaints until volume is back to the usual, and when it is."""
    back = volume_back(burst.complaints, burst.counts, burst.last)
    return inside(burst, until=back), back


def _moods(burst: Burst, customers: pd.DataFrame) -> dict[str, Any]:
    complaints, _ = _lasting(burst)
    began, ended = complaints["sent_at"].iloc[0], complaints["sent_at"].iloc[-1]
    result: dict[str, Any] = {}
    for name in ("sentiment", "churn"):
        values = before_during_after(customers, name, began, ended)
        result |= dict(zip((f"{name}_before", f"{name}_during", f"{name}_after"), values))
        known = customers[name].to_numpy(float)
        state, at, _ = course(customers["sent_at"], known, began, ended, is_share=name == "churn")
        result |= {f"{name}_course": state, f"{name}_recovered_at": at}
    return result
