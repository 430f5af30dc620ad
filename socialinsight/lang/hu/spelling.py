"""Informal Hungarian spelling: elongated and accentless forms brought back to known ones."""

from __future__ import annotations

import re

from socialinsight.lang.hu.lexicon import Lexicon, plain

_RUN = re.compile(r"(.)\1\1+")
_DOUBLE_VOWEL = re.compile(r"([aáeéiíoóöőuúüű])\1+")

_OLD_LETTERS = str.maketrans("õûôÕÛÔ", "őűőŐŰŐ")
_SHORT = str.maketrans("íóőúű", "ioöuü")


def loosely_restored(word: str, lexicon: Lexicon) -> str | None:
    """Return the known form with longer vowels or more accents (müködik, működik; számlat, számlát).

    Parameters
    ----------
    word : str
        Lower-cased form that the lexicon does not know.
    lexicon : Lexicon
        The forms that are known.

    Returns
    -------
    str or None
        The known form, None when there is none.
    """
    known = lexicon.accented.get(plain(word))
    if known is None:
        return None
    letters = zip(word.translate(_SHORT), known.translate(_SHORT))
    return known if all(typed in (meant, plain(meant)) for typed, meant in letters) else None


def collapsed(word: str, lexicon: Lexicon) -> str:
    """Return the form without elongation: the first known spelling with fewer equal letters.

    Parameters
    ----------
    word : str
        Lower-cased form, such as ``nagyooon``; õ and û stand for ő and ű.
    lexicon : Lexicon
        The forms that are known.

    Returns
    -------
    str
        A known spelling, else ``word`` with its runs of three or more equal letters shortened to one.
    """
    word = word.translate(_OLD_LETTERS)
    spellings = [word]
    if _RUN.search(word) and not word.isdigit():
        spellings = [_RUN.sub(r"\1", word), _RUN.sub(r"\1\1", word)]
    if _DOUBLE_VOWEL.search(spellings[0]):
        spellings.append(_DOUBLE_VOWEL.sub(r"\1", spellings[0]))
    for spelling in spellings:
        if spelling in lexicon.table or spelling in lexicon.accented:
            return spelling
    return spellings[0]
