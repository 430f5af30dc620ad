"""Date expressions that stand together: a day, a part of it, a time, joined into one."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from datetime import datetime, timedelta

from socialinsight.country.workdays import Workdays
from socialinsight.lang.date_clock import Clock, clock_of, seconds_of
from socialinsight.lang.date_grammar import DateGrammar, Hit
from socialinsight.lang.date_rows import Days, number
from socialinsight.lang.date_units import DAY_UNITS, days_of

_SURE = ("days", "workdays", "date", "date_range", "holiday", "day_number", "bare")
_DAYS_WITH_HOURS = ("days", "weekday", "weekday_bare", "date", "day_number", "workdays", "weekend")
_COARSE = ("week", "weekend", "month", "named_month", "year", "quarter", "half_year", "season")
UNTIL = ("until", "by", "within", "before")
_GAP = 4
_WEEK = timedelta(days=7)
_SENTENCE = re.compile(r"[.!?\n]")


@dataclass(frozen=True)
class Group:
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


def date_groups(text: str, grammar: DateGrammar, local: datetime, work: Workdays) -> list[Group]:
    """Return the expressions of a text that mean a time, neighbours joined, in the order of the text."""
    groups: list[Group] = []
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


def _is_half(group: Group) -> bool:
    """Whether words that mean a time only beside others stand alone."""
    if group.unit == "weekday_bare":
        return group.part is None and group.clock is None
    return group.unit == "part_adjective" and group.days is None and group.clock is None


def _is_near(gap: str, grammar: DateGrammar) -> bool:
    return (len(gap) <= _GAP and not gap.strip(" ,(")) or grammar.joins(gap.lower())


def _later_hour(hit: Hit, last: Group, text: str, local: datetime, work: Workdays) -> Group | None:
    """Return a bare number as an hour of the day told before in its sentence: "tomorrow morning …, by 11"."""
    is_told = last.days is not None and last.part is not None and not last.clock
    if not is_told or _SENTENCE.search(text, last.end, hit.start):
        return None
    hour = _single(hit, local, work, attached=True)
    return None if hour is None else replace(hour, days=last.days, part=last.part)


def _takes_hour(group: Group) -> bool:
    """Whether a bare number after an expression is an hour."""
    return group.clock is None and (group.part is not None or group.unit in _DAYS_WITH_HOURS)


def _single(hit: Hit, local: datetime, work: Workdays, *, attached: bool) -> Group | None:
    row, found = hit.row, hit.found
    told = found.get("case") or found.get("prep")
    mode = told if told and row.mode in ("in", "until") else row.mode
    empty = Group(hit.start, hit.end, mode, unit=row.unit)
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


def _merged(last: Group, new: Group, gap: str, grammar: DateGrammar) -> Group | None:
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
    if grammar.joins(gap.lower()) or (last.mode == "from" and new.mode in UNTIL):
        end = new.days.last if new.days.last >= last.days.first or last.mode != "from" else new.days.last + _WEEK
        hull = Days(min(last.days.first, end), max(last.days.last, end))
        return replace(joined, days=hull, mode="in" if last.mode == "from" else new.mode)
    if (new.unit in _SURE and last.unit != "days") or last.unit in _COARSE:
        return replace(joined, days=new.days, unit=new.unit, mode=last.mode if last.mode in UNTIL else new.mode)
    return joined
