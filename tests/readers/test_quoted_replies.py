import csv
from pathlib import Path

import pytest

import socialinsight
from socialinsight.text.quoted import KINDS, fits, mail_rows, strip_quoted

OWN = "Rendben, köszönöm!\nKiss Éva"
OWN_RU = "Хорошо, спасибо!\nАнна"
REPLIES = {
    "hu gmail": (
        OWN,
        "Ügyfél <help@ceg.example> ezt írta (időpont: 2022. okt. 14., P, 9:03):\n\n> régi szöveg\n> még egy sor",
    ),
    "hu gmail wrapped": (
        OWN,
        "Ügyfélszolgálat <help@ceg.example> ezt írta (időpont: 2022. okt. 14., P,\n9:03):\n> régi",
    ),
    "hu thunderbird": (OWN, "2024. 06. 02. 0:12 keltezéssel, Kovács Béla írta:\n> régi\n>> régebbi"),
    "hu outlook": (
        OWN,
        "Feladó: Kovács Béla <b@ceg.example>\nKüldve: 2024. június 2., vasárnap 0:12\nCímzett: Kiss Éva\n"
        "Tárgy: RE: számla\n\nrégi szöveg jelölés nélkül",
    ),
    "hu original": (OWN, "-----Eredeti üzenet-----\nrégi"),
    "ru gmail": (OWN_RU, "ср, 5 мар. 2020 г. в 10:00, Поддержка <help@firma.example>:\n\n> старый текст"),
    "ru thunderbird": (OWN_RU, "05.03.2020 10:00, Поддержка написал(а):\n> старый текст"),
    "ru forward": (OWN_RU, "-------- Пересылаемое сообщение --------\nОт: x\nчужой текст"),
    "ru outlook": (
        OWN_RU,
        "От: Поддержка <help@firma.example>\nДата: 5 марта 2020 г. 10:00\nТема: счёт\nКому: Анна\n\nстарый текст",
    ),
    "ru mail.ru": (OWN_RU, "Вторник, 6 января 2026, 9:03 +03:00 от Поддержка <help@firma.example>:\nстарый текст"),
    "en gmail": (OWN, "On Tue, Jan 6, 2026 at 9:03 AM Help <help@ceg.example> wrote:\n> old"),
    "en outlook rule": (OWN, "________________________________\nFrom: Help\nSent: Tuesday\nTo: Eva\n\nold"),
    "signature": (OWN, "-- \nKiss Éva\nügyvezető"),
    "telephone": (OWN, "Küldve iPhone-omról"),
}


@pytest.mark.parametrize("name", REPLIES)
def test_only_own_words_stay(name):
    own, quoted = REPLIES[name]
    assert strip_quoted(f"{own}\n\n{quoted}") == own


def test_answer_under_a_marked_quotation_stays():
    text = "Kiss Éva <e@x.example> ezt írta (időpont: 2024. jan. 2., K, 9:03):\n> Mikor jön?\n\nHolnap délelőtt."
    assert strip_quoted(text) == "Holnap délelőtt."


def test_own_words_right_above_an_attribution_stay():
    text = "Köszönöm!\nÜgyfél <help@ceg.example> ezt írta (időpont: 2022. okt. 14., P, 9:03):\n> régi"
    assert strip_quoted(text) == "Köszönöm!"


@pytest.mark.parametrize("line", ["A szerelő ezt írta:", "Оператор мне написала:"])
def test_words_that_a_customer_cites_without_marks_stay(line):
    text = f"{line}\nholnap / завтра\nde nem jött / не пришёл"
    assert strip_quoted(text) == text


def test_answers_between_quoted_lines_stay():
    assert strip_quoted("> Kész?\nIgen.\n> Mikor?\nMa.") == "Igen.\nMa."


@pytest.mark.parametrize(
    "text",
    [
        "A feladó: ismeretlen, nem kaptam meg a csomagot.",
        "От: это не заголовок",
        "A szomszéd ezt írta: nincs net.\nNálam sincs.",
        "Dátum: 2026. 01. 02., ekkor jött a szerelő.",
    ],
)
def test_ordinary_sentences_are_no_quotation(text):
    assert strip_quoted(text) == text


def test_a_huge_line_is_read_quickly_and_kept():
    text = "a " * 2_000_000 + "ezt írta:"
    assert strip_quoted(text) == text


def test_every_row_has_a_legal_kind_and_fits_its_witness():
    for kind in KINDS:
        for row in mail_rows(kind):
            if kind == "month":
                assert row["pattern"] in row["witness"]
            else:
                assert fits(kind, row["witness"]), row


def test_every_language_folder_has_the_same_columns():
    folder = Path(socialinsight.__file__).parent
    for path in [folder / "text" / "mail.csv", *(folder / "lang").glob("*/mail.csv")]:
        with path.open(encoding="utf-8", newline="") as file:
            rows = list(csv.DictReader(file))
        assert {row["kind"] for row in rows} <= set(KINDS)
        assert all(row["source"] and row["witness"] for row in rows)


def test_unknown_kind_is_refused():
    with pytest.raises(ValueError, match="legal: attribution"):
        mail_rows("atribution")
