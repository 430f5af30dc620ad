"""What a day expression means: the first and last day it names, counted from the day of the message."""

from __future__ import annotations

import calendar
from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from datetime import date, timedelta

from socialinsight.country.workdays import Workdays

_DAY = timedelta(days=1)
_WEEK = 7
_DAYS_BACK = 60
_MONTHS_BACK = 2
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


def days_of(row: Row, found: Found, today: date, work: Workdays) -> Days | None:
    """Return the days that a found expression names; None when there is no such day."""
    stage = found.get("stage") or row.stage
    return _UNITS[row.unit](replace(row, stage=stage), found, today, work)


def number(found: Found) -> float | None:
    """Return the number captured, the upper end of a range."""
    texts = [value for name, value in found.items() if name.startswith(("upto", "compound"))]
    return float(texts[0].replace(",", ".")) if texts else None


def _count(row: Row, found: Found) -> int:
    value = number(found)
    return row.step() if value is None else max(int(value + 0.5), 1)


def _days(row: Row, found: Found, today: date, work: Workdays) -> Days:
    day = today + _DAY * _count(row, found)
    return Days(today if row.mode == "within" else day, day)


def _weeks(row: Row, found: Found, today: date, work: Workdays) -> Days:
    day = today + _DAY * _WEEK * _count(row, found)
    return Days(day, day)


def _months(row: Row, found: Found, today: date, work: Workdays) -> Days:
    value = number(found)
    months = row.step() if value is None else int(value)
    day = _later(today, months)
    if value is not None and value % 1:
        day += _DAY * 15
    return Days(day, day)


def _years(row: Row, found: Found, today: date, work: Workdays) -> Days:
    day = _later(today, 12 * _count(row, found))
    return Days(day, day)


def _later(day: date, months: int) -> date:
    years, month = divmod(day.month - 1 + months, 12)
    return date(day.year + years, month + 1, min(day.day, _length(day.year + years, month + 1)))


def _length(year: int, month: int) -> int:
    return calendar.monthrange(year, month)[1]


def _workdays(row: Row, found: Found, today: date, work: Workdays) -> Days:
    day = work.add_days(today, _count(row, found))
    return Days(day, day)


def _legal(row: Row, found: Found, today: date, work: Workdays) -> Days:
    day = today + _DAY * work.legal_days
    return Days(today, day)


def _weekday(row: Row, found: Found, today: date, work: Workdays) -> Days:
    monday = today - _DAY * today.weekday()
    day = monday + _DAY * int(found["weekday"])
    if row.shift == "1" or day < today or (day == today and row.shift != "0"):
        day += _DAY * _WEEK
    return Days(day, day)


_WEEK_STAGES = {
    "begin": (0, 1),
    "middle": (1, 2),
    "end": (3, 6),
    "": (0, 6),
    "first_half": (0, 2),
    "second_half": (3, 6),
}


def _week(row: Row, found: Found, today: date, work: Workdays) -> Days:
    monday = today - _DAY * today.weekday() + _DAY * _WEEK * row.step()
    first, last = _WEEK_STAGES[row.stage]
    if monday + _DAY * last < today:
        monday += _DAY * _WEEK
    return Days(monday + _DAY * first, monday + _DAY * last)


def _weekend(row: Row, found: Found, today: date, work: Workdays) -> Days:
    saturday = today - _DAY * today.weekday() + _DAY * 5
    return Days(saturday, saturday + _DAY, saturday - _DAY, 1)


def _long_weekend(row: Row, found: Found, today: date, work: Workdays) -> Days:
    first, last = work.long_weekend(today)
    return Days(first, last, first - _DAY, 1)


def _month(row: Row, found: Found, today: date, work: Workdays) -> Days:
    return _part_of_month(_later(today.replace(day=1), row.step()), row.stage, today)


def _day_of_month(row: Row, found: Found, today: date, work: Workdays) -> Days | None:
    first = _later(today.replace(day=1), row.step())
    wanted = int(found["dayofmonth"])
    if wanted > _length(first.year, first.month):
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
    last = first.replace(day=min(high, _length(first.year, first.month)))
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
    return Days(date(year, first, 1), date(year, last, _length(year, last)))


