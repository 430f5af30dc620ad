"""What a day expression means: the first and last day it names, counted from the day of the message."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import date, timedelta

from socialinsight.country.workdays import Workdays
from socialinsight.lang.date_periods import PERIODS
from socialinsight.lang.date_rows import Days, Found, Row, count, later, month_length, number

_DAY = timedelta(days=1)
_WEEK = 7
_DAYS_BACK = 60


def days_of(row: Row, found: Found, today: date, work: Workdays) -> Days | None:
    """Return the days that a found expression names; None when there is no such day."""
    stage = found.get("stage") or row.stage
    return _UNITS[row.unit](replace(row, stage=stage), found, today, work)


def _days(row: Row, found: Found, today: date, work: Workdays) -> Days:
    day = today + _DAY * count(row, found)
    return Days(today if row.mode == "within" else day, day)


def _weeks(row: Row, found: Found, today: date, work: Workdays) -> Days:
    day = today + _DAY * _WEEK * count(row, found)
    return Days(day, day)


def _months(row: Row, found: Found, today: date, work: Workdays) -> Days:
    value = number(found)
    months = row.step() if value is None else int(value)
    day = later(today, months)
    if value is not None and value % 1:
        day += _DAY * 15
    return Days(day, day)


def _years(row: Row, found: Found, today: date, work: Workdays) -> Days:
    day = later(today, 12 * count(row, found))
    return Days(day, day)


def _workdays(row: Row, found: Found, today: date, work: Workdays) -> Days:
    day = work.add_days(today, count(row, found))
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


def _date(row: Row, found: Found, today: date, work: Workdays) -> Days | None:
    month = int(found.get("month") or found["monthnumber"])
    days = [int(value) for name, value in found.items() if name.startswith(("dayofmonth", "dayword"))]
    years = [int(found["year"])] if "year" in found else range(today.year - 1, today.year + 5)
    back = today - _DAY * _DAYS_BACK
    for year in years:
        if max(days) <= month_length(year, month) and ("year" in found or date(year, month, max(days)) >= back):
            return Days(date(year, month, min(days)), date(year, month, max(days)))
    return None


def _day_number(row: Row, found: Found, today: date, work: Workdays) -> Days | None:
    wanted = int(found.get("dayofmonth") or found["dayword"])
    for step in range(4):
        first = later(today.replace(day=1), step)
        if wanted <= month_length(first.year, first.month) and first.replace(day=wanted) >= today:
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
        end = date(year, int(month), month_length(year, int(month)))
        return end - _DAY * ((end.weekday() - int(day[5:])) % _WEEK)
    return date(year, int(month), int(day))


def _holiday_run(row: Row, found: Found, today: date, work: Workdays) -> Days:
    first, last = work.holiday_run(today)
    return Days(first, last, first - _DAY)


_UNITS: dict[str, Callable[[Row, Found, date, Workdays], Days | None]] = PERIODS | {
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
    "date": _date,
    "date_range": _date,
    "day_number": _day_number,
    "bare": _day_number,
    "holiday": _holiday,
    "holiday_run": _holiday_run,
}
DAY_UNITS = frozenset(_UNITS)
