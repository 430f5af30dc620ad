"""Those hit beside like customers, contacts that changed channel, and false alarms on quiet data."""

import numpy as np
import pandas as pd
import pytest

from socialinsight.crises.aftermath import aftermath
from socialinsight.crises.alarm_check import alarm_check
from socialinsight.crises.channel_shift import channel_shifts
from socialinsight.crises.facts import crisis_facts
from socialinsight.tables import (
    AFTERMATH,
    ALARM_CHECK,
    CHANNEL_SHIFTS,
    COUNTS,
    EPISODES,
    EVENTS,
    ISSUE_MESSAGES,
    check,
)
from tests.threads import START, thread

DAY = pd.Timedelta(days=1)


def facts(source: str) -> pd.DataFrame:
    messages, signals = thread(source)
    return crisis_facts(messages, signals, ISSUE_MESSAGES.empty())


def episode(began: float, ended: float | None) -> pd.DataFrame:
    row = {
        "episode_id": "e1",
        "community_id": "g",
        "started_at": START + began * DAY,
        "ended_at": pd.NaT if ended is None else START + ended * DAY,
    }
    blanks = {"string": "", "int32": 0, "float64": 0.0, "time": pd.NaT, "ids": ()}
    return EPISODES.cast(pd.DataFrame([{c.name: blanks[c.kind] for c in EPISODES.columns if c.required} | row]))


def talk(n_hit: int, n_others: int, *, hit_stay: int, others_stay: int) -> str:
    lines = [f"10 09:{k:02} h{k} hello" for k in range(n_hit)] + [f"10 10:{k:02} o{k} hello" for k in range(n_others)]
    lines += [f"30 12:{k:02} h{k} [complaint] down" for k in range(n_hit)]
    lines += [f"35 09:{k:02} h{k} [s=-0.5] again" for k in range(hit_stay)]
    lines += [f"35 10:{k:02} o{k} [s=0.1] again" for k in range(others_stay)]
    return "\n".join(lines)


def compared(source: str, ended: float | None = 31, as_of: float = 60) -> pd.DataFrame:
    table = aftermath(facts(source), episode(30, ended), as_of=START + as_of * DAY)
    return check(table, AFTERMATH).set_index("outcome")


def test_the_difference_between_hit_and_like_customers_has_an_interval() -> None:
    row = compared(talk(40, 40, hit_stay=10, others_stay=30)).loc["still_writing"]
    assert (row["n_hit"], row["n_matched"], row["n_others"]) == (40, 40, 40)
    assert row["difference"] == pytest.approx(-0.5)
    assert row["low"] < -0.5 < row["high"] < 0


def test_equal_groups_have_an_interval_around_nothing() -> None:
    row = compared(talk(40, 40, hit_stay=20, others_stay=20)).loc["still_writing"]
    assert row["difference"] == 0 and row["low"] < 0 < row["high"]


def test_sentiment_afterwards_is_compared_among_those_who_write() -> None:
    row = compared(talk(40, 40, hit_stay=20, others_stay=20)).loc["sentiment"]
    assert row["difference"] == pytest.approx(-0.6) and row["n_matched"] == 20


def test_nothing_is_said_below_ten_on_either_side() -> None:
    table = compared(talk(9, 40, hit_stay=9, others_stay=1))
    assert table["difference"].isna().all() and table.loc["still_writing", "n_matched"] == 9


def test_those_without_a_past_are_hit_and_not_matched() -> None:
    source = (
        talk(20, 20, hit_stay=5, others_stay=5)
        + "\n"
        + "\n".join(f"30 13:{k:02} z{k} [complaint] down" for k in range(7))
    )
    assert compared(source).loc["still_writing", ["n_hit", "n_matched"]].tolist() == [27, 20]


