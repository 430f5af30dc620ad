"""Where the members with a role stand: people helped or met against attention received."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import numpy as np
import pandas as pd

from socialinsight.charts.canvas import (
    INK,
    MUTED,
    PAPER,
    ROLE_COLOURS,
    SIZE,
    empty,
    legend,
    new_axes,
    plain,
    quiet,
    whole_numbers,
)
from socialinsight.charts.wording import wording

if TYPE_CHECKING:
    from matplotlib.axes import Axes

MOST = 40
NAMED = 12


def draw(table: pd.DataFrame, ax: Axes | None = None, *, language: str = "en") -> Axes:
    """Draw members with a role: distinct partners across, attention received up, messages as size.

    Parameters
    ----------
    table : pandas.DataFrame
        A members table; rows of the whole time with a role are drawn, the 40 with most messages, 12 of them with their
        `author_id` as name.
    ax : matplotlib.axes.Axes, optional
        Where to draw; new axes when left out.
    language : {"hu", "ru", "en"}
        Language of labels and numbers.

    Returns
    -------
    matplotlib.axes.Axes
    """
    say, ax = wording(language), new_axes(ax, width=5.0, height=3.9)
    if "period" in table:
        table = table[table["period"] == "all"]
    shown = table[table["role"].notna() & table["pagerank"].notna()].nlargest(MOST, "n_messages")
    if shown.empty:
        return empty(ax, say)
    quiet(ax)
    ax.grid(axis="x", color="#dedbd2", linewidth=0.8)
    handles, names = [], []
    for role, colour in ROLE_COLOURS.items():
        these = shown[shown["role"] == role]
        if len(these):
            size = 30 + 14 * np.sqrt(these["n_messages"].to_numpy(float))
            x, y = these["n_partners"].to_numpy(float), these["pagerank"].to_numpy(float)
            ax.scatter(x, y, s=size, color=colour, edgecolor=PAPER, linewidth=0.8, alpha=0.9)
            handles.append(ax.scatter([], [], s=26, color=colour))
            names.append(say(f"role.{role}"))
    legend(ax, handles, names, columns=2)
    _name(ax, shown.head(NAMED))
    ax.set_xlabel(say("chart.partners"), fontsize=SIZE, color=MUTED)
    ax.set_ylabel(say("chart.attention"), fontsize=SIZE, color=MUTED)
    low = float(shown["pagerank"].min())
    ax.set_ylim(max(-0.05, low - 0.12), 1.05)
    ax.set_xlim(0, float(shown["n_partners"].max()) * 1.22 + 1)
    whole_numbers(ax.xaxis, 6)
    span = np.linspace(np.floor(max(low, 0) * 5) / 5, 1, 5)
    ax.set_yticks(span, [say.percent(tick, 0) for tick in span])
    return ax


def _name(ax: Axes, shown: pd.DataFrame) -> None:
    """Write names beside the points; a name that would lie on another one is left out."""
    wide, high = max(float(shown["n_partners"].max()), 1.0), 1.0
    taken: list[tuple[float, float]] = []
    row: Any
    for row in shown.itertuples():
        x, y = float(row.n_partners), float(row.pagerank)
        if any(abs(x - a) / wide < 0.22 and abs(y - b) / high < 0.06 for a, b in taken):
            continue
        taken.append((x, y))
        ax.annotate(
            plain(row.author_id, 14),
            (x, y),
            xytext=(8, 0),
            textcoords="offset points",
            va="center",
            fontsize=SIZE - 1.2,
            color=INK,
            parse_math=False,
        )
