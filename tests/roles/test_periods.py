"""Roles by period, who changed, and what guessed links leave of a role."""

import numpy as np
import pandas as pd
import pytest

from benchmarks.village import judged, village
from socialinsight.graph.edges import edges
from socialinsight.roles import members
from socialinsight.roles.overview import community_tables
from socialinsight.roles.verdict import main_roles
from socialinsight.settings import Settings
from socialinsight.tables import MESSAGES, ROLE_CHANGES, check

DAY = pd.Timedelta(days=1)


def two_periods(first: int, second: int) -> tuple[pd.DataFrame, pd.DataFrame, dict, dict]:
    """Two villages one after the other, in which other people play the roles."""
    parts = []
    for seed, shift, name in ((first, 0, "a"), (second, 90, "b")):
        messages, signals, roles = village(60, 300, seed)
        start = messages["sent_at"].min()
        squeezed = start + (messages["sent_at"] - start) * 0.99 + shift * DAY
        messages = messages.assign(sent_at=squeezed)
        for column in ("message_id", "reply_to", "conversation_id"):
            messages[column] = name + messages[column]
        parts.append((messages, signals, roles))
    messages = MESSAGES.cast(pd.concat([part[0] for part in parts], ignore_index=True))
    return messages, pd.concat([part[1] for part in parts], ignore_index=True), parts[0][2], parts[1][2]


def tables_of(messages: pd.DataFrame, signals: pd.DataFrame, days: int = 90) -> dict[str, pd.DataFrame]:
    end = messages["sent_at"].max() + DAY
    return community_tables(
        messages, signals.assign(topic="other"), edges(messages, signals),
        settings=Settings(role_days=days), as_of=end, seed=0,
    )  # fmt: skip


@pytest.fixture(scope="module")
def swapped() -> tuple[dict[str, pd.DataFrame], str, str]:
    messages, signals, roles, _ = two_periods(0, 1)
    second = messages["message_id"].str.startswith("b")
    solver = next(who for who, role in roles.items() if role == "problem_solver")
    authors = messages["author_id"].astype(object)
    swap = {solver: "p40", "p40": solver}
    messages = MESSAGES.cast(messages.assign(author_id=authors.where(~second, authors.replace(swap))))
    return tables_of(messages, signals), solver, "p40"


def test_every_period_has_its_members(swapped: tuple) -> None:
    people = swapped[0]["members"]
    assert set(people["period"]) == {"all", "previous", "current"}
    assert not people.duplicated(["community_id", "period", "author_id"]).any()
    sums = people.groupby("period")["n_messages"].sum()
    assert sums["previous"] + sums["current"] <= sums["all"]


def test_who_stopped_and_who_began_to_help(swapped: tuple) -> None:
    tables, before, after = swapped
    changes = tables["role_changes"].set_index("author_id")
    check(tables["role_changes"], ROLE_CHANGES)
    assert changes.at[before, "previous"] == "problem_solver"
    assert changes.at[before, "kind"] in ("lost", "left", "exchanged")
    assert changes.at[after, "current"] == "problem_solver"
    assert changes.at[after, "kind"] in ("gained", "arrived")


def test_who_keeps_the_role_is_no_change(swapped: tuple) -> None:
    assert "advocate" not in set(swapped[0]["role_changes"]["previous"].dropna())


def test_nothing_before_nothing_changed() -> None:
    messages, signals, _ = village(60, 300, 0)
    assert set(tables_of(messages, signals, days=3650)["role_changes"]["kind"]) <= {"arrived"}


def test_guessed_links_take_a_level() -> None:
    messages, signals, _ = village(60, 300, 0)
    sure = judged(messages, signals)[1]
    links = edges(messages, signals)
    for confidence, levels in ((0.6, {"tentative", "counts_only"}), (0.4, {"counts_only"})):
        weak = links.assign(confidence=confidence)
        found = members(messages, signals, weak, settings=Settings(), seed=0)[1]
        linked = found[found["link_confidence"].notna()]
        assert set(linked["level"]) == levels
        assert set(found.loc[found["role"] == "advocate", "level"]) == set(
            sure.loc[sure["role"] == "advocate", "level"]
        )


def test_a_close_second_role_costs_a_level() -> None:
    rows = pd.DataFrame({"member": [0, 0, 1, 1], "role": ["advocate", "influencer"] * 2, "score": 0.9, "level": 2})
    rows = rows.assign(shown=True, p_value=[1e-9, 1.1e-9, 1e-9, 1e-3])
    role, sure = main_roles(rows, 2)
    assert role.tolist() == [None, "advocate"]
    assert np.array_equal(sure, [1, 2])
