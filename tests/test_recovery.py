"""Recovery of the unhappy with the firm's contact and without: who counts, when, and against whom."""

import numpy as np
import pandas as pd
import pytest

import socialinsight
from socialinsight.datasets import sample_settings
from socialinsight.recovery import recovery, unhappy_people
from socialinsight.summary import periods
from socialinsight.tables import MESSAGES, RECOVERY, check
from tests.threads import thread

CURRENT, PREVIOUS = periods(pd.Timestamp("2026-03-10", tz="UTC"), 7)


def threads(*sources: str) -> tuple[pd.DataFrame, pd.DataFrame]:
    parts = [
        thread(
            "\n".join(f"t{number}{line.strip()}" for line in source.splitlines() if line.strip()),
            conversation=f"c{number}",
        )
        for number, source in enumerate(sources)
    ]
    messages, signals = (pd.concat(tables, ignore_index=True) for tables in zip(*parts))
    return MESSAGES.cast(messages), signals


HELPED = """
    a: 0 09:00 anna [s=-0.8]
    b: 0 10:00 agent1
    c: 0 11:00 anna [s=0.5]"""
LEFT = """
    a: 0 09:00 bela [s=-0.8]
    b: 0 11:00 bela [s=-0.5]"""


def measured(*sources: str) -> pd.DataFrame:
    messages, signals = threads(*sources)
    return check(recovery(messages, signals, current=CURRENT, previous=PREVIOUS), RECOVERY)


def test_those_with_contact_stand_beside_those_without() -> None:
    row = measured(*[HELPED] * 6, *[LEFT] * 4).set_index(["dimension", "value"]).loc[("all", "all")]
    assert (row["n_contact"], row["contact_share"], row["n_alone"], row["alone_share"]) == (6, 1.0, 4, 0.0)
    assert row["gap"] == 1.0 and row["gap_low"] > 0.3 and row["p_value"] < 0.01


@pytest.mark.parametrize(
    ("source", "contact"),
    [
        ("a: 0 09:00 anna [s=-0.8]\nb: 0 10:00 agent1\nc: 0 11:00 anna", True),
        ("a: 0 09:00 anna [s=-0.8]\nb: 0 10:00 anna\nc: 0 11:00 agent1", False),
        ("a: 0 09:00 anna [s=-0.8]\nx: 0 09:30 bela\nb: 0 10:00 agent1>t0x\nc: 0 11:00 anna", False),
        ("a: 0 09:00 anna [s=-0.8]\nx: 0 09:30 bela\nb: 0 10:00 agent1>t0a\nc: 0 11:00 anna", True),
        ("a: 0 09:00 anna [s=-0.8]\nb: 0 10:00 bot1\nc: 0 11:00 anna", False),
    ],
)
def test_contact_is_an_answer_to_the_person_before_the_last_word(source: str, contact: bool) -> None:
    people = unhappy_people(*threads(source)).set_index("author_id")
    assert people["contact"].to_dict() == {"anna": contact}


def test_the_content_and_the_brief_do_not_count() -> None:
    content = "a: 0 09:00 anna [s=0.8]\nb: 0 10:00 anna [s=-0.8]"
    brief = "a: 0 09:00 anna [s=-0.8]"
    assert unhappy_people(*threads(content, brief)).empty


def test_few_people_are_withheld_and_none_give_an_empty_table() -> None:
    assert measured(*[HELPED] * 4).empty
    nothing = socialinsight.analyze(MESSAGES.empty(), as_of="2026-03-31")
    assert check(nothing.recovery, RECOVERY).empty


def test_without_people_on_one_side_nothing_is_compared() -> None:
    row = measured(*[HELPED] * 6).iloc[0]
    assert np.isnan(row["alone_share"]) and np.isnan(row["gap"]) and np.isnan(row["p_value"])


def test_periods_go_by_the_last_word() -> None:
    early = HELPED.replace(" 0 ", " 0 ")
    late = HELPED.replace(" 0 09", " 4 09").replace(" 0 10", " 4 10").replace(" 0 11", " 4 11")
    table = measured(*[early] * 5, *[late] * 6).set_index(["dimension", "value"])
    assert table.loc[("period", "previous"), "n_contact"] == 5
    assert table.loc[("period", "current"), "n_contact"] == 6


def test_the_sample_has_both_sides() -> None:
    done = socialinsight.analyze(socialinsight.load_sample(), as_of="2026-03-31", settings=sample_settings())
    row = done.recovery.set_index(["dimension", "value"]).loc[("all", "all")]
    assert row["n_contact"] >= 5 and row["n_alone"] >= 5
    assert set(row["quote_ids"]) <= set(done.messages["message_id"])
