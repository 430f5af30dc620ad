r"""Phrases of a language by kind, as regular expressions over folded texts, tried only where they can match."""

from __future__ import annotations

import csv
import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property, lru_cache
from pathlib import Path

import numpy as np

from socialinsight.lang.date_grammar import fold
from socialinsight.lang.language import LANGUAGES, language
from socialinsight.lang.needed_words import needed_words


@dataclass(frozen=True)
class PhraseTable:
    """The phrases of one file of every language's folder.

    Attributes
    ----------
    file : str
        Name of a CSV file (kind, pattern, witness) in the folder of each language.
    kinds : tuple of str
        The kinds it has.
    spell : callable
        Applied to each pattern before it is used.
    """

    file: str
    kinds: tuple[str, ...]
    spell: Callable[[str], str] = str

    def held(self, texts: Sequence[str], langs: Sequence[str], *kinds: str) -> dict[str, np.ndarray]:
        """Return which texts hold a phrase of each kind, as bool arrays; texts in another language hold none.

        Raises
        ------
        ValueError
            When a kind is unknown.
        """
        result = {kind: np.zeros(len(texts), bool) for kind in self._wanted(kinds)}
        for place, text, rows in self._tried(texts, langs, kinds):
            for row in rows:
                told = result[row.kind]
                told[place] = told[place] or row.regex.search(text) is not None
        return result

    def counted(self, texts: Sequence[str], langs: Sequence[str], *kinds: str) -> dict[str, np.ndarray]:
        """Return how many phrases of each kind every text holds, those that overlap once, as int32 arrays.

        Raises
        ------
        ValueError
            When a kind is unknown.
        """
        result = {kind: np.zeros(len(texts), np.int32) for kind in self._wanted(kinds)}
        for place, text, rows in self._tried(texts, langs, kinds):
            spans: dict[str, list[tuple[int, int]]] = {}
            for row in rows:
                spans.setdefault(row.kind, []).extend(found.span() for found in row.regex.finditer(text))
            for kind, found in spans.items():
                result[kind][place] = _apart(found)
        return result

    def _wanted(self, kinds: Sequence[str]) -> tuple[str, ...]:
        if unknown := set(kinds) - set(self.kinds):
            name = self.file.removesuffix(".csv")
            raise ValueError(f"{name}: unknown kind(s) {sorted(unknown)}; legal: {self.kinds}. Correct the name.")
        return tuple(kinds) or self.kinds

    def _tried(
        self, texts: Sequence[str], langs: Sequence[str], kinds: Sequence[str]
    ) -> Iterator[tuple[int, str, list[_Row]]]:
        """Yield the texts in which something may stand: their place, folded, and the rows to be tried."""
        spoken = np.asarray(langs, object)
        for code in LANGUAGES:
            places = np.flatnonzero(spoken == code)
            if not len(places):
                continue
            search = _search(self, code, self._wanted(kinds))
            whole = fold("\x00".join(texts[place].replace("\x00", " ") for place in places.tolist()))
            for place, text in zip(places.tolist(), whole.split("\x00")):
                if rows := search.rows_for(text):
                    yield place, text, rows


@dataclass(frozen=True)
class _Row:
    kind: str
    pattern: str

    @cached_property
    def regex(self) -> re.Pattern[str]:
        return re.compile(self.pattern)


class _Search:
    """Finds the rows whose needed words stand in a text, all words in one pass (Aho and Corasick)."""

    def __init__(self, rows: Sequence[_Row]) -> None:
        import ahocorasick

        self.always: list[_Row] = []
        needing: dict[str, list[_Row]] = {}
        for row in rows:
            words = needed_words(row.pattern)
            if not words:
                self.always.append(row)
            for word in words:
                needing.setdefault(word, []).append(row)
        self.words = ahocorasick.Automaton()
        for word, wanting in needing.items():
            self.words.add_word(word, tuple(wanting))
        if needing:
            self.words.make_automaton()

    def rows_for(self, text: str) -> list[_Row]:
        rows = dict.fromkeys(self.always)
        if len(self.words):
            for _, wanting in self.words.iter(text):
                rows.update(dict.fromkeys(wanting))
        return list(rows)


@lru_cache(maxsize=64)
def _search(table: PhraseTable, code: str, kinds: tuple[str, ...]) -> _Search:
    path: Path = language(code).folder / table.file
    with path.open(encoding="utf-8", newline="") as file:
        rows = [_Row(row["kind"], table.spell(row["pattern"])) for row in csv.DictReader(file)]
    return _Search([row for row in rows if row.kind in kinds])


def _apart(spans: list[tuple[int, int]]) -> int:
    """Return how many spans can be taken from the left without two of them overlapping."""
    n, reached = 0, -1
    for start, end in sorted(spans):
        if start >= reached:
            n, reached = n + 1, max(end, start + 1)
    return n
