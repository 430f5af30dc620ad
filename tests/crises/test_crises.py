import numpy as np
import pandas as pd
import pytest

from socialinsight.crises import crises
from socialinsight.crises.baseline import baseline
from socialinsight.crises.facts import crisis_facts
from socialinsight.crises.recovery import course
from socialinsight.settings import Settings
from socialinsight.tables import COUNTS, EPISODES, ISSUE_MESSAGES, ISSUES, check
from tests.threads import START, thread

HOURS = np.arange(24 * 7 * 12)


def quiet(seed: int, rate: float) -> np.ndarray:
    profile = 1 + 0.8 * np.sin(2 * np.pi * (HOURS % 24) / 24)
    return np.random.default_rng(seed).poisson(rate * profile)


def test_a_burst_is_found_in_its_hour() -> None:
    counts = quiet(1, 0.3)
    counts[1500] += 9
    table = baseline(counts, HOURS % 168, alarms_per_month=1.0)
    assert table["is_alarm"][1500]
    assert not table["is_alarm"][1400:1500].any()


def test_false_alarms_on_seasonal_noise_stay_below_the_nominal_rate() -> None:
    alarms, months = 0, 0.0
    for seed in range(8):
        for rate in (0.05, 0.5, 5.0):
            found = np.flatnonzero(baseline(quiet(seed, rate), HOURS % 168, alarms_per_month=1.0)["is_alarm"][336:])
            alarms += 0 if not len(found) else 1 + int((np.diff(found) > 24).sum())
            months += (len(HOURS) - 336) / 720
    assert alarms / months <= 1.0


def test_the_baseline_looks_only_at_the_past() -> None:
    counts = quiet(2, 1.0)
    later = counts.copy()
    later[1800:] += 30
    before = baseline(counts, HOURS % 168, alarms_per_month=1.0)["expected"][:1800]
    assert np.allclose(before, baseline(later, HOURS % 168, alarms_per_month=1.0)["expected"][:1800])


def crowd(n: int, day: int, hour: int) -> str:
    return "\n".join(f"{day} {hour:02}:{minute:02} a{day}x{minute} [complaint s=-0.5] down" for minute in range(n))


def found(source: str) -> pd.DataFrame:
    messages, signals = thread(source)
    episodes, counts = crises(
        crisis_facts(messages, signals, ISSUE_MESSAGES.empty()),
        ISSUES.empty(),
        as_of=START + pd.Timedelta(days=40),
        settings=Settings(),
        zone="UTC",
    )
    check(counts, COUNTS)
    return check(episodes, EPISODES)


CALM = "\n".join(f"{day} 10:00 calm{day} [complaint] slow" for day in range(0, 30, 4))


def test_an_episode_has_onset_stages_and_recovery() -> None:
    table = found(f"""{CALM}
{crowd(20, 30, 12)}
30 12:30 agent1 [acknowledgement] we see it
30 13:30 agent1 [promise] we mend it
30 15:00 agent1 [apology acknowledgement all_clear] sorry, we broke it, it works
""")
    assert len(table) == 1
    row = table.iloc[0]
    assert row["started_at"] == START + pd.Timedelta(days=30, hours=12)
    assert row["acknowledged_at"] - row["started_at"] == pd.Timedelta(minutes=30)
    assert pd.isna(row["compensated_at"])
    assert row["evidence_ids"][3] == ""
    assert row["recovered_at"] < START + pd.Timedelta(days=33)


def test_one_person_complaining_often_is_no_crisis() -> None:
    flood = "\n".join(f"30 12:{minute:02} anna [complaint] down" for minute in range(20))
    assert found(f"{CALM}\n{flood}").empty


def test_no_complaint_no_episode() -> None:
    assert found("0 09:00 anna hello").empty


def test_an_empty_apology_is_no_stage() -> None:
    row = found(f"""{CALM}
{crowd(20, 30, 12)}
30 12:40 agent1 [apology boilerplate] sorry for any inconvenience
30 13:40 agent1 [non_apology] sorry if somebody minded
""").iloc[0]
    assert pd.isna(row["acknowledged_at"]) and pd.isna(row["apologised_at"])
    assert row["apology_quality"] == "empty"
    assert row["empty_apology_at"] - row["started_at"] == pd.Timedelta(minutes=40)
    assert row["present_stage"] == "not_acknowledged"


