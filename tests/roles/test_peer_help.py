"""What customers do for each other, in the domain's own notation."""

import numpy as np
import pandas as pd
import pytest

from socialinsight.graph.edges import edges
from socialinsight.roles import members_of
from socialinsight.roles.participation import Participation, participation
from socialinsight.roles.peer_help import agent_questions, communities
from socialinsight.settings import Settings
from socialinsight.tables import AGENT_QUESTIONS, COMMUNITIES, check
from tests.roles.test_roles import HELP, THANKED, joined

STAFF = HELP.replace("bela", "agent1")
SILENT = "q: 0 09:00 anna [question] anybody?"


def scene_of(*sources: str) -> tuple[Participation, pd.Series]:
    messages, signals = joined(*sources)
    topics = pd.Series(signals["topic"].to_numpy(object), index=messages["message_id"].astype(object))
    return participation(messages, signals, edges(messages, signals), settings=Settings()), topics


def community(*sources: str) -> pd.Series:
    scene, _ = scene_of(*sources)
    people, _ = members_of(scene, settings=Settings(), seed=0)
    table = communities(scene, people["newcomer"].to_numpy(bool), answer_minutes=6.0)
    check(table, COMMUNITIES)
    return table.iloc[0]


def test_who_answers_questions() -> None:
    row = community(THANKED, HELP, STAFF, SILENT)
    assert (row["n_asked"], row["n_peer_answered"], row["n_staff_answered"], row["n_peer_confirmed"]) == (4, 2, 1, 1)
    assert row["peer_share"] == 0.5
    assert row["low"] < 0.5 < row["high"]


def test_time_saved_counts_what_only_peers_answered() -> None:
    both = HELP + "s: 0 09:30 agent1>q official"
    row = community(THANKED, HELP, both)
    assert (row["n_peer_answered"], row["n_peer_only"]) == (3, 2)
    assert row["hours_saved"] == pytest.approx(0.2)
    assert (row["peer_seconds"], row["staff_seconds"]) == (300, 1800)


def test_what_is_lost_without_the_five_most_helpful() -> None:
    often = [HELP.replace("bela", f"top{i}") for i in range(5) for _ in range(2)]
    row = community(*often, HELP.replace("bela", "once"), often[0] + "z: 0 09:06 once>q me too")
    assert row["n_helpers"] == 6
    assert row["n_lost"] == 9 + 1
    assert row["lost_share"] == pytest.approx(10 / 12)
    assert len(row["top_ids"]) == 5


def test_questions_that_always_come_back_to_agents() -> None:
    billing = STAFF.replace("[question]", "[question topic=billing]")
    web = HELP.replace("[question]", "[question topic=web]")
    scene, topics = scene_of(*[billing] * 12, *[web] * 12)
    table = agent_questions(scene, topics).set_index("topic")
    check(table.reset_index()[[column.name for column in AGENT_QUESTIONS.columns]], AGENT_QUESTIONS)
    assert table["back_to_agents"].to_dict() == {"billing": True, "web": False}
    assert len(table.at["billing", "message_ids"]) == 5
    assert table.at["web", "message_ids"] == ()


def test_newcomers_answered_and_returned() -> None:
    late = "q: 30 09:00 {0} [question] how?\na: 30 09:05 bela>q so"
    row = community(HELP, late.format("dora"), late.format("eva"), late.format("eva"), "m: 30 10:00 filip hello")
    assert (row["n_newcomers"], row["n_newcomers_answered"], row["n_newcomers_returned"]) == (3, 2, 1)


def test_nothing() -> None:
    scene, topics = scene_of(HELP)
    none = Participation(scene.members[:0], scene.turns[:0], scene.links[:0])
    assert communities(none, np.zeros(0, bool), answer_minutes=5.0).empty
    assert agent_questions(none, topics).empty
