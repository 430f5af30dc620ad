"""The promise ledger: rules on small threads, and the states of the sample against its truth."""

import json
from collections import Counter
from pathlib import Path

import pandas as pd
import pytest

from socialinsight.analysis import Analysis, analyze
from socialinsight.datasets import SAMPLES, load_sample, sample_settings
from socialinsight.resources import sample_path
from socialinsight.service.promise_rates import STATES, promise_rates
from socialinsight.service.promises import promises
from socialinsight.settings import Settings
from socialinsight.tables import ANNOTATIONS, EVENTS, MESSAGES, PROMISES, TEXTS, check
from tests.threads import thread

AS_OF = pd.Timestamp("2026-03-31 22:00Z")
ZONES = {"hu": "Europe/Budapest", "ru": "Europe/Moscow"}


def ledger(source: str, lang: str = "hu", events: pd.DataFrame | None = None) -> pd.DataFrame:
    messages, signals = thread(source)
    signals["lang"] = lang
    table = promises(
        messages,
        TEXTS.empty(),
        ANNOTATIONS.empty(),
        signals,
        as_of=AS_OF,
        settings=Settings(),
        zone="UTC",
        country="",
        events=events,
    )
    return check(table, PROMISES)


@pytest.mark.parametrize(
    ("lang", "later", "state"),
    [
        ("hu", "4 10:00 anna Megjött, köszönöm!", "kept"),
        ("hu", "7 10:00 anna Ma megjött, három napos késéssel.", "late"),
        ("hu", "5 10:00 anna [complaint] Péntek elmúlt, nem jött semmi.", "broken"),
        ("hu", "4 10:00 agent1 Elküldtem a számlát.", "kept"),
        ("hu", "9 10:00 agent1 Elküldtem a számlát.", "late"),
    ],
)
def test_states_of_a_promise_until_friday(lang: str, later: str, state: str) -> None:
    row = ledger(f"0 09:00 anna [request] kérem\n1 09:00 agent1 [promise] Péntekig elküldöm a számlát.\n{later}", lang)
    assert row["state"].tolist() == [state]
    assert row["due_at"].iloc[0] == pd.Timestamp("2026-03-06 22:59:59.999999Z")
    assert row["evidence_id"].tolist() == ["m2"]


def test_a_promise_in_russian_is_read_in_its_own_zone() -> None:
    row = ledger("0 09:00 anna [request] прошу\n0 10:00 agent1 [promise] Вернём деньги до пятницы.", "ru").iloc[0]
    assert row["due_at"] == pd.Timestamp("2026-03-06 20:59:59.999999Z")
    assert row["state"] == "broken"
    assert row["n_reminders"] == 0


def test_without_a_deadline_reminders_decide() -> None:
    source = "0 09:00 anna [request] kérem\n0 10:00 agent1 [promise] Utánanézek és megoldom."
    assert ledger(source)["state"].tolist() == ["open"]
    reminded = ledger(f"{source}\n3 10:00 anna [question] Mi van már?\n4 10:00 anna [complaint] Semmi hír.").iloc[0]
    assert (reminded["state"], reminded["n_reminders"], reminded["reminder_id"]) == ("broken", 2, "m2")


def test_a_deadline_to_come_is_open() -> None:
    row = ledger("0 09:00 anna [request] kérem\n0 10:00 agent1 [promise] Április 20-ig kijavítjuk.").iloc[0]
    assert (row["state"], str(row["due_at"])[:10]) == ("open", "2026-04-20")


def test_a_status_shows_a_promise() -> None:
    events = EVENTS.cast(
        pd.DataFrame(
            {
                "event_id": ["e1"],
                "at": [pd.Timestamp("2026-03-03 10:00Z")],
                "kind": ["status"],
                "conversation_id": ["c1"],
                "value": ["solved"],
            }
        )
    )
    row = ledger("0 09:00 anna [request] kérem\n0 10:00 agent1 [promise] Péntekig kijavítjuk.", "hu", events).iloc[0]
    assert (row["state"], row["evidence_id"]) == ("kept", "e1")


def test_nothing_is_promised_by_customers_and_in_empty_tables() -> None:
    assert ledger("0 09:00 anna [promise] Péntekig elküldöm.").empty
    assert ledger("0 09:00 agent1 Köszönjük.").empty


def test_what_is_done_or_lasts_is_no_promise() -> None:
    assert ledger("0 09:00 agent1 [promise] Ma letiltottam a számot.").empty
    assert ledger("0 09:00 agent1 [promise] Хранение продлено до 10 марта.", "ru").empty


