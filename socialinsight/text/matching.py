"""Finds patterns in token tables: whole columns at once, on sorted arrays of positions."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np

from socialinsight.text.patterns import Element, Pattern, PatternError, Term
from socialinsight.text.tokens import Tokens
from socialinsight.text.words import WordIndex

_LOOK = 3
_NONE = (np.zeros(0, np.int64), np.zeros(0, np.int64))
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
        """Return the sorted codes of the words that a term means."""
        if term not in self._codes:
            self._codes[term] = self._with_feats(self._find(term), term)
        return self._codes[term]

    def _find(self, term: Term) -> np.ndarray:
        if term.kind == "any":
            return np.arange(len(self.index.words))
        if term.kind in ("beginning", "ending"):
            found = self.index.affix(term.text, ending=term.kind == "ending")
        else:
            found = np.array(self.index.exact(term.text, form_only=term.kind == "form"), np.int64)
        return np.unique(found)

    def _with_feats(self, codes: np.ndarray, term: Term) -> np.ndarray:
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
        at = np.concatenate((np.arange(len(tokens), dtype=np.int64), extra[0]))
        order = np.argsort(codes, kind="stable")
        self._at = at[order]
        counts = np.bincount(codes, minlength=len(vocabulary.index.words))
        self._bounds = np.concatenate(([0], np.cumsum(counts)))
        self._elements: dict[Element, Spans] = {}
        self._classes: dict[str, Spans] = {}
        self._edges: dict[str, tuple[np.ndarray, np.ndarray]] = {}

    def find(self, pattern: Pattern) -> Spans:
        """Return first and last token of every match."""
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
            parts = [self._term_spans(term) for term in element.terms]
            self._elements[element] = parts[0] if len(parts) == 1 else _union(parts)
        return self._elements[element]

    def _term_spans(self, term: Term) -> Spans:
        if term.kind != "class":
            at = self._positions(self.vocabulary.codes(term))
            return at, at
        if term.text not in self._classes:
            self._classes[term.text] = self._class_spans(term.text)
        first, last = self._classes[term.text]
        if not term.feats:
            return first, last
        fits = np.isin(first, self._positions(self.vocabulary.codes(Term("any", "", term.feats))))
        return first[fits], last[fits]

    def _class_spans(self, name: str) -> Spans:
        if name not in self.vocabulary.grammar.classes:
            legal = sorted(self.vocabulary.grammar.classes)
            raise PatternError(f"class @{name} is unknown; legal: {legal}. Add it to a lexicon or mend the rule.")
        self._classes[name] = _NONE
        singles, parts = [], []
        for pattern in self.vocabulary.grammar.classes[name]:
            terms = pattern.elements[0].terms
            if len(pattern.elements) == 1 and len(terms) == 1 and terms[0].kind != "class":
                singles.append(self.vocabulary.codes(terms[0]))
            else:
                parts.append(self.find(pattern))
        if singles:
            at = self._positions(np.unique(np.concatenate(singles)))
            parts.append((at, at))
        return _union(parts)

    def _positions(self, codes: np.ndarray) -> np.ndarray:
        low, high = self._bounds[codes], self._bounds[codes + 1]
        used = high > low
        low, count = low[used], (high - low)[used]
        if not len(low):
            return _NONE[0]
        before = np.concatenate(([0], np.cumsum(count)[:-1]))
        at = self._at[np.repeat(low - before, count) + np.arange(count.sum())]
        at.sort()
        return at[np.concatenate(([True], at[1:] != at[:-1]))]

    def _extend(self, first: np.ndarray, last: np.ndarray, pattern: Pattern, place: int) -> Spans:
        begin, finish = self.spans(pattern.elements[place])
        if not len(begin):
            return _NONE
        found = np.searchsorted(begin, last, "right")
        near = np.minimum(found, len(begin) - 1)
        sentence = self.tokens.sentence
        fits = (found < len(begin)) & (begin[near] - last - 1 <= pattern.gaps[place])
        fits &= sentence[begin[near]] == sentence[last]
        first, last, near = first[fits], last[fits], near[fits]
        for where, element in pattern.without:
            if where == place:
                free = self._count(element, last + 1, begin[near] - 1) == 0
                first, near = first[free], near[free]
                last = last[free]
        return first, finish[near]

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
            first = np.flatnonzero(fresh)
            group = np.cumsum(fresh) - 1
            self._edges[scope] = (first[group], np.append(first[1:], len(group))[group] - 1)
        low, high = self._edges[scope]
        return low[at], high[at]


def _union(parts: list[Spans]) -> Spans:
    parts = [part for part in parts if len(part[0])]
    if not parts:
        return _NONE
    first = np.concatenate([part[0] for part in parts])
    last = np.concatenate([part[1] for part in parts])
    order = np.lexsort((last, first))
    return first[order], last[order]
