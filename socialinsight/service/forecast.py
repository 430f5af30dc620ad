"""How many messages to expect in the coming weeks, and whether that beats last week's value on the past."""

from __future__ import annotations

import numpy as np
import pandas as pd

from socialinsight.tables import FORECAST, FORECAST_CHECK

WEEK = 7
WEEKS = 4
HORIZON = WEEK * WEEKS
LEAST_WEEKS = 6
FADE = 0.75
MEMORY = 12
ENDS = (0.1, 0.9)
LEAST_ERRORS = 20
_INSTANT = pd.Timedelta(seconds=1)


def forecast(workload: pd.DataFrame, *, as_of: pd.Timestamp, zone: str) -> tuple[pd.DataFrame, pd.DataFrame]:
    """Return the arrivals expected in the next four weeks with an interval, and how such forecasts did on the past.

    *Level and weekday*: weekly totals of the last twelve weeks, each week back weighted by 0.75 of the one after it,
    times the share of each weekday in those weeks. It is tried on a rolling origin: standing at the end of every week
    of the past, the next four weeks are forecast from what was known then and compared with what came, beside last
    week's value of the same weekday. Where level and weekday is not better (the 95 % interval of its gain over the
    origins includes 0), last week's value is the forecast, and `method` says so.

    The interval holds 80 % of the errors of the past, divided by the root of the forecast because counts vary with
    their size: forecast + q·√(forecast + 1).

    Parameters
    ----------
    workload : pandas.DataFrame
        Result of `workload.workload`.
    as_of : pandas.Timestamp
        When it lies before the end of the last day, that day is left out and forecast.
    zone : str
        Time zone of the days.

    Returns
    -------
    tuple of pandas.DataFrame
        A forecast table of 28 days and a forecast_check table; both empty below six whole weeks.
    """
    if len(workload) and as_of < _after(workload["day"].iloc[-1], zone) - _INSTANT:
        workload = workload.iloc[:-1]
    counts = workload["n_arrivals"].to_numpy(float)
    n_weeks = len(counts) // WEEK
    if n_weeks < LEAST_WEEKS:
        return FORECAST.empty(), FORECAST_CHECK.empty()
    counts = counts[len(counts) - n_weeks * WEEK :]
    table = _tried(counts, n_weeks)
    check = pd.DataFrame([_checked(week, table[table["week"] == week]) for week in range(1, WEEKS + 1)])
    better = bool(table["miss"].mean() <= table["miss_last_week"].mean())
    method = "level_and_weekday" if better else "last_week"
    expected = ahead(counts) if better else np.tile(counts[-WEEK:], WEEKS)
    errors = table["error" if better else "error_last_week"].to_numpy(float)
    low, high = _interval(expected, errors)
    first = _after(workload["day"].iloc[-1], zone)
    days = pd.date_range(first, periods=HORIZON, freq="D").tz_convert("UTC")
    made = {"day": days, "expected": expected, "low": low, "high": high, "method": method}
    return FORECAST.cast(pd.DataFrame(made)), FORECAST_CHECK.cast(check)


def _after(day: pd.Timestamp, zone: str) -> pd.Timestamp:
    return day.tz_convert(zone) + pd.DateOffset(days=1)


def ahead(counts: np.ndarray) -> np.ndarray:
    """Return the next 28 days by level and weekday; `counts` are whole weeks, the last day last.

    Examples
    --------
    >>> ahead(np.tile([2.0, 1, 1, 1, 1, 0, 0], 3))[:7].tolist()
    [2.0, 1.0, 1.0, 1.0, 1.0, 0.0, 0.0]
    """
    weeks = counts.reshape(-1, WEEK)[-MEMORY:]
    weight = FADE ** np.arange(len(weeks) - 1, -1, -1)
    mean = weight @ weeks / weight.sum()
    return np.tile(np.round(mean, 9), WEEKS)


def _tried(counts: np.ndarray, n_weeks: int) -> pd.DataFrame:
    """Return the forecasts of the past: one row a day and origin, with scaled errors and interval hits."""
    parts = []
    for origin in range(LEAST_WEEKS - 2, n_weeks):
        known, came = counts[: origin * WEEK], counts[origin * WEEK : origin * WEEK + HORIZON]
        guess, last = ahead(known)[: len(came)], np.tile(known[-WEEK:], WEEKS)[: len(came)]
        parts.append(
            pd.DataFrame(
                {
                    "origin": origin,
                    "week": np.arange(len(came)) // WEEK + 1,
                    "came": came,
                    "guess": guess,
                    "miss": np.abs(came - guess),
                    "miss_last_week": np.abs(came - last),
                    "error": (came - guess) / np.sqrt(guess + 1),
                    "error_last_week": (came - last) / np.sqrt(last + 1),
                }
            )
        )
    table = pd.concat(parts, ignore_index=True)
    table["hit"] = np.concatenate([_hits(table, origin) for origin in table["origin"].unique()])
    return table


def _hits(table: pd.DataFrame, origin: int) -> np.ndarray:
    """Return which days fell inside the interval of the errors that were known at the origin, NaN when too few."""
    own = table[table["origin"] == origin]
    known = table[table["origin"] + table["week"] <= origin]["error"].to_numpy(float)
    if len(known) < LEAST_ERRORS:
        return np.full(len(own), np.nan)
    low, high = _interval(own["guess"].to_numpy(float), known)
    came = own["came"].to_numpy(float)
    return ((came >= np.floor(low)) & (came <= np.ceil(high))).astype(float)


def _interval(expected: np.ndarray, errors: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
    low, high = np.quantile(errors, ENDS)
    root = np.sqrt(expected + 1)
    return np.maximum(expected + np.minimum(low, 0) * root, 0.0), expected + np.maximum(high, 0) * root


def _checked(week: int, table: pd.DataFrame) -> dict[str, object]:
    """Return the errors of both ways and the gain, with an interval from leaving out one origin at a time."""
    sums = table.groupby("origin")[["miss", "miss_last_week"]].sum().to_numpy(float)
    total = sums.sum(axis=0)
    gain = 1 - total[0] / total[1] if total[1] else np.nan
    half = np.nan
    if len(sums) > 1 and (total[1] - sums[:, 1]).all():
        without = 1 - (total[0] - sums[:, 0]) / (total[1] - sums[:, 1])
        half = 1.96 * np.sqrt((len(sums) - 1) / len(sums) * ((without - without.mean()) ** 2).sum())
    hits = table["hit"].dropna()
    return {
        "week": week,
        "n": len(table),
        "mean_error": total[0] / len(table) if len(table) else np.nan,
        "mean_error_last_week": total[1] / len(table) if len(table) else np.nan,
        "gain": gain,
        "low": gain - half,
        "high": gain + half,
        "is_better": bool(gain - half > 0),
        "coverage": float(hits.mean()) if len(hits) else np.nan,
    }
