import numpy as np
import pandas as pd

from socialinsight.service.activity import activity
from socialinsight.service.conversations import conversations
from socialinsight.service.turns import turns
from socialinsight.service.unanswered import unanswered
from socialinsight.settings import Settings
from socialinsight.tables import CONVERSATIONS, EVENTS, UNANSWERED, check
from tests.threads import START, thread

SETTINGS = Settings()


def talk(source: str) -> pd.Series:
    facts = turns(*thread(source))
    table = conversations(facts, settings=SETTINGS, zone="UTC", country="HU")
    return check(table, CONVERSATIONS).iloc[0]


def test_first_response_runs_from_the_first_asking_message_to_the_first_human() -> None:
    row = talk("""
        0 09:00 anna hello
        0 09:10 anna [question] when?
        0 09:11 bot1 automatic
        0 10:10 agent1 tomorrow
        """)
    assert row["asked_id"] == "m1"
    assert row["first_response_seconds"] == 3600
    assert row["answered_by"] == "agent"


def test_nights_weekends_and_holidays_do_not_count_in_business_time() -> None:
    row = talk("""
        4 17:00 anna [complaint] Friday evening
        7 09:00 agent1 Monday morning
        """)
    assert row["first_response_seconds"] == (3 * 24 - 8) * 3600
    assert row["first_response_business_seconds"] == 2 * 3600


def test_nothing_asked_is_not_measured_rather_than_zero() -> None:
    row = talk("0 09:00 anna thanks")
    assert row["answered_by"] == "not_asked"
    assert np.isnan(row["first_response_seconds"])


def test_asking_again_after_a_week_reopens() -> None:
    row = talk("""
        0 09:00 anna [question] one
        0 10:00 agent1 answer
        9 09:00 anna [question] again
        """)
    assert row["n_reopened"] == 1


def test_satisfaction_compares_the_customers_first_and_last_words() -> None:
    row = talk("""
        0 09:00 anna [complaint s=-0.8] bad
        0 10:00 agent1 answer
        0 11:00 anna [thanks s=0.6] good
        """)
    assert np.isclose(row["satisfaction_change"], 1.4)


def test_unread_languages_have_threads_and_response_times_but_no_sentiment() -> None:
    row = talk("""
        0 09:00 anna [unread] my order is late
        0 09:30 agent1 [unread] sorry
        """)
    assert row["first_response_seconds"] == 1800
    assert np.isnan(row["satisfaction_end"])


def test_help_desk_columns_of_one_case() -> None:
    row = talk("""
        0 09:00 anna [question] one
        0 09:20 anna [request] please hurry
        0 10:00 agent1 which number?
        0 12:00 anna 42
        0 13:00 agent2 done
        9 09:00 anna [complaint] again
        9 11:00 agent1 mended
        9 12:00 anna [question] and the refund?
        """)
    assert (row["requester_id"], row["assignee_id"], row["n_agents"], row["n_teams"]) == ("anna", "agent1", 2, 0)
    assert (row["n_customer_messages"], row["n_agent_messages"]) == (5, 3)
    assert row["first_resolution_seconds"] == 4 * 3600
    assert row["resolution_seconds"] == (9 * 24 + 2) * 3600
    assert row["requester_wait_seconds"] == (1 + 2) * 3600
    assert row["requester_wait_business_seconds"] == (1 + 2) * 3600
    assert row["agent_wait_seconds"] == 2 * 3600 + (7 * 24 + 24 + 20) * 3600 + 3600
    assert row["waiting_since"] == START + pd.Timedelta(days=9, hours=12)


def test_help_desk_columns_of_nobody_waiting_and_nobody_answering() -> None:
    thanked = talk("0 09:00 anna thanks\n0 10:00 bot1 automatic")
    assert np.isnan(thanked["requester_wait_seconds"]) and thanked["waiting_since"] is pd.NaT
    assert thanked["assignee_id"] is pd.NA and thanked["n_agents"] == 0
    begun = talk("0 09:00 agent1 hello\n0 10:00 agent1 still there?")
    assert begun["requester_id"] is pd.NA and np.isnan(begun["agent_wait_seconds"])


def test_team_and_status_come_from_settings_and_events() -> None:
    facts = turns(*thread("0 09:00 anna [question] one\n0 10:00 agent1 answer\n0 11:00 agent2 more"))
    rows = [("e1", 3, "c1", "open"), ("e3", 5, "c1", "solved"), ("e2", 4, "c1", "pending"), ("e4", 9, "other", "new")]
    events = EVENTS.cast(
        pd.DataFrame(
            [
                {"event_id": one, "at": START + pd.Timedelta(hours=hour), "kind": "status", "value": value}
                | {"conversation_id": talk}
                for one, hour, talk, value in rows
            ]
        )
    )
    teams = {"agent1": "billing", "agent2": "web"}
    row = conversations(facts, settings=SETTINGS, zone="UTC", country="HU", teams=teams, events=events).iloc[0]
    assert (row["team"], row["n_teams"], row["status"]) == ("web", 2, "solved")


def test_no_message_has_no_conversation() -> None:
    messages, signals = thread("0 09:00 anna x")
    facts = turns(messages.iloc[:0], signals.iloc[:0])
    assert check(conversations(facts, settings=SETTINGS, zone="UTC", country="HU"), CONVERSATIONS).empty


def left(source: str, hours: float = 24, as_of_day: int = 10) -> pd.DataFrame:
    facts = turns(*thread(source))
    table = unanswered(facts, as_of=START + pd.Timedelta(days=as_of_day), settings=Settings(sla_hours=hours))
    return check(table, UNANSWERED)


def test_unanswered_is_what_no_agent_followed() -> None:
    table = left("""
        0 09:00 anna [question] one
        0 10:00 agent1 answer
        1 09:00 bela [complaint question] two
        1 09:30 bot1 automatic
        1 09:40 bela [question] three
        """)
    assert table["message_id"].tolist() == ["m2"]
    assert table["kind"].tolist() == ["complaint"]
    assert table["age_seconds"].tolist() == [(9 * 24 - 9) * 3600]


def test_a_young_question_is_not_yet_unanswered() -> None:
    assert left("0 09:00 anna [question] one", hours=24, as_of_day=1).empty


def test_a_confirmed_peer_solution_is_told_apart() -> None:
    table = left("""
        0 09:00 anna [question] one
        0 10:00 peter restart it
        0 11:00 anna [solution_confirmed] works
        """)
    assert table["peer_answered"].tolist() == [True]


def test_activity_has_every_hour_of_the_week() -> None:
    table = activity(turns(*thread("0 09:00 anna [question] one\n0 10:00 agent1 two")), zone="Europe/Budapest")
    assert len(table) == 168
    assert table.query("weekday == 0 and hour == 10")["n_asked"].tolist() == [1]
    assert table.query("weekday == 0 and hour == 11")["n_answers"].tolist() == [1]
