"""Bursts in wild series: what alarms, what does not, and that only the past is seen."""

import numpy as np
import pytest

from socialinsight.crises.bursts import bursts


def quiet(days: int, *, per_day: int = 24, seed: int = 0) -> tuple[np.ndarray, np.ndarray]:
    hour = (np.arange(days * per_day) * 24 // per_day) % 24
    return np.random.default_rng(seed).poisson(5 + 4 * np.sin(2 * np.pi * hour / 24)), hour


def test_a_tenfold_hour_is_found_at_once() -> None:
    counts, hour = quiet(40)
    counts[700:704] += 60
    found = np.flatnonzero(bursts(counts, hour, per_day=24, alarms_per_month=1)["is_alarm"])
    assert 700 in found and not {701, 702, 703} & set(found)


@pytest.mark.parametrize("per_day", [24, 288])
def test_false_alarms_stay_near_the_nominal_number(per_day: int) -> None:
    counts, hour = quiet(120, per_day=per_day)
    a_month = bursts(counts, hour, per_day=per_day, alarms_per_month=5)["is_alarm"].sum() / 4
    assert 2 <= a_month <= 8


def test_the_future_changes_nothing() -> None:
    counts, hour = quiet(40)
    known = bursts(counts[:800], hour[:800], per_day=24)
    later = counts.copy()
    later[800:] = 1000
    assert bursts(later, hour, per_day=24)["is_alarm"][:800].tolist() == known["is_alarm"].tolist()


@pytest.mark.parametrize("n", [0, 1, 50])
def test_short_series_give_no_alarm(n: int) -> None:
    table = bursts(np.full(n, 3), np.zeros(n, int), per_day=24)
    assert len(table) == n and not table["is_alarm"].any()


def test_rates_must_be_positive() -> None:
    with pytest.raises(ValueError, match="per_day"):
        bursts(np.ones(3), np.zeros(3, int), per_day=0)
