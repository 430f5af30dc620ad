"""Waits by cut and period, deadlines, reopened cases."""

import numpy as np
import pandas as pd
import pytest

from socialinsight.service.conversations import conversations
from socialinsight.service.response import due, response
from socialinsight.service.teams import teams
from socialinsight.service.turns import turns
from socialinsight.service.waits import reopened, waits
from socialinsight.settings import Settings
from socialinsight.summary import periods
from socialinsight.tables import DUE, REOPENED, RESPONSE, check
from tests.threads import START, thread

SETTINGS = Settings(teams={"agent1": "Nappali"}, sla_hours=2)


def waited(source: str, settings: Settings = SETTINGS) -> pd.DataFrame:
    messages, signals = thread(source)
    facts = turns(messages, signals)
    talks = conversations(facts, settings=settings, zone="UTC", country="HU")
    own = teams(messages, settings)
    return waits(facts, talks, teams=own, settings=settings, zone="UTC", country="HU")


def measured(source: str, *, days: float = 10, settings: Settings = SETTINGS) -> pd.DataFrame:
    as_of = START + pd.Timedelta(days=days)
    current, previous = periods(as_of, settings.period_days)
    table = response(waited(source, settings), current=current, previous=previous, as_of=as_of, settings=settings)
    return check(table, RESPONSE).set_index(["measure", "dimension", "value"])


TWO = """
    0 09:00 anna [question topic=billing] one
    0 10:00 agent1 answer
    0 11:00 anna [question topic=billing] two
    0 11:30 agent2 answer
    """


def test_the_first_wait_and_the_next_are_apart_and_belong_to_the_team_that_answered() -> None:
    table = measured(TWO)
    assert table.loc[("first", "team", "Nappali"), "median_seconds"] == 3600
    assert table.loc[("next", "team", ""), "median_seconds"] == 1800
    assert table.loc[("resolution", "all", ""), "median_seconds"] == 2.5 * 3600
    assert table.loc[("first", "hour", "09"), "n"] == 1
    assert table.loc[("first", "topic", "billing"), "n"] == 1


def test_agents_stand_by_their_own_id_only_when_the_settings_say_so() -> None:
    shown = Settings(teams={"agent1": "Nappali"}, show_agents=True)
    assert ("first", "team", "agent1") in measured(TWO, settings=shown).index


def test_what_still_waits_is_counted_and_breaks_the_sla_when_it_is_over() -> None:
    source = "0 09:00 anna [question] one\n0 10:00 agent1 answer\n9 09:00 anna [question] again"
    table = measured(source, days=9.9)
    assert table.loc[("first", "all", ""), ["n", "n_open", "sla_share"]].tolist() == [1, 1, 0.5]
    fresh = measured(source, days=9.4)
    assert fresh.loc[("first", "all", ""), "sla_share"] == 1


def test_the_sla_can_count_working_hours() -> None:
    source = "4 17:00 anna [question] Friday\n7 08:30 agent1 Monday"
    clock = Settings(sla_hours=2, sla_clock="business")
    assert measured(source, settings=clock).loc[("first", "all", ""), "sla_share"] == 1
    assert measured(source).loc[("first", "all", ""), "sla_share"] == 0


def test_the_previous_period_stands_beside_the_current_one() -> None:
    table = measured(TWO, days=35)
    assert table.loc[("first", "all", ""), ["n", "previous_n", "previous_median_seconds"]].tolist() == [0, 1, 3600]
    assert np.isnan(table.loc[("first", "all", ""), "median_seconds"])


def test_an_empty_table_gives_an_empty_table() -> None:
    assert measured("0 09:00 anna [thanks] nothing asked").empty


def opened(source: str, settings: Settings = SETTINGS, days: float = 10) -> pd.DataFrame:
    facts = turns(*thread(source))
    table = due(facts, as_of=START + pd.Timedelta(days=days), settings=settings, zone="Europe/Budapest", country="HU")
    return check(table, DUE)


def test_the_next_deadline_comes_first_then_what_has_passed() -> None:
    table = opened("a: 8 09:00 anna [complaint] one\nb: 9 23:00 bela [question] two")
    assert table[["message_id", "rule"]].agg(" ".join, axis=1).tolist() == ["b sla", "a legal", "a sla"]
    assert (table["left_seconds"] < 0).tolist() == [False, False, True]


def test_the_legal_deadline_ends_with_the_last_day_in_local_time() -> None:
    table = opened("a: 8 09:00 anna [complaint] one", Settings(legal_deadline_days=10))
    assert str(table.set_index("rule").loc["legal", "due_at"])[:16] == "2026-03-20 22:59"


def test_a_business_sla_runs_over_the_weekend() -> None:
    table = opened("a: 4 16:00 anna [question] Friday, 17 local", Settings(sla_hours=2, sla_clock="business"), days=5)
    assert str(table["due_at"][0]) == "2026-03-09 08:00:00+00:00"


@pytest.mark.parametrize("answer", ["0 10:00 agent1 answer", "0 10:00 bela>a [question] me too"])
def test_what_is_answered_or_asked_of_another_customer_owes_nothing(answer: str) -> None:
    table = opened(f"a: 0 09:00 anna [question] one\n{answer}")
    assert "agent" in answer and table.empty or table["message_id"].tolist() == ["a"]


def test_reopened_cases_name_the_answer_that_did_not_last() -> None:
    source = "a: 0 09:00 anna [question] one\nb: 0 10:00 agent1 answer\nc: 8 10:00 anna [complaint] again"
    table = check(reopened(turns(*thread(source)), settings=SETTINGS), REOPENED)
    assert table[["message_id", "answer_id", "gap_seconds"]].iloc[0].tolist() == ["c", "b", 8 * 86400]
    assert reopened(turns(*thread(source)), settings=Settings(reopen_days=9)).empty
