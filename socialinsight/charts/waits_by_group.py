"""How long customers wait for the first answer, channel by channel and team by team."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import numpy as np
import pandas as pd

from socialinsight.charts.canvas import ACCENT, INK, MUTED, SIZE, empty, legend, new_axes, plain, quiet, write
from socialinsight.charts.wording import wording

if TYPE_CHECKING:
    from matplotlib.axes import Axes

MOST = 14
FEWEST = 3
TICKS = (60, 600, 3600, 4 * 3600, 24 * 3600, 4 * 86_400, 16 * 86_400, 64 * 86_400)
_GROUPS = ("all", "channel", "team")


def draw(table: pd.DataFrame, ax: Axes | None = None, *, language: str = "en") -> Axes:
    """Draw the median first response with its 95 % interval, and the time within which nine of ten were answered.

    Parameters
    ----------
    table : pandas.DataFrame
        A response table; first responses of all, by channel and by team with at least 3 waits are drawn, 14 rows at
        most. A single team is left out: it is the same as all.
    ax : matplotlib.axes.Axes, optional
        Where to draw; new axes when left out.
    language : {"hu", "ru", "en"}
        Language of labels and numbers.

    Returns
    -------
    matplotlib.axes.Axes
    """
    say = wording(language)
    rows = _shown(table)
    ax = new_axes(ax, height=max(1.6, 0.36 * len(rows) + 0.8))
    if rows.empty:
        return empty(ax, say)
    quiet(ax, grid="x")
    seconds = rows[["low", "high", "median_seconds", "p90_seconds"]].clip(lower=1.0)
    place = np.arange(len(rows))
    band = ax.hlines(place, seconds["low"], seconds["high"], color=ACCENT, linewidth=7, alpha=0.25)
    dots = ax.scatter(seconds["median_seconds"], place, color=ACCENT, s=38, zorder=3)
    ends = ax.vlines(seconds["p90_seconds"], place - 0.3, place + 0.3, color=INK, linewidth=1.8)
    ax.set_xscale("log")
    longest = float(seconds.max().max())
    ax.set_xlim(float(seconds.min().min()) / 1.6, longest * 1.9)
    _ticks(ax, say)
    row: Any
    for at, row in enumerate(rows.itertuples()):
        end, n = max(row.high if row.high == row.high else 0, row.p90_seconds, 1.0), say("chart.n", n=say.number(row.n))
        write(ax, end * 1.06, at, n, color=MUTED, va="center", fontsize=SIZE - 0.5)
    legend(ax, [dots, band, ends], [say("chart.median"), say("chart.interval95"), say("chart.p90")])
    pairs = zip(rows["dimension"].astype(str), rows["value"].astype(str))
    names = [_name(dimension, value, say) for dimension, value in pairs]
    ax.set_yticks(place, names, parse_math=False)
    ax.set_ylim(len(rows) - 0.4, -0.6)
    return ax


def _shown(table: pd.DataFrame) -> pd.DataFrame:
    first = table[(table["measure"] == "first") & table["median_seconds"].notna() & (table["n"] >= FEWEST)]
    first = first[first["dimension"].isin(_GROUPS)]
    if (first["dimension"] == "team").sum() == 1:
        first = first[first["dimension"] != "team"]
    rank = first["dimension"].map({name: at for at, name in enumerate(_GROUPS)}).astype(int)
    ordered = first.assign(rank=rank).sort_values(["rank", "median_seconds"], kind="stable")
    return ordered.head(MOST)


def _name(dimension: str, value: str, say: Any) -> str:
    if dimension == "all":
        return str(say("chart.all"))
    return plain(say("role.agent") if dimension == "team" and not value else say.term(dimension, value), 30)


def _ticks(ax: Axes, say: Any) -> None:
    from matplotlib.ticker import NullFormatter, NullLocator

    low, high = ax.get_xlim()
    shown = [float(tick) for tick in TICKS if low <= tick <= high] or [float(np.sqrt(low * high))]
    ax.set_xticks(shown, [say.duration(tick) for tick in shown])
    ax.xaxis.set_minor_locator(NullLocator())
    ax.xaxis.set_minor_formatter(NullFormatter())
