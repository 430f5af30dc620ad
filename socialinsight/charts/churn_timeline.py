"""Customers who said that they leave, week by week and by how firmly they said it."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
import pandas as pd

from socialinsight.charts.canvas import BAD, GOOD, SECOND, SOFT, empty, legend, new_axes, quiet, whole_numbers
from socialinsight.charts.wording import wording

if TYPE_CHECKING:
    from matplotlib.axes import Axes

KINDS = {"firm": BAD, "conditional": SECOND, "considered": SOFT, "taken_back": GOOD}


def draw(table: pd.DataFrame, ax: Axes | None = None, *, language: str = "en") -> Axes:
    """Draw customers by the week of their last statement, stacked by kind.

    Parameters
    ----------
    table : pandas.DataFrame
        A churn table; `last_at` in any time zone, weeks begin on Monday in it.
    ax : matplotlib.axes.Axes, optional
        Where to draw; new axes when left out.
    language : {"hu", "ru", "en"}
        Language of labels and numbers.

    Returns
    -------
    matplotlib.axes.Axes
    """
    say, ax = wording(language), new_axes(ax, height=2.8)
    stated = table.dropna(subset=["last_at"])
    if stated.empty:
        return empty(ax, say)
    local = stated["last_at"].dt.tz_localize(None) if stated["last_at"].dt.tz is not None else stated["last_at"]
    monday = local.dt.normalize() - pd.to_timedelta(local.dt.day_of_week, unit="D")
    counts = pd.crosstab(monday, stated["kind"].astype(object)).reindex(columns=list(KINDS), fill_value=0)
    weeks = pd.date_range(monday.min(), monday.max(), freq="7D")[-104:]
    counts = counts.reindex(weeks, fill_value=0)
    quiet(ax)
    place, below = np.arange(len(weeks)), np.zeros(len(weeks))
    bars = []
    for kind, colour in KINDS.items():
        bars.append(ax.bar(place, counts[kind], bottom=below, width=0.66, color=colour))
        below = below + counts[kind].to_numpy()
    legend(ax, bars, [say(f"churn_kind.{kind}") for kind in KINDS])
    step = max(1, -(-len(weeks) // 9))
    ax.set_xticks(place[::step], [say.day(week) for week in weeks[::step]])
    ax.set_xlim(-0.8, max(len(weeks) - 0.2, 4))
    whole_numbers(ax.yaxis, 5)
    return ax
