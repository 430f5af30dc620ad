"""Phrases about the handling of a case: every row of handling.csv holds its own witness."""

import csv
import re
from pathlib import Path

import pytest

from socialinsight.lang.date_grammar import fold
from socialinsight.lang.handling import KINDS, handling
from socialinsight.lang.language import LANGUAGES, language

ROWS = [
    (lang, row)
    for lang in LANGUAGES
    for row in csv.DictReader((language(lang).folder / "handling.csv").open(encoding="utf-8", newline=""))
]


@pytest.mark.parametrize(("lang", "row"), ROWS, ids=[f"{lang}-{row['witness'][:30]}" for lang, row in ROWS])
def test_the_witness_holds_the_phrase(lang: str, row: dict[str, str]) -> None:
    assert re.search(row["pattern"], fold(row["witness"]))
    assert handling([row["witness"]], [lang], row["kind"])[row["kind"]][0] > 0


def test_both_languages_have_every_kind() -> None:
    for lang in LANGUAGES:
        assert {row["kind"] for code, row in ROWS if code == lang} == set(KINDS)


@pytest.mark.parametrize(
    ("lang", "text"),
    [
        ("hu", "A csomagot a boltba küldték, ott átvettem."),
        ("hu", "Átkapcsoltak egy kollégához, aki megoldotta."),
        ("hu", "Azt mondták, holnap jönnek."),
        ("hu", "Visszaküldtem a routert a másik címre."),
        ("ru", "Отправили заказ в другой город, забрала там."),
        ("ru", "Перевели на специалиста, он всё решил."),
        ("ru", "Второй раз заказываю у вас, всё отлично."),
        ("ru", "Позвонил оператору, он объяснил, как вернуть товар."),
    ],
)
def test_being_served_is_no_being_sent_round(lang: str, text: str) -> None:
    found = handling([text], [lang], "sent_round", "told_again")
    assert found["sent_round"][0] == found["told_again"][0] == 0


def test_other_languages_hold_nothing_and_unknown_kinds_are_refused() -> None:
    assert handling(["Elküldtem privátban."], ["other"], "moved")["moved"].tolist() == [0]
    with pytest.raises(ValueError, match="legal: "):
        handling([], [], "sent_around")


@pytest.mark.parametrize("lang", ["hu", "ru"])
def test_sentences_of_people_sent_round_beside_those_that_only_sound_like_it(lang: str) -> None:
    path = Path(__file__).parents[1] / "data" / f"bounced_{lang}.txt"
    rows = [line.split("|", 1) for line in path.read_text(encoding="utf-8").splitlines()]
    found = handling([text for _, text in rows], [lang] * len(rows), "sent_round", "told_again")
    hit = (found["sent_round"] + found["told_again"]) > 0
    true = [bool(kind) for kind, _ in rows]
    n_right = sum(said and meant for said, meant in zip(hit, true))
    assert n_right / sum(true) >= 0.95 and n_right / hit.sum() >= 0.95
