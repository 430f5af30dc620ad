"""The stretch of time that a question asks about."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import numpy as np
import pandas as pd

if TYPE_CHECKING:
    from socialinsight.result import Analysis

_LEGAL = "'current', 'previous', '2026', '2026-03', '2026-03-15' or (from, until)"


def inside(analysis: Analysis, period: str | tuple[object, object] | None) -> np.ndarray:
    """Return which messages were written in a stretch of time.

    Parameters
    ----------
    analysis : Analysis
        Result of `analyze`; its periods and its time zone count.
    period : str, tuple or None
        "current" or "previous" of the analysis; a year, month or day in the firm's time; (from, until), until
        exclusive; None for always.

    Raises
    ------
    ValueError
        When it cannot be read as a stretch of time.
    """
    at = analysis.messages["sent_at"]
    if period is None:
        return np.ones(len(at), bool)
    if isinstance(period, str) and period in ("current", "previous"):
        return getattr(analysis, period).holds(at)
    start, end = stretch(period, analysis.zone)
    return ((at >= start) & (at < end)).to_numpy(bool, na_value=False)


def stretch(period: str | tuple[object, object], zone: str) -> tuple[pd.Timestamp, pd.Timestamp]:
    """Return start and end of a stretch, UTC, the end exclusive.

    Examples
    --------
    >>> [str(one) for one in stretch("2026-03", "Europe/Budapest")]
    ['2026-02-28 23:00:00+00:00', '2026-03-31 22:00:00+00:00']
    >>> stretch("soon", "UTC")
    Traceback (most recent call last):
    ...
    ValueError: ask: period = 'soon'; legal: 'current', 'previous', '2026', ...
    """
    try:
        if isinstance(period, str):
            whole = pd.Period(period)
            ends: tuple[Any, Any] = whole.start_time, (whole + 1).start_time
        else:
            ends = period
        start, end = (_moment(one, zone) for one in ends)
    except (TypeError, ValueError) as error:
        raise ValueError(f"ask: period = {period!r}; legal: {_LEGAL}.") from error
    if not start < end:
        raise ValueError(f"ask: period = {period!r} ends before it begins; legal: {_LEGAL}. Swap the two.")
    return start, end


def _moment(given: object, zone: str) -> pd.Timestamp:
    moment = pd.Timestamp(given)  # type: ignore[arg-type]
    if moment is pd.NaT:
        raise ValueError("no time")
    if moment.tzinfo is None:
        moment = moment.tz_localize(zone, ambiguous=False, nonexistent="shift_forward")
    return moment.tz_convert("UTC")