def test_asking_before_the_all_clear_is_no_follow_up() -> None:
    row = found(f"""{CALM}
{crowd(20, 30, 12)}
30 13:00 agent1 [acknowledgement follow_up] is it down for you too
30 15:00 agent1 [all_clear] it works
q: 31 09:00 agent1 [follow_up] is all well now
31 09:30 a30x1>q [s=0.6] yes
31 09:40 a30x2>q [s=0.2] mostly
31 09:50 a30x2>q [s=0.9] now yes
""").iloc[0]
    assert row["followed_up_at"] == START + pd.Timedelta(days=31, hours=9)
    assert (row["n_asked_after"], row["n_answers_after"]) == (1, 2)
    assert row["mood_of_answers"] == pytest.approx(0.4)


def test_many_messages_of_few_people_are_no_crisis() -> None:
    few = "\n".join(f"30 12:{minute:02} p{minute % 4} [complaint] down" for minute in range(40))
    assert found(f"{CALM}\n{few}").empty


def test_the_busy_beginning_of_an_export_is_no_crisis() -> None:
    steady = "\n".join(
        f"{day} {hour:02}:00 b{day}x{hour} [complaint] slow" for day in range(30) for hour in (9, 12, 15, 18)
    )
    assert found(steady).empty


def test_a_burst_of_one_issue_is_found_among_many_complaints() -> None:
    sizes = np.random.default_rng(3).poisson(60, 30)
    noise = "\n".join(
        f"{day} 12:{k % 60:02} n{day}x{k} [complaint] other" for day, size in enumerate(sizes) for k in range(size)
    )
    messages, signals = thread(f"{noise}\n{crowd(12, 25, 12)}")
    burst = messages["author_id"].str.startswith("a25").to_numpy(bool)
    assigned = pd.DataFrame(
        {"message_id": messages["message_id"], "issue_id": np.where(burst, "i1", "i2"), "weight": 1.0}
    )
    issues = ISSUES.cast(pd.DataFrame([_issue("i1", "net down"), _issue("i2", "other")]))
    facts = crisis_facts(messages, signals, ISSUE_MESSAGES.cast(assigned))
    place = {"as_of": START + pd.Timedelta(days=30), "settings": Settings(), "zone": "UTC"}
    episodes, _ = crises(facts, issues, **place)
    own = episodes[episodes["is_of_issue"]]
    assert own["name"].tolist() == ["net down"]
    assert own["started_at"].iloc[0] == START + pd.Timedelta(days=25, hours=12)


def _issue(issue_id: str, name: str) -> dict[str, object]:
    blanks = {"string": "", "int32": 0, "float64": 0.0, "bool": False, "time": START, "ids": ()}
    return {c.name: blanks[c.kind] for c in ISSUES.columns if c.required} | {"issue_id": issue_id, "name": name}


def level(values: list[float]) -> tuple[pd.Series, np.ndarray]:
    return pd.Series(pd.date_range("2026-01-01", periods=len(values), freq="6h", tz="UTC")), np.array(values)


def test_a_mood_that_never_fell_stayed() -> None:
    at, mood = level([0.0, 0.2] * 60)
    assert course(at, mood, at[80], at[94], is_share=False)[0] == "stayed"


def test_a_mood_that_stays_low_is_worse() -> None:
    at, mood = level([0.0, 0.2] * 40 + [-0.8] * 60)
    assert course(at, mood, at[80], at[94], is_share=False)[:2] == ("worse", pd.NaT)


def test_stated_churn_rises_and_comes_back() -> None:
    at, churn = level([0.0] * 80 + [1.0] * 10 + [0.0] * 60)
    state, back, n = course(at, churn, at[80], at[94], is_share=True)
    assert state == "recovered" and n == 80 and back > at[94]


def test_too_few_messages_tell_no_course() -> None:
    at, mood = level([0.0] * 30)
    assert course(at, mood, at[15], at[20], is_share=False) == ("unknown", pd.NaT, 15)
