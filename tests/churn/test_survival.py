"""Survival against worked figures and against lifelines; lost customers by period; the Cox extra."""

import numpy as np
import pandas as pd
import pytest

from socialinsight.churn.hazards import hazards
from socialinsight.churn.lifetimes import lifetimes, retention
from socialinsight.churn.survival import kaplan_meier, log_rank, median_days, share_at, survival
from socialinsight.summary import periods
from socialinsight.tables import CUSTOMERS, EVENTS, HAZARDS, RETENTION, SURVIVAL, check

AS_OF = pd.Timestamp("2026-03-31", tz="UTC")
PERIODS = dict(zip(("current", "previous"), periods(AS_OF, 30)))


def customers(n: int = 400, *, seed: int = 1) -> pd.DataFrame:
    """Dealers leave three times as fast as end users; suppliers like end users."""
    random = np.random.default_rng(seed)
    segment = np.array(["end_user", "dealer", "supplier"])[random.integers(0, 3, n)]
    stay = random.exponential(np.where(segment == "dealer", 200, 600), n)
    since = AS_OF - pd.to_timedelta(random.uniform(1, 700, n), unit="D")
    left = since + pd.to_timedelta(stay, unit="D")
    table = pd.DataFrame({"customer_id": [f"k{one}" for one in range(n)], "segment": segment, "since": since})
    table["author_ids"] = [(f"u{one}",) for one in range(n)]
    table["value"] = random.gamma(2, 100, n)
    return CUSTOMERS.cast(table.assign(left_at=left.where(left <= AS_OF)))


def lived(table: pd.DataFrame, events: pd.DataFrame | None = None) -> pd.DataFrame:
    return lifetimes(table, EVENTS.empty() if events is None else events, as_of=AS_OF)


def test_curve_interval_and_median_are_those_of_lifelines() -> None:
    lifelines = pytest.importorskip("lifelines")
    lives = lived(customers())
    days, left = lives["days"].to_numpy(float), lives["left"].to_numpy(bool)
    curve = kaplan_meier(days, left)
    theirs = lifelines.KaplanMeierFitter().fit(days, left)
    inside = curve[curve["low"].notna()]
    ends = theirs.confidence_interval_.loc[inside["days"]].to_numpy()
    np.testing.assert_allclose(inside["survival"], theirs.survival_function_.loc[inside["days"]].iloc[:, 0], rtol=1e-9)
    np.testing.assert_allclose(inside[["low", "high"]].to_numpy(), ends, rtol=1e-6)
    assert median_days(curve)[0] == theirs.median_survival_time_


def test_log_rank_of_three_groups_is_that_of_lifelines() -> None:
    statistics = pytest.importorskip("lifelines.statistics")
    lives = lived(customers())
    group = pd.factorize(lives["segment"])[0]
    days, left = lives["days"].to_numpy(float), lives["left"].to_numpy(bool)
    theirs = statistics.multivariate_logrank_test(days, group, left)
    value, freedom, p_value = log_rank(days, left, group)
    assert (value, freedom) == (pytest.approx(theirs.test_statistic), 2)
    assert p_value == pytest.approx(theirs.p_value)


def test_the_segment_that_leaves_faster_is_found() -> None:
    lives = lived(customers())
    table = check(retention(lives, **PERIODS), RETENTION).set_index("segment")
    check(survival(lives), SURVIVAL)
    assert table.index[0] == "" and table.loc["", "n"] == 400
    assert table["median_days"].drop("").idxmin() == "dealer"
    assert table.loc["dealer", "q_value"] < 0.01 and table.loc["", "p_value"] < 0.01
    low, high = table.loc["dealer", ["kept_90_low", "kept_90_high"]]
    assert low < table.loc["dealer", "kept_90"] < high


