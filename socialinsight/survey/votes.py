"""Votes: one a person, however often somebody writes; shares with intervals, and against the rest."""

from __future__ import annotations

import numpy as np
import pandas as pd

from socialinsight.proportion import gap_interval, gap_p_value, wilson
from socialinsight.signals.sentiment import NEUTRAL

SURE = 0.5
MOODS = ("positive", "negative", "neutral")


def author_votes(facts: pd.DataFrame, label: str | None) -> pd.DataFrame:
    """Return how many messages each author wrote, and how many of them say it.

    Of a mood only the last message counts: one cannot be content and discontent at once.

    Parameters
    ----------
    facts : pandas.DataFrame
        author_id, sent_at and score of each message; messages without a score do not vote.
    label : str or None
        positive, negative, neutral or a label.

    Returns
    -------
    pandas.DataFrame
        n and hits (int) by author_id.

    Examples
    --------
    >>> at = pd.to_datetime(["2026-01-01", "2026-01-02", "2026-01-03"])
    >>> facts = pd.DataFrame({"author_id": ["a", "a", "b"], "score": [0.9, 0.1, 0.2], "sent_at": at})
    >>> author_votes(facts, "praise").to_numpy().tolist()
    [[2, 1], [1, 0]]
    >>> author_votes(facts, "neutral").to_numpy().tolist()
    [[1, 1], [1, 0]]
    """
    known = facts.dropna(subset=["score"])
    if label in MOODS:
        known = known.sort_values("sent_at", kind="stable").drop_duplicates("author_id", keep="last")
    table = pd.DataFrame({"author_id": known["author_id"], "n": 1, "hits": says(known["score"], label).astype(int)})
    return table.groupby("author_id", sort=True)[["n", "hits"]].sum()


def says(score: pd.Series, label: str | None) -> np.ndarray:
    """Return which scores count as saying it: sentiment of at least 0.2 either way for a mood, else 0.5."""
    values = score.to_numpy(float)
    if label == "positive":
        return values >= NEUTRAL
    if label == "negative":
        return values <= -NEUTRAL
    return np.abs(values) < NEUTRAL if label == "neutral" else values >= SURE


def alike(rest: pd.DataFrame, n_messages: pd.Series) -> float:
    """Return how many of the rest would say it at least once if they had written as much as the others.

    Who writes more says more: each of the rest is taken at as many messages, drawn at random, as each of the others
    wrote (rarefaction, Hurlbert 1971: 1 - C(n - hits, k) / C(n, k)), or at all of theirs when they wrote fewer.

    Parameters
    ----------
    rest : pandas.DataFrame
        n and hits of the rest.
    n_messages : pandas.Series of int
        Messages of each of the others.

    Examples
    --------
    >>> alike(pd.DataFrame({"n": [4, 1], "hits": [2, 1]}), pd.Series([1, 1]))
    1.5
    """
    from scipy.special import gammaln

    n, hits = rest["n"].to_numpy(float), rest["hits"].to_numpy(float)
    total = 0.0
    for k, n_alike in n_messages.value_counts().items():
        drawn = np.minimum(n, float(k))
        left = n - hits - drawn
        odds = gammaln(n - hits + 1) + gammaln(n - drawn + 1) - gammaln(n + 1)
        none = np.where(left >= 0, np.exp(odds - gammaln(np.maximum(left, 0) + 1)), 0.0)
        total += n_alike * float((1 - none).sum())
    return round(total / max(len(n_messages), 1), 9)


def compared(votes: pd.DataFrame, rest: pd.DataFrame, *, least: int) -> dict[str, float]:
    """Return the share of some authors, its interval, and what the others would say; NaN below `least` authors."""
    n, hits = len(votes), int((votes["hits"] > 0).sum())
    rest_n, rest_hits = len(rest), alike(rest, votes["n"])
    enough, rest_enough = n >= max(least, 1), rest_n >= max(least, 1)
    nothing = (np.nan, np.nan)
    low, high = wilson(hits, n) if enough else nothing
    both = (hits, n, rest_hits, rest_n)
    gap_low, gap_high = gap_interval(*both) if enough and rest_enough else nothing
    share = hits / n if enough else np.nan
    rest_share = rest_hits / rest_n if enough and rest_enough else np.nan
    return {
        "n_authors": n,
        "n_saying": hits,
        "share": share,
        "low": low,
        "high": high,
        "rest_authors": rest_n,
        "rest_share": rest_share,
        "gap": share - rest_share,
        "gap_low": gap_low,
        "gap_high": gap_high,
        "p_value": gap_p_value(*both) if enough and rest_enough else np.nan,
    }
