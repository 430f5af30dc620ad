"""The avalanche watch-list: threads that spread, claims refused for weeks, silence in private, and its own record."""

import pandas as pd
import pytest

from socialinsight.crises.facts import crisis_facts
from socialinsight.crises.watch_list import watch_list
from socialinsight.service.turns import turns
from socialinsight.service.unanswered import unanswered
from socialinsight.settings import Settings
from socialinsight.tables import ISSUE_MESSAGES, WATCH_CHECK, WATCH_LIST, check
from tests.threads import START, thread

DAY = pd.Timedelta(days=1)


def listed(
    threads: dict[str, str], *, as_of: float, private: tuple[str, ...] = ()
) -> tuple[pd.DataFrame, pd.DataFrame]:
    parts = []
    for name, source in threads.items():
        messages, signals = thread(source, conversation=name)
        ids = name + ":" + messages["message_id"]
        messages = messages.assign(
            message_id=ids, reply_to=name + ":" + messages["reply_to"], is_public=name not in private
        )
        parts.append((messages, signals.assign(message_id=ids)))
    messages, signals = (pd.concat([pair[side] for pair in parts], ignore_index=True) for side in (0, 1))
    moment = START + as_of * DAY
    waiting = unanswered(turns(messages, signals), as_of=moment, settings=Settings())
    table, record = watch_list(crisis_facts(messages, signals, ISSUE_MESSAGES.empty()), waiting, as_of=moment)
    return check(table, WATCH_LIST), check(record, WATCH_CHECK).set_index("kind")


def storm(n: int, day: int, marks: str = "hostility") -> str:
    first = f"{day} 12:00 first [complaint {marks}] a disgrace"
    return "\n".join([first, *(f"{day} 12:{minute:02} joiner{minute} [hostility] yes" for minute in range(1, n + 1))])


def calm(k: int, day: int) -> str:
    return f"{day} 09:00 calm{k} [complaint] late\n{day} 10:00 agent1 sorry"


def test_a_spreading_thread_is_listed_and_a_calm_one_is_not() -> None:
    table, _ = listed({"storm": storm(8, 20), "calm": calm(0, 20)}, as_of=21)
    assert table["subject_id"].tolist() == ["storm"]
    row = table.iloc[0]
    assert (row["n_writers"], row["n_joiners"]) == (9, 8) and row["arousal"] == pytest.approx(0.9)
    assert row["per_hour"] == pytest.approx(8 / 6)


def test_a_threat_to_publish_weighs_two_points() -> None:
    plain, _ = listed({"storm": storm(8, 20)}, as_of=21)
    loud, _ = listed({"storm": storm(8, 20, "hostility publicity_threat")}, as_of=21)
    assert loud["score"].iloc[0] - plain["score"].iloc[0] == pytest.approx(2.0)
    assert loud["n_threats"].iloc[0] == 1 and loud["message_ids"].iloc[0][0] == "storm:m0"


def test_old_threads_leave_the_list() -> None:
    assert listed({"storm": storm(8, 20)}, as_of=60)[0].empty


def test_the_record_is_measured_on_threads_of_the_past() -> None:
    threads = {f"calm{k}": calm(k, k) for k in range(20)}
    slow = "1 08:00 first [complaint hostility] no\n" + "\n".join(
        f"1 {8 + k // 10:02}:{10 + k:02} q{k} [hostility] yes" for k in range(6)
    )
    late = "\n".join(f"5 09:{k:02} late{k} [hostility] me too" for k in range(8))
    threads |= {f"grown{k}": f"{slow}\n{late}" for k in range(5)}
    _, record = listed(threads, as_of=60)
    row = record.loc["thread"]
    assert (row["n_past"], row["n_grown"], row["n_found"]) == (25, 5, 5)
    assert row["base_rate"] == pytest.approx(0.2)
    assert row["false_positive_rate"] == 0.0 and row["false_high"] > 0.1
    assert row["sensitivity"] == 1.0


def test_few_past_threads_measure_nothing() -> None:
    _, record = listed({f"calm{k}": calm(k, k) for k in range(6)}, as_of=60)
    assert record.loc["thread", "n_past"] == 6
    assert record[["base_rate", "false_positive_rate", "sensitivity"]].isna().all(axis=None)


REFUSED = """
1 09:00 bela [complaint] the guitar broke
3 09:00 agent1 Reklamációját elutasítjuk.
20 09:00 bela [complaint] it was your fault
22 09:00 agent1 Kérését nem tudjuk teljesíteni.
40 09:00 bela [complaint] I will not give up
"""


def test_a_claim_refused_for_weeks_is_listed_though_it_is_private() -> None:
    table, _ = listed({"claim": REFUSED}, as_of=50, private=("claim",))
    row = table[table["kind"] == "refused_claim"].iloc[0]
    assert (row["subject_id"], row["n_refused"]) == ("bela", 2)
    assert row["days_open"] == pytest.approx(39)
    assert set(row["message_ids"]) >= {"claim:m1", "claim:m3"}


def test_a_claim_of_one_week_is_not_listed() -> None:
    table, _ = listed(
        {"claim": REFUSED.replace("20 09", "5 09").replace("40 09", "7 09")}, as_of=20, private=("claim",)
    )
    assert not (table["kind"] == "refused_claim").any()


def test_silence_in_private_counts_until_now_and_going_public_is_its_base_rate() -> None:
    threads = {f"mail{k}": f"1 09:{k:02} quiet{k} [complaint] hello" for k in range(20)}
    threads |= {f"wall{k}": f"10 09:{k:02} quiet{k} [complaint] still no answer" for k in range(5)}
    table, record = listed(threads, as_of=50, private=tuple(f"mail{k}" for k in range(20)))
    silent = table[table["kind"] == "private_silence"]
    assert len(silent) == 20 and silent["days_open"].min() > 48
    row = record.loc["private_silence"]
    assert (row["n_past"], row["n_grown"], row["base_rate"]) == (20, 5, pytest.approx(0.25))
    assert pd.isna(row["false_positive_rate"])


def test_nobody_no_list() -> None:
    table, record = listed({"c": "0 09:00 anna hello"}, as_of=5)
    assert table.empty and record["n_past"].tolist() == [0, 0, 0]
