"""Advice on public messages that were written before the rules: what they got right stays right."""

from pathlib import Path

import pytest

from benchmarks.moderation_advice import ORDER, advised, scores, threads

FOLDER = Path(__file__).parents[1] / "data"
LEAST = {"moderation_hu": 0.9, "moderation_hu_later": 0.85, "moderation_ru": 0.85, "moderation_ru_later": 0.85}


@pytest.mark.parametrize("name", sorted(LEAST))
def test_most_advice_is_right_and_no_complaint_is_hidden(name: str) -> None:
    table = advised(FOLDER / f"{name}.txt")
    assert (table["wanted"] == table["given"]).mean() >= LEAST[name]
    substance = table["wanted"].isin(["apologise_public", "invite_private", "none"])
    assert (table.loc[substance, "given"] == "hide_and_explain").sum() <= 1
    assert scores(table).loc["hide_and_explain", "recall"] >= 0.8


@pytest.mark.parametrize("name", sorted(LEAST))
def test_every_advice_is_asked_for_often_enough(name: str) -> None:
    _, wanted = threads(FOLDER / f"{name}.txt")
    assert set(wanted) == set(ORDER) and wanted.value_counts().min() >= 5


def test_later_messages_of_a_thread_belong_to_it() -> None:
    messages, wanted = threads(FOLDER / "moderation_hu.txt")
    assert len(messages) > len(wanted)
    assert messages["conversation_id"].nunique() == len(wanted)
