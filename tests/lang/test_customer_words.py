"""Who a customer is by wording: every row of customers.csv tells its witness and not its counter."""

import csv
import re

import pytest

from socialinsight.lang.customer_words import KINDS, customer_words
from socialinsight.lang.date_grammar import fold
from socialinsight.lang.language import LANGUAGES, language

ROWS = [
    (lang, row)
    for lang in LANGUAGES
    for row in csv.DictReader((language(lang).folder / "customers.csv").open(encoding="utf-8", newline=""))
]


@pytest.mark.parametrize(("lang", "row"), ROWS, ids=[f"{lang}-{row['witness'][:30]}" for lang, row in ROWS])
def test_the_witness_tells_it_and_the_counter_does_not(lang: str, row: dict[str, str]) -> None:
    assert re.search(row["pattern"], fold(row["witness"]))
    texts = [row["witness"], row["counter"]]
    told = customer_words(texts, [lang, lang])[row["kind"]]
    assert told[0] >= float(row["weight"]) and told[1] == 0


def test_both_languages_have_every_kind() -> None:
    for lang in LANGUAGES:
        assert {row["kind"] for code, row in ROWS if code == lang} == set(KINDS)


@pytest.mark.parametrize(
    ("lang", "text"),
    [
        ("hu", "A beszállító miatt késik a router, mondta az ügyintéző."),
        ("hu", "Melyik viszonteladónál tudom átvenni?"),
        ("hu", "Bolt nyílt a sarkon, ott is kapható."),
        ("hu", "Meghalt a net este nyolckor."),
        ("ru", "Ваш поставщик опять подвёл?"),
        ("ru", "У какого дилера можно забрать?"),
        ("ru", "Видимо, пора переезжать в Фиалку."),
        ("ru", "Приложение умерло, лучше не стало."),
        ("en", "We are your supplier."),
    ],
)
def test_talk_about_others_tells_nothing_of_the_writer(lang: str, text: str) -> None:
    found = customer_words([text], [lang])
    assert {kind: float(found[kind][0]) for kind in KINDS} == dict.fromkeys(KINDS, 0.0)


def test_nothing_in_nothing_out() -> None:
    assert customer_words([], [])["dealer"].tolist() == []
