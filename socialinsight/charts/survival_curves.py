"""How many customers are still here after so many days, by segment, with intervals."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pandas as pd

from socialinsight.charts.canvas import (
    ACCENT,
    FIFTH,
    FOURTH,
    MUTED,
    SECOND,
    SIZE,
    THIRD,
    empty,
    legend,
    new_axes,
    plain,
    quiet,
    write,
)
from socialinsight.charts.wording import wording

if TYPE_CHECKING:
    from matplotlib.axes import Axes

COLOURS = (ACCENT, SECOND, THIRD, FOURTH, FIFTH)
FEWEST = 20
AT_RISK = 5


def draw(table: pd.DataFrame, ax: Axes | None = None, *, language: str = "en") -> Axes:
    """Draw Kaplan-Meier curves with 95 % intervals; a curve ends where fewer than five customers are observed.

    Parameters
    ----------
    table : pandas.DataFrame
        A survival table; the five largest segments of at least 20 customers are drawn, or all customers together when
        there are no two of them.
    ax : matplotlib.axes.Axes, optional
        Where to draw; new axes when left out.
    language : {"hu", "ru", "en"}
        Language of labels and numbers.

    Returns
    -------
    matplotlib.axes.Axes

    Examples
    --------
    >>> from socialinsight.tables import SURVIVAL
    >>> draw(SURVIVAL.empty()).get_lines()[:]
    []
    """
    say, ax = wording(language), new_axes(ax, height=3.3)
    if table.empty:
        return empty(ax, say)
    quiet(ax)
    size = table.groupby("segment")["n_at_risk"].max()
    large = size[(size >= FEWEST) & (size.index != "")].nlargest(len(COLOURS)).index
    shown = list(large) if len(large) > 1 else [""]
    handles, names = [], []
    for segment, colour in zip(shown, COLOURS):
        curve = table[(table["segment"] == segment) & ((table["n_at_risk"] >= AT_RISK) | (table["days"] == 0))]
        days, share = curve["days"].to_numpy(float), curve["survival"].to_numpy(float)
        low, high = (curve[end].astype(float).fillna(curve["survival"].astype(float)) for end in ("low", "high"))
        ax.fill_between(days, low, high, step="post", color=colour, alpha=0.14, linewidth=0)
        handles += ax.step(days, share, where="post", color=colour, linewidth=2)
        names.append(plain(say.term("segment", segment) if segment else say("chart.all_customers"), 24))
        write(ax, days[-1], share[-1], " " + say.percent(share[-1], 0), color=colour, va="center", fontsize=SIZE)
    legend(ax, handles, names, columns=5)
    ax.set_ylim(0, 1.02)
    ax.set_yticks([0, 0.25, 0.5, 0.75, 1], [say.percent(y, 0) for y in (0, 0.25, 0.5, 0.75, 1)])
    ax.set_xlabel(say("chart.days_here"), fontsize=SIZE, color=MUTED)
    ax.margins(x=0.06)
    return ax
