"""Episodes: alarms joined, with onset and end."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import pandas as pd

REFRACTORY_HOURS = 24
LEAST_COMPLAINTS = 10
LEAST_AUTHORS = 5


@dataclass(frozen=True, eq=False)
class Burst:
    """A run of alarms in the hours of one series: its complaints, hours and issue (None: all complaints)."""

    complaints: pd.DataFrame
    counts: pd.DataFrame
    first: int
    last: int
    issue_id: str | None


def alarm_spans(counts: pd.DataFrame) -> list[tuple[int, int]]:
    """Return first and last row of each run of alarms; runs less than a day apart are one.

    Parameters
    ----------
    counts : pandas.DataFrame
        One community's hours in order, with is_alarm, window, n and expected. A run begins where the alarming
        window's first complaint lies and ends with its last hour above the expected count.
    """
    alarms = np.flatnonzero(counts["is_alarm"].to_numpy())
    if not len(alarms):
        return []
    cut = np.flatnonzero(np.diff(alarms) > REFRACTORY_HOURS)
    firsts = alarms[np.concatenate(([0], cut + 1))]
    lasts = alarms[np.concatenate((cut, [len(alarms) - 1]))]
    n, window = counts["n"].to_numpy(), counts["window"].to_numpy()
    spans = []
    for first, last in zip(firsts, lasts):
        back = max(first - int(window[first]) + 1, 0)
        begin = back + int(np.argmax(n[back : first + 1] > 0))
        forward = np.flatnonzero(n[begin : last + 1] > 0)
        spans.append((begin, begin + int(forward[-1])))
    return spans


def hourly(complaints: pd.DataFrame, *, until: pd.Timestamp, zone: str) -> pd.DataFrame:
    """Return hourly counts from the first complaint to `until`, with the local hour of the week.

    A person counts once a day: a crisis is many people, not many messages.

    Parameters
    ----------
    complaints : pandas.DataFrame
        One community's complaints, in order of time, with author and sent_at.
    until : pandas.Timestamp
        Last moment.
    zone : str
        Time zone of the profile.
    """
    day = complaints["sent_at"].dt.tz_convert(zone).dt.normalize()
    once = complaints[~pd.DataFrame({"author": complaints["author"], "day": day}).duplicated()]
    hours = once["sent_at"].dt.floor("h")
    every = pd.date_range(hours.min(), until.floor("h"), freq="h")
    n = hours.value_counts().reindex(every, fill_value=0).to_numpy()
    local = every.tz_convert(zone)
    return pd.DataFrame({"at": every, "n": n, "hour_of_week": local.day_of_week * 24 + local.hour})


def inside(burst: Burst, *, until: pd.Timestamp | None = None) -> pd.DataFrame:
    """Return the complaints of a burst, from its first to its last alarm or to `until`."""
    start = burst.counts["at"].iloc[burst.first]
    end = burst.counts["at"].iloc[burst.last] + pd.Timedelta(hours=1)
    end = end if until is None or pd.isna(until) else until
    begin, stop = burst.complaints["sent_at"].searchsorted([start, end])
    return burst.complaints.iloc[begin:stop]


def is_crisis(complaints: pd.DataFrame) -> bool:
    """Return whether these are at least ten complaints, a person counted once a day, by at least five people."""
    day = complaints["sent_at"].dt.floor("D")
    n = len(pd.DataFrame({"author": complaints["author"], "day": day}).drop_duplicates())
    return n >= LEAST_COMPLAINTS and complaints["author"].nunique() >= LEAST_AUTHORS
