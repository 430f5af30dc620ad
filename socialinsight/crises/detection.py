"""Bursts of a community: in all its complaints and issue by issue, with a second judge where series are wild."""

from __future__ import annotations

import numpy as np
import pandas as pd

from socialinsight.crises.baseline import baseline
from socialinsight.crises.bursts import bursts
from socialinsight.crises.episodes import (
    LEAST_COMPLAINTS,
    REFRACTORY_HOURS,
    Burst,
    alarm_spans,
    hourly,
    inside,
    is_crisis,
)

WITHIN = pd.Timedelta(hours=48)
LEAST_ALARMS = 12
WILD = 0.01
SAME_CRISIS = 0.2


def watched(counts: pd.DataFrame, *, alarms_per_month: float) -> pd.DataFrame:
    """Return hourly counts with their baseline and alarms.

    The count model decides. Where it has alarmed so often that chance cannot explain it (12 times at least, Poisson
    p < 0.01 against the nominal rate), the series is wilder than any count model, and an alarm must also
    exceed the quantile of the series' own past (`bursts`).

    Parameters
    ----------
    counts : pandas.DataFrame
        Result of `hourly`.
    alarms_per_month : float
        False alarms accepted in 30 days.
    """
    from scipy.special import gammainc

    n, hour = counts["n"].to_numpy(), counts["hour_of_week"].to_numpy()
    table = counts.join(baseline(n, hour, alarms_per_month=alarms_per_month))
    alarm = table["is_alarm"].to_numpy(bool)
    before = np.concatenate(([0], np.cumsum(_onsets(alarm))[:-1]))
    often = before >= LEAST_ALARMS
    if often.any():
        months = np.arange(len(n)) / (24 * 30)
        often &= gammainc(np.maximum(before, 1), alarms_per_month * months) < WILD
    if often.any():
        own = bursts(n, hour % 24, per_day=24, alarms_per_month=alarms_per_month)
        table["is_alarm"] = alarm & ~(often & (own["rest"] <= own["limit"]).to_numpy(bool))
    return table


def _onsets(alarm: np.ndarray) -> np.ndarray:
    """Return the alarms before which a day passed without one."""
    places = np.flatnonzero(alarm)
    result = np.zeros(len(alarm), int)
    result[places[np.concatenate(([True], np.diff(places) > REFRACTORY_HOURS))[: len(places)]]] = 1
    return result


def community_bursts(
    complaints: pd.DataFrame, *, until: pd.Timestamp, zone: str, alarms_per_month: float
) -> tuple[list[Burst], pd.DataFrame]:
    """Return the bursts of one community and its hours.

    Half of the accepted alarms are for all complaints together, half are shared by the issues of at least 10
    complaints. The burst of an issue inside one of all complaints is the same crisis when it makes a fifth
    of it; hence only issues with ten complaints by five people within 48 hours are looked at.

    Parameters
    ----------
    complaints : pandas.DataFrame
        Complaints of one community in order of time, with author, sent_at and issue_id.
    until : pandas.Timestamp
        Last moment.
    zone : str
        Time zone of the seasonal profile.
    alarms_per_month : float
        False alarms accepted in 30 days, all series of the community together.
    """
    sizes = complaints["issue_id"].value_counts()
    issues = sizes.index[sizes >= LEAST_COMPLAINTS]
    rate = alarms_per_month / 2 if len(issues) else alarms_per_month
    counts = watched(hourly(complaints, until=until, zone=zone), alarms_per_month=rate)
    found = [Burst(complaints, counts, *span, None) for span in alarm_spans(counts)]
    for issue in issues:
        own = complaints[complaints["issue_id"] == issue]
        if not _crowded(own):
            continue
        hours = watched(hourly(own, until=until, zone=zone), alarms_per_month=rate / len(issues))
        bursts_of_it = [Burst(own, hours, *span, str(issue)) for span in alarm_spans(hours)]
        found += [one for one in bursts_of_it if not any(_same(one, other) for other in found)]
    return found, counts


def _crowded(own: pd.DataFrame) -> bool:
    at = own["sent_at"].dt.tz_localize(None).to_numpy()
    n = np.searchsorted(at, at + WITHIN.to_timedelta64(), "right") - np.arange(len(at))
    return any(is_crisis(own.iloc[row : row + n[row]]) for row in np.flatnonzero(n >= LEAST_COMPLAINTS)[:200])


def _same(one: Burst, other: Burst) -> bool:
    mine, theirs = inside(one), inside(other)
    if not is_crisis(theirs) or not len(mine):
        return False
    shared = theirs["message_id"].isin(set(mine["message_id"])).sum()
    return bool(shared >= SAME_CRISIS * len(theirs) or (other.issue_id is not None and shared > 0))
