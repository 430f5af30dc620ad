"""Which people a network picture shows, which lines, and where they stand."""

from __future__ import annotations

import numpy as np
import pandas as pd

MOST = 60
STRONGEST = 3


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


def backbone(ties: np.ndarray) -> np.ndarray:
    """Return the ties that are among the three strongest of one of their ends."""
    rows = np.tile(np.arange(len(ties)), 2)
    ends = np.concatenate([ties[:, 0], ties[:, 1]])
    order = np.lexsort((rows, -ties[rows, 2], ends))
    place = pd.Series(ends[order]).groupby(ends[order]).cumcount().to_numpy()
    return ties[np.unique(rows[order][place < STRONGEST])]
