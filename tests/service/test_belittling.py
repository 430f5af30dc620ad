"""Replies that belittle a customer: what the written sentences say stays found, and what only sounds so stays out."""

from pathlib import Path

import pytest

from benchmarks.belittling import judged
from socialinsight.service.tone import belittling

FILES = sorted((Path(__file__).parents[1] / "data").glob("belittling_*.txt"))


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.stem)
def test_precise_first_and_then_complete(path: Path) -> None:
    table = judged(path)
    assert table["wanted"].sum() == (~table["wanted"]).sum() >= 10
    assert table.loc[~table["wanted"], "given"].mean() <= 0.05
    assert table.loc[table["wanted"], "given"].mean() >= 0.9


def test_other_languages_and_empty_texts_belittle_nobody() -> None:
    assert not belittling(["Ne hisztizzen!", "", "\x00"], ["other", "hu", "ru"]).any()
    assert len(belittling([], [])) == 0
