"""Customers whose tone turned for good, and the message where it turned."""

from __future__ import annotations

from math import comb

import numpy as np
import pandas as pd

from socialinsight.signals.sentiment import NEUTRAL
from socialinsight.tables import TURNED

LEAST_BEFORE = 3
LEAST_AFTER = 3
RATE = 0.05


def turned(turns: pd.DataFrame) -> pd.DataFrame:
    """Return the customers of whom every message from some moment on is discontent, while most before were not.

    The turn is the first message of the last unbroken run of discontent ones (sentiment at most -0.2), at least three
    long, after at least three messages of which at most a third were discontent. How likely such an ending is by
    chance: with k discontent among n messages in random order, the last m are all discontent with probability
    C(k, m) / C(n, m); above 0.05 nothing is said. A watch-list: people go on writing when something is wrong.

    Parameters
    ----------
    turns : pandas.DataFrame
        Result of `turns.turns`.

    Returns
    -------
    pandas.DataFrame
        A turned table, latest first.
    """
    theirs = turns[~turns["is_firm"] & turns["sentiment"].notna()].sort_values("sent_at", kind="stable")
    n = theirs.groupby(["community_id", "author_id"])["sent_at"].transform("size")
    theirs = theirs[n >= LEAST_BEFORE + LEAST_AFTER]
    firm = turns[turns["is_firm"]]
    rows = []
    for (community, author), part in theirs.groupby(["community_id", "author_id"], sort=False):
        mood = part["sentiment"].to_numpy(float)
        place = _turn(mood)
        if place is None:
            continue
        at = part.iloc[place]
        before = firm[(firm["conversation"] == at["conversation"]) & (firm["sent_at"] < at["sent_at"])]
        earlier = part.iloc[:place]
        rows.append(
            {
                "community_id": community,
                "author_id": author,
                "message_id": at["message_id"],
                "turned_at": at["sent_at"],
                "n_before": place,
                "n_after": len(mood) - place,
                "mood_before": float(mood[:place].mean()),
                "mood_after": float(mood[place:].mean()),
                "p_value": _chance(mood, place),
                "firm_id": before["message_id"].iloc[-1] if len(before) else None,
                "had_waited": bool((earlier["asks"] & earlier["agent_at"].isna() & ~earlier["to_peer"]).any()),
            }
        )
    table = pd.DataFrame(rows, columns=[column.name for column in TURNED.columns])
    return TURNED.cast(table.sort_values("turned_at", ascending=False, ignore_index=True))


def _turn(mood: np.ndarray) -> int | None:
    """Return where the last run of discontent messages begins, None when it is no turn."""
    bad = mood <= -NEUTRAL
    content = np.flatnonzero(~bad)
    place = int(content[-1]) + 1 if len(content) else 0
    if place < LEAST_BEFORE or len(mood) - place < LEAST_AFTER or bad[:place].mean() > 1 / 3:
        return None
    return place if _chance(mood, place) <= RATE else None


def _chance(mood: np.ndarray, place: int) -> float:
    n, k, m = len(mood), int((mood <= -NEUTRAL).sum()), len(mood) - place
    return comb(k, m) / comb(n, m)
