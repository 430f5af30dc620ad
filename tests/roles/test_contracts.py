"""What every role module keeps to."""

import inspect

import numpy as np
import pandas as pd
import pytest

from benchmarks.village import village
from socialinsight import load_sample
from socialinsight.annotation import read_messages
from socialinsight.graph.edges import edges
from socialinsight.roles import members, role_modules
from socialinsight.roles.measure import Measure
from socialinsight.roles.participation import Participation, participation
from socialinsight.settings import Settings
from socialinsight.signals import message_signals
from socialinsight.tables import MEMBERS, MESSAGES, ROLE_EVIDENCE, check

MODULES = role_modules()
ONE_SCORE = {"members", "links", "turns"}


def read_sample(name: str) -> tuple[pd.DataFrame, pd.DataFrame]:
    messages = load_sample(name)
    reading = read_messages(messages)
    return messages, message_signals(messages, reading.texts, reading.annotations)


def nothing() -> tuple[pd.DataFrame, pd.DataFrame]:
    messages, signals, _ = village(20, 2, 0)
    return messages[:0], signals[:0]


def unread() -> tuple[pd.DataFrame, pd.DataFrame]:
    messages, signals, _ = village(20, 40, 0)
    return messages, signals * np.nan


def alone() -> tuple[pd.DataFrame, pd.DataFrame]:
    messages, signals, _ = village(20, 40, 0)
    return MESSAGES.cast(messages.assign(author_id="one")), signals


def played() -> tuple[pd.DataFrame, pd.DataFrame]:
    return village(60, 200, 1)[:2]


CASES = {"nothing": nothing, "unread": unread, "alone": alone, "played": played}
SAMPLES = {name: (lambda name=name: read_sample(name)) for name in ("telegram_hu", "vk_ru")}


@pytest.fixture(scope="module", params=[*CASES, *SAMPLES])
def scene(request: pytest.FixtureRequest) -> tuple[str, Participation]:
    messages, signals = {**CASES, **SAMPLES}[request.param]()
    return request.param, participation(messages, signals, edges(messages, signals), settings=Settings())


@pytest.mark.parametrize("name", MODULES)
def test_one_verb_and_its_parameters(name: str) -> None:
    assert set(inspect.signature(MODULES[name].score).parameters) == ONE_SCORE


@pytest.mark.parametrize("name", MODULES)
def test_measure_fits_the_tables(name: str, scene: tuple[str, Participation]) -> None:
    _, stage = scene
    before = [table.copy(deep=True) for table in (stage.members, stage.links, stage.turns)]
    result = MODULES[name].score(stage.members, stage.links, stage.turns)
    assert isinstance(result, Measure)
    for values in (result.value, result.low, result.high, result.n, result.p_value, *result.features.values()):
        assert len(values) == len(stage.members)
    assert len(result.shows) == len(stage.turns)
    for table, copy in zip((stage.members, stage.links, stage.turns), before):
        pd.testing.assert_frame_equal(table, copy)


@pytest.mark.parametrize("name", MODULES)
def test_p_values_and_support_are_legal(name: str, scene: tuple[str, Participation]) -> None:
    _, stage = scene
    result = MODULES[name].score(stage.members, stage.links, stage.turns)
    known = result.p_value[~np.isnan(result.p_value)]
    assert ((known >= 0) & (known <= 1)).all()
    assert (result.n >= 0).all()
    assert not np.isinf(result.value).any()


@pytest.mark.parametrize("name", ["hostile_pattern", "advocate", "peacemaker"])
def test_what_needs_language_is_empty_without_it(name: str) -> None:
    messages, signals = unread()
    stage = participation(messages, signals, edges(messages, signals), settings=Settings())
    assert np.isnan(MODULES[name].score(stage.members, stage.links, stage.turns).value).all()


def test_every_role_has_a_column() -> None:
    assert set(MODULES) <= {column.name for column in MEMBERS.columns}


@pytest.mark.parametrize("case", CASES)
def test_members_fit_their_schemas(case: str) -> None:
    messages, signals = CASES[case]()
    people, evidence = members(messages, signals, edges(messages, signals), settings=Settings(), seed=0)
    check(people, MEMBERS)
    check(evidence, ROLE_EVIDENCE)
    assert people["n_messages"].sum() == len(messages)
    scores = people[list(MODULES)].to_numpy(float)
    known = scores[~np.isnan(scores)]
    assert ((known >= 0) & (known <= 1)).all()


def test_the_same_seed_gives_the_same_tables() -> None:
    messages, signals = played()
    first, again = (members(messages, signals, edges(messages, signals), settings=Settings(), seed=0) for _ in range(2))
    pd.testing.assert_frame_equal(first[0], again[0])
    pd.testing.assert_frame_equal(first[1], again[1])
