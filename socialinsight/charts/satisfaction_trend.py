"""Net sentiment week by week, with its interval."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pandas as pd

from socialinsight.charts.canvas import ACCENT, INK, LINE, MUTED, SIZE, empty, new_axes, quiet
from socialinsight.charts.wording import Wording, wording

if TYPE_CHECKING:
    from matplotlib.axes import Axes

FEWEST = 5


def draw(table: pd.DataFrame, ax: Axes | None = None, *, language: str = "en") -> Axes:
    """Draw net sentiment (share of positive - share of negative messages) by week.

    Parameters
    ----------
    table : pandas.DataFrame
        A satisfaction table; its rows of dimension "period" are drawn, weeks with fewer than 5 messages hollow.
    ax : matplotlib.axes.Axes, optional
        Where to draw; new axes when left out.
    language : {"hu", "ru", "en"}
        Language of labels and numbers.

    Returns
    -------
    matplotlib.axes.Axes

    Examples
    --------
    >>> from socialinsight.tables import SATISFACTION
    >>> draw(SATISFACTION.empty()).get_lines()[:]
    []
    """
    say, ax = wording(language), new_axes(ax, height=3.3)
    weeks = table[(table["dimension"] == "period") & table["net_sentiment"].notna()].copy()
    weeks["at"] = pd.to_datetime(weeks["value"].astype(object), errors="coerce")
    weeks = weeks.dropna(subset=["at"]).sort_values("at")
    if weeks.empty:
        return empty(ax, say)
    return _lines(quiet(ax), weeks, say)


def _lines(ax: Axes, weeks: pd.DataFrame, say: Wording) -> Axes:
    from matplotlib.ticker import FuncFormatter

    at: Any = weeks["at"].to_numpy()
    value = weeks["net_sentiment"].to_numpy(float)
    ax.fill_between(at, weeks["low"], weeks["high"], color=ACCENT, alpha=0.14, linewidth=0)
    ax.plot(at, value, color=ACCENT, linewidth=2.2, solid_capstyle="round")
    many = (weeks["n"] >= FEWEST).to_numpy(bool)
    for these, fill in ((many, ACCENT), (~many, "none")):
        if these.any():
            ax.scatter(at[these], value[these], s=24, zorder=3, facecolor=fill, edgecolor=ACCENT)
    ax.axhline(0, color=MUTED, linewidth=0.9)
    last = say.number(value[-1], 2, sign=True)
    style: dict[str, Any] = {"fontsize": SIZE + 3, "color": INK, "weight": "bold", "va": "center"}
    ax.annotate(last, (at[-1], value[-1]), xytext=(8, 0), textcoords="offset points", **style)
    ax.set_ylim(
        max(-1, min(-0.2, float(weeks["low"].min()) - 0.05)), min(1, max(0.2, float(weeks["high"].max()) + 0.1))
    )
    ax.yaxis.set_major_formatter(FuncFormatter(lambda y, _: say.number(y, 1, sign=True)))
    ax.margins(x=0.06)
    step = max(1, -(-len(at) // 9))
    days = weeks["at"].iloc[::step]
    ax.set_xticks(days.to_numpy(), [say.day(day) for day in days])
    ax.spines["bottom"].set(visible=False, color=LINE)
    return ax
