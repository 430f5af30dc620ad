"""Who carries the community: roles with their evidence, and who turns to whom."""

from __future__ import annotations

from typing import Any

import pandas as pd

from socialinsight.reports.report import Figure, Section, Table
from socialinsight.reports.view import View

LEVELS = ("assigned", "tentative")


def section(view: View) -> Section:
    """Return the section on the community; the pictures show the community with most ties."""
    say, analysis = view.say, view.analysis
    largest = _largest(analysis.edges, analysis.messages)
    people = analysis.members[(analysis.members["period"] == "all") & (analysis.members["community_id"] == largest)]
    named = people[people["role"].notna()]
    named = named.assign(author_id=named["author_id"].astype(object).map(view.names(named["author_id"])))
    ties = network_ties(view, largest)
    figures = (
        Figure(
            "network",
            say("chart.network"),
            ties,
            say("chart.network.alt", n=say.number(len(set(ties["source"]) | set(ties["target"])))),
            say("chart.network.caption"),
            wide=False,
        ),
        Figure(
            "role_map",
            say("chart.role_map"),
            named,
            say("chart.role_map.alt", n=say.number(len(named))),
            say("chart.role_map.caption"),
            wide=False,
        ),
    )
    notes = [say("roles.careful", fewest=say.number(analysis.settings.min_support))]
    if largest:
        notes.insert(0, say("roles.community", name=largest, n=say.number(len(people))))
    lead = say("section.community.lead")
    return Section("community", say("section.community"), lead, (), figures, (_roles(view),), tuple(notes))


def _largest(edges: pd.DataFrame, messages: pd.DataFrame) -> str:
    if edges.empty:
        return ""
    place = messages["message_id"].isin(edges["message_id"].unique())
    counts = messages.loc[place, "community_id"].value_counts()
    return str(counts.index[0]) if len(counts) else ""


def network_ties(view: View, community_id: str) -> pd.DataFrame:
    """Return the strongest pairs of a community with names and roles as they may be shown.

    The firm's people, who talk with everybody, are left out where customers talk with each other.
    """
    edges, messages, members = view.analysis.edges, view.analysis.messages, view.analysis.members
    inside = messages.loc[messages["community_id"] == community_id, "message_id"]
    pairs = edges[edges["message_id"].isin(inside) & (edges["source"] != edges["target"])]
    ours = pairs["source"].isin(view.staff) | pairs["target"].isin(view.staff)
    pairs = pairs if ours.all() else pairs[~ours]
    sums = pairs.groupby(["source", "target"], observed=True)["weight"].sum().reset_index()
    sums = sums.nlargest(3000, "weight")
    mine = members[(members["community_id"] == community_id) & (members["period"] == "all")]
    roles = dict(zip(mine["author_id"].astype(str), mine["role"].astype(object)))
    names = view.names([*sums["source"], *sums["target"]])
    result: dict[str, Any] = {"weight": sums["weight"].to_numpy(float)}
    for end in ("source", "target"):
        ids = sums[end].astype(str)
        result[end] = [names[one] for one in ids]
        result[f"{end}_role"] = ["agent" if one in view.staff else roles.get(one) for one in ids]
    return pd.DataFrame(result)


def _roles(view: View) -> Table:
    found = view.analysis.role_evidence
    frame = found[found["level"].isin(LEVELS)].copy()
    frame["rank"] = (frame["level"] != "assigned").astype(int)
    frame = frame.sort_values(["rank", "role", "score"], ascending=[True, True, False], kind="stable")
    frame["interval"] = [_interval(view, low, high) for low, high in zip(frame["low"], frame["high"])]
    return view.table(
        "roles",
        frame,
        (
            view.column("author_id", "name"),
            view.column("role", "term", family="role"),
            view.column("level", "term", family="level"),
            view.column("score", "number"),
            view.column("interval"),
            view.column("n", "count"),
            view.column("message_ids", "quotes", title=view.say("column.quote_ids")),
            view.column("counter_ids", "quotes"),
            view.column("low", "number", seen=False),
            view.column("high", "number", seen=False),
            view.column("q_value", "number", seen=False),
            view.column("features", seen=False),
            view.column("community_id", seen=False),
        ),
        shown=24,
    )


def _interval(view: View, low: float, high: float) -> str:
    return f"{view.say.number(low, 2)}\u2060–\u2060{view.say.number(high, 2)}"
