"""Phrases of a firm in a crisis: every row of crisis.csv holds its own witness, and near misses are none."""

import csv
import re

import pytest

from socialinsight.lang.crisis_talk import KINDS, crisis_talk
from socialinsight.lang.date_grammar import fold
from socialinsight.lang.language import LANGUAGES, language

ROWS = [
    (lang, row)
    for lang in LANGUAGES
    for row in csv.DictReader((language(lang).folder / "crisis.csv").read_text(encoding="utf-8").splitlines())
]


@pytest.mark.parametrize(("lang", "row"), ROWS, ids=[f"{lang}-{row['witness'][:30]}" for lang, row in ROWS])
def test_the_witness_holds_the_phrase(lang: str, row: dict[str, str]) -> None:
    assert re.search(row["pattern"], fold(row["witness"]))
    assert crisis_talk([row["witness"]], [lang], row["kind"])[row["kind"]][0]


def test_both_languages_have_every_kind() -> None:
    for lang in LANGUAGES:
        assert {row["kind"] for code, row in ROWS if code == lang} == set(KINDS)


@pytest.mark.parametrize(
    ("lang", "text", "kind"),
    [
        ("hu", "Nem a mi hibánk, hanem a banké.", "blame_taken"),
        ("hu", "Rendben, köszönjük a visszajelzést.", "follow_up"),
        ("hu", "Írjon privát üzenetet az ügyfélszámával.", "follow_up"),
        ("hu", "Minden körzetben helyreállt az internet.", "partial"),
        ("hu", "Az Ön számláját holnap küldjük.", "offer"),
        ("ru", "Это не наша вина.", "blame_taken"),
        ("ru", "Всё работает: коды открываются.", "partial"),
        ("ru", "Пишите прямо сюда город и улицу.", "follow_up"),
        ("ru", "Напишите, пожалуйста, в сообщения сообщества.", "offer"),
    ],
)
def test_near_misses_hold_nothing(lang: str, text: str, kind: str) -> None:
    assert not crisis_talk([text], [lang], kind)[kind][0]


def test_other_languages_hold_nothing_and_unknown_kinds_are_refused() -> None:
    assert crisis_talk(["Ez a mi hibánk volt."], ["other"], "blame_taken")["blame_taken"].tolist() == [False]
    with pytest.raises(ValueError, match="legal: "):
        crisis_talk([], [], "blame")
