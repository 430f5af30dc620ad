"""Normal forms of texts and words: the same for every language."""

from __future__ import annotations

import re
import unicodedata

_INVISIBLE = re.compile("[\u200b\u200c\u200e\u200f\u2060\ufeff\u00ad\x00-\x08\x0b\x0c\x0e-\x1f]")
_SURROGATES = re.compile("[\ud800-\udfff]")
_SPACES = re.compile("[\u00a0\u202f\u2007\u2009\u2002\u2003]")
_ELONGATED = re.compile(r"([^\W\d_])\1{2,}")
_RUN = re.compile(r"^([^\w\s])\1+$")
_ACCENTS = str.maketrans(
    "áéíóöőúüűàèìòùâêîôûäëïÿçñšžčćđłńśźżąęěřůťďňľĺŕț", "aeiooouuuaeiouaeiouaeiycnszccdlnszzaeerutdnllrt"
)
_QUOTES = str.maketrans("„”“«»‟’‘‚`´–—−", '""""""\'\'\'\'\'---')


_LATIN = re.compile("[a-z]")
_CYRILLIC = re.compile("[а-яё]")
_LOOK_ALIKE = str.maketrans("aeopcxykmtbhu", "аеорсхукмтвни")


def clean_text(text: str) -> str:
    """Return `text` in NFC without invisible and control characters; no-break spaces become spaces.

    Examples
    --------
    >>> clean_text("a\\u200bb\\u00a0c")
    'ab c'
    """
    if text.isascii() and text.isprintable():
        return text
    text = unicodedata.normalize("NFC", _SURROGATES.sub("\ufffd", text))
    return _SPACES.sub(" ", _INVISIBLE.sub("", text))


def plain_word(word: str) -> str:
    """Return the lower-case form of a token with straight quotes; elongations and runs of a sign collapse.

    Three or more equal letters become one. Latin letters inside a Cyrillic word become the Cyrillic letters that
    look the same.

    Examples
    --------
    >>> plain_word("NAGYOOOON"), plain_word("???"), plain_word(")))")
    ('nagyon', '?', '))')
    >>> plain_word("cyкa") == "сука"
    True
    """
    word = word.lower().translate(_QUOTES)
    word = _ELONGATED.sub(r"\1", word)
    if not word.isascii() and _LATIN.search(word) and _CYRILLIC.search(word):
        word = word.translate(_LOOK_ALIKE)
    run = _RUN.match(word)
    if run:
        return run[1] * 2 if run[1] in "()" else run[1]
    return word


def fold_accents(word: str) -> str:
    """Return `word` without accents, for texts typed without them.

    Examples
    --------
    >>> fold_accents("őrült")
    'orult'
    """
    return word if word.isascii() else word.translate(_ACCENTS)
