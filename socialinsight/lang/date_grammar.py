"""The date expressions of a language: rows of patterns over classes of words, and where they stand in a text."""

from __future__ import annotations

import csv
import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

from socialinsight.lang.date_rows import Row

_FOLD = tuple(zip("áéíóöőúüűё–—−‑\u00a0\u202f\n\t", "aeiooouuuе----    "))
_MACRO = re.compile(r"\{([a-z]+)(\d?)\}")
_NAMED = re.compile(r"\(\?P<\w+>")
_FIXED = {
    "dayofmonth": r"3[01]|[12]\d|0?[1-9]",
    "monthnumber": r"1[0-2]|0[1-9]",
    "year": r"20\d\d",
    "hournumber": r"2[0-4]|1\d|0?\d",
    "minute": r"[0-5]\d",
}
_NUMBER = r"\d{1,3}(?:[.,]\d)?"


@dataclass(frozen=True)
class Hit:
    """A row of the table found in a text, with the values of its word classes."""

    start: int
    end: int
    row: Row
    found: dict[str, str]


@dataclass(frozen=True)
class DateGrammar:
    """The compiled table of a language.

    Attributes
    ----------
    gate : re.Pattern
        Where any of the rows begins.
    rows : tuple of (re.Pattern, Row)
        Patterns in the order of the table.
    words : dict of str to list of (pattern, value)
        Classes of words.
    """

    gate: re.Pattern[str]
    rows: tuple[tuple[re.Pattern[str], Row], ...]
    words: dict[str, list[tuple[re.Pattern[str], str]]]

    def hits(self, text: str) -> list[Hit]:
        """Return what the rows find, the longest first and without overlaps, in the order of the text."""
        folded = fold(text)
        found = sorted(self._all(folded), key=lambda hit: (hit.start - hit.end, hit.start))
        taken = bytearray(len(folded) + 1)
        kept = []
        for hit in found:
            if not any(taken[hit.start : hit.end]):
                taken[hit.start : hit.end] = b"\x01" * (hit.end - hit.start)
                kept.append(hit)
        return sorted(kept, key=lambda hit: hit.start)

    def joins(self, gap: str) -> bool:
        """Whether what stands between two expressions makes them one range."""
        words = gap.strip(" ,()")
        return words == "-" or any(pattern.fullmatch(words) for pattern, _ in self.words.get("joiner", ()))

    def _all(self, text: str) -> Iterator[Hit]:
        for start in (match.start() for match in self.gate.finditer(text)):
            if self._greeted(text, start):
                continue
            for pattern, row in self.rows:
                match = pattern.match(text, start)
                if match and match.end() > start:
                    values = {name: self._value(name, match) for name, part in match.groupdict().items() if part}
                    yield Hit(match.start(), match.end(), row, values)

    def _greeted(self, text: str, start: int) -> bool:
        before = text[max(start - 20, 0) : start].split()
        return bool(before) and any(pattern.fullmatch(before[-1]) for pattern, _ in self.words.get("not_after", ()))

    def _value(self, name: str, match: re.Match[str]) -> str:
        kind = name.rstrip("0123456789")
        start, end = match.span(name)
        for pattern, value in self.words.get("number" if kind == "upto" else kind, ()):
            word = pattern.match(match.string, start)
            if word and word.end() == end:
                return value
        return match[name]


def fold(text: str) -> str:
    """Return the text in lower case without accents, as long as it was.

    Examples
    --------
    >>> fold("Jövő HÉTEN – ё")
    'jovo heten - е'
    """
    lower = text.lower()
    if len(lower) != len(text):
        lower = "".join(one.lower() if len(one.lower()) == 1 else one for one in text)
    for letter, plain in _FOLD:
        lower = lower.replace(letter, plain)
    return lower


@lru_cache(maxsize=8)
def read_grammar(folder: Path) -> DateGrammar:
    """Read dates.csv and dates_words.csv of a language's folder; a folder without them knows no dates."""
    words: dict[str, list[tuple[str, str]]] = {}
    for line in _lines(folder / "dates_words.csv"):
        words.setdefault(line["class"], []).append((line["form"], line["value"]))
    rows, bare = [], ["(?!)"]
    for line in _lines(folder / "dates.csv"):
        row = Row(line["unit"], line["shift"], line["stage"], line["mode"])
        for one in _split(line["pattern"]):
            pattern = _MACRO.sub(lambda macro: _group(macro, words), one)
            rows.append((re.compile(rf"(?<!\w)(?<!\d[.,:])(?:{pattern})(?!\w)"), row))
            bare.append(_NAMED.sub("(?:", pattern))
    compiled = {
        name: [(re.compile(one), value) for form, value in forms for one in _split(form)]
        for name, forms in words.items()
    }
    gate = re.compile(rf"(?<!\w)(?<!\d[.,:])(?=(?:{'|'.join(bare)})(?!\w))")
    return DateGrammar(gate, tuple(rows), compiled)


@lru_cache(maxsize=1)
def date_words() -> tuple[re.Pattern[str], frozenset[str]]:
    """Return what folded words name a weekday, a month or a part of the day, in any language, and how they begin.

    Examples
    --------
    >>> [word for word in ("penteken", "пятницу", "penztar") if date_words()[0].fullmatch(word)]
    ['penteken', 'пятницу']
    """
    forms = []
    for folder in sorted(path.parent for path in Path(__file__).parent.glob("*/dates_words.csv")):
        words: dict[str, list[tuple[str, str]]] = {}
        for line in _lines(folder / "dates_words.csv"):
            words.setdefault(line["class"], []).append((line["form"], line["value"]))
        for name in ("weekday", "month", "day", "part"):
            forms += [form for form in _forms(name, words) if " " not in form] if name in words else []
    long = "|".join(form for form in forms if len(form) > 3)
    short = "|".join(form for form in forms if len(form) <= 3)
    return re.compile(rf"(?:{long})\w{{0,3}}|{short}"), frozenset(form[:2] for form in forms)


def _lines(path: Path) -> list[dict[str, str]]:
    if not path.exists():
        return []
    with path.open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def _group(macro: re.Match[str], words: dict[str, list[tuple[str, str]]]) -> str:
    name = macro.group(1)
    if name == "upto":
        number = "|".join([_NUMBER, *_forms("number", words)])
        return rf"(?:(?:{number}) ?- ?)?(?P<{name}{macro.group(2)}>{number})"
    inner = _FIXED.get(name) or "|".join(_forms(name, words))
    return f"(?P<{name}{macro.group(2)}>{inner})"


def _forms(name: str, words: dict[str, list[tuple[str, str]]]) -> list[str]:
    return sorted((one for form, _ in words[name] for one in _split(form)), key=len, reverse=True)


def _split(form: str) -> list[str]:
    """Return the alternatives of a form that stand outside brackets."""
    parts, depth = [""], 0
    for sign in form:
        depth += (sign == "(") - (sign == ")")
        if sign == "|" and not depth:
            parts.append("")
        else:
            parts[-1] += sign
    return parts
