"""Response and resolution times by channel, team, topic and hour, and which deadlines fall due next."""

from __future__ import annotations

from datetime import datetime, time, timedelta

import numpy as np
import pandas as pd

from socialinsight.country.workdays import Workdays
from socialinsight.proportion import median_interval
from socialinsight.settings import Settings
from socialinsight.summary import Period
from socialinsight.tables import DUE, RESPONSE

MEASURES = ("first", "next", "resolution")
DIMENSIONS = ("all", "channel", "team", "topic", "hour")


def response(
    waits: pd.DataFrame, *, current: Period, previous: Period, as_of: pd.Timestamp, settings: Settings
) -> pd.DataFrame:
    """Return median and 90th percentile of the waits, in calendar and in working time, beside the previous period.

    Parameters
    ----------
    waits : pandas.DataFrame
        Result of `waits.waits`.
    current, previous : Period
        A wait belongs to the period in which it began.
    as_of : pandas.Timestamp
        Waits that have not ended are as old as this moment.
    settings : Settings
        `sla_hours`, `sla_clock`.

    Returns
    -------
    pandas.DataFrame
        A response table; less is better except `sla_share`. Seconds are NaN where no wait has ended.
    """
    limit = settings.sla_hours * 3600
    clock = waits["business_seconds" if settings.sla_clock == "business" else "seconds"]
    age = (as_of - waits["asked_at"]).dt.total_seconds()
    met = pd.Series(np.where(clock.notna(), clock <= limit, np.nan), waits.index)
    met = met.mask(clock.isna() & (age > limit), 0.0).mask(waits["measure"] == "resolution")
    table = waits.assign(met=met, all="", hour=waits["hour"].map("{:02.0f}".format))
    now, before = table[current.holds(table["asked_at"])], table[previous.holds(table["asked_at"])]
    rows = []
    for measure in MEASURES:
        parts = [part[part["measure"] == measure] for part in (now, before)]
        for dimension in DIMENSIONS if measure == "first" else DIMENSIONS[:-1]:
            groups = [dict(list(part.groupby(dimension, observed=True))) for part in parts]
            for value in sorted(set(groups[0]) | set(groups[1])):
                rows.append(_row(measure, dimension, str(value), *(group.get(value) for group in groups)))
    return RESPONSE.cast(pd.DataFrame(rows, columns=[column.name for column in RESPONSE.columns]))


def _row(measure: str, dimension: str, value: str, now: pd.DataFrame | None, before: pd.DataFrame | None) -> tuple:
    """Return a row in the order of the schema."""
    seconds, business, n_open, met = _measured(now)
    old_seconds, old_business, _, _ = _measured(before)
    low, high = median_interval(seconds)
    head = (measure, dimension, value, len(seconds), _quantile(seconds, 0.5), low, high, _quantile(seconds, 0.9))
    worked = (_quantile(business, 0.5), _quantile(business, 0.9), n_open, float(met.mean()) if len(met) else np.nan)
    old = (len(old_seconds), _quantile(old_seconds, 0.5), _quantile(old_seconds, 0.9), _quantile(old_business, 0.5))
    return (*head, *worked, *old)


def _measured(part: pd.DataFrame | None) -> tuple[np.ndarray, np.ndarray, int, np.ndarray]:
    if part is None:
        return np.zeros(0), np.zeros(0), 0, np.zeros(0)
    ended = part["seconds"].notna().to_numpy(bool)
    seconds, business = (part[name].to_numpy(float)[ended] for name in ("seconds", "business_seconds"))
    return seconds, business, int((~ended).sum()), part["met"].dropna().to_numpy(float)


def _quantile(values: np.ndarray, share: float) -> float:
    return float(np.quantile(values, share)) if len(values) else float("nan")


def due(turns: pd.DataFrame, *, as_of: pd.Timestamp, settings: Settings, zone: str, country: str) -> pd.DataFrame:
    """Return the deadlines of all messages that wait for an answer, the next one first, then those that have passed.

    The SLA runs for everything that asks; the legal deadline (days of the settings or the country's default, until
    the end of the last day, local time) for complaints. Which messages are complaints before the law is for a lawyer
    to say: the days are a parameter and no advice.

    Parameters
    ----------
    turns : pandas.DataFrame
        Result of `turns.turns`.
    as_of : pandas.Timestamp
        Now.
    settings : Settings
        `sla_hours`, `sla_clock`, `legal_deadline_days`, working hours.
    zone, country : str
        Of the firm.

    Returns
    -------
    pandas.DataFrame
        A due table; several messages of one author in one conversation are one, the first.
    """
    work = Workdays.of(settings, zone=zone, country=country)
    owed = turns[turns["asks"] & ~turns["to_peer"] & turns["agent_at"].isna()]
    owed = owed.drop_duplicates(["conversation", "author_id"]).assign(kind=lambda table: table["asks_kind"])
    local = owed["sent_at"].dt.tz_convert(zone).dt.tz_localize(None)
    sla = owed.assign(rule="sla", due_at=owed["sent_at"] + pd.Timedelta(hours=settings.sla_hours))
    if settings.sla_clock == "business":
        ends = [work.add_hours(one, settings.sla_hours) for one in pd.DatetimeIndex(local).to_pydatetime()]
        sla["due_at"] = _utc(ends, zone)
    legal = owed.assign(rule="legal")[(owed["kind"] == "complaint").to_numpy(bool)]
    days = [datetime.combine(one.date() + timedelta(days=work.legal_days), time.max) for one in local[legal.index]]
    legal["due_at"] = _utc(days, zone)
    table = pd.concat([sla, legal], ignore_index=True)
    table["left_seconds"] = (table["due_at"] - as_of).dt.total_seconds()
    table["is_over"] = table["left_seconds"] < 0
    table = table.assign(asked_at=table["sent_at"], distance=table["left_seconds"].abs())
    table = table.sort_values(["is_over", "distance", "message_id"], ignore_index=True)
    return DUE.cast(table[[column.name for column in DUE.columns]])


def _utc(times: list[datetime], zone: str) -> pd.DatetimeIndex:
    local = pd.DatetimeIndex(times, dtype="datetime64[us]")
    return local.tz_localize(zone, ambiguous=False, nonexistent="shift_forward").tz_convert("UTC")
