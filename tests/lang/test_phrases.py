"""A phrase is tried only where one of its needed words stands, and nothing is missed by that."""

import json
import re

import pytest

from socialinsight.lang.date_grammar import fold
from socialinsight.lang.handling import _PHRASES, KINDS
from socialinsight.lang.needed_words import needed_words
from socialinsight.lang.phrases import _search
from socialinsight.resources import model_path


@pytest.mark.parametrize("lang", ["hu", "ru"])
def test_the_words_that_a_phrase_needs_stand_in_all_that_it_matches(lang: str) -> None:
    lines = (model_path("evaluation") / f"{lang}_dev4.jsonl").read_text(encoding="utf-8").splitlines()
    texts = [fold(json.loads(line)["text"]) for line in lines]
    search = _search(_PHRASES, lang, KINDS)
    rows = {row for wanting in search.words.values() for row in wanting}
    n_found = 0
    for text in texts:
        found = {row for row in rows if row.regex.search(text)}
        assert found <= set(search.rows_for(text))
        n_found += len(found)
    assert n_found > 100


@pytest.mark.parametrize(
    ("pattern", "text"),
    [
        (r"(?:alma)?korte", "korte"),
        (r"almak?", "alma"),
        (r"ki+ra", "kira"),
        (r"(?:alma|\d+)ert", "5ert"),
        (r"(?<!nem )jott", "jott"),
        (r"[abc]+talan{0,2}", "btala"),
        (r"(?P<a>kapu)n (?P=a)", "kapun kapu"),
        (r"\(kis\) haz", "(kis) haz"),
        (r"[]x]kerek", "]kerek"),
        (r"a{2}lom", "aalom"),
        (r"\n\nkedves|alma", "\n\nkedves"),
        (r"[\]abcd]korte", "]korte"),
        (r"(?:fo|ta)ut(?=cak)", "foutcak"),
    ],
)
def test_needed_words_of_odd_patterns(pattern: str, text: str) -> None:
    assert re.search(pattern, text)
    words = needed_words(pattern)
    assert not words or any(word in text for word in words)


def test_a_phrase_with_choices_that_are_too_short_needs_nothing() -> None:
    assert needed_words(r"\b(?:a|az)\b") == frozenset()
    assert needed_words(r"szerelo|ki") == frozenset()
