"""How old the messages without an answer are, public ones apart."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
import pandas as pd

from socialinsight.charts.canvas import BAD, SIZE, SOFT, empty, legend, new_axes, quiet, write
from socialinsight.charts.wording import wording

if TYPE_CHECKING:
    from matplotlib.axes import Axes

EDGES = (0, 2, 4, 8, 15, 31, np.inf)
NAMES = ("age.2d", "age.4d", "age.1w", "age.2w", "age.1m", "age.more")


def draw(table: pd.DataFrame, ax: Axes | None = None, *, language: str = "en") -> Axes:
    """Draw unanswered messages by age in days, public ones in a colour of their own.

    Parameters
    ----------
    table : pandas.DataFrame
        An unanswered table.
    ax : matplotlib.axes.Axes, optional
        Where to draw; new axes when left out.
    language : {"hu", "ru", "en"}
        Language of labels and numbers.

    Returns
    -------
    matplotlib.axes.Axes
    """
    say, ax = wording(language), new_axes(ax, width=5.0, height=2.9)
    if table.empty:
        return empty(ax, say)
    quiet(ax, grid="")
    days = table["age_seconds"].to_numpy(float) / 86_400
    public = table["is_public"].fillna(False).to_numpy(bool)
    place = np.arange(len(NAMES))
    open_, closed = (np.histogram(days[these], bins=EDGES)[0] for these in (public, ~public))
    bars = [
        ax.bar(place, open_, width=0.7, color=BAD),
        ax.bar(place, closed, bottom=open_, width=0.7, color=SOFT),
    ]
    total = open_ + closed
    for at, n in zip(place, total):
        write(ax, at, n + 0.03 * total.max(), say.number(n), ha="center", va="bottom")
    legend(ax, bars, [say("chart.public"), say("chart.private")])
    ax.set_xticks(place, [say(name) for name in NAMES])
    ax.tick_params(axis="x", labelsize=SIZE - 1.2)
    ax.set_yticks([])
    ax.set_ylim(0, total.max() * 1.14)
    return ax
