import numpy as np
import pandas as pd

from socialinsight.crises import crises
from socialinsight.crises.baseline import baseline
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
        messages,
        signals,
        ISSUE_MESSAGES.empty(),
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
30 15:00 agent1 [apology all_clear] sorry, it works
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
