"""Working time: the firm's hours, week and public holidays."""

from __future__ import annotations

from functools import lru_cache

import numpy as np
import pandas as pd

from socialinsight.settings import Settings

ZONES = {"HU": "Europe/Budapest", "RU": "Europe/Moscow"}
COUNTRY_OF_LANGUAGE = {"hu": "HU", "ru": "RU"}
LEGAL_DEADLINE_DAYS = {"HU": 30, "RU": 10}
_DAY = 86_400
_EPOCH = np.datetime64("1970-01-01")


def country_of(settings: Settings, lang: str | None) -> str:
    """Return the firm's country: as set, else that of the main language, else ""."""
    return settings.country.upper() or COUNTRY_OF_LANGUAGE.get(lang or "", "")


def zone_of(settings: Settings, lang: str | None) -> str:
    """Return the firm's time zone: as set, else that of the country, else UTC.

    Examples
    --------
    >>> zone_of(Settings(), "hu")
    'Europe/Budapest'
    """
    return settings.time_zone or ZONES.get(country_of(settings, lang), "UTC")


@lru_cache(maxsize=32)
def _holidays(country: str, years: tuple[int, ...]) -> np.ndarray:
    import holidays

    if not country or country not in holidays.list_supported_countries():
        return np.array([], "datetime64[D]")
    return np.array(sorted(holidays.country_holidays(country, years=years)), "datetime64[D]")


def working_seconds(start: pd.Series, end: pd.Series, *, settings: Settings, zone: str, country: str) -> np.ndarray:
    """Return the working time between two columns of times.

    The working time from the epoch to a moment is a full day for each earlier working day plus what has
    passed of the moment's own; the result is the difference of the two moments.

    Parameters
    ----------
    start, end : pandas.Series of datetime64[UTC]
        Equal length; NaT where unknown.
    settings : Settings
        `work_days`, `work_start` and `work_end` (local time) are used.
    zone : str
        IANA time zone of the firm.
    country : str
        Code of the country whose public holidays are days off, "" for none.

    Returns
    -------
    numpy.ndarray of float64
        Seconds, at least 0; NaN where a time is unknown.

    Examples
    --------
    >>> from_, to = pd.to_datetime(pd.Series(["2026-01-09 16:00Z"])), pd.to_datetime(pd.Series(["2026-01-12 08:00Z"]))
    >>> working_seconds(from_, to, settings=Settings(), zone="Europe/Budapest", country="HU").tolist()
    [7200.0]
    """
    years = pd.concat([pd.Series(start), pd.Series(end)]).dt.year.dropna().astype(int)
    if years.empty:
        return np.full(len(start), np.nan)
    off = _holidays(country, tuple(range(years.min() - 1, years.max() + 2)))
    moments = [_working_clock(times, settings, zone, off) for times in (start, end)]
    return np.maximum(moments[1] - moments[0], 0.0)


def _working_clock(times: pd.Series, settings: Settings, zone: str, off: np.ndarray) -> np.ndarray:
    local = pd.Series(times).dt.tz_convert(zone).dt.tz_localize(None)
    known = local.notna().to_numpy()
    result = np.full(len(local), np.nan)
    if not known.any():
        return result
    values = local[known].to_numpy().astype("datetime64[s]")
    day = values.astype("datetime64[D]")
    week = [weekday in settings.work_days for weekday in range(7)]
    begin, finish = _seconds(settings.work_start), _seconds(settings.work_end)
    whole = np.busday_count(_EPOCH, day, weekmask=week, holidays=off) * float(finish - begin)
    passed = np.clip((values - day).astype(float), begin, finish) - begin
    result[known] = whole + np.where(np.is_busday(day, weekmask=week, holidays=off), passed, 0.0)
    return result


def _seconds(clock: str) -> int:
    hour, minute = clock.split(":")
    return min(int(hour) * 3600 + int(minute) * 60, _DAY)
