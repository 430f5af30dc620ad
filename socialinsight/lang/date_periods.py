"""Months, quarters, seasons and years told in words."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import date, timedelta

from socialinsight.country.workdays import Workdays
from socialinsight.lang.date_rows import Days, Found, Row, later, month_length

_DAY = timedelta(days=1)
_MONTHS_BACK = 2


def _month(row: Row, found: Found, today: date, work: Workdays) -> Days:
    return _part_of_month(later(today.replace(day=1), row.step()), row.stage, today)


def _day_of_month(row: Row, found: Found, today: date, work: Workdays) -> Days | None:
    first = later(today.replace(day=1), row.step())
    wanted = int(found["dayofmonth"])
    if wanted > month_length(first.year, first.month):
        return None
    return Days(first.replace(day=wanted), first.replace(day=wanted))


def _named_month(row: Row, found: Found, today: date, work: Workdays) -> Days:
    first = date(today.year, int(found["month"]), 1)
    passed = (today.month - first.month) % 12
    is_told = row.mode == "in" and not row.shift and 1 <= passed <= _MONTHS_BACK
    if is_told and first.month > today.month:
        first = first.replace(year=today.year - 1)
    elif not is_told and first.month < today.month:
        first = first.replace(year=today.year + 1)
    return _part_of_month(first, row.stage, today)


_STAGES = {"begin": (1, 10), "middle": (11, 20), "end": (21, 31), "": (1, 31)}
_STAGES |= {"first_half": (1, 15), "second_half": (16, 31), "first_week": (1, 7)}
_STAGES |= {"first_day": (1, 1), "last_day": (31, 31)}


def _part_of_month(first: date, stage: str, today: date) -> Days:
    low, high = _STAGES[stage]
    last = first.replace(day=min(high, month_length(first.year, first.month)))
    by = first.replace(day=15) if stage == "middle" else None
    return Days(first.replace(day=min(low, last.day)), last, by)


def _year(row: Row, found: Found, today: date, work: Workdays) -> Days:
    year = today.year + row.step()
    months = {"begin": (1, 1), "middle": (5, 7), "end": (10, 12), "": (1, 12)}[row.stage]
    result = _span(year, *months)
    if result.last < today:
        result = _span(year + 1, *months)
    return replace(result, by=date(result.last.year, 6, 30) if row.stage == "middle" else None)


def _span(year: int, first: int, last: int) -> Days:
    return Days(date(year, first, 1), date(year, last, month_length(year, last)))


def _parts_of_year(n: int, row: Row, found: Found, today: date) -> Days:
    """Return the part of the year of `n` months: that of an ordinal, else the one `shift` after today's."""
    if "ordinal" in found:
        result = _span(today.year + row.step(), (int(found["ordinal"]) - 1) * n + 1, int(found["ordinal"]) * n)
        if result.last < today:
            result = _span(today.year + 1, result.first.month, result.last.month)
        return result
    first = later(date(today.year, (today.month - 1) // n * n + 1, 1), n * row.step())
    months = {"begin": (0, 0), "middle": (n // 2, n // 2), "end": (n - 1, n - 1), "": (0, n - 1)}[row.stage]
    return _span(first.year, first.month + months[0], first.month + months[1])


def _quarter(row: Row, found: Found, today: date, work: Workdays) -> Days:
    return _parts_of_year(3, row, found, today)


def _half_year(row: Row, found: Found, today: date, work: Workdays) -> Days:
    return _parts_of_year(6, row, found, today)


def _season(row: Row, found: Found, today: date, work: Workdays) -> Days:
    month = int(found.get("season") or found["seasonin"])
    year = today.year + row.step()
    first = date(year, month, 1)
    if later(first, 3) <= today or (row.mode == "before" and first <= today):
        first = date(year + 1, month, 1)
    months = {"begin": (0, 1), "middle": (1, 2), "end": (2, 3), "": (0, 3)}[row.stage]
    return Days(later(first, months[0]), later(first, months[1]) - _DAY, None if row.stage else first - _DAY)


PERIODS: dict[str, Callable[[Row, Found, date, Workdays], Days | None]] = {
    "month": _month,
    "day_of_month": _day_of_month,
    "named_month": _named_month,
    "year": _year,
    "quarter": _quarter,
    "named_quarter": _quarter,
    "half_year": _half_year,
    "named_half": _half_year,
    "season": _season,
}
