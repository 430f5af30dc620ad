"""Masked Russian insults are read, and ordinary words with signs are left alone."""

import pytest

from socialinsight import score_texts
from socialinsight.lang.ru.masked import unmasked


@pytest.mark.parametrize(
    ("word", "meant"),
    [
        ("п1здец", "пиздец"),
        ("з@ебали", "заебали"),
        ("м*дак", "мудак"),
        ("у6людки", "ублюдки"),
        ("хуjня", "хуйня"),
        ("cyka", "сука"),
        ("ид-иоты", "идиоты"),
    ],
)
def test_signs_stand_for_letters(word: str, meant: str) -> None:
    assert unmasked(word) == meant


@pytest.mark.parametrize("word", ["х5", "б/у", "по-хорошему", "wi-fi", "хит-парад", "скидка*", "а4"])
def test_ordinary_words_hide_nothing(word: str) -> None:
    assert unmasked(word) is None


@pytest.mark.parametrize("text", ["д.е.б.и.л.ы, верните деньги", "Вы у р о д ы", "Ид..оты вы, а не банк"])
def test_torn_insults_are_hostile(text: str) -> None:
    assert score_texts([text], lang="ru")["hostility"][0] >= 0.5


def test_compounds_keep_their_own_words() -> None:
    assert score_texts(["Сука-мать кормит щенков."], lang="ru")["hostility"][0] < 0.5


@pytest.mark.parametrize(
    "text", ["А. С. Пушкин, д. 5, кв. 3", "Посылка весит 3 кг, размер х5.", "Заказ у вас.Когда привезут?"]
)
def test_initials_and_numbers_are_not_hostile(text: str) -> None:
    scores = score_texts([text], lang="ru")
    assert scores["hostility"][0] < 0.5
    assert scores["profanity"][0] < 0.5
