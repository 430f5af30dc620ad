"""Who comes back: rhythm, leakage, too little data."""

import numpy as np
import pandas as pd
import pytest

from socialinsight.churn.returning import learnt, returning
from socialinsight.churn.rhythm import Rhythm, expected_events, fit_rhythm, histories, still_active
from socialinsight.tables import EVENTS, RETURNING, check

START = pd.Timestamp("2025-01-01", tz="UTC")
AS_OF = START + pd.Timedelta(days=360)


def simulated(n: int = 600, *, seed: int = 0) -> pd.DataFrame:
    """Customers who buy every few weeks until they drop out after some purchase."""
    random = np.random.default_rng(seed)
    rows = []
    for number in range(n):
        gap, leaves = random.gamma(4, 8), random.uniform(0.02, 0.5)
        at = random.uniform(0, 60)
        while at < 450:
            rows.append((f"u{number}", START + pd.Timedelta(days=at), f"{random.gamma(2, 10):.2f}"))
            if random.random() < leaves:
                break
            at += random.exponential(gap)
    table = pd.DataFrame(rows, columns=["author_id", "at", "value"])
    return table.assign(kind="purchase", event_id=[f"e{number}" for number in range(len(table))])


def test_known_rhythm_is_found_again_by_its_consequences() -> None:
    events = simulated()
    table = returning(events, as_of=AS_OF)
    check(table, RETURNING)
    later = events[(events["at"] >= AS_OF) & (events["at"] < AS_OF + pd.Timedelta(days=90))]
    came = table["author_id"].isin(later["author_id"])
    assert table.loc[came, "p_return"].mean() > table.loc[~came, "p_return"].mean() + 0.2
    assert abs(table["p_return"].mean() - came.mean()) < 0.1
    assert table["p_return"].between(0, 1).all()


def test_nothing_after_the_moment_is_seen() -> None:
    events = simulated()
    known = events[events["at"] < AS_OF]
    pd.testing.assert_frame_equal(returning(events, as_of=AS_OF), returning(known, as_of=AS_OF))


def test_drop_out_grows_with_silence() -> None:
    rhythm = Rhythm(0.25, 4.8, 0.75, 2.2)
    frame = pd.DataFrame({"n": [6, 6, 1], "span_days": [200.0, 100.0, 0.0], "age_days": [210.0, 300.0, 300.0]})
    alive = still_active(rhythm, frame)
    assert alive[0] > alive[1] and np.isnan(alive[2])
    expected = expected_events(rhythm, frame, days=90)
    assert expected[0] > expected[1] > 0


def test_too_few_customers_are_listed_without_a_probability() -> None:
    table = returning(simulated(20), as_of=AS_OF)
    assert len(table) == 20
    assert table[["p_active", "p_return", "expected"]].isna().all(axis=None)
    assert fit_rhythm(histories(simulated(20), until=AS_OF)) is None


def test_one_outcome_only_is_not_learnt() -> None:
    days = pd.date_range(START, AS_OF, freq="10D")
    events = pd.concat(pd.DataFrame({"author_id": f"u{n}", "at": days, "kind": "usage"}) for n in range(80))
    assert learnt(events, as_of=AS_OF, days=90) is None


def test_empty_and_other_kinds() -> None:
    assert returning(EVENTS.empty(), as_of=AS_OF).empty
    others = simulated(5).assign(kind="status")
    assert returning(others, as_of=AS_OF).empty


def test_horizon_must_be_positive() -> None:
    with pytest.raises(ValueError, match="days: received 0"):
        returning(EVENTS.empty(), as_of=AS_OF, days=0)
