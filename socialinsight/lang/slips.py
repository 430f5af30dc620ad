"""Slips of the pen in a text: misspelt words, missing accents, spaces and signs in the wrong place."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache
from importlib import import_module

from socialinsight.lang.language import LANGUAGES

KINDS = ("misspelt", "accent", "spacing", "repeated")
SHORTEST = 6
LONG = 8
ENDING = 3
LEAST_ACCENTED = 3
_ACCENTED = re.compile("[áéíóöőúüűÁÉÍÓÖŐÚÜŰ]")
_WORD = re.compile(r"(?<![\w@#./:+-])[^\W\d_]+(?![\w@/:]|[.-]\w)")
_SPACING = re.compile(
    r"(?<=\w)[ ]+[,;](?=\s|$)|(?<=\w)[ ](?:\.|[!?]+)(?=\s|$)|(?<=[^\W\d_]),(?=[^\W\d_]{2})|(?<=\w),,+"
)
_DOUBLE = re.compile(r"(?<=[\w,;])[ ]{2,}(?=[^\W\d_])")
_AGAIN = re.compile(r"\b([^\W\d_]{2,}) \1\b", re.IGNORECASE)
_MAY_REPEAT = frozenset("az ez nagyon sok szép jó igen nem no na на да нет очень что всё так тот это чуть еле".split())


@dataclass(frozen=True)
class Slip:
    """One slip: ``text[start:end]`` is what was written, `meant` the word meant, "" where there is none to name."""

    start: int
    end: int
    kind: str
    meant: str


def slips(text: str, lang: str, *, own: frozenset[str] = frozenset()) -> list[Slip]:
    """Return the slips of a text, sure ones only.

    *misspelt*: a lower-case word of at least six letters that neither the dictionary nor the firm knows, one letter
    (left out, added, changed or exchanged with its neighbour, not the last one alone) off exactly one word that is
    frequent or the firm's own, or, from eight letters on, off exactly one listed word with the same last three letters.
    *accent*: a Hungarian word without its accents in a text that has them elsewhere. *spacing*: a blank before a
    comma, full stop, question or exclamation mark, none after a comma, two commas, two blanks between words of a line
    without columns. *repeated*: a word written twice.

    Parameters
    ----------
    text : str
        One message.
    lang : str
        hu, ru or another; nothing is found in other languages.
    own : frozenset of str
        Lower-case words that the firm uses often and that are therefore known.

    Returns
    -------
    list of Slip
        In the order of the text.

    Examples
    --------
    >>> [(slip.kind, slip.meant) for slip in slips("Ezt köszöjnük , a hibat javítottuk.", "hu")]
    [('misspelt', 'köszönjük'), ('spacing', '')]
    """
    if lang not in LANGUAGES:
        return []
    found = [*_misspelt(text, lang, own), *_placed(text)]
    return sorted(found, key=lambda slip: slip.start)


def _misspelt(text: str, lang: str, own: frozenset[str]) -> Iterator[Slip]:
    accented = len(_ACCENTED.findall(text)) >= LEAST_ACCENTED
    for word in _WORD.finditer(text):
        if len(word.group()) >= SHORTEST and word.group().islower():
            kind, meant = judged(word.group(), lang, accented, own)
            if kind:
                yield Slip(word.start(), word.end(), kind, meant)


@lru_cache(maxsize=200_000)
def judged(word: str, lang: str, accented: bool, own: frozenset[str]) -> tuple[str, str]:
    """Return the kind of slip that a lower-case word is and the word meant; ("", "") when it is none."""
    words = import_module(f"socialinsight.lang.{lang}.known_words")
    if word in own:
        return "", ""
    meant = words.with_accents(word, own)
    if meant is not None:
        return ("accent", meant) if accented else ("", "")
    if words.is_known(word):
        return "", ""
    spelled = set(_one_off(word, words.LETTERS))
    near = {one for one in spelled if one in own or words.is_frequent(one)}
    if not near and len(word) >= LONG:
        near = {one for one in spelled if one[-ENDING:] == word[-ENDING:] and words.is_listed(one)}
    return ("misspelt", near.pop()) if len(near) == 1 else ("", "")


def _one_off(word: str, letters: str) -> Iterator[str]:
    """Yield the words one letter off; a change of the last letter alone would be another inflected form."""
    for place in range(len(word)):
        head, tail = word[:place], word[place:]
        last = place == len(word) - 1
        if not last:
            yield head + tail[1:]
            yield head + tail[1] + tail[0] + tail[2:]
            for letter in letters:
                yield head + letter + tail[1:]
        for letter in letters:
            yield head + letter + tail


def _placed(text: str) -> Iterator[Slip]:
    for found in _SPACING.finditer(text):
        yield Slip(found.start(), found.end(), "spacing", "")
    if not re.search(r"[ ]{4,}|\t|\|", text):
        for found in _DOUBLE.finditer(text):
            yield Slip(found.start(), found.end(), "spacing", "")
    for found in _AGAIN.finditer(text):
        if found.group(1).lower() not in _MAY_REPEAT and found.group(1).islower():
            yield Slip(found.start(), found.end(), "repeated", found.group(1).lower())
