"""Arrivals, backlog, threads open at once and the forecast."""

import numpy as np
import pandas as pd
import pytest

from socialinsight.service.conversations import conversations
from socialinsight.service.forecast import HORIZON, forecast
from socialinsight.service.turns import turns
from socialinsight.service.waits import waits
from socialinsight.service.workload import concurrency, workload
from socialinsight.settings import Settings
from socialinsight.tables import CONCURRENCY, FORECAST, FORECAST_CHECK, WORKLOAD, check
from tests.threads import START, thread

PLACE = {"settings": Settings(), "zone": "Europe/Budapest", "country": "HU"}


def loaded(source: str, days: float = 3.9) -> pd.DataFrame:
    facts = turns(*thread(source))
    waited = waits(facts, conversations(facts, **PLACE), teams={}, **PLACE)
    return check(workload(facts, waited, as_of=START + pd.Timedelta(days=days), **PLACE), WORKLOAD)


def test_backlog_is_what_came_and_was_not_answered_yet() -> None:
    table = loaded(
        """
        0 09:00 anna [question] one
        1 09:00 agent1 answer
        2 23:30 anna [question] two, after midnight local
        """
    )
    assert table["n_arrivals"].tolist() == [1, 0, 0, 1]
    assert table["n_answered"].tolist() == [0, 1, 0, 0]
    assert table["n_backlog"].tolist() == [1, 0, 0, 1]
    assert table["n_agents"].tolist() == [0, 1, 0, 0]


def test_days_without_messages_are_zero_and_the_calendar_knows_the_weekend() -> None:
    table = loaded("0 09:00 anna [question] one", days=6.5)
    assert len(table) == 7 and table["n_arrivals"].tolist()[1:] == [0] * 6
    assert table["is_working"].tolist() == [True] * 5 + [False] * 2


def test_no_message_no_workload() -> None:
    facts = turns(*thread("0 09:00 anna hello")).iloc[:0]
    assert workload(facts, pd.DataFrame(), as_of=START, **PLACE).empty


def many(*threads: str) -> pd.DataFrame:
    parts = [thread(source, conversation=f"c{place}") for place, source in enumerate(threads)]
    messages, signals = (pd.concat(tables, ignore_index=True) for tables in zip(*parts))
    unique = [f"x{place}" for place in range(len(messages))]
    return turns(messages.assign(message_id=pd.array(unique, messages["message_id"].dtype)), signals)


def test_threads_open_at_once_overlap_between_the_first_and_last_word_of_the_agent() -> None:
    facts = many("0 09:00 agent1 a\n0 12:00 agent1 b", "0 10:00 agent1 c\n0 11:00 agent1 d", "0 13:00 agent1 e")
    row = check(concurrency(facts, teams={"agent1": "T"}), CONCURRENCY).iloc[0]
    assert row[["team", "n_agents", "n_threads", "peak"]].tolist() == ["T", 1, 3, 2]
    assert row["median"] == 1


def test_nobody_of_the_firm_gives_an_empty_table() -> None:
    assert concurrency(many("0 09:00 anna a"), teams={}).empty


def daily(counts: np.ndarray) -> pd.DataFrame:
    days = pd.date_range("2025-09-01", periods=len(counts), freq="D", tz="UTC")
    made = {"day": days, "n_arrivals": counts.astype(int), "n_answered": 0, "n_backlog": 0, "n_agents": 0}
    return WORKLOAD.cast(pd.DataFrame({**made, "n_agent_messages": 0, "is_working": True}))


def expected(counts: np.ndarray) -> tuple[pd.DataFrame, pd.DataFrame]:
    table = daily(counts)
    made, tried = forecast(table, as_of=table["day"].iloc[-1] + pd.Timedelta(hours=24), zone="UTC")
    return check(made, FORECAST), check(tried, FORECAST_CHECK)


WEEKDAYS = np.array([30, 26, 24, 22, 20, 6, 4])


def test_a_weekly_pattern_with_noise_is_forecast_better_than_by_last_week() -> None:
    chance = np.random.default_rng(7)
    made, tried = expected(chance.poisson(np.tile(WEEKDAYS, 20)))
    assert tried["is_better"].iloc[0] and tried["gain"].between(0.1, 0.5).all()
    assert made["method"].eq("level_and_weekday").all()
    assert np.abs(made["expected"].to_numpy()[:7] - WEEKDAYS).max() < 6
    assert tried["coverage"].between(0.7, 0.92).all()


def test_the_interval_holds_what_comes_about_as_often_as_it_says() -> None:
    chance = np.random.default_rng(11)
    inside = []
    for _ in range(20):
        counts = chance.poisson(np.tile(WEEKDAYS, 24))
        made, _ = expected(counts[:-HORIZON])
        came = counts[-HORIZON:]
        inside.append((came >= np.floor(made["low"])) & (came <= np.ceil(made["high"])))
    assert 0.75 <= np.mean(inside) <= 0.9


def test_where_only_the_last_week_tells_the_next_it_says_so() -> None:
    chance = np.random.default_rng(5)
    level = np.repeat(np.exp(np.cumsum(chance.normal(0, 0.9, 20))) * 20, 7)
    made, tried = expected(level)
    assert not tried["is_better"].iloc[0]
    assert (made["method"] == "last_week").all() == (tried["mean_error"].sum() > tried["mean_error_last_week"].sum())


@pytest.mark.parametrize("n", [0, 20, 41])
def test_less_than_six_weeks_gives_no_forecast(n: int) -> None:
    table = daily(np.ones(n))
    made, tried = forecast(table, as_of=START, zone="UTC")
    assert made.empty and tried.empty


def test_a_day_that_is_not_over_is_forecast_and_not_learnt_from() -> None:
    table = daily(np.append(np.tile(WEEKDAYS, 8), [500]))
    made, _ = forecast(table, as_of=table["day"].iloc[-1] + pd.Timedelta(hours=9), zone="UTC")
    assert made["day"].iloc[0] == table["day"].iloc[-1] and made["expected"].iloc[0] == WEEKDAYS[0]
