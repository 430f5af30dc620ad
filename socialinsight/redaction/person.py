"""Names of persons: by the name tagger and by rules over names known, cues beside them and initials."""

from __future__ import annotations

import re
from collections.abc import Sequence
from importlib import import_module
from typing import Any

import numpy as np

from socialinsight.names import tagged_names
from socialinsight.text.tokens import Tokens, tokenize

LABEL = "pii_name"
Spans = list[tuple[int, int, int]]
Stretches = list[tuple[int, int]]
_CAPITAL_INSIDE = re.compile(r"[^\s.!?…][ \t]+[\"(„«]?[A-ZÁÉÍÓÖŐÚÜŰА-ЯЁ][^\W\d_]|\n\s*[A-ZÁÉÍÓÖŐÚÜŰА-ЯЁ]|\b[A-ZА-ЯЁ]\.")
_WORD = re.compile(r"[^\W\d_]+")
_SEPARATORS = frozenset(",:!–-.;")
_CHUNK = 4096


def find_names(texts: Sequence[str], langs: np.ndarray) -> Spans:
    """Return text, start and end of the names of persons in texts of known languages."""
    spans: Spans = []
    for code in ("hu", "ru"):
        known = import_module(f"socialinsight.lang.{code}.name_words")
        rows = [row for row in np.flatnonzero(langs == code).tolist() if may_name(texts[row], known.name_forms())]
        for low in range(0, len(rows), _CHUNK):
            part = rows[low : low + _CHUNK]
            found = _names_of([texts[row] for row in part], code)
            spans += [(part[text], start, end) for text, start, end in found]
    return spans


def may_name(text: str, forms: frozenset[str]) -> bool:
    """Whether a text has a capital inside a sentence or a word that belongs to names or stands beside them.

    Examples
    --------
    >>> may_name("Beszéltem Katival", frozenset()), may_name("nem megy a net", frozenset())
    (True, False)
    """
    return bool(_CAPITAL_INSIDE.search(text)) or not forms.isdisjoint(_WORD.findall(text.lower()))


def _names_of(texts: list[str], lang: str) -> Spans:
    tokens = tokenize(texts)
    if not len(tokens):
        return []
    words = import_module(f"socialinsight.lang.{lang}.name_words").read_words(tokens.vocabulary)
    sentence = _Sentence(tokens, words)
    marked = np.zeros(len(tokens), bool)
    for rule in RULES:
        for first, last in rule(sentence):
            marked[first:last] = True
    spans = [span for span in _stretches(tokens, marked, sentence) if not _is_street(span, sentence)]
    ruled = [(int(tokens.text[a]), int(tokens.start[a]), int(tokens.end[b - 1])) for a, b in spans]
    return ruled + [span[:3] for span in _tagged_persons(tokens, lang, sentence)]


class _Sentence:
    """Name strength, capital and cues of each token."""

    def __init__(self, tokens: Tokens, words: Any) -> None:
        code = tokens.word
        vocabulary = tokens.vocabulary
        self.tokens = tokens
        self.word = [vocabulary[word] for word in code.tolist()]
        self.strength = words.strength[code]
        self.plain = words.plain[code]
        self.before = words.before[code]
        self.after = words.after[code]
        self.street_after, self.street_before = words.street_after[code], words.street_before[code]
        capital = np.fromiter((word[0].isupper() for word in vocabulary), bool, len(vocabulary))
        letters = np.fromiter((word[0].isalpha() for word in vocabulary), bool, len(vocabulary))
        self.capital, self.letters = capital[code], letters[code]
        same = np.concatenate(([False], tokens.sentence[1:] == tokens.sentence[:-1]))
        self.first = ~same
        self.text = tokens.text

    def likely(self, place: int) -> bool:
        """Whether a token beside a sure name belongs to it."""
        if not self.capital[place]:
            return bool(self.strength[place] >= 2)
        return bool(self.strength[place] >= (2 if self.first[place] else 1))

    def same_text(self, place: int, other: int) -> bool:
        return 0 <= other < len(self.word) and self.text[place] == self.text[other]


