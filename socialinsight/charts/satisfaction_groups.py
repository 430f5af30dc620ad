"""Net sentiment of channels, products or topics beside one another, each with its interval."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pandas as pd

from socialinsight.charts.canvas import ACCENT, BAD, GOOD, MUTED, SIZE, empty, new_axes, plain, quiet, write
from socialinsight.charts.wording import wording

if TYPE_CHECKING:
    from matplotlib.axes import Axes

MOST = 12
FEWEST = 5


def draw(table: pd.DataFrame, ax: Axes | None = None, *, language: str = "en") -> Axes:
    """Draw net sentiment with its 95 % interval, one line a group, the least content on top.

    Parameters
    ----------
    table : pandas.DataFrame
        A satisfaction table; rows of dimension "topic", "channel" and "product" with at least 5 messages are
        drawn, 12 at most.
    ax : matplotlib.axes.Axes, optional
        Where to draw; new axes when left out.
    language : {"hu", "ru", "en"}
        Language of labels and numbers.

    Returns
    -------
    matplotlib.axes.Axes
    """
    say = wording(language)
    groups = table[table["dimension"].isin(["topic", "channel", "product"]) & table["net_sentiment"].notna()]
    groups = groups[groups["n"] >= FEWEST].nlargest(MOST, "n").sort_values("net_sentiment")
    ax = new_axes(ax, height=max(1.6, 0.36 * len(groups) + 0.5))
    if groups.empty:
        return empty(ax, say)
    quiet(ax, grid="x")
    row: Any
    for place, row in enumerate(groups.itertuples()):
        colour = BAD if row.high < 0 else GOOD if row.low > 0 else ACCENT
        ax.plot([row.low, row.high], [place, place], color=colour, linewidth=5, alpha=0.25, solid_capstyle="round")
        ax.scatter([row.net_sentiment], [place], color=colour, s=38, zorder=3)
        write(ax, 1.02, place, say("chart.n", n=say.number(row.n)), color=MUTED, va="center", fontsize=SIZE - 0.5)
    pairs = zip(groups["dimension"].astype(str), groups["value"])
    names = [plain(say.term(dimension, value), 30) for dimension, value in pairs]
    ax.set_yticks(range(len(groups)), names, parse_math=False)
    ax.axvline(0, color=MUTED, linewidth=0.9)
    ax.set_xlim(-1, 1)
    ax.set_ylim(len(groups) - 0.5, -0.5)
    ax.set_xticks([-1, -0.5, 0, 0.5, 1], [say.number(x, 1, sign=True) for x in (-1, -0.5, 0, 0.5, 1)])
    return ax
