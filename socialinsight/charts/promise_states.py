"""Promises week by week, and what became of them."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
import pandas as pd

from socialinsight.charts.canvas import BAD, GOOD, SECOND, SOFT, empty, legend, new_axes, quiet, whole_numbers
from socialinsight.charts.wording import wording

if TYPE_CHECKING:
    from matplotlib.axes import Axes

STATES = {"kept": GOOD, "late": SECOND, "broken": BAD, "open": SOFT}
LONGEST = 104


def draw(table: pd.DataFrame, ax: Axes | None = None, *, language: str = "en") -> Axes:
    """Draw promises by the week in which they were made, stacked by state: kept, late, broken, open.

    Parameters
    ----------
    table : pandas.DataFrame
        A promises table; `promised_at` in any time zone, weeks begin on Monday in it. The last 104 weeks are drawn.
    ax : matplotlib.axes.Axes, optional
        Where to draw; new axes when left out.
    language : {"hu", "ru", "en"}
        Language of labels and numbers.

    Returns
    -------
    matplotlib.axes.Axes

    Examples
    --------
    >>> from socialinsight.tables import PROMISES
    >>> [text.get_text() for text in draw(PROMISES.empty(), language="hu").texts]
    ['Nincs ábrázolható adat.']
    """
    say, ax = wording(language), new_axes(ax, height=2.8)
    made = table.dropna(subset=["promised_at"])
    if made.empty:
        return empty(ax, say)
    local = made["promised_at"].dt.tz_localize(None)
    monday = local.dt.normalize() - pd.to_timedelta(local.dt.day_of_week, unit="D")
    counts = pd.crosstab(monday, made["state"].astype(object)).reindex(columns=list(STATES), fill_value=0)
    weeks = pd.date_range(monday.min(), monday.max(), freq="7D")[-LONGEST:]
    counts = counts.reindex(weeks, fill_value=0)
    quiet(ax)
    place, below = np.arange(len(weeks)), np.zeros(len(weeks))
    bars = []
    for state, colour in STATES.items():
        bars.append(ax.bar(place, counts[state], bottom=below, width=0.66, color=colour))
        below = below + counts[state].to_numpy()
    sums = counts.sum()
    names = [f"{say(f'promise_state.{state}')} ({say.number(sums[state])})" for state in STATES]
    legend(ax, bars, names)
    step = max(1, -(-len(weeks) // 9))
    ax.set_xticks(place[::step], [say.day(week) for week in weeks[::step]])
    ax.set_xlim(-0.8, max(len(weeks) - 0.2, 4))
    whole_numbers(ax.yaxis, 5)
    return ax
