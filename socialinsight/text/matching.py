"""Finds patterns in token tables: whole columns at once, on sorted arrays of positions."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np

from socialinsight.text.patterns import Element, Pattern, PatternError, Term
from socialinsight.text.tokens import Tokens
from socialinsight.text.words import WordIndex

_LOOK = 3
_DENSE = 12
_TRIES = 3
_NONE = (np.zeros(0, np.int32), np.zeros(0, np.int32))
Spans = tuple[np.ndarray, np.ndarray]


@dataclass(frozen=True)
class Grammar:
    """What patterns may name: the word classes of the lexicons and the bits of morphological features."""

    classes: Mapping[str, Sequence[Pattern]]
    feats: Mapping[str, int]


class Vocabulary:
    """Resolves pattern elements to words; each distinct term is looked up once."""

    def __init__(self, index: WordIndex, grammar: Grammar) -> None:
        self.index = index
        self.grammar = grammar
        self._codes: dict[Term, np.ndarray] = {}

    def codes(self, term: Term) -> np.ndarray:
        """Return the codes of the words that a term means; some may stand twice."""
        if term not in self._codes:
            self._codes[term] = self.with_feats(self._find(term), term)
        return self._codes[term]

    def _find(self, term: Term) -> np.ndarray:
        if term.kind == "any":
            return np.arange(len(self.index.words))
        if term.kind in ("beginning", "ending"):
            return self.index.affix(term.text, ending=term.kind == "ending")
        return np.array(self.index.exact(term.text, form_only=term.kind == "form"), np.int64)

    def with_feats(self, codes: np.ndarray, term: Term) -> np.ndarray:
        """Return those of the words that have the term's features and part of speech."""
        words = self.index.words
        for name in term.feats:
            if name.isupper():
                codes = codes[words.pos[codes] == name]
                continue
            bit = self.grammar.feats.get(name.lstrip("!"))
            if bit is None:
                raise PatternError(f"feature {name!r} is unknown; legal: {sorted(self.grammar.feats)}. Mend the rule.")
            has = (words.feats[codes] & bit) > 0
            codes = codes[~has if name.startswith("!") else has]
        return codes


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
        first, last = self.spans(pattern.elements[0])
        if not len(first):
            return _NONE
        for place in range(1, len(pattern.elements)):
            first, last = self._extend(first, last, pattern, place)
            if not len(first):
                return _NONE
        return self._conditions(pattern, first, last)

    def spans(self, element: Element) -> Spans:
        """Return the sorted spans of an element."""
        if element not in self._elements:
            words = [self.vocabulary.codes(term) for term in element.terms if term.kind != "class"]
            phrases = []
            for term in element.terms:
                if term.kind == "class":
                    codes, spans = self._class(term.text)
                    words.append(self.vocabulary.with_feats(codes, term))
                    phrases.append(self._phrases_with_feats(spans, term))
            at = self._positions(np.concatenate(words))
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

    def _extend(self, first: np.ndarray, last: np.ndarray, pattern: Pattern, place: int) -> Spans:
        """Add the element at `place` to partial matches: the nearest ones within reach, three at most."""
        begin, finish = self.spans(pattern.elements[place])
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
