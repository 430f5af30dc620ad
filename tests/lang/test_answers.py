"""What questions ask for and what answers say; every row of answers.csv holds its witness."""

import csv
import re

import pytest

from socialinsight.lang.answers import asks_for, facts_of, without_opening
from socialinsight.lang.date_grammar import fold
from socialinsight.lang.language import LANGUAGES, language


def rows(lang: str) -> list[dict[str, str]]:
    with (language(lang).folder / "answers.csv").open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


@pytest.mark.parametrize("lang", LANGUAGES)
def test_every_row_holds_its_witness(lang: str) -> None:
    missed = [row for row in rows(lang) if not re.search(fold(row["pattern"]), fold(row["witness"]))]
    assert missed == []


def test_both_languages_have_the_same_kinds() -> None:
    assert {row["kind"] for row in rows("hu")} == {row["kind"] for row in rows("ru")}


@pytest.mark.parametrize(
    ("question", "lang", "kind"),
    [
        ("Meddig tart nyitva az iroda szombaton?", "hu", "hours"),
        ("Hány napos az elállás?", "hu", "duration"),
        ("Hány eszközön nézhetem?", "hu", "count"),
        ("Lehet kártyával fizetni?", "hu", "polarity"),
        ("Mennyibe kerül a 20481933 rendelés szállítása?", "hu", ""),
        ("Hol van a boltjuk?", "hu", ""),
        ("До скольки работает офис?", "ru", "hours"),
        ("Выезд мастера платный?", "ru", "price"),
        ("Сколько дней хранится заказ?", "ru", "duration"),
        ("Когда приедет заказ?", "ru", ""),
        ("How much is it?", "en", ""),
    ],
)
def test_what_a_question_asks_for(question: str, lang: str, kind: str) -> None:
    assert asks_for(question, lang) == kind


@pytest.mark.parametrize(
    ("answer", "lang", "field", "value"),
    [
        ("A díja 4 990 Ft, 20 000 Ft felett ingyenes.", "hu", "price", {4990, 20000, 0}),
        ("Két hét, legfeljebb 30 nap.", "hu", "duration", {14, 30}),
        ("Szombaton 12 óráig, vasárnap zárva.", "hu", "hours", {12, -1}),
        ("Egyszerre 3 eszközön.", "hu", "count", {3}),
        ("До 15:00, по воскресеньям закрыт.", "ru", "hours", {15, -1}),
        ("Неделю, максимум 10 дней.", "ru", "duration", {7, 10}),
        ("350 руб.", "ru", "price", {350}),
    ],
)
def test_facts_of_answers(answer: str, lang: str, field: str, value: set[float]) -> None:
    assert getattr(facts_of(answer, lang), field) == value


@pytest.mark.parametrize(
    ("answer", "lang", "says"),
    [
        ("Igen, minden futárnál van terminál, nem kell készpénz.", "hu", 1),
        ("Sajnos csak készpénzzel lehet fizetni.", "hu", -1),
        ("Telefonon nem lehet felmondani.", "hu", -1),
        ("Köszönjük az üzenetét.", "hu", 0),
        ("Паспорт не нужен.", "ru", -1),
        ("Вернуть можно и без чека.", "ru", 1),
    ],
)
def test_yes_or_no(answer: str, lang: str, says: int) -> None:
    assert facts_of(answer, lang).says == says


def test_greetings_before_a_question_are_left_out_one_after_the_other() -> None:
    assert without_opening("Здравствуйте, подскажите, есть парковка?", "ru") == "есть парковка?"
    assert without_opening("Kedves, x", "hu") == "x"
