"""Who turns to whom: the best connected people of one community."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import numpy as np
import pandas as pd

from socialinsight.charts.canvas import INK, MUTED, PAPER, ROLE_COLOURS, SIZE, empty, legend, new_axes, plain
from socialinsight.charts.wording import wording

if TYPE_CHECKING:
    from matplotlib.axes import Axes

MOST = 60
NAMED = 14
STAFF = "agent"
PLAIN_NODE = "#9aa3a8"


def draw(table: pd.DataFrame, ax: Axes | None = None, *, language: str = "en") -> Axes:
    """Draw the largest connected part among the 60 people with most ties.

    Line width = messages between two people, disc size = ties, colour = role. People who talk much to each
    other lie near each other (force-directed placement, Fruchterman and Reingold 1991).

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
    place = placement(len(names), ties)
    degree = np.bincount(ties[:, :2].astype(int).ravel(), np.repeat(ties[:, 2], 2), len(names))
    _lines(ax, place, ties)
    colours = [_colour(role) for role in _roles(table, names)]
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
    present = [role for role in (*ROLE_COLOURS, STAFF) if _colour(role) in colours]
    dots = [ax.scatter([], [], color=_colour(role), s=26) for role in present]
    if dots:
        legend(ax, dots, [say(f"role.{role}") for role in present], columns=2)
    ax.set_xlim(-0.08, 1.2)
    ax.set_ylim(-0.08, 1.08)
    return ax


def strongest_ties(table: pd.DataFrame) -> tuple[list[str], np.ndarray]:
    """Return the drawn people and their ties: rows of (index, index, weight), undirected, one a pair."""
    pairs = table[table["source"] != table["target"]]
    if pairs.empty:
        return [], np.zeros((0, 3))
    ends = np.sort(pairs[["source", "target"]].astype(str).to_numpy(object), axis=1)
    sums = pd.DataFrame({"a": ends[:, 0], "b": ends[:, 1], "w": pairs["weight"].to_numpy(float)})
    sums = sums.groupby(["a", "b"])["w"].sum().reset_index()
    degree = pd.concat([sums.set_index("a")["w"], sums.set_index("b")["w"]]).groupby(level=0).sum()
    least = np.minimum(sums["a"].map(degree), sums["b"].map(degree))
    sums = sums.assign(least=least).sort_values(["least", "w"], ascending=False, kind="stable")
    kept = pd.unique(sums[["a", "b"]].to_numpy(object).ravel())[: MOST // 2 * 2]
    sums = sums[sums["a"].isin(kept) & sums["b"].isin(kept)]
    names = sorted(_largest_part(sums))
    sums = sums[sums["a"].isin(names)]
    codes = {name: i for i, name in enumerate(names)}
    return names, np.column_stack([sums["a"].map(codes), sums["b"].map(codes), sums["w"]]).astype(float)


def _largest_part(pairs: pd.DataFrame) -> set[str]:
    parts: list[set[str]] = []
    for a, b in zip(pairs["a"], pairs["b"]):
        joined = {a, b}.union(*(part for part in parts if a in part or b in part))
        parts = [part for part in parts if a not in part and b not in part] + [joined]
    return max(parts, key=lambda part: (len(part), min(part)))


def placement(n: int, ties: np.ndarray, *, steps: int = 260) -> np.ndarray:
    """Return places in the unit square: ties pull, all people push; no chance is involved."""
    turn = np.arange(n) * 2.399963
    place = np.column_stack([np.cos(turn), np.sin(turn)]) * np.sqrt((np.arange(n) + 0.5) / n)[:, None]
    a, b = ties[:, 0].astype(int), ties[:, 1].astype(int)
    pull = np.sqrt(ties[:, 2] / ties[:, 2].max())[:, None] * 0.8 + 0.2
    best = 1.6 / np.sqrt(n)
    for step in range(steps):
        gap = place[:, None] - place[None]
        far = np.maximum(np.linalg.norm(gap, axis=2), 1e-3)[..., None]
        move = (gap / far * (best**2 / far)).sum(axis=1) - 0.6 * best * place
        spring = (place[a] - place[b]) * np.linalg.norm(place[a] - place[b], axis=1)[:, None] / best * pull
        np.add.at(move, a, -spring)
        np.add.at(move, b, spring)
        length = np.maximum(np.linalg.norm(move, axis=1), 1e-9)[:, None]
        place = place + move / length * np.minimum(length, 0.12 * (1 - step / steps) + 0.002)
    low, high = place.min(axis=0), place.max(axis=0)
    return (place - low) / np.maximum(high - low, 1e-9)


def _lines(ax: Axes, place: np.ndarray, ties: np.ndarray) -> None:
    from matplotlib.collections import LineCollection

    width = 0.5 + 2.6 * np.sqrt(ties[:, 2] / ties[:, 2].max())
    ends = place[ties[:, :2].astype(int)]
    ax.add_collection(LineCollection(list(ends), linewidths=width, colors=PLAIN_NODE, alpha=0.45, zorder=1))


def _roles(table: pd.DataFrame, names: list[str]) -> list[str]:
    roles: dict[str, str] = {}
    for end in ("source", "target"):
        if f"{end}_role" in table:
            told = table[[end, f"{end}_role"]].dropna()
            roles.update(zip(told[end].astype(str), told[f"{end}_role"].astype(str)))
    return [roles.get(name, "") for name in names]


def _colour(role: str) -> str:
    return MUTED if role == STAFF else ROLE_COLOURS.get(role, PLAIN_NODE)


def _names(ax: Axes, place: np.ndarray, names: list[str], degree: np.ndarray) -> None:
    taken: list[np.ndarray] = []
    for i in np.argsort(-degree, kind="stable")[:NAMED]:
        if any(abs(place[i, 0] - t[0]) < 0.2 and abs(place[i, 1] - t[1]) < 0.055 for t in taken):
            continue
        taken.append(place[i])
        offset = 5 + 7 * np.sqrt(degree[i] / degree.max())
        style: dict[str, Any] = {"fontsize": SIZE - 1.2, "color": INK, "va": "center", "parse_math": False, "zorder": 3}
        ax.annotate(plain(names[i], 14), place[i], xytext=(offset, 0), textcoords="offset points", **style)
