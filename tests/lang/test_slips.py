"""Slips of the pen that are sure, and what is none."""

import pytest

from socialinsight.lang.slips import slips


@pytest.mark.parametrize(
    ("text", "lang", "kind", "meant"),
    [
        ("Ezt köszöjnük szépen!", "hu", "misspelt", "köszönjük"),
        ("Várható a megodlás ma este.", "hu", "misspelt", "megoldás"),
        ("Kérjük, írja meg a szerzodést, és közöljük.", "hu", "accent", "szerződést"),
        ("Спасибо за терпенние, мы разобрались.", "ru", "misspelt", "терпение"),
        ("Вернём деньги за дотсавку.", "ru", "misspelt", "доставку"),
        ("Sajnáljuk , holnap hívjuk.", "hu", "spacing", ""),
        ("Sajnáljuk,holnap hívjuk.", "hu", "spacing", ""),
        ("Мы ответим  завтра.", "ru", "spacing", ""),
        ("Ma kiküldjük kiküldjük a csomagot.", "hu", "repeated", "kiküldjük"),
    ],
)
def test_one_slip(text: str, lang: str, kind: str, meant: str) -> None:
    found = slips(text, lang)
    assert [(slip.kind, slip.meant) for slip in found] == [(kind, meant)]
    assert 0 <= found[0].start < found[0].end <= len(text)


@pytest.mark.parametrize(
    ("text", "lang"),
    [
        ("Marika, igazán nincs mit. A Wi-Fi jelszó: admin1, cím: http://zengo.example/a,b", "hu"),
        ("koszonjuk a turelmet, javitjuk", "hu"),
        ("Az az ügyfél, aki nagyon nagyon türelmes volt, 1,5 napot várt…", "hu"),
        ("Bacskai utcai Optigáz Kft. ügyfelei: Szabadkai Ödön", "hu"),
        ("Всё всё понятно, Зоя! Тариф «Полька», 12,5 рубля, сайт example.ru", "ru"),
        ("| név    | összeg |\n| Anna   | 12     |", "hu"),
        ("Teh parcell is hier", "other"),
        ("", "hu"),
    ],
)
def test_what_is_no_slip(text: str, lang: str) -> None:
    assert slips(text, lang) == []


def test_the_firms_own_word_is_right_and_mends_others() -> None:
    assert slips("A zengőbox hálózatra kész.", "hu", own=frozenset({"zengőbox"})) == []
    assert [one.meant for one in slips("Kérjük a zengőbxot.", "hu", own=frozenset({"zengőboxot"}))] == ["zengőboxot"]
