"""Roles: what each author is for a community, and how sure that is."""

from __future__ import annotations

from importlib import import_module
from pkgutil import iter_modules
from types import ModuleType

import numpy as np
import pandas as pd

from socialinsight.graph.centrality import core_number, h_index, leaderrank, pagerank
from socialinsight.graph.communities import communities
from socialinsight.graph.network import degrees, network, reciprocity
from socialinsight.roles.chance import percentile
from socialinsight.roles.measure import replies_drawn
from socialinsight.roles.participation import Participation, participation
from socialinsight.roles.quotations import evidence
from socialinsight.roles.verdict import LEVELS, main_roles, verdicts
from socialinsight.settings import Settings
from socialinsight.tables import MEMBERS

NEW = 0.75


def role_modules() -> dict[str, ModuleType]:
    """Return the modules of this room that score a role, by name: one file a role.

    Examples
    --------
    >>> "problem_solver" in role_modules()
    True
    """
    modules = {item.name: import_module(f"{__name__}.{item.name}") for item in iter_modules(__path__)}
    return {name: module for name, module in modules.items() if hasattr(module, "score")}


def members(
    messages: pd.DataFrame,
    signals: pd.DataFrame,
    edges: pd.DataFrame,
    *,
    settings: Settings,
    seed: int,
) -> tuple[pd.DataFrame, pd.DataFrame]:
    """Return the members of each community with their roles, and the evidence for the roles.

    Scores are percentiles within the community among customers; staff, bots and declared insiders are in the
    table without scores. A role is shown when its Benjamini-Hochberg adjusted p value over all members and roles
    is at most `settings.false_discovery_rate`, its support is at least twice `settings.min_support` and at least
    three messages show it.

    Parameters
    ----------
    messages, signals, edges : pandas.DataFrame
        The tables of these names; signals in the order of messages.
    settings : Settings
        Declared staff and insiders, least support, false discovery rate.
    seed : int
        For what is sampled.

    Returns
    -------
    tuple of pandas.DataFrame
        A members and a role_evidence table.
    """
    return members_of(participation(messages, signals, edges, settings=settings), settings=settings, seed=seed)


def members_of(
    scene: Participation, *, settings: Settings, seed: int, period: str = "all"
) -> tuple[pd.DataFrame, pd.DataFrame]:
    """Return the members and role_evidence tables of coded messages; `period` names them (see `members`)."""
    people, turns, links = scene.members, scene.turns, scene.links
    measures = {name: module.score(people, links, turns) for name, module in role_modules().items()}
    table = verdicts(people, turns, measures, settings=settings)
    role, sure = main_roles(table, len(people))
    result = people.assign(
        period=period,
        **_graph_measures(scene, seed),
        **_presence(people, turns),
        n_helped=measures["problem_solver"].features["n_helped"],
    )
    for name in measures:
        rows = table[table["role"] == name]
        result[name] = pd.Series(rows["score"].to_numpy(), index=rows["member"]).reindex(result.index).to_numpy(float)
    result["role"], result["confidence"] = role, np.array(LEVELS, object)[sure]
    ordered = MEMBERS.cast(result)[[column.name for column in MEMBERS.columns]]
    return ordered, evidence(table, people, turns, measures)


def _graph_measures(scene: Participation, seed: int) -> dict[str, np.ndarray]:
    people, turns = scene.members, scene.turns
    replies = scene.links[scene.links["kind"] == "reply"]
    net = network(replies["source"].to_numpy(), replies["target"].to_numpy(), len(people))
    figures = degrees(net)
    place, ranked = people["community"].to_numpy(np.int64), people["ranked"].to_numpy(bool)
    rank, leader = pagerank(net), leaderrank(net)
    return {
        "n_partners": figures["n_partners"],
        "n_repliers": figures["n_sources"],
        "n_replies_received": figures["n_received"],
        "pagerank": percentile(rank, place, ranked, rank),
        "leaderrank": percentile(leader, place, ranked, leader),
        "h_index": h_index(turns["member"].to_numpy(), replies_drawn(turns), len(people)),
        "core": core_number(net),
        "reciprocity": reciprocity(net),
        "group": communities(net, seed=seed),
    }


def _presence(people: pd.DataFrame, turns: pd.DataFrame) -> dict[str, pd.Series]:
    """Return first and last message, and who came in the last quarter of the community's time."""
    times = turns.groupby("member")["at"].agg(["min", "max"]).reindex(people.index)
    spans = times.groupby(people["community"]).agg({"min": "min", "max": "max"}).reindex(people["community"])
    opened, last = spans["min"].reset_index(drop=True), spans["max"].reset_index(drop=True)
    late = times["min"] > opened + NEW * (last - opened)
    return {"first_at": times["min"], "last_at": times["max"], "newcomer": late & people["ranked"]}
