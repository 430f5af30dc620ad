"""Hungarian."""

from pathlib import Path

from socialinsight.lang.hu.morph import FEATS, analyse_words
from socialinsight.lang.hu.prefixes import separated_prefixes
from socialinsight.lang.language import Language

_LENGTHS = str.maketrans("íúűő", "iuüö")


def respell(word: str) -> str:
    """Return `word` with the vowel lengths that people often leave out folded away.

    Examples
    --------
    >>> respell("őrült"), respell("számítógép")
    ('örült', 'számitógép')
    """
    return word.translate(_LENGTHS)


LANGUAGE = Language(
    code="hu",
    folder=Path(__file__).parent,
    analyse=analyse_words,
    feats=FEATS,
    respell=respell,
    accents="áéíóöőúüű",
    readings=separated_prefixes,
)
