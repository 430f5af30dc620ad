"""Hungarian."""

from pathlib import Path

import numpy as np

from socialinsight.lang.hu.masked import masked_words
from socialinsight.lang.hu.morph import FEATS, analyse_words
from socialinsight.lang.hu.prefixes import separated_prefixes
from socialinsight.lang.language import Language, Readings
from socialinsight.text.tokens import Tokens
from socialinsight.text.words import Words

_LENGTHS = str.maketrans("íúűő", "iuüö")


def respell(word: str) -> str:
    """Return `word` with the vowel lengths that people often leave out folded away.

    Examples
    --------
    >>> respell("őrült"), respell("számítógép")
    ('örült', 'számitógép')
    """
    return word.translate(_LENGTHS)


def readings(tokens: Tokens, words: Words) -> Readings:
    """Return the further readings of tokens: verbs with separated prefixes, and masked words."""
    verbs, with_prefix, like_verb = separated_prefixes(tokens, words)
    places, hidden, like_word = masked_words(tokens, words)
    return (
        np.concatenate((verbs, places)),
        with_prefix + [respell(word) for word in hidden],
        np.concatenate((like_verb, like_word)),
    )


LANGUAGE = Language(
    code="hu",
    folder=Path(__file__).parent,
    analyse=analyse_words,
    feats=FEATS,
    respell=respell,
    accents="áéíóöőúüű",
    readings=readings,
)
