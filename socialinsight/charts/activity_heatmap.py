"""Hours of the week: when customers ask and when the firm answers."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
import pandas as pd

from socialinsight.charts.canvas import ACCENT, INK, SECOND, SIZE, empty, new_axes, quiet, write
from socialinsight.charts.wording import wording

if TYPE_CHECKING:
    from matplotlib.axes import Axes

_GAP = 2.0


def draw(table: pd.DataFrame, ax: Axes | None = None, *, language: str = "en") -> Axes:
    """Draw two heat maps under one another, hours across and weekdays down; each with its own full colour.

    Parameters
    ----------
    table : pandas.DataFrame
        An activity table; missing hours count as 0.
    ax : matplotlib.axes.Axes, optional
        Where to draw; new axes when left out.
    language : {"hu", "ru", "en"}
        Language of labels and numbers.

    Returns
    -------
    matplotlib.axes.Axes
    """
    say, ax = wording(language), new_axes(ax, height=4.6)
    if not len(table) or not (table["n_asked"].sum() + table["n_answers"].sum()):
        return empty(ax, say)
    quiet(ax, grid="")
    ticks: list[float] = []
    for top, column, colour in ((0.0, "n_asked", SECOND), (7 + _GAP, "n_answers", ACCENT)):
        grid = np.zeros((7, 24))
        grid[table["weekday"].to_numpy(int) % 7, table["hour"].to_numpy(int) % 24] = table[column].to_numpy(float)
        _cells(ax, grid, top, colour)
        title = say(f"chart.{column}", n=say.number(grid.sum()), most=say.number(grid.max()))
        write(ax, -0.5, top - 0.75, title, weight="bold", va="bottom", fontsize=SIZE, color=INK)
        ticks += [top + day for day in range(7)]
    ax.set_yticks(ticks, [say(f"weekday_short.{day % 7}") for day in range(14)])
    ax.set_xticks(range(0, 24, 2), [f"{hour}" for hour in range(0, 24, 2)])
    ax.set_xlim(-0.55, 23.55)
    ax.set_ylim(13.6 + _GAP, -1.9)
    return ax


def _cells(ax: Axes, grid: np.ndarray, top: float, colour: str) -> None:
    from matplotlib.patches import Rectangle

    strength = np.sqrt(grid / max(grid.max(), 1))
    for day, hour in np.ndindex(grid.shape):
        alpha = 0.06 + 0.94 * float(strength[day, hour])
        ax.add_patch(
            Rectangle((hour - 0.46, top + day - 0.44), 0.92, 0.88, facecolor=colour, alpha=round(alpha, 2), linewidth=0)
        )
