"""Which Russian word forms are known, and which of them are frequent."""

from __future__ import annotations

from socialinsight.lang.ru.form_table import form_table
from socialinsight.lang.ru.spelling import analyser

LETTERS = "абвгдеёжзийклмнопрстуфхцчшщъыьэюя"


def is_known(word: str) -> bool:
    """Return whether a lower-case form stands in the dictionary.

    Examples
    --------
    >>> is_known("доставкой"), is_known("дотсавкой")
    (True, False)
    """
    return bool(analyser().word_is_known(word))


def is_listed(word: str) -> bool:
    """Return whether a form stands in the dictionary, as `is_known`."""
    return is_known(word)


def is_frequent(word: str) -> bool:
    """Return whether a form occurs in running text, and stands in the dictionary.

    Examples
    --------
    >>> is_frequent("доставка")
    True
    """
    return word.replace("ё", "е") in form_table() and is_known(word)


def with_accents(word: str, own: frozenset[str] = frozenset()) -> str | None:
    """Return None: Russian is written without accents, and е for ё is no slip.

    Examples
    --------
    >>> with_accents("все") is None
    True
    """
    return None
