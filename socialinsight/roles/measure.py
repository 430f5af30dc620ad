"""What a role says of every member: a measure, its interval, its support and how surprising it is."""

from __future__ import annotations

from dataclasses import dataclass, field

import numpy as np
import pandas as pd

YES = 0.5
WINDOW = 3


@dataclass(frozen=True, eq=False)
class Measure:
    """The result of a role's `score`; arrays have one element a member, `shows` one a turn.

    Attributes
    ----------
    value : ndarray of float64
        The measure of the role, larger = more so, at most 0 = shows nothing of it, NaN = cannot be measured.
    low, high : ndarray of float64
        95 % interval of `value`, in the same unit.
    n : ndarray of int64
        Support: the messages, posts or matched turns that the measure stands on.
    p_value : ndarray of float64
        Chance of a value at least so large if the community's messages had been dealt out at random.
    shows : ndarray of float64
        How strongly each turn shows the role in its author; below 0 speaks against it, 0 neither.
    features : dict of str to ndarray
        What carried the measure, by name.
    linked : bool
        Whether the measure stands on reply links, so that guessed links make it less sure.
    """

    value: np.ndarray
    low: np.ndarray
    high: np.ndarray
    n: np.ndarray
    p_value: np.ndarray
    shows: np.ndarray
    features: dict[str, np.ndarray] = field(default_factory=dict)
    linked: bool = True


def per_member(turns: pd.DataFrame, which: np.ndarray, n: int) -> np.ndarray:
    """Return how many of the marked turns each of n members wrote."""
    return np.bincount(turns["member"].to_numpy()[which], minlength=n)


def distinct(owner: np.ndarray, other: np.ndarray, n: int) -> np.ndarray:
    """Return how many different `other` codes go with each of n owners.

    Examples
    --------
    >>> distinct(np.array([0, 0, 1]), np.array([7, 7, 8]), 3).tolist()
    [1, 1, 0]
    """
    base = np.int64(other.max(initial=0)) + 1
    pairs = np.unique(owner.astype(np.int64) * base + other)
    return np.bincount(pairs // base, minlength=n)


def replies_drawn(turns: pd.DataFrame) -> np.ndarray:
    """Return how many replies of other people each turn drew."""
    answers = turns["target"].to_numpy() >= 0
    return np.bincount(turns["parent"].to_numpy()[answers], minlength=len(turns))


def in_quarrel(turns: pd.DataFrame) -> np.ndarray:
    """Return which turns are hostile, answer a hostile one or follow one within three turns of their thread."""
    hostile = (turns["hostility"] >= YES).to_numpy(bool)
    parent, talk = turns["parent"].to_numpy(), turns["conversation"].to_numpy()
    heated = hostile | ((parent >= 0) & (hostile[np.maximum(parent, 0)] if len(turns) else hostile))
    for step in range(1, WINDOW + 1):
        heated[step:] |= hostile[:-step] & (talk[step:] == talk[:-step])
    return heated


def answers_request(turns: pd.DataFrame) -> np.ndarray:
    """Return which turns answer a turn that asks a question or for an action; unread turns ask nothing."""
    asks = (turns[["question", "request"]] >= YES).any(axis=1).to_numpy(bool)
    parent = turns["parent"].to_numpy()
    return (parent >= 0) & (asks[np.maximum(parent, 0)] if len(turns) else parent > 0)
