"""Roles: what each author is for a community, and how sure that is."""

from __future__ import annotations

from importlib import import_module
from pkgutil import iter_modules
from types import ModuleType

import numpy as np
import pandas as pd

from socialinsight.graph.centrality import h_index, pagerank
from socialinsight.graph.network import degrees, network
from socialinsight.roles.chance import percentile
from socialinsight.roles.participation import Participation, participation
from socialinsight.roles.verdict import LEVELS, evidence, main_roles, verdicts
from socialinsight.settings import Settings
from socialinsight.tables import MEMBERS


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
    is at most `settings.false_discovery_rate` and its support is at least twice `settings.min_support`.

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
    scene = participation(messages, signals, edges, settings=settings)
    people, turns, links = scene.members, scene.turns, scene.links
    measures = {name: module.score(people, links, turns) for name, module in role_modules().items()}
    table = verdicts(people, measures, settings=settings)
    role, sure = main_roles(table, len(people))
    result = people.assign(
        period="all", **_graph_measures(scene), n_helped=measures["problem_solver"].features["n_helped"]
    )
    for name in measures:
        rows = table[table["role"] == name]
        result[name] = pd.Series(rows["score"].to_numpy(), index=rows["member"]).reindex(result.index).to_numpy(float)
    result["role"], result["confidence"] = role, np.array(LEVELS, object)[sure]
    ordered = MEMBERS.cast(result)[[column.name for column in MEMBERS.columns]]
    return ordered, evidence(table, people, turns, measures)


def _graph_measures(scene: Participation) -> dict[str, np.ndarray]:
    people, turns = scene.members, scene.turns
    replies = scene.links[scene.links["kind"] == "reply"]
    net = network(replies["source"].to_numpy(), replies["target"].to_numpy(), len(people))
    figures = degrees(net)
    drawn = np.bincount(turns["parent"].to_numpy()[turns["target"].to_numpy() >= 0], minlength=len(turns))
    rank = pagerank(net)
    ranked = people["ranked"].to_numpy(bool)
    return {
        "n_partners": figures["n_partners"],
        "n_repliers": figures["n_sources"],
        "n_replies_received": figures["n_received"],
        "pagerank": percentile(rank, people["community"].to_numpy(np.int64), ranked, rank),
        "h_index": h_index(turns["member"].to_numpy(), drawn, len(people)),
    }
