"""Which share of each team's replies is copied."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pandas as pd

from socialinsight.charts.canvas import ACCENT, INK, MUTED, SIZE, empty, new_axes, plain, quiet, write
from socialinsight.charts.wording import wording

if TYPE_CHECKING:
    from matplotlib.axes import Axes

MOST = 12
FEWEST = 5


def draw(table: pd.DataFrame, ax: Axes | None = None, *, language: str = "en") -> Axes:
    """Draw the share of copied replies with its 95 % interval, one line a team, the largest share on top.

    Parameters
    ----------
    table : pandas.DataFrame
        Result of `socialinsight.service.reply_rates.reply_rates`; teams with at least 5 replies are drawn, 12 at most.
    ax : matplotlib.axes.Axes, optional
        Where to draw; new axes when left out.
    language : {"hu", "ru", "en"}
        Language of labels and numbers.

    Returns
    -------
    matplotlib.axes.Axes
    """
    say = wording(language)
    teams = table[table["copied_share"].notna() & (table["n"] >= FEWEST)].sort_values("n", ascending=False)
    teams = teams.head(MOST).sort_values("copied_share", ascending=False, kind="stable")
    ax = new_axes(ax, height=max(1.4, 0.36 * len(teams) + 0.6))
    if teams.empty:
        return empty(ax, say)
    quiet(ax, grid="x")
    most = min(1.0, float(teams["high"].max()))
    row: Any
    for place, row in enumerate(teams.itertuples()):
        ax.barh([place], [row.copied_share], height=0.5, color=ACCENT, alpha=0.85)
        ax.plot([row.low, row.high], [place, place], color=INK, linewidth=1.2)
        told = f"{say.percent(row.copied_share, 0)}   {say('chart.n', n=say.number(row.n))}"
        write(ax, row.high + 0.015 * most, place, told, color=MUTED, va="center", fontsize=SIZE - 0.5)
    ax.set_yticks(range(len(teams)), [plain(name, 30) for name in teams["team"]], parse_math=False)
    ax.tick_params(axis="y", labelcolor=INK)
    ax.set_xlim(0, most * 1.3)
    ticks = [tick for tick in (0, 0.1, 0.2, 0.3, 0.4, 0.5, 0.75, 1.0) if tick <= most * 1.05]
    ax.set_xticks(ticks, [say.percent(tick, 0) for tick in ticks])
    ax.set_ylim(len(teams) - 0.5, -0.5)
    return ax
