"""Arrivals and backlog day by day, and the arrivals to expect with their interval."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pandas as pd

from socialinsight.charts.canvas import BAD, INK, SECOND, SOFT, empty, legend, new_axes, quiet, whole_numbers
from socialinsight.charts.wording import Wording, wording

if TYPE_CHECKING:
    from matplotlib.axes import Axes

LONGEST = 120


def course(workload: pd.DataFrame, forecast: pd.DataFrame) -> pd.DataFrame:
    """Return the days that were and those to come in one table, ready to be drawn.

    Parameters
    ----------
    workload, forecast : pandas.DataFrame
        The tables of these names; `day` may stand in any zone, the same in both.

    Returns
    -------
    pandas.DataFrame
        day, n_arrivals, n_backlog (NaN for days to come), expected, low, high (NaN for days that were).

    Examples
    --------
    >>> from socialinsight.tables import FORECAST, WORKLOAD
    >>> course(WORKLOAD.empty(), FORECAST.empty()).columns.tolist()
    ['day', 'n_arrivals', 'n_backlog', 'expected', 'low', 'high']
    """
    names = ["day", "n_arrivals", "n_backlog"], ["day", "expected", "low", "high"]
    parts = [table[list(chosen)] for table, chosen in zip((workload, forecast), names) if len(table)]
    every = list(dict.fromkeys([*names[0], *names[1]]))
    return pd.concat(parts, ignore_index=True).reindex(columns=every) if parts else pd.DataFrame(columns=every)


def draw(table: pd.DataFrame, ax: Axes | None = None, *, language: str = "en") -> Axes:
    """Draw arrivals as bars, and the forecast with its 80 % interval behind the last day; backlog as a line.

    Arrivals and forecast stand on the left scale, the backlog on the right one.

    Parameters
    ----------
    table : pandas.DataFrame
        Result of `course`; the last 120 days that were are drawn.
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
    days = table.assign(day=pd.to_datetime(table["day"]).dt.tz_localize(None)).sort_values("day")
    days = days.astype({name: float for name in days.columns if name != "day"})
    been, ahead = days[days["n_arrivals"].notna()].tail(LONGEST), days[days["expected"].notna()]
    return _lines(quiet(ax), been, ahead, say)


def _backlog(ax: Axes, been: pd.DataFrame) -> Any:
    """Draw the backlog on the scale of its own that stands on the right, in its colour."""
    right = quiet(ax.twinx(), grid="")
    right.tick_params(axis="y", labelcolor=BAD)
    line = right.plot(been["day"], been["n_backlog"], color=BAD, linewidth=1.8)[0]
    right.set_ylim(0, max(1.0, 1.05 * float(been["n_backlog"].max())))
    whole_numbers(right.yaxis, 5)
    return line


def _lines(ax: Axes, been: pd.DataFrame, ahead: pd.DataFrame, say: Wording) -> Axes:
    width: Any = pd.Timedelta(hours=19)
    handles: list[Any] = []
    labels = []
    if len(been):
        handles.append(ax.bar(been["day"], been["n_arrivals"], width=width, color=SOFT))
        handles.append(_backlog(ax, been))
        labels += [say("chart.arrivals"), say("chart.backlog")]
    if len(ahead):
        handles.append(
            ax.fill_between(ahead["day"], ahead["low"], ahead["high"], color=SECOND, alpha=0.22, linewidth=0)
        )
        handles.append(ax.plot(ahead["day"], ahead["expected"], color=SECOND, linewidth=1.8)[0])
        labels += [say("chart.interval"), say("chart.forecast")]
    if len(been) and len(ahead):
        ax.axvline(ahead["day"].iloc[0] - width / 2, color=INK, linewidth=0.8, linestyle=(0, (3, 3)))
    legend(ax, handles, labels)
    drawn = pd.concat([been["day"], ahead["day"]])
    ticks = pd.date_range(drawn.min(), drawn.max(), periods=min(9, max(2, len(drawn)))).normalize().unique()
    ax.set_xticks(ticks, [say.day(day) for day in ticks])
    ax.set_xlim(drawn.min() - width, drawn.max() + width)
    ax.set_ylim(bottom=0)
    whole_numbers(ax.yaxis, 5)
    return ax
