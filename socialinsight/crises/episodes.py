"""Episodes: alarms joined, with onset, peak and end."""

from __future__ import annotations

import numpy as np
import pandas as pd

REFRACTORY_HOURS = 24
LEAST_COMPLAINTS = 10
LEAST_AUTHORS = 5


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

    Parameters
    ----------
    complaints : pandas.DataFrame
        One community's complaints, with sent_at.
    until : pandas.Timestamp
        Last moment.
    zone : str
        Time zone of the profile.
    """
    hours = complaints["sent_at"].dt.floor("h")
    every = pd.date_range(hours.min(), until.floor("h"), freq="h")
    n = hours.value_counts().reindex(every, fill_value=0).to_numpy()
    local = every.tz_convert(zone)
    return pd.DataFrame({"at": every, "n": n, "hour_of_week": local.day_of_week * 24 + local.hour})
