"""Complaints over time against the seasonal baseline, with the alarms."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pandas as pd

from socialinsight.charts.canvas import ACCENT, BAD, MUTED, SOFT, empty, legend, new_axes, quiet, whole_numbers
from socialinsight.charts.wording import Wording, wording

if TYPE_CHECKING:
    from matplotlib.axes import Axes

LONGEST_HOURLY = pd.Timedelta(days=10)


def draw(table: pd.DataFrame, ax: Axes | None = None, *, language: str = "en") -> Axes:
    """Draw complaints, what the baseline expects, and the times above the alarm limit.

    Up to ten days are drawn hour by hour with the limit, longer times day by day without it.

    Parameters
    ----------
    table : pandas.DataFrame
        A counts table; of several communities the one with most complaints is drawn.
    ax : matplotlib.axes.Axes, optional
        Where to draw; new axes when left out.
    language : {"hu", "ru", "en"}
        Language of labels and numbers.

    Returns
    -------
    matplotlib.axes.Axes
    """
    say, ax = wording(language), new_axes(ax, height=3.2)
    if table.empty:
        return empty(ax, say)
    largest = table.groupby(table["community_id"].astype(object))["n"].sum().idxmax()
    counts = table[table["community_id"] == largest].sort_values("at")
    counts = counts.assign(at=counts["at"].dt.tz_localize(None), is_alarm=counts["is_alarm"].fillna(False).astype(bool))
    hourly = counts["at"].max() - counts["at"].min() <= LONGEST_HOURLY
    if not hourly:
        days = counts.groupby(counts["at"].dt.normalize())
        counts = days.agg(n=("n", "sum"), expected=("expected", "sum"), is_alarm=("is_alarm", "any"))
        counts["expected"] = counts["expected"].where(days.size() >= 12)
        counts = counts.rename_axis("at").reset_index()
    return _bars(quiet(ax), counts, say, hourly=hourly)


def _bars(ax: Axes, counts: pd.DataFrame, say: Wording, *, hourly: bool) -> Axes:
    width: Any = pd.Timedelta(minutes=55) if hourly else pd.Timedelta(hours=19)
    at, n, alarm = counts["at"], counts["n"].to_numpy(float), counts["is_alarm"].to_numpy(bool)
    handles = [
        ax.bar(at[~alarm], n[~alarm], width=width, color=SOFT),
        ax.bar(at[alarm], n[alarm], width=width, color=BAD),
        ax.plot(at, counts["expected"], color=ACCENT, linewidth=1.6)[0],
    ]
    labels = [say("chart.complaints"), say("chart.alarm"), say("chart.expected")]
    if hourly:
        handles.append(ax.plot(at, counts["upper"], color=MUTED, linewidth=1.1, linestyle=(0, (3, 3)))[0])
        labels.append(say("chart.limit"))
    legend(ax, handles, labels)
    ticks = pd.date_range(at.min().normalize(), at.max(), periods=min(9, max(2, len(at)))).normalize().unique()
    ax.set_xticks(ticks, [say.day(day) for day in ticks])
    ax.set_xlim(at.min() - width, at.max() + width)
    ax.set_ylim(0, max(1.0, n.max() * 1.08))
    whole_numbers(ax.yaxis, 5)
    return ax
