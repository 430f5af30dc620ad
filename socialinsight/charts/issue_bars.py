"""Recurring issues: complaints in this period against the previous one."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
import pandas as pd

from socialinsight.charts.canvas import (
    ACCENT,
    INK,
    LINE,
    MUTED,
    SIZE,
    WARN,
    empty,
    legend,
    new_axes,
    plain,
    quiet,
    whole_numbers,
    write,
)
from socialinsight.charts.wording import wording

if TYPE_CHECKING:
    from matplotlib.axes import Axes

MOST = 10


def draw(table: pd.DataFrame, ax: Axes | None = None, *, language: str = "en") -> Axes:
    """Draw the ten issues with most complaints: current period as a bar, previous as a line across it.

    Parameters
    ----------
    table : pandas.DataFrame
        An issues table; emerging issues are drawn in a colour of their own.
    ax : matplotlib.axes.Axes, optional
        Where to draw; new axes when left out.
    language : {"hu", "ru", "en"}
        Language of labels and numbers.

    Returns
    -------
    matplotlib.axes.Axes
    """
    say = wording(language)
    found = table[(table["n_current"] > 0) | (table["n_previous"] > 0)].nlargest(MOST, ["n_current", "n_previous"])
    ax = new_axes(ax, height=max(1.7, 0.4 * len(found) + 0.6))
    if found.empty:
        return empty(ax, say)
    quiet(ax, grid="x")
    place = np.arange(len(found))
    now, before = found["n_current"].to_numpy(float), found["n_previous"].to_numpy(float)
    new = found["is_emerging"].fillna(False).to_numpy(bool)
    kinds = [(~new, ACCENT, "chart.current"), (new, WARN, "chart.emerging")]
    drawn = [(ax.barh(place[these], now[these], height=0.52, color=colour), key) for these, colour, key in kinds]
    bars = [(bar, say(key)) for bar, key in drawn if len(bar)]
    marks = ax.vlines(before, place - 0.36, place + 0.36, color=INK, linewidth=1.8)
    for at, value, last in zip(place, now, before):
        end = max(value, last) + 0.012 * max(now.max(), before.max())
        write(ax, end, at, say.number(value), va="center", fontsize=SIZE, color=MUTED)
    legend(ax, [*(bar for bar, _ in bars), marks], [*(name for _, name in bars), say("chart.previous")])
    ax.set_yticks(place, [plain(name) for name in found["name"]], parse_math=False)
    ax.tick_params(axis="y", labelcolor=INK)
    ax.set_ylim(len(found) - 0.4, -0.6)
    ax.set_xlim(0, max(now.max(), before.max(), 1) * 1.08)
    whole_numbers(ax.xaxis, 6)
    ax.grid(axis="x", color=LINE)
    return ax
