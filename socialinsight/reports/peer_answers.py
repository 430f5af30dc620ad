"""What customers do for each other, whose role changed, and accounts that may be one person."""

from __future__ import annotations

import pandas as pd

from socialinsight.reports.report import Table
from socialinsight.reports.view import View

CLEAR = ("gained", "lost", "exchanged", "arrived", "left")


def peer_tables(view: View) -> tuple[Table, ...]:
    """Return the tables on peers' answers, questions that come back, role changes and likely same persons."""
    return (_communities(view), _questions(view), _changes(view), _identities(view))


def spread(view: View, low: pd.Series, high: pd.Series, *, digits: int = 2) -> list[str]:
    """Return intervals as text that does not break."""
    number = view.say.number
    return [f"{number(a, digits)}\u2060–\u2060{number(b, digits)}" for a, b in zip(low, high)]


def _communities(view: View) -> Table:
    frame = view.analysis.communities.sort_values("n_asked", ascending=False, kind="stable")
    frame = frame.assign(interval=spread(view, frame["low"], frame["high"]))
    return view.table(
        "communities",
        frame,
        (
            view.column("community_id"),
            view.column("n_asked", "count"),
            view.column("peer_share", "share"),
            view.column("interval"),
            view.column("n_peer_confirmed", "count"),
            view.column("peer_seconds", "duration"),
            view.column("staff_seconds", "duration"),
            view.column("hours_saved", "decimal"),
            view.column("n_helpers", "count"),
            view.column("lost_share", "share"),
            view.column("n_peer_answered", "count", seen=False),
            view.column("n_staff_answered", "count", seen=False),
            view.column("n_peer_only", "count", seen=False),
            view.column("top_share", "share", seen=False),
            view.column("n_lost", "count", seen=False),
            view.column("n_newcomers", "count", seen=False),
            view.column("n_newcomers_answered", "count", seen=False),
            view.column("n_newcomers_returned", "count", seen=False),
        ),
    )


def _questions(view: View) -> Table:
    frame = view.analysis.agent_questions
    frame = frame.assign(interval=spread(view, frame["low"], frame["high"]))
    order = ["back_to_agents", "n_asked"]
    return view.table(
        "agent_questions",
        frame.sort_values(order, ascending=[False, False], kind="stable"),
        (
            view.column("topic", "term", family="topic"),
            view.column("n_asked", "count"),
            view.column("n_staff_answered", "count"),
            view.column("peer_share", "share"),
            view.column("interval"),
            view.column("message_ids", "quotes", title=view.say("column.quote_ids")),
            view.column("community_id", seen=False),
            view.column("n_peer_answered", "count", seen=False),
            view.column("back_to_agents", seen=False),
        ),
        shown=8,
    )


def _changes(view: View) -> Table:
    found = view.analysis.role_changes
    return view.table(
        "role_changes",
        found[found["kind"].isin(CLEAR)],
        (
            view.column("author_id", "name"),
            view.column("previous", "term", family="role"),
            view.column("current", "term", family="role"),
            view.column("kind", "term", family="role_change", title=view.say("column.change_kind")),
            view.column("n_previous", "count"),
            view.column("n_current", "count"),
            view.column("score_previous", "number", seen=False),
            view.column("score_current", "number", seen=False),
            view.column("community_id", seen=False),
        ),
    )


def _identities(view: View) -> Table:
    frame = view.analysis.identity_suggestions
    return view.table(
        "identity_suggestions",
        frame,
        (
            view.column("author_id", "name"),
            view.column("other_id", "name"),
            view.column("strength", "term", family="likeness"),
            view.column("name_likeness", "number"),
            view.column("hours_likeness", "number"),
            view.column("wording_likeness", "number"),
            view.column("message_ids", "quotes", title=view.say("column.quote_ids")),
            view.column("same_email", seen=False),
        ),
        shown=8,
    )
