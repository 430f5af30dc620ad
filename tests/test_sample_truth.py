"""The whole run on the samples against their truth: floors a little below what was measured in November 2026."""

import pandas as pd
import pytest

from benchmarks.sample_truth import ROOMS, UNMARKED, Sample, measured, run, verdicts

LEAST = {
    ("unanswered", "unanswered"): (0.95, 0.70),
    ("promises", "broken"): (0.90, 0.90),
    ("promises", "kept"): (0.92, 0.83),
    ("promises", "late"): (0.87, 0.95),
    ("promises", "open"): (0.75, 0.95),
    ("boilerplate", "all"): (1.0, 1.0),
    ("bouncing", "bounce"): (0.83, 0.92),
    ("moderation", "apologise_public"): (0.67, 0.81),
    ("moderation", "hide_and_explain"): (0.86, 0.61),
    ("moderation", "invite_private"): (0.87, 0.46),
    ("moderation", "all"): (0.72, 0.61),
    ("invitations", "accepted"): (0.80, 0.50),
    ("invitations", "all"): (0.64, 0.70),
    ("churn", "firm"): (0.50, 0.35),
    ("churn", "all"): (0.42, 0.22),
    ("competitors", "KékTel"): (0.80, 0.63),
    ("competitors", "Villám Mobil"): (0.85, 1.0),
    ("competitors", "Фиалка"): (0.81, 1.0),
    ("competitors", "ЯркоМаркет"): (1.0, 1.0),
    ("competitors", "all"): (0.67, 0.79),
    ("crises", "onset"): (1.0, 1.0),
    ("stages", "all"): (0.92, 0.92),
    ("roles", "problem_solver"): (1.0, 1.0),
    ("roles", "hostile_pattern"): (0.66, 1.0),
    ("roles", "all"): (0.80, 0.35),
}
"""Least precision and recall by room and verdict; `python -m benchmarks.sample_truth` prints the present ones."""


@pytest.fixture(scope="session")
def sample() -> Sample:
    return run()


@pytest.fixture(scope="session")
def cases(sample: Sample) -> pd.DataFrame:
    return verdicts(sample)


def said(part: pd.DataFrame) -> str:
    wrong = part[(part["expected"] != part["got"]) & (part["expected"] != UNMARKED)]
    return "\n" + "\n".join(f"{row.id}: expected {row.expected}, got {row.got}" for row in wrong.itertuples())


@pytest.mark.parametrize(("room", "verdict"), LEAST)
def test_precision_and_recall_do_not_fall(cases: pd.DataFrame, room: str, verdict: str) -> None:
    part = cases[cases["room"] == room]
    row = measured(part).set_index("verdict").loc[verdict]
    precision, recall = LEAST[room, verdict]
    assert row["precision"] >= precision, said(part)
    assert row["recall"] >= recall, said(part)


def test_every_room_has_a_floor_and_cases(cases: pd.DataFrame) -> None:
    assert {room for room, _ in LEAST} == set(ROOMS) == set(cases["room"])


def test_there_is_no_third_crisis(cases: pd.DataFrame) -> None:
    found = cases[cases["room"] == "crises"]
    assert found["id"].str.split().str[0].value_counts().to_dict() == {"telegram_hu": 2, "vk_ru": 2}


def test_a_badly_handled_crisis_is_not_praised(sample: Sample) -> None:
    stages = {row.id: row.got for row in verdicts(sample, ["stages"]).itertuples()}
    for crisis in ("telegram_hu c2", "vk_ru c2"):
        for stage in ("acknowledged", "apology", "compensation", "all_clear", "followup"):
            assert stages[f"{crisis} {stage}"] == "never"


def test_measured_counts_each_side_on_its_own() -> None:
    rows = [("r", "1", "a", "a"), ("r", "2", "a", "none"), ("r", "3", "none", "a"), ("r", "4", UNMARKED, "a")]
    row = measured(pd.DataFrame(rows, columns=["room", "id", "expected", "got"])).set_index("verdict").loc["a"]
    assert (row["n_right"], row["n_said"], row["n_true"], row["n_unmarked"]) == (1, 2, 2, 1)
    assert row["precision"] == row["recall"] == 0.5
