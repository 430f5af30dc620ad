"""The rows of a language's table of dates and what they are read into."""

from __future__ import annotations

import calendar
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

Found = Mapping[str, str]


@dataclass(frozen=True)
class Days:
    """First and last day named; `by` is the last day of "until" when it is another; `spread` days of "after"."""

    first: date
    last: date
    by: date | None = None
    spread: int = 7


@dataclass(frozen=True)
class Row:
    """What a row of a language's table says besides its pattern."""

    unit: str
    shift: str
    stage: str
    mode: str

    def step(self, default: int = 0) -> int:
        """Return the shift as a number."""
        return int(self.shift) if self.shift.lstrip("-").isdigit() else default


def number(found: Found) -> float | None:
    """Return the number captured, the upper end of a range."""
    texts = [value for name, value in found.items() if name.startswith(("upto", "compound"))]
    return float(texts[0].replace(",", ".")) if texts else None


def count(row: Row, found: Found) -> int:
    """Return the number captured, at least 1, else the shift of the row."""
    value = number(found)
    return row.step() if value is None else max(int(value + 0.5), 1)


def later(day: date, months: int) -> date:
    """Return the same day months later, or the last of that month."""
    years, month = divmod(day.month - 1 + months, 12)
    return date(day.year + years, month + 1, min(day.day, month_length(day.year + years, month + 1)))


def month_length(year: int, month: int) -> int:
    """Return the number of days of a month."""
    return calendar.monthrange(year, month)[1]
