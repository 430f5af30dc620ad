"""What the opinion models have to learn: which rows, what of them, under which name."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import pandas as pd

from socialinsight.learn.opinion_corpora import CLASSES, NOT_A_REGISTER

CLEAN_SHARE = 0.2
FEW_WEIGHT = 3.0


@dataclass(frozen=True)
class Task:
    """One column or three to learn: which rows, what of them, under which name."""

    name: str
    group: str
    rows: np.ndarray
    target: np.ndarray
    weight: np.ndarray
    columns: tuple[str, ...]


def tasks(table: pd.DataFrame) -> list[Task]:
    """Return what each expert and each register column has to learn."""
    result = []
    labelled = table["label"].notna().to_numpy()
    expert, group = table["expert"].to_numpy(object), table["group"].to_numpy(object)
    sentiment = (table["task"] == "sentiment").to_numpy()
    for name in dict.fromkeys(expert[sentiment]):
        rows = np.flatnonzero(labelled & (expert == name))
        if not len(rows):
            continue
        target = table["label"].to_numpy(object)[rows]
        columns = tuple(f"{name}:{value}" for value in CLASSES)
        result.append(Task(name, group[rows[0]], rows, target, np.ones(len(rows)), columns))
    for name in registers(table):
        own = group[expert == name][0]
        rows = np.flatnonzero(sentiment & np.isin(group, ["permissive", own]))
        target = expert[rows] == name
        result.append(Task(f"register:{name}", own, rows, target, balanced(target), (f"register:{name}",)))
    if (~sentiment).any():
        rows = np.flatnonzero(np.isin(group, ["permissive", "unstated"]))
        target = ~sentiment[rows]
        result.append(Task("register:forum", "unstated", rows, target, balanced(target), ("register:forum",)))
        result.append(_toxicity(table, sentiment))
    return result


def _toxicity(table: pd.DataFrame, sentiment: np.ndarray) -> Task:
    """Learn toxic comments against clean ones, and against what customers write when they are merely angry."""
    clean = sentiment & clean_rows(table)
    rows = np.flatnonzero(~sentiment | clean)
    target = table["toxic"].to_numpy(bool)[rows]
    few = (table["corpus"] == "toxic_vk").to_numpy()
    weight = np.where(clean[rows], CLEAN_SHARE, np.where(few[rows], FEW_WEIGHT, 1.0))
    return Task("toxic", "unstated", rows, target, weight, ("toxic",))


def clean_rows(table: pd.DataFrame) -> np.ndarray:
    """Return which rows of the sentiment corpora are taken for free of insults.

    These are what customers write of firms, and tweets and posts that are not negative.
    """
    of_firms = table["expert"].isin(["review", "brand", "plain"])
    calm = table["expert"].isin(["tweet", "emotion"]) & table["label"].isin(["neutral", "positive"])
    return (of_firms | calm).to_numpy()


def registers(table: pd.DataFrame) -> list[str]:
    """Return the registers that the rows cover."""
    return [name for name in dict.fromkeys(table["expert"]) if name not in NOT_A_REGISTER]


def balanced(target: np.ndarray, power: float = 1.0) -> np.ndarray:
    """Return weights that give each class the same sum (power 1) or its own (power 0), mean 1."""
    values, code, count = np.unique(target, return_inverse=True, return_counts=True)
    weight = (len(target) / (len(values) * count)) ** power
    return weight[code] / weight[code].mean()
