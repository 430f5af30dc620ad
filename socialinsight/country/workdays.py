"""The calendar of a firm day by day: working days, public holidays, the end of the working day."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from functools import lru_cache

from socialinsight.country.calendar import LEGAL_DEADLINE_DAYS
from socialinsight.settings import Settings

_DAY = timedelta(days=1)
_LEGAL_DAYS = 30


@lru_cache(maxsize=256)
def _year(country: str, year: int) -> tuple[frozenset[date], frozenset[date]]:
    """Return the public holidays of a year, and the weekend days that are worked instead of others."""
    import holidays

    if not country or country not in holidays.list_supported_countries():
        return frozenset(), frozenset()
    found = holidays.country_holidays(country, years=year)
    days = frozenset(found)
    worked = frozenset(day for day in getattr(found, "weekend_workdays", ()) if day.year == year)
    return days, worked


@dataclass(frozen=True)
class Workdays:
    """Working days and hours of a firm.

    Attributes
    ----------
    country : str
        Code of the country whose public holidays and moved working days hold, "" for none.
    zone : str
        IANA time zone.
    days : tuple of int
        Working days of the week, 0 = Monday.
    start, end : datetime.time
        Working hours, local time.
    legal_days : int
        Days within which the law asks for an answer to a complaint.
    """

    country: str
    zone: str
    days: tuple[int, ...] = (0, 1, 2, 3, 4)
    start: time = time(8)
    end: time = time(18)
    legal_days: int = _LEGAL_DAYS

    @classmethod
    def of(cls, settings: Settings, *, zone: str, country: str) -> Workdays:
        """Return the calendar that the settings describe.

        Examples
        --------
        >>> Workdays.of(Settings(), zone="Europe/Moscow", country="RU").legal_days
        10
        """
        legal = settings.legal_deadline_days or LEGAL_DEADLINE_DAYS.get(country, _LEGAL_DAYS)
        hours = (_time(settings.work_start), _time(settings.work_end))
        return cls(country, zone, settings.work_days, *hours, legal)

    def is_holiday(self, day: date) -> bool:
        """Whether a day is a public holiday or a day off given for one."""
        return day in _year(self.country, day.year)[0]

    def is_working(self, day: date) -> bool:
        """Whether the firm works on a day.

        Examples
        --------
        >>> calendar = Workdays("HU", "Europe/Budapest")
        >>> calendar.is_working(date(2026, 1, 2)), calendar.is_working(date(2026, 1, 10))
        (False, True)
        """
        days, worked = _year(self.country, day.year)
        return day in worked or (day.weekday() in self.days and day not in days)

    def add_days(self, day: date, n: int) -> date:
        """Return the n-th working day after a day; the day itself does not count.

        Examples
        --------
        >>> Workdays("RU", "Europe/Moscow").add_days(date(2025, 12, 30), 2)
        datetime.date(2026, 1, 13)
        """
        left = n if self.days else 0
        while left > 0:
            day += _DAY
            left -= self.is_working(day)
        return day

    def add_hours(self, moment: datetime, hours: float) -> datetime:
        """Return the local time when that many working hours have passed.

        Examples
        --------
        >>> Workdays("HU", "Europe/Budapest").add_hours(datetime(2026, 5, 8, 17), 3)
        datetime.datetime(2026, 5, 11, 10, 0)
        """
        left = timedelta(hours=hours)
        for _ in range(400):
            open_, close = (datetime.combine(moment.date(), clock) for clock in (self.start, self.end))
            if self.is_working(moment.date()) and moment < close:
                begin = max(moment, open_)
                if begin + left <= close:
                    return begin + left
                left -= close - begin
            moment = datetime.combine(moment.date() + _DAY, time())
        return moment

    def holiday_run(self, day: date) -> tuple[date, date]:
        """Return the first and last public holiday of the next run of them; up to 8 days stand between two of a run.

        Examples
        --------
        >>> Workdays("RU", "Europe/Moscow").holiday_run(date(2026, 4, 30))
        (datetime.date(2026, 5, 1), datetime.date(2026, 5, 11))
        """
        ahead = [day + _DAY * step for step in range(400)]
        found = [one for one in ahead if self.is_holiday(one)] or [day]
        last = found[0]
        for one in found[1:]:
            if (one - last).days > 8:
                break
            last = one
        return found[0], last

    def long_weekend(self, day: date) -> tuple[date, date]:
        """Return the first and last day of the next three or more days without work."""
        first = day
        for step in range(400):
            one = day + _DAY * step
            if self.is_working(one):
                first = one + _DAY
            elif (one - first).days >= 2 and self.is_working(one + _DAY):
                return first, one
        return day, day


def _time(clock: str) -> time:
    hour, minute = clock.split(":")
    return time(23, 59, 59) if int(hour) >= 24 else time(int(hour), int(minute))
