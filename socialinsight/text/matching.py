"""Finds patterns in token tables: whole columns at once, on sorted arrays of positions."""

from __future__ import annotations

from typing import NamedTuple

import numpy as np

from socialinsight.text.patterns import Element, Pattern, PatternError, Term
from socialinsight.text.tokens import Tokens
from socialinsight.text.vocabulary import Vocabulary

_LOOK = 3
_DENSE = 12
_TRIES = 3
_RARE = 50
_NONE = (np.zeros(0, np.int32), np.zeros(0, np.int32))
Spans = tuple[np.ndarray, np.ndarray]


class Field(NamedTuple):
    """Some sentences: the places of their tokens in order, and a flag for every token."""

    at: np.ndarray
    inside: np.ndarray


class Matcher:
    """Matches patterns in the tokens of some texts.

    Parameters
    ----------
    tokens : Tokens
        Tokens of the texts to search.
    vocabulary : Vocabulary
        The analysed words of the whole column.
    extra : tuple of numpy.ndarray
        Further readings of tokens: (index of the token, code of a word), e.g. a verb with its separated prefix.
    """

    def __init__(self, tokens: Tokens, vocabulary: Vocabulary, extra: Spans = _NONE) -> None:
        self.tokens = tokens
        self.vocabulary = vocabulary
        codes = np.concatenate((tokens.word.astype(np.int64), extra[1]))
        at = np.concatenate((np.arange(len(tokens), dtype=np.int32), extra[0].astype(np.int32)))
        order = np.argsort(codes, kind="stable")
        self._at = at[order]
        self._counts = np.bincount(codes, minlength=len(vocabulary.index.words))
        self._bounds = np.concatenate(([0], np.cumsum(self._counts)))
        self._extra = (extra[0].astype(np.int32), extra[1])
        self._chosen = np.zeros(len(vocabulary.index.words), bool)
        self._meanings: dict[Element, tuple[np.ndarray, list[Spans]]] = {}
        self._elements: dict[Element, Spans] = {}
        self._classes: dict[str, tuple[np.ndarray, Spans]] = {}
        self._edges: dict[str, tuple[np.ndarray, np.ndarray]] = {}
        self._found: dict[Pattern, Spans] = {}

    def find(self, pattern: Pattern) -> Spans:
        """Return first and last token of every match; a pattern that many rules share is searched once."""
        if pattern not in self._found:
            self._found[pattern] = self._search(pattern)
        return self._found[pattern]

    def _search(self, pattern: Pattern) -> Spans:
        sizes = [self._size(element) for element in pattern.elements]
        rarest = min(range(len(sizes)), key=sizes.__getitem__)
        if not sizes[rarest]:
            return _NONE
        rare = sizes[rarest] * _RARE < max(sizes)
        field = self._sentences_with(pattern.elements[rarest]) if rare else None
        first, last = self._spans_in(pattern.elements[0], field)
        for place in range(1, len(pattern.elements)):
            if not len(first):
                return _NONE
            first, last = self._extend(first, last, pattern, place, field)
        return self._conditions(pattern, first, last) if len(first) else _NONE

    def _size(self, element: Element) -> int:
        """Return how many spans an element has, before any is looked up."""
        codes, phrases = self._means(element)
        return int(self._counts[codes].sum()) + sum(len(phrase[0]) for phrase in phrases)

    def _means(self, element: Element) -> tuple[np.ndarray, list[Spans]]:
        """Return the codes of the words of an element, some twice, and the spans of its phrases."""
        if element not in self._meanings:
            words = [self.vocabulary.codes(term) for term in element.terms if term.kind != "class"]
            phrases = []
            for term in element.terms:
                if term.kind == "class":
                    codes, spans = self._class(term.text)
                    words.append(self.vocabulary.with_feats(codes, term))
                    phrases.append(self._phrases_with_feats(spans, term))
            self._meanings[element] = np.concatenate(words), [part for part in phrases if len(part[0])]
        return self._meanings[element]

    def _sentences_with(self, element: Element) -> Field:
        """Return the tokens of the sentences that have an element."""
        low, high = self._edge("sentence", self.spans(element)[0])
        fresh = np.concatenate(([True], np.diff(low) != 0))
        low, size = low[fresh], high[fresh] - low[fresh] + 1
        before = np.concatenate(([0], np.cumsum(size)[:-1]))
        at = np.repeat(low - before, size) + np.arange(size.sum())
        inside = np.zeros(len(self.tokens), bool)
        inside[at] = True
        return Field(at.astype(np.int32), inside)

    def _spans_in(self, element: Element, field: Field | None) -> Spans:
        """Return the sorted spans of an element, those in the field alone when there is one."""
        if field is None:
            return self.spans(element)
        if element in self._elements:
            return _within(self._elements[element], field)
        codes, phrases = self._means(element)
        self._chosen[codes] = True
        at = field.at[self._chosen[self.tokens.word[field.at]]]
        further = self._extra[0][self._chosen[self._extra[1]]]
        self._chosen[codes] = False
        further = further[field.inside[further]]
        at = _sorted_once(np.concatenate((at, further))) if len(further) else at
        return _union([(at, at), *(_within(phrase, field) for phrase in phrases)])

    def spans(self, element: Element) -> Spans:
        """Return the sorted spans of an element."""
        if element not in self._elements:
            codes, phrases = self._means(element)
            at = self._positions(codes)
            self._elements[element] = _union([(at, at), *phrases])
        return self._elements[element]

    def _class(self, name: str) -> tuple[np.ndarray, Spans]:
        """Return the word codes of a class and the spans of its phrases."""
        if name in self._classes:
            return self._classes[name]
        if name not in self.vocabulary.grammar.classes:
            legal = sorted(self.vocabulary.grammar.classes)
            raise PatternError(f"class @{name} is unknown; legal: {legal}. Add it to a lexicon or mend the rule.")
        nothing = np.zeros(0, np.int64)
        self._classes[name] = (nothing, _NONE)
        words, phrases = [nothing], []
        for pattern in self.vocabulary.grammar.classes[name]:
            if not pattern.is_element:
                phrases.append(self.find(pattern))
                continue
            for term in pattern.elements[0].terms:
                if term.kind == "class":
                    codes, spans = self._class(term.text)
                    words.append(self.vocabulary.with_feats(codes, term))
                    phrases.append(self._phrases_with_feats(spans, term))
                else:
                    words.append(self.vocabulary.codes(term))
        self._classes[name] = (np.concatenate(words), _union(phrases))
        return self._classes[name]

    def _phrases_with_feats(self, spans: Spans, term: Term) -> Spans:
        if not term.feats or not len(spans[0]):
            return spans
        fits = np.isin(spans[0], self._positions(self.vocabulary.codes(Term("any", "", term.feats))))
        return spans[0][fits], spans[1][fits]

    def _positions(self, codes: np.ndarray) -> np.ndarray:
        """Return the sorted positions of the tokens with one of these words."""
        low, count = self._bounds[codes], self._counts[codes]
        used = count > 0
        low, count = low[used], count[used]
        total = int(count.sum())
        if not total:
            return _NONE[0]
        if total * _DENSE > len(self._at):
            chosen = np.zeros(len(self._counts), bool)
            chosen[codes] = True
            at = np.flatnonzero(chosen[self.tokens.word]).astype(np.int32)
            further = self._extra[0][chosen[self._extra[1]]]
            return _sorted_once(np.concatenate((at, further))) if len(further) else at
        before = np.concatenate(([0], np.cumsum(count)[:-1]))
        return _sorted_once(self._at[np.repeat(low - before, count) + np.arange(total)])

    def _extend(self, first: np.ndarray, last: np.ndarray, pattern: Pattern, place: int, field: Field | None) -> Spans:
        """Add the element at `place` to partial matches: the nearest ones within reach, three at most."""
        begin, finish = self._spans_in(pattern.elements[place], field)
        if not len(begin):
            return _NONE
        found = np.searchsorted(begin, last, "right")
        tries = _TRIES if pattern.gaps[place] > 1 else 1
        parts = [self._step(first, last, begin, found + ahead, pattern, place) for ahead in range(tries)]
        first = np.concatenate([part[0] for part in parts])
        return first, finish[np.concatenate([part[1] for part in parts])]

    def _step(
        self, first: np.ndarray, last: np.ndarray, begin: np.ndarray, found: np.ndarray, pattern: Pattern, place: int
    ) -> Spans:
        near = np.minimum(found, len(begin) - 1)
        sentence = self.tokens.sentence
        fits = (found < len(begin)) & (begin[near] - last - 1 <= pattern.gaps[place])
        fits &= sentence[begin[near]] == sentence[last]
        first, last, near = first[fits], last[fits], near[fits]
        for where, element in pattern.without:
            if where == place:
                free = self._count(element, last + 1, begin[near] - 1) == 0
                first, last, near = first[free], last[free], near[free]
        return first, near

    def _conditions(self, pattern: Pattern, first: np.ndarray, last: np.ndarray) -> Spans:
        for where, element in pattern.without:
            if where == 0:
                keep = self._count(element, np.maximum(first - _LOOK, self._edge("clause", first)[0]), first - 1) == 0
            elif where == len(pattern.elements):
                keep = self._count(element, last + 1, np.minimum(last + _LOOK, self._edge("clause", last)[1])) == 0
            else:
                continue
            first, last = first[keep], last[keep]
        for wanted, conditions in ((False, pattern.absent), (True, pattern.present)):
            for scope, element in conditions:
                low, high = self._edge(scope, first)
                keep = (self._count(element, low, high) > 0) == wanted
                first, last = first[keep], last[keep]
        if pattern.at_start:
            keep = first == self._edge("sentence", first)[0]
            first, last = first[keep], last[keep]
        if pattern.at_end:
            keep = last >= self._edge("sentence", last)[1] - 1
            first, last = first[keep], last[keep]
        return first, last

    def _count(self, element: Element, low: np.ndarray, high: np.ndarray) -> np.ndarray:
        begin = self.spans(element)[0]
        return np.maximum(np.searchsorted(begin, high, "right") - np.searchsorted(begin, low, "left"), 0)

    def _edge(self, scope: str, at: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
        """Return the first and last token of the clause, sentence or text around each position."""
        if scope not in self._edges:
            fresh = np.concatenate(([True], np.diff(getattr(self.tokens, scope)) != 0))
            first = np.flatnonzero(fresh).astype(np.int32)
            group = np.cumsum(fresh) - 1
            self._edges[scope] = (first[group], np.append(first[1:], np.int32(len(group)))[group] - 1)
        low, high = self._edges[scope]
        return low[at], high[at]


def _within(spans: Spans, field: Field) -> Spans:
    inside = field.inside[spans[0]]
    return spans[0][inside], spans[1][inside]


def _sorted_once(values: np.ndarray) -> np.ndarray:
    values.sort()
    return values[np.concatenate(([True], values[1:] != values[:-1]))]


def _union(parts: list[Spans]) -> Spans:
    parts = [part for part in parts if len(part[0])]
    if not parts:
        return _NONE
    if len(parts) == 1 and (np.diff(parts[0][0]) >= 0).all():
        return parts[0]
    first = np.concatenate([part[0] for part in parts])
    last = np.concatenate([part[1] for part in parts])
    order = np.lexsort((last, first))
    return first[order], last[order]
