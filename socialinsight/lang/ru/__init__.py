"""Russian."""

from pathlib import Path

from socialinsight.lang.language import Language
from socialinsight.lang.ru.masked import masked_words
from socialinsight.lang.ru.morph import FEATS, analyse_words
from socialinsight.lang.ru.spelling import from_latin


def respell(word: str) -> str:
    """Return `word` with ё written as е, as most people do.

    Examples
    --------
    >>> respell("всё")
    'все'
    """
    return word.replace("ё", "е")


LANGUAGE = Language(
    code="ru",
    folder=Path(__file__).parent,
    analyse=analyse_words,
    feats=FEATS,
    respell=respell,
    accents="абвгдеёжзийклмнопрстуфхцчшщъыьэюя",
    readings=masked_words,
    transcribe=from_latin,
)
