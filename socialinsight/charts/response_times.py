"""How long customers wait for the first answer."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
import pandas as pd

from socialinsight.charts.canvas import ACCENT, BAD, MUTED, SIZE, empty, new_axes, quiet, write
from socialinsight.charts.wording import wording

if TYPE_CHECKING:
    from matplotlib.axes import Axes

EDGES = (0, 900, 3600, 4 * 3600, 24 * 3600, 72 * 3600, np.inf)
NAMES = ("wait.15min", "wait.1h", "wait.4h", "wait.24h", "wait.72h", "wait.more", "wait.never")


def draw(table: pd.DataFrame, ax: Axes | None = None, *, language: str = "en") -> Axes:
    """Draw the share of asking conversations by the time to their first answer; the last bar got none.

    Parameters
    ----------
    table : pandas.DataFrame
        A conversations table; only conversations in which somebody asked count.
    ax : matplotlib.axes.Axes, optional
        Where to draw; new axes when left out.
    language : {"hu", "ru", "en"}
        Language of labels and numbers.

    Returns
    -------
    matplotlib.axes.Axes
    """
    say, ax = wording(language), new_axes(ax, width=5.0, height=2.9)
    asked = table[table["asked_at"].notna()]
    if asked.empty:
        return empty(ax, say)
    quiet(ax, grid="")
    waits = asked["first_response_seconds"].to_numpy(float)
    counts = np.append(np.histogram(waits[~np.isnan(waits)], bins=EDGES)[0], np.isnan(waits).sum())
    shares = counts / len(waits)
    place = np.arange(len(counts))
    ax.bar(place, shares, width=0.7, color=[ACCENT] * 6 + [BAD])
    for at, share, n in zip(place, shares, counts):
        write(ax, at, share + 0.09 * shares.max(), say.percent(share, 0), ha="center", va="bottom")
        write(ax, at, share + 0.025 * shares.max(), say.number(n), ha="center", color=MUTED, fontsize=SIZE - 1.5)
    ax.set_xticks(place, [say(name) for name in NAMES])
    ax.tick_params(axis="x", labelcolor=MUTED, labelsize=SIZE - 1.2)
    ax.set_yticks([])
    ax.set_ylim(0, shares.max() * 1.2)
    return ax
