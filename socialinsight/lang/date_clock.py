"""What a time of day means: minutes from midnight, and lengths of time that are counted by the clock."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import datetime

from socialinsight.country.workdays import Workdays
from socialinsight.lang.date_rows import Found, Row, number

NOON = 12 * 60
DAY = 24 * 60
_NIGHT = 22 * 60
_EARLIEST_BARE = 7 * 60


@dataclass(frozen=True)
class Clock:
    """A stretch of the day in minutes; `by` is what "until" means, `is_open` says that noon may have to be added."""

    first: int
    last: int
    by: int
    is_part: bool = False
    is_open: bool = False

    def settled(self) -> Clock:
        """Return the time with an hour before 7 read as afternoon when nothing tells which half of the day it is."""
        return self.moved(NOON) if self.is_open and self.first < _EARLIEST_BARE else self

    def within(self, part: Clock) -> Clock:
        """Return the time read inside a part of the day.

        Examples
        --------
        >>> Clock(240, 240, 240, is_open=True).within(Clock(720, 1080, 1080, is_part=True)).first
        960
        """
        if part.first >= _NIGHT and self.last <= _EARLIEST_BARE:
            return self.moved(DAY)
        if part.first >= NOON and self.last <= NOON and self.first < NOON:
            return self.moved(NOON)
        return replace(self, is_open=False)

    def moved(self, minutes: int) -> Clock:
        """Return the same stretch later."""
        return replace(self, first=self.first + minutes, last=self.last + minutes, by=self.by + minutes, is_open=False)


def clock_of(row: Row, found: Found, local: datetime, work: Workdays) -> Clock | None:
    """Return the time of day that a found expression names; None when the unit is no time of day."""
    unit = row.unit
    if unit in ("part", "part_adjective"):
        first, last, by = (_minutes(one) for one in found["part"].split())
        return Clock(first, last, by, is_part=True)
    if unit == "part_day":
        return Clock(0, DAY, DAY, is_part=True)
    if unit == "part_work":
        end = work.end.hour * 60 + work.end.minute
        return Clock(0, end, end, is_part=True)
    if unit == "part_fixed":
        first, last = (int(one) * 60 for one in row.shift.split())
        return Clock(first, last, last, is_part=True)
    if unit == "part_same":
        return _point(local.hour * 60 + local.minute)
    if unit == "clock_fixed":
        return _point(int(row.shift) * 60)
    return _told(row, found)


def _told(row: Row, found: Found) -> Clock | None:
    if row.unit in ("clock", "weak", "bare"):
        return _hour(found)
    if row.unit == "clock_quarter":
        return _point(_hours(found, ""), is_open=True)
    if row.unit == "clock_half":
        return _point(int(found.get("genhour") or found["genhour2"]) * 60 - 30, is_open=True)
    if row.unit == "clock_range":
        first, last = _hours(found, ""), _hours(found, "2")
        if "half2" in found:
            first, last = _halved(first, found.get("half")), _halved(last, found["half2"])
        elif found.get("half") == "12" and last < NOON:
            first, last = first + NOON, last + NOON
        is_open = not any(name in found for name in ("minute", "minute2", "half"))
        return Clock(first, last if last >= first else last + NOON, last, is_open=is_open)
    return None


def _hour(found: Found) -> Clock:
    minutes = _hours(found, "")
    half = found.get("half")
    return _point(_halved(minutes, half), is_open=half is None and "minute" not in found)


def _halved(minutes: int, half: str | None) -> int:
    return minutes + NOON if half == "12" and minutes < NOON else minutes


def _hours(found: Found, which: str) -> int:
    hour = found.get("hournumber" + which) or found.get("hour" + which) or found.get("dayofmonth" + which)
    return int(hour or 0) * 60 + int(found.get("minute" + which) or 0) + int(found.get("quarter" + which) or 0)


def _point(minutes: int, *, is_open: bool = False) -> Clock:
    return Clock(minutes, minutes, minutes, is_open=is_open)


def _minutes(clock: str) -> int:
    hour, _, minute = clock.partition(":")
    return int(hour) * 60 + int(minute)


def seconds_of(row: Row, found: Found) -> float | None:
    """Return the length of time in seconds that a found expression names; None when the unit is no length."""
    unit = {"minutes": 60, "hours": 3600, "hours_of_days": DAY * 60}.get(row.unit)
    if unit is None:
        return None
    value = number(found)
    return unit * (float(row.shift) if value is None else value)
