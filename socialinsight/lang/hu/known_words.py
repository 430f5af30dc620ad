"""Which Hungarian word forms are known, and which of them are frequent."""

from __future__ import annotations

from functools import lru_cache

from socialinsight.lang.hu.lexicon import plain
from socialinsight.lang.hu.morph import lexicon
from socialinsight.lang.hu.spelling import loosely_restored

LETTERS = "aábcdeéfghiíjklmnoóöőpqrstuúüűvwxyz"


def is_known(word: str) -> bool:
    """Return whether a lower-case form is listed, or is an inflected form or compound of a listed word.

    Examples
    --------
    >>> is_known("számlázással"), is_known("köszöjnük")
    (True, False)
    """
    known = lexicon()
    return word in known.table or known.guess(word)[1]


def is_listed(word: str) -> bool:
    """Return whether a form stands in the table of forms itself.

    Examples
    --------
    >>> is_listed("számla")
    True
    """
    return word in lexicon().table


def is_frequent(word: str) -> bool:
    """Return whether a form is frequent in running text.

    Examples
    --------
    >>> is_frequent("köszönjük")
    True
    """
    return word in lexicon().frequent


@lru_cache(maxsize=8)
def _unaccented(own: frozenset[str]) -> dict[str, str]:
    return {plain(word): word for word in sorted(own) if plain(word) != word}


def with_accents(word: str, own: frozenset[str] = frozenset()) -> str | None:
    """Return the form meant by one that lacks accents or has a short vowel for a long one; None when none is.

    `own` are words that the writer's firm uses often.

    Examples
    --------
    >>> with_accents("koszonjuk"), with_accents("müködik"), with_accents("kor")
    ('köszönjük', 'működik', None)
    """
    known = lexicon()
    if word in known.table:
        return None
    meant = known.accented.get(word) if plain(word) == word else loosely_restored(word, known)
    meant = meant or (_unaccented(own).get(word) if not known.guess(word)[1] else None)
    return meant if meant and meant != word else None
