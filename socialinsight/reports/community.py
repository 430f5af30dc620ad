"""Who carries the community: roles with their evidence, and who turns to whom."""

from __future__ import annotations

from typing import Any

import pandas as pd

from socialinsight.reports.peer_answers import peer_tables
from socialinsight.reports.report import Figure, Section
from socialinsight.reports.role_tables import role_tables, shown_roles
from socialinsight.reports.view import View
from socialinsight.roles.verdict import expected_false_alarms


def section(view: View) -> Section:
    """Return the section on the community; the pictures show the community with most ties."""
    say, analysis = view.say, view.analysis
    communities = tie_communities(analysis.edges, analysis.messages)
    largest = _largest(communities)
    people = analysis.members[(analysis.members["period"] == "all") & (analysis.members["community_id"] == largest)]
    named = people[people["role"].notna()]
    named = named.assign(author_id=named["author_id"].astype(object).map(view.names(named["author_id"])))
    inside = (communities == largest).fillna(False).to_numpy(bool)
    ties = network_ties(view, analysis.edges[inside], largest)
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
        *_ego(view, ties, named),
    )
    notes = [say("roles.careful", fewest=say.number(analysis.settings.min_support))]
    if largest:
        notes.insert(0, say("roles.community", name=largest, n=say.number(len(people))))
    notes += _standing(view)
    lead, shown = say("section.community.lead"), (*role_tables(view), *peer_tables(view))
    return Section("community", say("section.community"), lead, (), figures, shown, tuple(notes))


def _ego(view: View, ties: pd.DataFrame, named: pd.DataFrame) -> tuple[Figure, ...]:
    """Return the picture of the member with a role who has most ties; nothing when no one has both."""
    ends = pd.concat([ties["source"], ties["target"]])
    counts = ends[ends.isin(named["author_id"])].value_counts().sort_index().sort_values(ascending=False, kind="stable")
    if counts.empty:
        return ()
    middle, say = str(counts.index[0]), view.say
    own = ties[(ties["source"] == middle) | (ties["target"] == middle)]
    round_them = (set(own["source"]) | set(own["target"])) - {middle}
    near = ties[ties["source"].isin({middle, *round_them}) & ties["target"].isin({middle, *round_them})]
    alt = say("chart.ego_network.alt", n=say.number(len(round_them)))
    near = near.assign(ego=middle)
    title = say("chart.ego_network", name=middle)
    return (Figure("ego_network", title, near, alt, say("chart.ego_network.caption"), wide=False),)


def _standing(view: View) -> list[str]:
    """Return the notes on chance, accounts that look automatic and declared insiders."""
    say, analysis = view.say, view.analysis
    rows = shown_roles(analysis.role_evidence)
    alarms = expected_false_alarms(rows, rate=analysis.settings.false_discovery_rate)
    notes = [say("roles.chance", n=say.number(alarms, 1))] if len(rows) else []
    whole = analysis.members[analysis.members["period"] == "all"]
    automatic = whole.loc[(whole["standing"] == "likely_bot").fillna(False), "author_id"].astype(str)
    if len(automatic):
        names = view.names(automatic)
        notes.append(say("roles.automatic", names=", ".join(dict.fromkeys(names.values()))))
    insiders = int((whole["standing"] == "insider").sum())
    return [*notes, say("roles.insiders", n=say.number(insiders))] if insiders else notes


def tie_communities(edges: pd.DataFrame, messages: pd.DataFrame) -> pd.Series:
    """Return the community of each edge, that of its message; NA when the message is not known."""
    place = pd.Index(messages["message_id"].astype(object)).get_indexer(edges["message_id"].astype(object))
    known = (
        messages["community_id"].take(place.clip(0)).reset_index(drop=True) if len(messages) else edges["message_id"]
    )
    return known.where(place >= 0).set_axis(edges.index)


def _largest(communities: pd.Series) -> str:
    counts = communities.value_counts()
    return str(counts.index[0]) if len(counts) else ""


def network_ties(view: View, edges: pd.DataFrame, community_id: str) -> pd.DataFrame:
    """Return the strongest pairs among the edges of a community with names and roles as they may be shown.

    The firm's people, who talk with everybody, are left out where customers talk with each other.
    """
    members = view.analysis.members
    pairs = edges[edges["source"] != edges["target"]]
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