def test_the_interval_holds_the_truth_about_as_often_as_it_says() -> None:
    random = np.random.default_rng(5)
    hits = 0
    for _ in range(200):
        stay, seen = random.exponential(100, 80), random.uniform(20, 200, 80)
        _, low, high = share_at(kaplan_meier(np.minimum(stay, seen), stay <= seen), 60)
        hits += low <= np.exp(-0.6) <= high
    assert 182 <= hits <= 199


def test_who_left_later_than_the_moment_is_still_here_and_periods_count_the_lost() -> None:
    day = pd.Timedelta(days=1)
    table = CUSTOMERS.cast(
        pd.DataFrame(
            {
                "customer_id": list("abcd"),
                "author_ids": [()] * 4,
                "since": AS_OF - 100 * day,
                "value": [10.0, 30.0, 60.0, 100.0],
                "left_at": [AS_OF + 5 * day, AS_OF - 10 * day, AS_OF - 40 * day, pd.NaT],
            }
        )
    )
    row = retention(lived(table), **PERIODS).iloc[0]
    assert row[["n", "n_left", "n_start", "n_lost", "previous_start"]].tolist() == [4, 2, 3, 1, 4]
    assert row["previous_lost_share"] == 0.25
    assert (row["lost_value"], row["lost_value_share"]) == (30.0, pytest.approx(30 / 140))


def test_events_tell_who_left_and_lost_without_a_date_is_only_counted() -> None:
    table = customers(30).assign(left_at=pd.NaT)
    table = CUSTOMERS.cast(table.assign(outcome=["ушёл"] + ["active"] * 28 + ["who knows"]))
    events = pd.DataFrame({"event_id": ["e"], "at": [AS_OF - pd.Timedelta(days=3)], "kind": "left"})
    lives = lived(table, EVENTS.cast(events.assign(author_id="u7")))
    assert lives.loc[lives["left"], "customer_id"].tolist() == ["k7"]
    assert lives.loc[lives["undated"], "customer_id"].tolist() == ["k0"]
    assert retention(lives, **PERIODS).iloc[0]["n"] == int((table["since"] <= AS_OF).sum()) - 1


def test_without_a_date_of_coming_there_is_no_figure() -> None:
    for table in (
        CUSTOMERS.empty(),
        customers(5).assign(since=pd.Series([pd.NaT] * 5, dtype=CUSTOMERS["since"].dtype)),
    ):
        lives = lived(table)
        assert survival(lives).empty and retention(lives, **PERIODS).empty


def test_few_leavers_are_not_tested() -> None:
    table = retention(lived(customers(12)), **PERIODS)
    assert table["p_value"].isna().all()


def test_cox_finds_the_planted_ratio_and_checks_proportionality() -> None:
    pytest.importorskip("lifelines")
    table = check(hazards(lived(customers(900, seed=4))), HAZARDS).set_index("covariate")
    assert len(table) == 3 and table["ph_p_value"].notna().all()
    dealer = table.loc["segment=dealer"]
    assert dealer["low"] < 3 < dealer["high"] and dealer["low"] > 1.5
    assert table.loc["value_doubled", "p_value"] > 0.01


def test_a_ratio_that_turns_is_not_called_proportional() -> None:
    pytest.importorskip("lifelines")
    random = np.random.default_rng(2)
    flag = np.repeat([0.0, 1.0], 300)
    stay = np.where(flag == 1, random.weibull(4, 600) * 100, random.weibull(0.6, 600) * 100) + 1
    ids = [f"k{one}" for one in range(600)]
    until = random.uniform(20, 300, 600)
    base = pd.DataFrame({"customer_id": ids, "segment": "", "value": np.nan})
    lives = base.assign(days=np.minimum(stay, until), left=stay <= until)
    table = hazards(lives, pd.DataFrame({"flag": flag}, index=ids))
    assert not table.loc[0, "is_proportional"]
    few = lives.assign(left=[True] * 4 + [False] * 596)
    assert hazards(few, pd.DataFrame({"flag": flag}, index=ids)).empty
