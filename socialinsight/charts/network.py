"""Who turns to whom: the best connected people of one community."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import numpy as np
import pandas as pd

from socialinsight.charts.canvas import INK, LINE, MUTED, PAPER, ROLE_COLOURS, SIZE, empty, legend, new_axes, plain
from socialinsight.charts.placement import backbone, placement, strongest_ties
from socialinsight.charts.wording import wording
from socialinsight.graph.communities import communities
from socialinsight.graph.network import network

if TYPE_CHECKING:
    from matplotlib.axes import Axes

NAMED = 14
LEAST_GROUP = 4
STAFF = "agent"
PLAIN_NODE = "#9aa3a8"


def draw(table: pd.DataFrame, ax: Axes | None = None, *, language: str = "en") -> Axes:
    """Draw the largest connected part among the 60 people with most ties.

    Line width = messages between two people, disc size = ties, colour = role, a shade behind those who talk among
    themselves more than with the rest (`graph.communities`). People who talk much to each other lie near each
    other (force-directed placement, Fruchterman and Reingold 1991); lines are drawn for the three strongest ties
    of each person.

    Parameters
    ----------
    table : pandas.DataFrame
        Columns source, target (str), weight (float), and optionally source_role and target_role (str); one
        row a pair or several that are summed.
    ax : matplotlib.axes.Axes, optional
        Where to draw; new axes when left out.
    language : {"hu", "ru", "en"}
        Language of labels and numbers.

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
    names, ties = strongest_ties(table)
    if not len(ties):
        return empty(ax, say)
    ax.set_axis_off()
    ax.figure.patch.set_alpha(0)
    group = _groups(len(names), ties)
    place = placement(len(names), _drawn_together(ties, group))
    degree = np.bincount(ties[:, :2].astype(int).ravel(), np.repeat(ties[:, 2], 2), len(names))
    _shades(ax, place, group)
    _lines(ax, place, backbone(ties))
    colours = [colour(role) for role in roles_of(table, names)]
    ax.scatter(
        place[:, 0],
        place[:, 1],
        s=22 + 190 * degree / degree.max(),
        c=colours,
        edgecolor=PAPER,
        linewidth=0.9,
        zorder=2,
    )
    _names(ax, place, names, degree)
    present = [role for role in (*ROLE_COLOURS, STAFF) if colour(role) in colours]
    dots = [ax.scatter([], [], color=colour(role), s=26) for role in present]
    if dots:
        legend(ax, dots, [say(f"role.{role}") for role in present], columns=2)
    ax.set_xlim(-0.08, 1.2)
    ax.set_ylim(-0.08, 1.08)
    return ax


def _groups(n: int, ties: np.ndarray) -> np.ndarray:
    a, b, weight = ties[:, 0].astype(int), ties[:, 1].astype(int), ties[:, 2]
    return communities(network(a, b, n, weight=weight), seed=0)


def _drawn_together(ties: np.ndarray, group: np.ndarray) -> np.ndarray:
    inside = group[ties[:, 0].astype(int)] == group[ties[:, 1].astype(int)]
    return np.column_stack([ties[:, :2], ties[:, 2] * np.where(inside, 1.0, 0.1)])


def _shades(ax: Axes, place: np.ndarray, group: np.ndarray) -> None:
    """Lay a soft shade round each group of four and more, unless everybody is in one."""
    sizes = np.bincount(group)
    if (sizes >= LEAST_GROUP).sum() < 2:
        return
    for code in np.flatnonzero(sizes >= LEAST_GROUP):
        own = place[group == code]
        middle = np.median(own, axis=0)
        near = own[np.argsort(np.linalg.norm(own - middle, axis=1))[: max(LEAST_GROUP, int(0.85 * len(own)))]]
        ax.fill(*_outline(near).T, color=LINE, alpha=0.5, linewidth=16, joinstyle="round", zorder=0)


def _outline(points: np.ndarray) -> np.ndarray:
    """Return the corners of the convex hull, or the points themselves when they lie on one line."""
    from scipy.spatial import ConvexHull, QhullError

    try:
        return points[ConvexHull(points).vertices]
    except QhullError:
        return points


def _lines(ax: Axes, place: np.ndarray, ties: np.ndarray) -> None:
    from matplotlib.collections import LineCollection

    width = 0.5 + 2.6 * np.sqrt(ties[:, 2] / ties[:, 2].max())
    ends = place[ties[:, :2].astype(int)]
    ax.add_collection(LineCollection(list(ends), linewidths=width, colors=PLAIN_NODE, alpha=0.45, zorder=1))


def roles_of(table: pd.DataFrame, names: list[str]) -> list[str]:
    """Return the role of each name as the table tells it, "" for none."""
    roles: dict[str, str] = {}
    for end in ("source", "target"):
        if f"{end}_role" in table:
            told = table[[end, f"{end}_role"]].dropna()
            roles.update(zip(told[end].astype(str), told[f"{end}_role"].astype(str)))
    return [roles.get(name, "") for name in names]


def colour(role: str) -> str:
    """Return the colour of a role; grey for none."""
    return MUTED if role == STAFF else ROLE_COLOURS.get(role, PLAIN_NODE)


def _names(ax: Axes, place: np.ndarray, names: list[str], degree: np.ndarray) -> None:
    """Name the best connected, right or left of their discs, where no other name or larger disc is covered."""
    from matplotlib.patheffects import withStroke

    style: dict[str, Any] = {"fontsize": SIZE - 1.2, "color": INK, "va": "center", "parse_math": False, "zorder": 3}
    style["path_effects"] = [withStroke(linewidth=2.5, foreground=PAPER)]
    order = np.argsort(-degree, kind="stable")
    taken: list[tuple[float, float]] = []
    for rank, i in enumerate(order[:NAMED]):
        text = plain(names[i], 14)
        wide = 0.03 + 0.0145 * len(text)
        others = place[order[: max(rank, 3)]]
        for side in (1, -1):
            middle = (place[i, 0] + side * (0.02 + wide / 2), place[i, 1])
            clear = not any(abs(middle[0] - x) < 0.23 and abs(middle[1] - y) < 0.055 for x, y in taken)
            apart = (np.abs(others - middle) > (wide / 2 + 0.015, 0.03)).any(axis=1)
            if clear and apart.all():
                taken.append(middle)
                offset = side * (5 + 7 * np.sqrt(degree[i] / degree.max()))
                end = "left" if side > 0 else "right"
                ax.annotate(text, place[i], xytext=(offset, 0), textcoords="offset points", ha=end, **style)
                break
