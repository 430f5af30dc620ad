"""Informal Russian spelling: elongated, misspelt and Latin-typed forms brought back to dictionary words."""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import lru_cache
from itertools import islice, product
from typing import Any

from socialinsight.lang.ru.readings import READINGS

SHORTEST_MENDED = 6
MOST_SPELLINGS = 200
_RUN = re.compile(r"(.)\1\1+")
_DOUBLE_VOWEL = re.compile(r"([аеёиоуыэюя])\1+")
_CONFUSED = {"а": "о", "о": "а", "е": "и", "и": "е", "я": "е", "э": "е", "ы": "и", "щ": "ш", "ь": ""}
_DOUBLED = frozenset("нслмптрк")
_LATIN = re.compile(r"[a-z0-9'`]*[a-z][a-z0-9'`]*")
_TRANSLITERATION = {
    "shch": "щ", "sch": "щ сч", "sh": "ш", "ch": "ч", "zh": "ж", "kh": "х", "ts": "ц тс", "tz": "ц",
    "yo": "е йо", "jo": "е", "yu": "ю", "ju": "ю", "iu": "ю", "ya": "я", "ja": "я", "ia": "я ия", "ye": "е", "je": "е",
    "iy": "ий", "yy": "ый", "ey": "ей", "oy": "ой", "ay": "ай", "uy": "уй", "ij": "ий",
    "a": "а", "b": "б", "c": "ц с к", "d": "д дь", "e": "е э", "f": "ф", "g": "г", "h": "х", "i": "и й", "j": "й ж дж",
    "k": "к", "l": "л ль", "m": "м", "n": "н нь", "o": "о", "p": "п", "q": "к", "r": "р рь", "s": "с сь", "t": "т ть",
    "u": "у ю", "v": "в", "w": "в ш", "x": "х кс", "y": "ы й и у", "z": "з зь", "'": "ь", "`": "ь", "4": "ч", "6": "ш",
}  # fmt: skip
_LATIN_FREQUENT = {
    "ochen": "очень", "est": "есть", "est'": "есть", "pozhalusta": "пожалуйста", "pozhaluista": "пожалуйста",
    "spasibo": "спасибо", "spc": "спасибо", "net": "нет", "da": "да", "chto": "что", "4to": "что", "kak": "как",
    "zdravstvuite": "здравствуйте", "privet": "привет", "schet": "счет", "den": "день", "tolko": "только",
}  # fmt: skip
_CHUNK = re.compile("|".join(sorted(map(re.escape, _TRANSLITERATION), key=len, reverse=True)))


@lru_cache(maxsize=1)
def analyser() -> Any:
    """Return the pymorphy3 analyser, loaded once."""
    import pymorphy3

    return pymorphy3.MorphAnalyzer(lang="ru")


def known(word: str) -> bool:
    """Whether the form stands in the dictionary.

    >>> known("договора"), known("дагавора")
    (True, False)
    """
    return word in READINGS or bool(analyser().word_is_known(word))


def in_dictionary(parses: Sequence[Any]) -> bool:
    """Whether the parses of a form come straight from the dictionary, not from prefixes or endings."""
    methods: tuple[Any, ...] = parses[0].methods_stack if parses else ()
    return len(methods) == 1 and type(methods[0][0]).__name__ == "DictionaryAnalyzer"


def respelled(word: str) -> str:
    """Return the dictionary form meant by an elongated or misspelt form, or the form itself.

    Parameters
    ----------
    word : str
        Lower-cased Cyrillic form.

    Returns
    -------
    str
        The first dictionary form among: the form, the form without repeated letters, the form with one of the
        usual spelling mistakes mended; else the form without runs of three or more letters.

    Examples
    --------
    >>> respelled("оооочень"), respelled("справяться"), respelled("абанент"), respelled("вайфай")
    ('очень', 'справятся', 'абонент', 'вайфай')
    """
    single = _RUN.sub(r"\1", word)
    for spelling in (word, single, _RUN.sub(r"\1\1", word), _DOUBLE_VOWEL.sub(r"\1", single)):
        if known(spelling):
            return spelling
    return next(filter(known, _mended(single)), single)


def _mended(word: str) -> list[str]:
    if len(word) < SHORTEST_MENDED or not word.isalpha():
        return []
    spellings = []
    if word.endswith("ться"):
        spellings.append(word[:-4] + "тся")
    elif word.endswith("тся"):
        spellings.append(word[:-3] + "ться")
    for i in range(1, len(word)):
        letter = word[i]
        if letter in _CONFUSED and i < len(word) - 2:
            spellings.append(word[:i] + _CONFUSED[letter] + word[i + 1 :])
        if letter in _DOUBLED:
            spellings.append(word[:i] + (word[i + 1 :] if word[i - 1] == letter else letter + word[i:]))
    return spellings


def from_latin(word: str) -> str | None:
    """Return the Russian word that a Latin-typed form stands for.

    Parameters
    ----------
    word : str
        Lower-cased form, such as ``spasibo``.

    Returns
    -------
    str or None
        The first known transliteration, None when there is none.

    Examples
    --------
    >>> [from_latin(word) for word in ("spasibo", "ne", "rabotaet", "internet", "pozhalusta", "hochu", "xyzzy")]
    ['спасибо', 'не', 'работает', 'интернет', 'пожалуйста', 'хочу', None]
    """
    if word in _LATIN_FREQUENT:
        return _LATIN_FREQUENT[word]
    if not _LATIN.fullmatch(word):
        return None
    spellings = product(*(_TRANSLITERATION[chunk].split() for chunk in _CHUNK.findall(word)))
    for letters in islice(spellings, MOST_SPELLINGS):
        spelling = "".join(letters)
        if known(spelling):
            return spelling
    return None
