"""Every pattern of fulfilment.csv is found in its witness, and denials are no fulfilment."""

import csv
import re

import pytest

from socialinsight.lang.date_grammar import fold
from socialinsight.lang.fulfilment import KINDS, fulfilment
from socialinsight.lang.language import language


@pytest.mark.parametrize("lang", ["hu", "ru"])
def test_patterns_are_found_in_their_witnesses(lang: str) -> None:
    with (language(lang).folder / "fulfilment.csv").open(encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file))
    assert {row["kind"] for row in rows} == set(KINDS)
    silent = [row["witness"] for row in rows if not re.search(row["pattern"], fold(row["witness"]))]
    assert silent == []


@pytest.mark.parametrize(
    ("lang", "text", "kind", "says"),
    [
        ("hu", "Nem jött meg a számla.", "missing", True),
        ("hu", "Nem jött meg a számla.", "arrived", False),
        ("hu", "Megjött, köszönöm!", "arrived", True),
        ("hu", "Letiltottam a számot.", "done", True),
        ("hu", "Nem töröltük a díjat, kész lesz?", "done", False),
        ("ru", "Деньги не пришли.", "arrived", False),
        ("ru", "Деньги не пришли.", "missing", True),
        ("ru", "Деньги пришли 8-го.", "arrived", True),
        ("ru", "Ещё не отправили.", "done", False),
        ("en", "It arrived.", "arrived", False),
    ],
)
def test_denial_is_no_fulfilment(lang: str, text: str, kind: str, says: bool) -> None:
    assert bool(fulfilment([text], [lang])[kind][0]) is says
