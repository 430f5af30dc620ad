"""One person and whom they talk with: the people round them, and who of these know each other."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import numpy as np
import pandas as pd

from socialinsight.charts.canvas import ACCENT, INK, PAPER, ROLE_COLOURS, SIZE, empty, legend, new_axes, plain
from socialinsight.charts.network import PLAIN_NODE, STAFF, colour, roles_of
from socialinsight.charts.wording import wording

if TYPE_CHECKING:
    from matplotlib.axes import Axes

MOST = 22


def draw(table: pd.DataFrame, ax: Axes | None = None, *, language: str = "en", ego: str | None = None) -> Axes:
    """Draw a person in the middle and the 22 people they exchanged most messages with on a ring.

    Dark lines run to the person in the middle, light ones between the others; width = messages, disc size =
    messages with the person in the middle, colour = role. Who talk much with each other stand side by side.

    Parameters
    ----------
    table : pandas.DataFrame
        Columns source, target (str), weight (float), and optionally source_role and target_role (str); one
        row a pair or several that are summed; a column ego names who stands in the middle.
    ax : matplotlib.axes.Axes, optional
        Where to draw; new axes when left out.
    language : {"hu", "ru", "en"}
        Language of labels and numbers.
    ego : str, optional
        Who stands in the middle; that of the table, or the person with most messages, when left out.

    Returns
    -------
    matplotlib.axes.Axes

    Examples
    --------
    >>> pairs = pd.DataFrame({"source": ["a", "b"], "target": ["b", "c"], "weight": [2.0, 1.0]})
    >>> sorted(text.get_text() for text in draw(pairs).texts)
    ['a', 'b', 'c']
    """
    say, ax = wording(language), new_axes(ax, width=5.0, height=3.9)
    if ego is None and "ego" in table and len(table):
        ego = str(table["ego"].iloc[0])
    middle, ring, own, among = neighbourhood(table, ego)
    if not ring:
        return empty(ax, say)
    ax.set_axis_off()
    ax.figure.patch.set_alpha(0)
    place = _ring(len(ring))
    _lines(ax, place, own, among)
    people = [middle, *ring]
    colours = [colour(role) for role in roles_of(table, people)]
    ax.scatter(
        place[:, 0], place[:, 1], s=30 + 150 * own / own.max(), c=colours[1:], edgecolor=PAPER, linewidth=0.9, zorder=2
    )
    ax.scatter([0], [0], s=330, c=colours[:1], edgecolor=INK, linewidth=1.4, zorder=3)
    _names(ax, place, people)
    present = [role for role in (*ROLE_COLOURS, STAFF) if colour(role) in colours]
    if present:
        dots = [ax.scatter([], [], color=colour(role), s=26) for role in present]
        legend(ax, dots, [say(f"role.{role}") for role in present], columns=2)
    ax.set_xlim(-1.9, 1.9)
    ax.set_ylim(-1.25, 1.25)
    return ax


def neighbourhood(table: pd.DataFrame, ego: str | None) -> tuple[str, list[str], np.ndarray, np.ndarray]:
    """Return the person in the middle, the people round them in order, their messages with them and each other.

    Returns
    -------
    tuple
        ego (str); ring (list of str); own: shape (n,), messages with the ego; among: shape (n, n), symmetric.
    """
    pairs = table[table["source"] != table["target"]]
    source, target = pairs["source"].astype(str), pairs["target"].astype(str)
    weight = pairs["weight"].to_numpy(float)
    sums = pd.concat([pd.Series(weight, source.to_numpy()), pd.Series(weight, target.to_numpy())])
    sums = sums.groupby(level=0).sum().sort_index()
    if sums.empty or (ego is not None and ego not in sums.index):
        return "", [], np.zeros(0), np.zeros((0, 0))
    middle = str(sums.idxmax()) if ego is None else ego
    touching = (source == middle) | (target == middle)
    other = np.where(source == middle, target, source)
    own = pd.Series(weight[touching], other[touching]).groupby(level=0).sum()
    own = own.sort_index().sort_values(ascending=False, kind="stable")[:MOST]
    names = [str(one) for one in own.index]
    a, b = (pd.Index(names).get_indexer(pd.Index(end)) for end in (source, target))
    known = (a >= 0) & (b >= 0)
    among = np.zeros((len(names), len(names)))
    np.add.at(among, (a[known], b[known]), weight[known])
    among = among + among.T
    order = _side_by_side(among)
    return middle, [names[one] for one in order], own.to_numpy(float)[order], among[np.ix_(order, order)]


def _side_by_side(among: np.ndarray) -> list[int]:
    """Return an order in which each person stands beside the one they talk with most among those still left."""
    order, left = [0], list(range(1, len(among)))
    while left:
        best = max(left, key=lambda one: (among[order[-1], one], -one))
        order.append(best)
        left.remove(best)
    return order


def _ring(n: int) -> np.ndarray:
    """Return places on a circle, clockwise, at even heights on either side so that no label lies on another."""
    right = (n + 1) // 2
    height = np.concatenate([_even(right), -_even(n - right)])
    side = np.where(np.arange(n) < right, 1.0, -1.0)
    return np.column_stack([side * np.sqrt(1 - height**2), height])


def _even(n: int) -> np.ndarray:
    return 1 - (2 * np.arange(n) + 1) / max(n, 1)


def _lines(ax: Axes, place: np.ndarray, own: np.ndarray, among: np.ndarray) -> None:
    from matplotlib.collections import LineCollection

    a, b = np.nonzero(np.triu(among))
    if len(a):
        width = 0.4 + 1.6 * np.sqrt(among[a, b] / among.max())
        pairs = list(np.stack([place[a], place[b]], axis=1))
        ax.add_collection(LineCollection(pairs, linewidths=width, colors=PLAIN_NODE, alpha=0.4, zorder=0))
    spokes = list(np.stack([np.zeros_like(place), place], axis=1))
    width = 0.6 + 3.0 * np.sqrt(own / own.max())
    ax.add_collection(LineCollection(spokes, linewidths=width, colors=ACCENT, alpha=0.45, zorder=1))


def _names(ax: Axes, place: np.ndarray, people: list[str]) -> None:
    """Write every name outwards from its disc."""
    from matplotlib.patheffects import withStroke

    style: dict[str, Any] = {"color": INK, "va": "center", "parse_math": False, "zorder": 4}
    style["path_effects"] = [withStroke(linewidth=2.5, foreground=PAPER)]
    for (x, y), name in zip(place, people[1:]):
        side = 1 if x >= 0 else -1
        end = "left" if side > 0 else "right"
        ax.annotate(plain(name, 16), (x, y), xytext=(x + 0.13 * side, y), ha=end, fontsize=SIZE - 1.2, **style)
    ax.annotate(plain(people[0], 18), (0, 0), xytext=(0, -0.2), ha="center", fontsize=SIZE, weight="bold", **style)
