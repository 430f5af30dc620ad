"""The slots that a language fills, and how its folder of lexicons and rules is read."""

from __future__ import annotations

import csv
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from functools import cached_property, lru_cache
from importlib import import_module
from pathlib import Path

import numpy as np

from socialinsight.lang.date_grammar import DateGrammar, read_grammar
from socialinsight.text.patterns import Pattern, parse
from socialinsight.text.tokens import Tokens
from socialinsight.text.vocabulary import Grammar
from socialinsight.text.words import Analyse, Words

LANGUAGES = ("hu", "ru")
Readings = tuple[np.ndarray, list[str], np.ndarray]


@dataclass(frozen=True)
class Rule:
    """A weighted pattern for a label, with where it comes from and a sentence in which it fires."""

    rule_id: str
    label: str
    weight: float
    patterns: tuple[Pattern, ...]
    source: str
    witness: str
    counter: str


@dataclass(frozen=True)
class Language:
    """One language: its code, its word analysis, its folds and its folder.

    Attributes
    ----------
    code : str
        ISO 639-1.
    folder : Path
        Folder with `lexicons/*.csv` (class, term, source, witness) and `rules/*.csv`
        (label, weight, pattern, source, witness, counter).
    analyse : callable
        Distinct normal forms to a table lemma, pos, feats.
    feats : mapping of str to int
        Names of the feature bits.
    respell : callable
        Spelling folds of one word or lemma.
    accents : str
        Letters that a text typed without accents (or in another script) lacks.
    readings : callable or None
        Further readings of tokens: their indexes, lemmas, and the word codes whose features hold.
    transcribe : callable or None
        The word meant by one typed in another script, for texts without any of `accents`.
    """

    code: str
    folder: Path
    analyse: Analyse
    feats: Mapping[str, int]
    respell: Callable[[str], str] = str
    accents: str = ""
    readings: Callable[[Tokens, Words], Readings] | None = None
    transcribe: Callable[[str], str | None] | None = None

    @cached_property
    def grammar(self) -> Grammar:
        """The word classes of the lexicons, parsed."""
        classes: dict[str, list[Pattern]] = {}
        for row in self.rows("lexicons"):
            term = " ".join(_respell_term(part, self.respell) for part in row["term"].split())
            where = f"{row['file']}:{row['line']}"
            classes.setdefault(row["class"], []).extend(parse(term, where=where))
        return Grammar(classes, self.feats)

    @cached_property
    def rules(self) -> tuple[Rule, ...]:
        """All weighted patterns of the language."""
        rules = []
        for row in self.rows("rules"):
            where = f"{row['file']}:{row['line']}"
            pattern = " ".join(_respell_term(part, self.respell) for part in row["pattern"].split())
            rules.append(
                Rule(
                    f"{self.code}:{Path(row['file']).stem}:{row['line']}",
                    row["label"],
                    float(row["weight"]),
                    tuple(parse(pattern, where=where)),
                    row.get("source", ""),
                    row.get("witness", ""),
                    row.get("counter", ""),
                )
            )
        return tuple(rules)

    @property
    def dates(self) -> DateGrammar:
        """The date expressions of dates.csv over the word classes of dates_words.csv."""
        return read_grammar(self.folder)

    def rows(self, kind: str) -> Iterable[dict[str, str]]:
        """Yield the rows of all CSV files of a kind, with file and line."""
        for path in sorted((self.folder / kind).glob("*.csv")):
            with path.open(encoding="utf-8", newline="") as file:
                reader = csv.DictReader(file)
                for row in reader:
                    yield {**row, "file": path.name, "line": str(reader.line_num)}


@lru_cache(maxsize=2**17)
def _respell_term(part: str, respell: Callable[[str], str]) -> str:
    pieces = []
    for alternative in part.split("|"):
        head, percent, feats = alternative.partition("%")
        pieces.append((head if "@" in head else respell(head)) + percent + feats)
    return "|".join(pieces)


def language(code: str) -> Language:
    """Return a language by its code.

    Raises
    ------
    ValueError
        When there is no such language.

    Examples
    --------
    >>> language("hu").code
    'hu'
    """
    if code not in LANGUAGES:
        raise ValueError(f"lang = {code!r}; legal: {LANGUAGES}. Leave it out to have it detected.")
    return import_module(f"socialinsight.lang.{code}").LANGUAGE


def bare_texts(tokens: Tokens, accents: str) -> np.ndarray:
    """Return for each text whether none of its words has one of `accents` (False when there are none)."""
    if not accents:
        return np.zeros(tokens.n_texts, bool)
    letters = set(accents + accents.upper())
    marked = np.fromiter((not letters.isdisjoint(word) for word in tokens.vocabulary), bool, len(tokens.vocabulary))
    result = np.ones(tokens.n_texts, bool)
    result[tokens.text[marked[tokens.word]]] = False
    return result
