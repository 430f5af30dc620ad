"""Dates told in words: found in a text with their span and resolved against the moment it was written."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import datetime, time, timedelta

import pandas as pd

from socialinsight.country.workdays import Workdays
from socialinsight.lang.date_clock import DAY, Clock
from socialinsight.lang.date_groups import UNTIL, Group, date_groups
from socialinsight.lang.date_rows import Days
from socialinsight.lang.language import language

_INSTANT = pd.Timedelta(microseconds=1)
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
    groups = date_groups(text, grammar, local, work)
    spans = (_resolved(group, text, local, written_at.tz_convert("UTC"), work) for group in groups)
    return [span for span in spans if span is not None]


def _resolved(group: Group, text: str, local: datetime, written_at: pd.Timestamp, work: Workdays) -> DateSpan | None:
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


def _clock(group: Group) -> Clock | None:
    if group.clock and group.part:
        return group.clock.within(group.part)
    return group.clock.settled() if group.clock else group.part


def _day_bounds(group: Group) -> tuple[datetime | None, datetime, str]:
    days = group.days
    assert days is not None
    if group.mode == "before":
        return None, _midnight(days.by or days.first - timedelta(days=1), 1), "before"
    if group.mode == "after":
        return _midnight(days.last, 1), _midnight(days.last, 1 + days.spread), "after"
    if group.mode in UNTIL:
        return None, _midnight(days.by or days.last, 1), group.mode
    return _midnight(days.first), _midnight(days.last, 1), group.mode


def _clock_bounds(group: Group, local: datetime, work: Workdays) -> tuple[datetime | None, datetime, str]:
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


def _next_day(clock: Clock, last: int, local: datetime, group: Group, work: Workdays) -> Days:
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
