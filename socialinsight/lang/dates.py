"""Dates told in words: found in a text with their span and resolved against the moment it was written."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from datetime import datetime, time, timedelta

import pandas as pd

from socialinsight.country.workdays import Workdays
from socialinsight.lang.date_clock import DAY, Clock, clock_of, seconds_of
from socialinsight.lang.date_grammar import DateGrammar, Hit
from socialinsight.lang.date_units import DAY_UNITS, Days, days_of, number
from socialinsight.lang.language import language

_INSTANT = pd.Timedelta(microseconds=1)
_SURE = ("days", "workdays", "date", "date_range", "holiday", "day_number", "bare")
_DAYS_WITH_HOURS = ("days", "weekday", "weekday_bare", "date", "day_number", "workdays", "weekend")
_COARSE = ("week", "weekend", "month", "named_month", "year", "quarter", "half_year", "season")
_UNTIL = ("until", "by", "within", "before")
_GAP = 4
_WEEK = timedelta(days=7)
_SENTENCE = re.compile(r"[.!?\n]")
_JUST_NOW = timedelta(minutes=30)


@dataclass(frozen=True)
class DateSpan:
    """A date told in a text.

    Attributes
    ----------
    start, end : int
        ``text[start:end]`` is the expression.
    earliest, latest : pandas.Timestamp
        First and last moment that it allows, UTC; a deadline is `latest`.
    mode : str
        in, until, by, within, before, after or from.
    """

    start: int
    end: int
    earliest: pd.Timestamp
    latest: pd.Timestamp
    mode: str


@dataclass(frozen=True)
class _Group:
    """Expressions that stand together: a day, a part of the day, a time."""

    start: int
    end: int
    mode: str = "in"
    days: Days | None = None
    unit: str = ""
    part: Clock | None = None
    clock: Clock | None = None
    clock_mode: str = "in"
    seconds: float | None = None
    hours: float | None = None


def dates_in(text: str, *, lang: str, written_at: pd.Timestamp, work: Workdays) -> list[DateSpan]:
    """Return the dates told in a text.

    "Until" and "by" a day or longer mean its end; a named weekday is the next one after today; a part of the day
    stands for the hours of dates_words.csv; "within n days" ends with the n-th day; "after" a feast or a day allows
    a week; an hour below 7 without anything else is in the afternoon; a date without year is the next one that
    does not lie more than 60 days back, a month the next that does not lie more than two back. A time that a change
    of the clock doubles is read as the first for `earliest` and the second for `latest`; one that it skips is read
    as the next that exists.

    Parameters
    ----------
    text : str
        One message.
    lang : {"hu", "ru"}
        Its language.
    written_at : pandas.Timestamp
        When it was written, tz-aware.
    work : Workdays
        Time zone, public holidays and working hours of the firm.

    Returns
    -------
    list of DateSpan
        In the order of the text; empty when none is told.

    Raises
    ------
    ValueError
        When `lang` is no language that is read.

    Examples
    --------
    >>> work = Workdays("HU", "Europe/Budapest")
    >>> found = dates_in("Jövő hét szerdáig kijavítjuk.", lang="hu", written_at=pd.Timestamp("2026-03-04 09:00Z"),
    ...     work=work)
    >>> found[0].start, found[0].end, str(found[0].latest)
    (0, 17, '2026-03-11 22:59:59.999999+00:00')
    """
    grammar = language(lang).dates
    local = written_at.tz_convert(work.zone).tz_localize(None).to_pydatetime()
    groups = _groups(text, grammar, local, work)
    spans = (_resolved(group, text, local, written_at.tz_convert("UTC"), work) for group in groups)
    return [span for span in spans if span is not None]


def _groups(text: str, grammar: DateGrammar, local: datetime, work: Workdays) -> list[_Group]:
    groups: list[_Group] = []
    for hit in grammar.hits(text):
        last = groups[-1] if groups else None
        near = last is not None and _is_near(text[last.end : hit.start], grammar)
        group = _single(hit, local, work, attached=bool(near and last and _takes_hour(last)))
        if hit.row.unit == "bare" and last is not None and not near:
            group = _later_hour(hit, last, text, local, work) or group
        if group is None:
            continue
        gap = text[last.end : hit.start] if last else ""
        merged = _merged(last, group, gap, grammar) if near and last else None
        if merged is not None:
            groups[-1] = merged
        else:
            groups.append(group)
    return [group for group in groups if not _is_half(group)]


def _is_half(group: _Group) -> bool:
    """Whether words that mean a time only beside others stand alone."""
    if group.unit == "weekday_bare":
        return group.part is None and group.clock is None
    return group.unit == "part_adjective" and group.days is None and group.clock is None


def _is_near(gap: str, grammar: DateGrammar) -> bool:
    return (len(gap) <= _GAP and not gap.strip(" ,(")) or grammar.joins(gap.lower())


def _later_hour(hit: Hit, last: _Group, text: str, local: datetime, work: Workdays) -> _Group | None:
    """Return a bare number as an hour of the day told before in its sentence: "tomorrow morning …, by 11"."""
    is_told = last.days is not None and last.part is not None and not last.clock
    if not is_told or _SENTENCE.search(text, last.end, hit.start):
        return None
    hour = _single(hit, local, work, attached=True)
    return None if hour is None else replace(hour, days=last.days, part=last.part)


def _takes_hour(group: _Group) -> bool:
    """Whether a bare number after an expression is an hour."""
    return group.clock is None and (group.part is not None or group.unit in _DAYS_WITH_HOURS)


def _single(hit: Hit, local: datetime, work: Workdays, *, attached: bool) -> _Group | None:
    row, found = hit.row, hit.found
    told = found.get("case") or found.get("prep")
    mode = told if told and row.mode in ("in", "until") else row.mode
    empty = _Group(hit.start, hit.end, mode, unit=row.unit)
    seconds = seconds_of(row, found)
    if seconds is not None:
        return replace(empty, seconds=seconds)
    if row.unit == "work_hours":
        return replace(empty, hours=number(found) or 1.0)
    if row.unit in DAY_UNITS and not (row.unit == "bare" and attached):
        days = days_of(row, found, local.date(), work)
        return None if days is None else replace(empty, days=days)
    if row.unit == "weak" and not attached:
        return None
    clock = clock_of(row, found, local, work)
    if clock is None:
        return None
    told_of_day = replace(empty, mode="in", clock_mode=mode)
    return replace(told_of_day, part=clock) if clock.is_part else replace(told_of_day, clock=clock)


def _merged(last: _Group, new: _Group, gap: str, grammar: DateGrammar) -> _Group | None:
    """Return two neighbours as one expression, None when they are two."""
    if any(one.seconds is not None or one.hours is not None for one in (last, new)):
        return None
    joined = replace(last, end=new.end)
    if new.days is None:
        if last.clock or (last.part and new.part):
            return None
        mode = new.clock_mode if new.clock or last.clock_mode == "in" else last.clock_mode
        return replace(joined, part=new.part or last.part, clock=new.clock, clock_mode=mode)
    if last.days is None:
        return replace(joined, days=new.days, unit=new.unit, mode=new.mode)
    if last.part or last.clock:
        return None
    if grammar.joins(gap.lower()) or (last.mode == "from" and new.mode in _UNTIL):
        end = new.days.last if new.days.last >= last.days.first or last.mode != "from" else new.days.last + _WEEK
        hull = Days(min(last.days.first, end), max(last.days.last, end))
        return replace(joined, days=hull, mode="in" if last.mode == "from" else new.mode)
    if (new.unit in _SURE and last.unit != "days") or last.unit in _COARSE:
        return replace(joined, days=new.days, unit=new.unit, mode=last.mode if last.mode in _UNTIL else new.mode)
    return joined


def _resolved(group: _Group, text: str, local: datetime, written_at: pd.Timestamp, work: Workdays) -> DateSpan | None:
    if group.seconds is not None:
        latest = written_at + pd.Timedelta(seconds=group.seconds)
        return DateSpan(group.start, group.end, written_at, latest, "within")
    if group.hours is not None:
        return DateSpan(
            group.start, group.end, written_at, _utc(work.add_hours(local, group.hours), work.zone, late=True), "within"
        )
    end = group.end + (text[group.end : group.end + 1] == ")" and "(" in text[group.start : group.end])
    first, last, mode = _day_bounds(group) if _clock(group) is None else _clock_bounds(group, local, work)
    earliest = written_at if first is None else _utc(first, work.zone, late=False)
    latest = _utc(last, work.zone, late=True)
    return DateSpan(group.start, end, earliest, latest - _INSTANT if last.time() == time() else latest, mode)


def _clock(group: _Group) -> Clock | None:
    if group.clock and group.part:
        return group.clock.within(group.part)
    return group.clock.settled() if group.clock else group.part


def _day_bounds(group: _Group) -> tuple[datetime | None, datetime, str]:
    days = group.days
    assert days is not None
    if group.mode == "before":
        return None, _midnight(days.by or days.first - timedelta(days=1), 1), "before"
    if group.mode == "after":
        return _midnight(days.last, 1), _midnight(days.last, 1 + days.spread), "after"
    if group.mode in _UNTIL:
        return None, _midnight(days.by or days.last, 1), group.mode
    return _midnight(days.first), _midnight(days.last, 1), group.mode


def _clock_bounds(group: _Group, local: datetime, work: Workdays) -> tuple[datetime | None, datetime, str]:
    clock = _clock(group)
    assert clock is not None
    mode = group.clock_mode if group.clock_mode != "in" else group.mode
    until = mode in ("until", "by", "within")
    last = clock.by if until and clock.is_part else clock.first if mode == "before" else clock.last
    if mode == "from" or (mode == "after" and not clock.is_part):
        last = DAY
    days = group.days or _next_day(clock if mode != "before" else replace(clock, last=last), last, local, group, work)
    first = None if until or mode == "before" else _midnight(days.first) + timedelta(minutes=clock.first)
    return first, _midnight(days.last) + timedelta(minutes=last), mode


def _next_day(clock: Clock, last: int, local: datetime, group: _Group, work: Workdays) -> Days:
    """Return today while the time has not passed, else the next day; the next working day for its end.

    A time to the minute that has just passed is told of today: "18:58 – it works again".
    """
    today = local.date()
    late = local - _midnight(today) - timedelta(minutes=last)
    passed = late >= (_JUST_NOW if clock.first == clock.last and clock.first % 60 else timedelta())
    day = today + timedelta(days=1) if passed else today
    if group.unit == "part_work" and not work.is_working(day):
        day = work.add_days(day, 1)
    return Days(day, day)


def _midnight(day: object, plus: int = 0) -> datetime:
    return datetime.combine(day, time()) + timedelta(days=plus)  # type: ignore[arg-type]


def _utc(local: datetime, zone: str, *, late: bool) -> pd.Timestamp:
    moment = pd.Timestamp(local).tz_localize(zone, ambiguous=not late, nonexistent="shift_forward")
    return moment.tz_convert("UTC")
