"""Each role in the domain's own notation: who said what to whom."""

import numpy as np
import pandas as pd
import pytest

from socialinsight.graph.edges import edges
from socialinsight.roles import (
    advocate,
    conversation_starter,
    hostile_pattern,
    opinion_leader,
    peacemaker,
    problem_solver,
)
from socialinsight.roles.measure import Measure
from socialinsight.roles.participation import participation
from socialinsight.roles.verdict import level
from socialinsight.settings import Settings
from socialinsight.tables import MESSAGES
from tests.threads import thread


def joined(*sources: str) -> tuple[pd.DataFrame, pd.DataFrame]:
    """Several threads of one community as messages and signals; ids get the number of their thread."""
    tables, scores = [], []
    for number, source in enumerate(sources):
        messages, signals = thread(source, conversation=f"c{number}")
        mark = f"{number}-"
        tables.append(messages.assign(message_id=mark + messages["message_id"], reply_to=mark + messages["reply_to"]))
        scores.append(signals)
    messages = MESSAGES.cast(pd.concat(tables, ignore_index=True).assign(channel="forum"))
    return messages, pd.concat(scores, ignore_index=True)


def measured(role: object, *sources: str, **settings: object) -> tuple[dict[str, int], Measure]:
    messages, signals = joined(*sources)
    scene = participation(messages, signals, edges(messages, signals), settings=Settings(**settings))
    place = dict(zip(scene.members["author_id"], range(len(scene.members))))
    return place, role.score(scene.members, scene.links, scene.turns)


def value(role: object, who: str, *sources: str) -> float:
    place, result = measured(role, *sources)
    return float(result.value[place[who]])


HELP = """
q: 0 09:00 anna [question] how?
a: 0 09:05 bela>q so
"""
THANKED = HELP + "t: 0 09:10 anna>a [thanks] it works"


def feature(role: object, name: str, who: str, *sources: str) -> float:
    place, result = measured(role, *sources)
    return float(result.features[name][place[who]])


def test_helping_the_same_person_twice_is_one_person() -> None:
    assert feature(problem_solver, "n_helped", "bela", HELP, HELP) == 1
    assert feature(problem_solver, "n_helped", "bela", HELP, HELP.replace("anna", "cili")) == 2


def test_a_confirmed_answer_counts_more() -> None:
    assert value(problem_solver, "bela", THANKED) > value(problem_solver, "bela", HELP) > 0


@pytest.mark.parametrize("mark", ["question", "thanks", "hostility"])
def test_asking_back_thanking_and_insulting_is_no_help(mark: str) -> None:
    assert value(problem_solver, "bela", HELP.replace("bela>q", f"bela>q [{mark}]")) == 0


def test_answers_to_staff_are_no_help() -> None:
    assert value(problem_solver, "bela", HELP.replace("anna", "agent1")) == 0


def test_thanks_to_a_helper_are_no_followers() -> None:
    assert value(opinion_leader, "bela", THANKED) == 0


def test_who_turns_to_somebody_unprompted_is_a_follower() -> None:
    source = "o: 0 09:00 bela I think so\na: 0 09:01 anna>o true\nc: 0 09:02 cili>o yes\nd: 0 09:03 anna>o more"
    assert value(opinion_leader, "bela", source) == 2


def test_answers_to_a_question_are_no_followers() -> None:
    assert value(opinion_leader, "anna", HELP) == 0


FIGHT = "o: 0 09:00 anna hm\nh: 0 09:01 karl>o [hostility] you fool\nr: 0 09:02 anna>h no"


def test_hostility_in_fewer_than_three_threads_is_no_pattern() -> None:
    assert value(hostile_pattern, "karl", FIGHT, FIGHT) == 0
    assert value(hostile_pattern, "karl", FIGHT, FIGHT, FIGHT) > 0.3
    assert feature(hostile_pattern, "replies_per_hostile", "karl", FIGHT, FIGHT, FIGHT) == 1


def test_starter_counts_replies_between_others_only() -> None:
    own = "o: 0 09:00 anna topic\na: 0 09:01 bela>o one\nb: 0 09:02 anna>a two"
    others = own + "\nc: 0 09:03 cili>a three\nd: 0 09:04 bela>c four"
    assert feature(conversation_starter, "n_replies_between_others", "anna", own) == 0
    assert feature(conversation_starter, "n_replies_between_others", "anna", others) == 2


PRAISE = "o: 0 09:00 anna [praise] s=0.8 great firm\nb: 0 09:01 bela>o hm"


def test_praise_in_one_thread_or_on_request_is_no_advocacy() -> None:
    asked = "q: 0 09:00 bela [question] which?\na: 0 09:01 anna>q [praise] this"
    assert value(advocate, "anna", PRAISE) == 0
    assert value(advocate, "anna", asked, asked, asked) == 0
    assert value(advocate, "anna", PRAISE, PRAISE) > 0


def quarrel(third: str, *, calms: bool) -> str:
    after = "" if calms else " [hostility]"
    return f"""
a: 0 09:00 karl [hostility] fool
b: 0 09:01 lili>a [hostility] fool yourself
c: 0 09:02 {third}>b now then
d: 0 09:03 karl>c{after} well
e: 0 09:04 lili>d{after} well
f: 0 09:05 karl>e{after} well
"""


def test_peacemaker_is_who_quarrels_calm_after() -> None:
    sources = [quarrel("maria", calms=True)] * 6 + [quarrel("nora", calms=False)] * 6
    place, result = measured(peacemaker, *sources)
    assert result.n[place["maria"]] == 6
    assert result.value[place["maria"]] > 0.3
    assert result.value[place["nora"]] < 0
    assert result.p_value[place["maria"]] < 0.01 < result.p_value[place["nora"]]


def test_no_quarrel_no_peacemaker() -> None:
    _, result = measured(peacemaker, HELP, THANKED)
    assert np.isnan(result.value).all()
    assert (result.n == 0).all()


def test_levels_of_support() -> None:
    assert level(np.array([0, 4, 5, 9, 10, 19, 20]), 5).tolist() == [0, 0, 1, 1, 2, 2, 3]