def _around(sentence: _Sentence, place: int) -> tuple[int, int]:
    first, last = place, place + 1
    while place - first < 2 and sentence.same_text(place, first - 1) and sentence.likely(first - 1):
        first -= 1
    while last - place < 3 and sentence.same_text(place, last) and sentence.likely(last):
        last += 1
    return first, last


def sure_names(sentence: _Sentence) -> Stretches:
    """Given names and patronymics, with the name words beside them."""
    sure = (sentence.strength >= 3) & (sentence.plain | (sentence.capital & ~sentence.first))
    return [_around(sentence, place) for place in np.flatnonzero(sure).tolist()]


def pairs(sentence: _Sentence) -> Stretches:
    """Two name words beside each other, capitals both."""
    good = (sentence.strength >= 2) & sentence.capital
    both = good[:-1] & good[1:] & (sentence.text[:-1] == sentence.text[1:])
    return [(place, place + 2) for place in np.flatnonzero(both).tolist()]


def introduced(sentence: _Sentence) -> Stretches:
    """Name words after "nevem", "Üdv," or «зовут»."""
    spans = []
    for cue in np.flatnonzero(sentence.before).tolist():
        place = cue + 1
        while sentence.same_text(cue, place) and place - cue < 4 and sentence.word[place] in _SEPARATORS:
            place += 1
        last = place
        while last - place < 3 and sentence.same_text(cue, last) and _named(sentence, last):
            last += 1
        if last > place:
            spans.append((place, last))
    return spans


def _named(sentence: _Sentence, place: int) -> bool:
    strength = sentence.strength[place]
    return bool(strength >= 1 if sentence.capital[place] else strength >= 2)


def followed(sentence: _Sentence) -> Stretches:
    """Name words before "vagyok", "úr" or "néni"."""
    spans = []
    for cue in np.flatnonzero(sentence.after).tolist():
        first = cue
        while cue - first < 3 and sentence.same_text(cue, first - 1) and sentence.likely(first - 1):
            first -= 1
        if first < cue:
            spans.append((first, cue))
    return spans


def initials(sentence: _Sentence) -> Stretches:
    """Surname with initials: "Kovács J.", «Иванов И. И.», «И. И. Иванов»."""
    spans = []
    single = [len(word) == 1 and word.isupper() for word in sentence.word]
    for place in np.flatnonzero((sentence.strength >= 1) & sentence.capital).tolist():
        if single[place] or len(sentence.word[place]) < 3:
            continue
        last, first = place + 1, place
        while sentence.same_text(place, last + 1) and single[last] and sentence.word[last + 1] == ".":
            last += 2
        while sentence.same_text(place, first - 2) and single[first - 2] and sentence.word[first - 1] == ".":
            first -= 2
        if last - first > 1 and sentence.strength[place] + (last - first) // 2 >= 3:
            spans.append((first, last))
    return spans


def _stretches(tokens: Tokens, marked: np.ndarray, sentence: _Sentence) -> Stretches:
    spans: Stretches = []
    for place in np.flatnonzero(marked).tolist():
        if spans and spans[-1][1] == place and sentence.same_text(place, place - 1):
            spans[-1] = (spans[-1][0], place + 1)
        else:
            spans.append((place, place + 1))
    return spans


def _is_street(span: tuple[int, int], sentence: _Sentence) -> bool:
    first, last = span
    after = sentence.same_text(first, last) and sentence.street_after[last]
    return bool(after or (sentence.same_text(first, first - 1) and sentence.street_before[first - 1]))


def _tagged_persons(tokens: Tokens, lang: str, sentence: _Sentence) -> list[tuple[int, int, int, str]]:
    """Return what the tagger calls persons, unless its words speak against it or a street is named after them."""
    kept = []
    key = tokens.text.astype(np.int64) << 32 | tokens.start
    for text, start, end, label in tagged_names(tokens, lang):
        if label != "PER":
            continue
        first = int(np.searchsorted(key, (text << 32) + start))
        last = int(np.searchsorted(key, (text << 32) + end))
        strength = sentence.strength[first:last]
        if strength.max() < 1 or (strength < 0).all() or _is_street((first, last), sentence):
            continue
        if sentence.first[first] and last == first + 1 and strength[0] < 2:
            continue
        kept.append((text, start, end, label))
    return kept


RULES = (sure_names, pairs, introduced, followed, initials)
