"""What pattern elements mean in a vocabulary: the codes of words, each distinct term looked up once."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np

from socialinsight.text.patterns import Pattern, PatternError, Term
from socialinsight.text.words import WordIndex


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