def _parts_of_year(n: int, row: Row, found: Found, today: date) -> Days:
    """Return the part of the year of `n` months: that of an ordinal, else the one `shift` after today's."""
    if "ordinal" in found:
        result = _span(today.year + row.step(), (int(found["ordinal"]) - 1) * n + 1, int(found["ordinal"]) * n)
        if result.last < today:
            result = _span(today.year + 1, result.first.month, result.last.month)
        return result
    first = _later(date(today.year, (today.month - 1) // n * n + 1, 1), n * row.step())
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
    if _later(first, 3) <= today or (row.mode == "before" and first <= today):
        first = date(year + 1, month, 1)
    months = {"begin": (0, 1), "middle": (1, 2), "end": (2, 3), "": (0, 3)}[row.stage]
    return Days(_later(first, months[0]), _later(first, months[1]) - _DAY, None if row.stage else first - _DAY)


def _date(row: Row, found: Found, today: date, work: Workdays) -> Days | None:
    month = int(found.get("month") or found["monthnumber"])
    days = [int(value) for name, value in found.items() if name.startswith(("dayofmonth", "dayword"))]
    years = [int(found["year"])] if "year" in found else range(today.year - 1, today.year + 5)
    back = today - _DAY * _DAYS_BACK
    for year in years:
        if max(days) <= _length(year, month) and ("year" in found or date(year, month, max(days)) >= back):
            return Days(date(year, month, min(days)), date(year, month, max(days)))
    return None


def _day_number(row: Row, found: Found, today: date, work: Workdays) -> Days | None:
    wanted = int(found.get("dayofmonth") or found["dayword"])
    for step in range(4):
        first = _later(today.replace(day=1), step)
        if wanted <= _length(first.year, first.month) and first.replace(day=wanted) >= today:
            day = first.replace(day=wanted)
            return Days(day, day)
    return None


def _holiday(row: Row, found: Found, today: date, work: Workdays) -> Days:
    when, length, until = found["holiday"].split()
    for year in (today.year, today.year + 1):
        first = _feast(when, year)
        last = first + _DAY * (int(length) - 1)
        if last >= today:
            break
    return Days(first, last, first - _DAY if until == "before" else None)


def _feast(when: str, year: int) -> date:
    """Return the day of a feast: month-day, month-last-weekday, or days from Western or Orthodox Easter."""
    from dateutil.easter import EASTER_ORTHODOX, EASTER_WESTERN, easter

    for name, method in (("easter", EASTER_WESTERN), ("pascha", EASTER_ORTHODOX)):
        if when.startswith(name):
            return easter(year, method) + _DAY * int(when[len(name) :] or 0)
    month, _, day = when.partition("-")
    if day.startswith("last-"):
        end = date(year, int(month), _length(year, int(month)))
        return end - _DAY * ((end.weekday() - int(day[5:])) % _WEEK)
    return date(year, int(month), int(day))


def _holiday_run(row: Row, found: Found, today: date, work: Workdays) -> Days:
    first, last = work.holiday_run(today)
    return Days(first, last, first - _DAY)


_UNITS: dict[str, Callable[[Row, Found, date, Workdays], Days | None]] = {
    "days": _days,
    "weeks": _weeks,
    "months": _months,
    "years": _years,
    "workdays": _workdays,
    "legal": _legal,
    "weekday": _weekday,
    "weekday_bare": _weekday,
    "week": _week,
    "weekend": _weekend,
    "long_weekend": _long_weekend,
    "month": _month,
    "named_month": _named_month,
    "year": _year,
    "quarter": _quarter,
    "named_quarter": _quarter,
    "half_year": _half_year,
    "named_half": _half_year,
    "season": _season,
    "date": _date,
    "date_range": _date,
    "day_number": _day_number,
    "day_of_month": _day_of_month,
    "bare": _day_number,
    "holiday": _holiday,
    "holiday_run": _holiday_run,
}
DAY_UNITS = frozenset(_UNITS)
