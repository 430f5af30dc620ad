"""Which issues drag satisfaction down, and whether customers leave a conversation happier than they came."""

from __future__ import annotations

import numpy as np
import pandas as pd

from socialinsight.issues.growth import benjamini_hochberg
from socialinsight.proportion import Z_95, wilson
from socialinsight.signals.sentiment import NEUTRAL
from socialinsight.tables import DRIVERS, MOOD_CHANGES

LEAST = 5
DIMENSIONS = {"answered": "answered_by", "channel": "channel", "topic": "topic", "product": "product"}


def drivers(messages: pd.DataFrame, signals: pd.DataFrame, issue_messages: pd.DataFrame) -> pd.DataFrame:
    """Return how far each issue drags satisfaction, worst first.

    A conversation counts 1, 0 or -1 by the mean sentiment of its customer messages. gap = mean over the conversations
    with a complaint about the issue less the mean over those with complaints about others only; Welch's interval and
    two-sided p (Welch 1947), Benjamini-Hochberg over issues. drag = -gap · n / all conversations with a sentiment.
    Complaining goes with the issue; it is not shown to be caused by it.

    Parameters
    ----------
    messages, signals : pandas.DataFrame
        The tables of these names; same order.
    issue_messages : pandas.DataFrame
        The issue of each complaint.

    Returns
    -------
    pandas.DataFrame
        A drivers table; issues in fewer than 5 conversations are left out.
    """
    own = messages["author_role"].isin(["agent", "bot"]).to_numpy(bool)
    facts = pd.DataFrame(
        {
            "conversation_id": messages["conversation_id"].to_numpy(object),
            "message_id": messages["message_id"].to_numpy(object),
            "sentiment": signals["sentiment"].to_numpy(float),
        }
    )[~own & signals["sentiment"].notna().to_numpy(bool)]
    mood = facts.groupby("conversation_id")["sentiment"].mean()
    mark = pd.Series(np.select([mood >= NEUTRAL, mood <= -NEUTRAL], [1.0, -1.0], 0.0), mood.index, name="mark")
    told = issue_messages[issue_messages["issue_id"].notna()].astype({"message_id": object, "issue_id": object})
    pairs = told.merge(facts[["message_id", "conversation_id"]], on="message_id")
    pairs = pairs.drop_duplicates(["conversation_id", "issue_id"]).join(mark, on="conversation_id")
    everyone = pairs.drop_duplicates("conversation_id")["mark"]
    sums = pairs.groupby("issue_id")["mark"].agg(n="size", total="sum", square=lambda marks: float((marks**2).sum()))
    sums = sums[(sums["n"] >= LEAST) & (len(everyone) - sums["n"] >= LEAST)].reset_index()
    if sums.empty:
        return DRIVERS.empty()
    return _gaps(sums, everyone, len(mark))


def _gaps(sums: pd.DataFrame, everyone: pd.Series, n_all: int) -> pd.DataFrame:
    from scipy.stats import norm

    n, total, square = (sums[name].to_numpy(float) for name in ("n", "total", "square"))
    rest, rest_total, rest_square = len(everyone) - n, everyone.sum() - total, float((everyone**2).sum()) - square
    mean, other = total / n, rest_total / rest
    spread = (square / n - mean**2 + 1 / n) / n + (rest_square / rest - other**2 + 1 / rest) / rest
    error = np.sqrt(np.maximum(spread, 1e-12))
    gap = mean - other
    p_value = 2 * norm.sf(np.abs(gap) / error)
    table = pd.DataFrame(
        {
            "issue_id": sums["issue_id"],
            "n": n,
            "n_others": rest,
            "net_sentiment": mean,
            "gap": gap,
            "low": gap - Z_95 * error,
            "high": gap + Z_95 * error,
            "drag": -gap * n / max(n_all, 1),
            "p_value": p_value,
            "q_value": benjamini_hochberg(p_value),
        }
    )
    return DRIVERS.cast(table.sort_values("drag", ascending=False, kind="stable", ignore_index=True))


def mood_changes(conversations: pd.DataFrame, messages: pd.DataFrame) -> pd.DataFrame:
    """Return how customers' mood changes within conversations, and how many unhappy ones recover.

    Only conversations with at least two customer messages count. A conversation began unhappy when its first third
    is negative, and recovered when its last third is not. The interval of the change is Student's.

    Parameters
    ----------
    conversations, messages : pandas.DataFrame
        The tables of these names.

    Returns
    -------
    pandas.DataFrame
        A mood_changes table: all, then by who answered, channel, topic and product.
    """
    theirs = messages[~messages["author_role"].isin(["agent", "bot"]).to_numpy(bool)]
    size = theirs.groupby("conversation_id").size()
    product = theirs.dropna(subset=["product"]).drop_duplicates("conversation_id").set_index("conversation_id")
    facts = conversations.assign(
        size=conversations["conversation_id"].map(size).astype(float),
        product=conversations["conversation_id"].map(product["product"]),
        all="all",
    )
    facts = facts[(facts["size"] >= 2) & facts["satisfaction_change"].notna()]
    rows = []
    for dimension, column in {"all": "all", **DIMENSIONS}.items():
        for value, group in facts.groupby(column, sort=True):
            rows.append({"dimension": dimension, "value": str(value), **_change(group)})
    return MOOD_CHANGES.cast(pd.DataFrame(rows, columns=[column.name for column in MOOD_CHANGES.columns]))


def _change(group: pd.DataFrame) -> dict[str, float]:
    from scipy.stats import t

    start, end = (group[f"satisfaction_{name}"].to_numpy(float) for name in ("start", "end"))
    n = len(group)
    change = end - start
    half = t.ppf(0.975, n - 1) * change.std(ddof=1) / np.sqrt(n) if n > 1 else np.nan
    unhappy = start <= -NEUTRAL
    n_unhappy, recovered = int(unhappy.sum()), int((end[unhappy] > -NEUTRAL).sum())
    low, high = wilson(recovered, n_unhappy)
    return {
        "n": n,
        "start": start.mean(),
        "end": end.mean(),
        "change": change.mean(),
        "low": change.mean() - half,
        "high": change.mean() + half,
        "n_unhappy": n_unhappy,
        "recovered_share": recovered / n_unhappy if n_unhappy else np.nan,
        "recovered_low": low,
        "recovered_high": high,
    }