def test_other_channels_are_no_like_customers() -> None:
    known = facts(talk(20, 20, hit_stay=5, others_stay=5))
    known["channel"] = known["channel"].mask(known["author_id"].str.startswith("o"), "email")
    table = aftermath(known, episode(30, 31), as_of=START + 60 * DAY)
    assert (table["n_matched"] == 0).all() and table["difference"].isna().all()


@pytest.mark.parametrize(("ended", "as_of"), [(None, 60), (31, 35)])
def test_a_crisis_that_is_on_or_just_over_has_no_aftermath(ended: float | None, as_of: float) -> None:
    assert compared(talk(20, 20, hit_stay=5, others_stay=5), ended, as_of).empty


def contacts(*, moving: int) -> pd.DataFrame:
    lines = [f"{day} 09:{k:02} p{k} [request] hello" for day in (5, 10, 15, 20) for k in range(20)]
    lines += [f"30 12:{k:02} p{k} [request] hello" for k in range(20)]
    table = facts("\n".join(lines))
    moved = (table["sent_at"] > START + 30 * DAY) & table["author_id"].isin([f"p{k}" for k in range(moving)])
    return table.assign(channel=table["channel"].mask(moved, "email"))


def test_contacts_that_move_in_a_crisis_are_counted_against_the_weeks_before() -> None:
    table = channel_shifts(contacts(moving=15), episode(30, 31), EVENTS.empty(), as_of=START + 60 * DAY)
    check(table, CHANNEL_SHIFTS)
    every = table[table["channel"] == "all"].iloc[0]
    assert (every["before"], every["during"], every["n_during"]) == (0.0, 0.75, 20)
    assert every["low"] > 0.4
    assert table["channel"].tolist() == ["all", "email"] and len(every["message_ids"]) == 5


def test_an_outage_of_a_channel_is_a_cause_too() -> None:
    event = {"event_id": "x", "at": START + 30 * DAY, "kind": "outage", "value": "chat"}
    end = event | {"event_id": "y", "at": START + 30.6 * DAY, "kind": "outage_end"}
    events = EVENTS.cast(pd.DataFrame([event, end]))
    table = channel_shifts(contacts(moving=15), EPISODES.empty(), events, as_of=START + 60 * DAY)
    assert table["cause"].unique().tolist() == ["outage"]
    assert table["ended_at"].iloc[0] == START + 30.6 * DAY


def test_one_channel_alone_tells_nothing_of_moving() -> None:
    assert channel_shifts(contacts(moving=0), episode(30, 31), EVENTS.empty(), as_of=START + 60 * DAY).empty


def test_few_contacts_have_no_share() -> None:
    few = contacts(moving=3)
    few = few[(few["sent_at"] < START + 30 * DAY) | few["author_id"].isin(["p0", "p1", "p2"])]
    table = channel_shifts(few, episode(30, 31), EVENTS.empty(), as_of=START + 60 * DAY)
    assert table["during"].isna().all() and table["difference"].isna().all() and table["n_during"].max() == 3


def test_false_alarms_on_quiet_data_stay_near_the_accepted_number_and_depend_on_the_seed_alone() -> None:
    at = pd.date_range(START, periods=24 * 100, freq="h")
    n = np.random.default_rng(1).poisson(0.5, len(at))
    counts = pd.DataFrame({"community_id": "g", "at": at, "n": n, "expected": 0.5, "upper": 5.0, "is_alarm": n > 5})
    counts = COUNTS.cast(counts)
    place = {"alarms_per_month": 1.0, "zone": "UTC"}
    one, again = (alarm_check(counts, EPISODES.empty(), **place, seed=4) for _ in range(2))
    pd.testing.assert_frame_equal(check(one, ALARM_CHECK), again)
    assert 0 <= one["false_alarms"].iloc[0] <= 1.3 and one["n_months"].iloc[0] == pytest.approx(5 * 100 / 30)


def test_no_counts_no_check() -> None:
    assert alarm_check(COUNTS.empty(), EPISODES.empty(), alarms_per_month=1.0, zone="UTC", seed=0).empty
