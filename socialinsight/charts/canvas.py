"""What all charts share: the palette, new axes, quiet frames and text that cannot harm."""

from __future__ import annotations

import unicodedata
from collections.abc import Sequence
from functools import lru_cache
from typing import TYPE_CHECKING, Any

from socialinsight.charts.wording import Wording

if TYPE_CHECKING:
    from matplotlib.axes import Axes
    from matplotlib.axis import Axis

INK, MUTED, LINE, ACCENT, SOFT = "#1b2530", "#5c6673", "#dedbd2", "#0e5a6b", "#8fb8c1"
GOOD, BAD, WARN, PAPER = "#21784c", "#b3402d", "#a86d12", "#fefdfb"
FIRST, SECOND, THIRD, FOURTH, FIFTH, SIXTH = "#0f6376", "#c26a2c", "#6c5aa8", "#3f8a58", "#b24a7a", "#82702f"
ROLE_COLOURS = {
    "problem_solver": FIRST,
    "opinion_leader": SECOND,
    "influencer": THIRD,
    "peacemaker": FOURTH,
    "hostile_pattern": BAD,
    "conversation_starter": FIFTH,
    "advocate": SIXTH,
}
SIZE = 9.0


def new_axes(ax: Axes | None, *, width: float = 10.0, height: float = 3.2) -> Axes:
    """Return the given axes, or those of a new figure of `width` x `height` inches that pyplot does not know."""
    if ax is not None:
        return ax
    from matplotlib.figure import Figure

    return Figure(figsize=(width, height), layout="constrained").add_subplot()


def quiet(ax: Axes, *, grid: str = "y") -> Axes:
    """Take the frame away and leave thin guide lines along one axis ("x", "y" or "")."""
    for side in ("top", "right", "left", "bottom"):
        ax.spines[side].set_visible(False)
    ax.set_facecolor("none")
    ax.figure.patch.set_alpha(0)
    ax.tick_params(length=0, labelsize=SIZE, labelcolor=MUTED, pad=6)
    if grid:
        ax.grid(axis="x" if grid == "x" else "y", color=LINE, linewidth=0.8)
    ax.set_axisbelow(True)
    return ax


def empty(ax: Axes, say: Wording) -> Axes:
    """Write into axes without data that there is nothing to draw."""
    ax.set_axis_off()
    ax.figure.patch.set_alpha(0)
    write(ax, 0.5, 0.5, say("chart.empty"), color=MUTED, ha="center", va="center", transform=ax.transAxes)
    return ax


def write(ax: Axes, x: Any, y: Any, text: str, **style: Any) -> None:
    """Place text that is never read as a formula."""
    options: dict[str, Any] = {"fontsize": SIZE, "color": INK, "parse_math": False} | style
    ax.text(x, y, plain(text, 200), **options)


def whole_numbers(axis: Axis, most: int) -> None:
    """Put at most `most` ticks on an axis, at whole numbers only."""
    from matplotlib.ticker import MaxNLocator

    axis.set_major_locator(MaxNLocator(nbins=most, integer=True))


def legend(ax: Axes, handles: Sequence[Any], labels: Sequence[str], *, columns: int = 4) -> None:
    """Place a legend without frame above the axes."""
    box = ax.legend(
        handles,
        [plain(label) for label in labels],
        loc="lower left",
        bbox_to_anchor=(0, 1.0),
        ncols=columns,
        frameon=False,
        fontsize=SIZE,
        labelcolor=MUTED,
        handlelength=1.3,
        borderaxespad=0.2,
    )
    for text in box.get_texts():
        text.set_parse_math(False)


def plain(text: object, width: int = 38) -> str:
    """Return text for a chart: one line, no control or direction marks, no missing glyphs, cut at `width`.

    Examples
    --------
    >>> plain("fel\\tmondom\\x00 🙂 őű", 12)
    'fel mondom…'
    """
    known = _glyphs()
    kept = "".join(
        c if ord(c) in known else " " if unicodedata.category(c).startswith("Z") or c in "\t\n\r" else ""
        for c in unicodedata.normalize("NFC", str(text)[: 8 * width])
        if unicodedata.category(c) not in ("Cf", "Cs", "Co", "Cn") and (c in "\t\n\r" or ord(c) >= 32)
    )
    line = " ".join(kept.split())
    return line if len(line) <= width else line[: width - 1].rstrip() + "…"


@lru_cache(maxsize=1)
def _glyphs() -> frozenset[int]:
    from matplotlib import font_manager

    return frozenset(font_manager.get_font(font_manager.findfont("DejaVu Sans")).get_charmap())
