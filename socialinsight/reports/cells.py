"""Cells of HTML tables: a value as it is written in the language of the report, and the quotes it links to."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

import pandas as pd

from socialinsight.charts.wording import DASH, Wording
from socialinsight.reports.report import Column, Quote

EXCERPT = 110
MOST_LINKS = 5
_FIGURES = frozenset({"count", "number", "decimal", "share", "signed", "change", "times", "duration", "days", "stage"})

_UNBROKEN = frozenset({"moment", "date", "name"})


@dataclass(frozen=True)
class Link:
    """A link to a quoted message."""

    anchor: str
    text: str


@dataclass(frozen=True)
class Cell:
    """What stands in one cell; `reason` says why there is a dash."""

    text: str
    style: str = ""
    reason: str = ""
    links: tuple[Link, ...] = ()


def is_figure(column: Column) -> bool:
    """Return whether a column holds figures, which stand on the right."""
    return column.kind in _FIGURES


def cell(value: Any, column: Column, say: Wording, quotes: Mapping[str, Quote]) -> Cell:
    """Return the cell of a value.

    Parameters
    ----------
    value : object
        A value of the column; quotes hold a sequence of message ids.
    column : Column
        Says how the value is written.
    say : Wording
        Of the report.
    quotes : mapping of str to Quote
        Messages that are part of the report; ids without one are left out.
    """
    if column.kind == "quotes":
        return _quoted(value, say, quotes)
    if value is None or pd.isna(value):
        return Cell(DASH, "none", say(_ABSENT.get(column.kind, "reason.not_measurable")))
    text = _WAYS[column.kind](value, column, say)
    return Cell(text, "num" if is_figure(column) else "line" if column.kind in _UNBROKEN else "")


def excerpt(text: str, width: int = EXCERPT) -> str:
    """Return the beginning of a text on one line.

    Examples
    --------
    >>> excerpt("Megint nincs net,\\nmásodik napja.", 18)
    'Megint nincs net,…'
    """
    line = " ".join(text.split())
    return line if len(line) <= width else line[: width - 1].rstrip() + "…"


def _quoted(ids: Any, say: Wording, quotes: Mapping[str, Quote]) -> Cell:
    found = [quotes[str(one)] for one in ids if str(one) in quotes][:MOST_LINKS]
    if not found:
        return Cell(DASH, "none", say("reason.no_quote"))
    return Cell("", "quotes", links=tuple(Link(quote.anchor, excerpt(quote.text)) for quote in found))


def _change(value: float, column: Column, say: Wording) -> str:
    sign = "+" if value > 0 else "−" if value < 0 else ""
    return sign + say.percent(abs(value), 0)


_ABSENT = {
    "change": "reason.no_previous",
    "term": "reason.not_told",
    "text": "reason.not_told",
    "stage": "reason.never",
}
_WAYS: dict[str, Callable[[Any, Column, Wording], str]] = {
    "text": lambda value, column, say: str(value),
    "name": lambda value, column, say: str(value),
    "term": lambda value, column, say: say.term(column.family, value) if value != "" else DASH,
    "count": lambda value, column, say: say.number(float(value)),
    "number": lambda value, column, say: say.number(float(value), 2),
    "decimal": lambda value, column, say: say.number(float(value), 1),
    "signed": lambda value, column, say: say.number(float(value), 2, sign=True),
    "times": lambda value, column, say: say.number(float(value), 1) + "×",
    "share": lambda value, column, say: say.percent(float(value)),
    "change": _change,
    "duration": lambda value, column, say: say.duration(float(value)),
    "stage": lambda value, column, say: say.duration(float(value)),
    "days": lambda value, column, say: say("unit.day", n=say.number(float(value))),
    "moment": lambda value, column, say: say.moment(value),
    "date": lambda value, column, say: say.short_date(value),
}
