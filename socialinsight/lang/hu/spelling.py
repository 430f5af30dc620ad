"""Informal Hungarian spelling: elongated and accentless forms brought back to known ones."""

from __future__ import annotations

import re

from socialinsight.lang.hu.lexicon import Lexicon

_RUN = re.compile(r"(.)\1\1+")
_DOUBLE_VOWEL = re.compile(r"([aáeéiíoóöőuúüű])\1+")


def restored(word: str, lexicon: Lexicon) -> str:
    """Return the likelier known spelling of a form, or the form itself.

    Parameters
    ----------
    word : str
        Lower-cased form.
    lexicon : Lexicon
        The forms that are known.

    Returns
    -------
    str
        The known form that differs from ``word`` only by elongation or by missing accents, else ``word``
        with its runs of three or more equal letters collapsed.
    """
    shortened = _collapsed(word, lexicon)
    return lexicon.accented.get(shortened, shortened)


def _collapsed(word: str, lexicon: Lexicon) -> str:
    spellings = [word]
    if _RUN.search(word) and not word.isdigit():
        spellings = [_RUN.sub(r"\1", word), _RUN.sub(r"\1\1", word)]
    if _DOUBLE_VOWEL.search(spellings[0]):
        spellings.append(_DOUBLE_VOWEL.sub(r"\1", spellings[0]))
    for spelling in spellings:
        if spelling in lexicon.table or spelling in lexicon.accented:
            return spelling
    return spellings[0]