def test_rates_stand_beside_n() -> None:
    table = ledger("0 09:00 anna [request] kérem\n0 10:00 agent1 [promise] Péntekig kijavítjuk.")
    rates = promise_rates(table, pd.Series(["billing"], index=table.index)).iloc[0]
    assert (rates["team"], rates["n"], rates["n_due"], rates["broken_share"]) == ("billing", 1, 1, 1.0)
    assert 0 < rates["low"] < rates["high"] == 1


@pytest.fixture(scope="module")
def sample() -> Analysis:
    return analyze(load_sample("all"), as_of="2026-03-31", settings=sample_settings())


def truth() -> list[dict[str, str]]:
    found = []
    for name in SAMPLES:
        known = json.loads(sample_path(f"truth/{name}.json").read_text(encoding="utf-8"))
        prefix = {"telegram_hu": "telegram", "mail_hu": "mail", "vk_ru": "vk", "tickets": "table"}[name]
        for one in known["promises"]:
            zone = ZONES["ru" if name == "vk_ru" or (name == "tickets" and one["id"][0] == "t") else "hu"]
            found.append({**one, "prefix": prefix, "zone": zone})
    return found


def test_states_of_the_sample(sample: Analysis) -> None:
    counts: Counter[tuple[str, str]] = Counter()
    n_due, seen = 0, set()
    for one in truth():
        ids = sample.promises["message_id"]
        rows = sample.promises[ids.str.endswith(":" + one["message_id"]) & ids.str.startswith(one["prefix"] + ":")]
        state = rows["state"].iloc[0] if len(rows) else "not found"
        counts[one["state"], state] += 1
        if len(rows):
            seen.add(rows.index[0])
            due = pd.Timestamp(one["due"]).tz_localize(one["zone"]) if one["due"] else pd.NaT
            told = rows["due_at"].iloc[0]
            n_due += told is due if (told is pd.NaT or due is pd.NaT) else abs(told - due) <= pd.Timedelta("61s")
        if state != one["state"]:
            print(f"{one['prefix']} {one['id']}: {one['state']} in the truth, {state} in the ledger")
    counts.update(("none", state) for state in sample.promises.drop(index=list(seen))["state"])
    for state in STATES:
        right = counts[state, state]
        n_true = sum(n for (told, _), n in counts.items() if told == state)
        n_said = sum(n for (_, said), n in counts.items() if said == state)
        print(f"{state}: precision {right}/{n_said} recall {right}/{n_true}")
        assert right >= LEAST[state][0] * n_said
        assert right >= LEAST[state][1] * n_true
    print(f"deadline right in {n_due} of {len(truth())}")
    assert n_due >= 0.8 * len(truth())


def told_threads() -> tuple[pd.DataFrame, list[str]]:
    """Return threads written as `state|language|time|c or a:text;...`, and the state each should have."""
    rows, states = [], []
    lines = (Path(__file__).parents[1] / "data" / "promise_threads.txt").read_text(encoding="utf-8").splitlines()
    for number, line in enumerate(lines):
        state, lang, rest = line.split("|", 2)
        states.append(state)
        for place, part in enumerate(rest.split(";")):
            at, said = part.strip().split("|")
            who, text = said.split(":", 1)
            rows.append(
                {
                    "message_id": f"{number}.{place}",
                    "conversation_id": str(number),
                    "community_id": lang,
                    "author_id": "agent" if who == "a" else f"u{number}",
                    "author_role": "agent" if who == "a" else "customer",
                    "sent_at": pd.Timestamp(f"2026-{at}", tz=ZONES[lang]).tz_convert("UTC"),
                    "text": text.strip(),
                }
            )
    return MESSAGES.cast(pd.DataFrame(rows)), states


def test_threads_written_after_the_rules() -> None:
    """At first sight 22 of 24 were right."""
    messages, states = told_threads()
    found = analyze(messages, as_of="2026-03-31", settings=Settings()).promises
    got = [found.loc[found["conversation_id"] == str(one), "state"].tolist() for one in range(len(states))]
    wrong = [(one, said, told) for one, (said, told) in enumerate(zip(got, states)) if said != [told]]
    assert len(wrong) <= 2, wrong


LEAST = {"kept": (0.9, 0.8), "late": (0.85, 0.85), "open": (0.65, 0.9), "broken": (0.85, 0.85)}
"""Least precision and recall by state; measured in November 2026: .96/.86, .92/1.0, .80/1.0, .95/.95."""
