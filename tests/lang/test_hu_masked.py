"""Masked offensive words are read, and ordinary words with signs are left alone."""

import pytest

from socialinsight import score_texts
from socialinsight.lang.hu.masked import unmasked


@pytest.mark.parametrize(
    ("word", "meant"),
    [
        ("sz@r", "szar"),
        ("k*rva", "kurva"),
        ("g3ci", "geci"),
        ("f-a-s-z", "fasz"),
        ("m0csok", "mocsok"),
        ("k_rva", "kurva"),
    ],
)
def test_signs_stand_for_letters(word: str, meant: str) -> None:
    assert unmasked(word) == meant


@pytest.mark.parametrize("word", ["e-mail", "t-mobile", "b2", "szer-kezet", "4g-s", "h@z"])
def test_ordinary_words_hide_nothing(word: str) -> None:
    assert unmasked(word) is None


@pytest.mark.parametrize(
    "text", ["ti h ü l y é k vagytok", "Ekkora sz a r h á z i banda!", "Ti f.a.s.z.o.k, adjátok vissza!"]
)
def test_torn_insults_are_hostile(text: str) -> None:
    assert score_texts([text], lang="hu")["hostility"][0] >= 0.5


@pytest.mark.parametrize(
    "text", ["Kis A. B. C. úr várja a csomagot.", "A z-index és a b-terv rendben.", "Az a 4 db e-jegy megjött."]
)
def test_initials_and_hyphens_are_not_hostile(text: str) -> None:
    scores = score_texts([text], lang="hu")
    assert scores["hostility"][0] < 0.5
    assert scores["profanity"][0] < 0.5
