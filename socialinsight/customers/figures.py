"""The figures by segment: satisfaction, complaints, answers, churn; weighted by value and tenure where given."""

from __future__ import annotations

import numpy as np
import pandas as pd

from socialinsight.proportion import median_interval, net_interval, wilson
from socialinsight.signals.sentiment import NEUTRAL
from socialinsight.tables import SEGMENT_FIGURES

UNKNOWN = "unknown"
SAID = ("firm", "conditional", "considered")


def segment_figures(
    messages: pd.DataFrame, signals: pd.DataFrame, conversations: pd.DataFrame, history: pd.DataFrame
) -> pd.DataFrame:
    """Return one row a segment; customers of no known segment stand under "unknown".

    Parameters
    ----------
    messages, signals, conversations : pandas.DataFrame
        The tables of these names; messages and signals in the same order. A conversation belongs to the segment of
        who asked first.
    history : pandas.DataFrame
        A customer_history table: segment and weight of each customer.

    Returns
    -------
    pandas.DataFrame
        A segment_figures table, the largest segment first. Shares with Wilson's interval, net sentiment with that of a
        difference of shares, the median with one from order statistics. weighted_net = sum of weight times mark over
        sum of weights, mark being 1, 0 or -1; NaN where no customer of the segment has a value or tenure.
    """
    people = history.set_index(history["author_id"].astype(object))
    people = people.assign(segment=people["segment"].astype(object).fillna(UNKNOWN))
    facts = _facts(messages, signals, people)
    asked = conversations[conversations["asked_id"].notna()]
    asker = pd.Series(messages["author_id"].to_numpy(object), index=messages["message_id"].to_numpy(object))
    asked = asked.assign(segment=asked["asked_id"].astype(object).map(asker).map(people["segment"]).to_numpy(object))
    rows = []
    for name, own in people.groupby("segment", sort=True):
        said, talks = facts[facts["segment"] == name], asked[asked["segment"] == name]
        rows.append({"segment": name, **_mood(said, own), **_answers(talks), **_leaving(own)})
    table = pd.DataFrame(rows, columns=[column.name for column in SEGMENT_FIGURES.columns])
    return SEGMENT_FIGURES.cast(table.sort_values("n_customers", ascending=False, kind="stable", ignore_index=True))


def _facts(messages: pd.DataFrame, signals: pd.DataFrame, people: pd.DataFrame) -> pd.DataFrame:
    author = messages["author_id"].astype(object)
    table = pd.DataFrame(
        {
            "segment": author.map(people["segment"]).to_numpy(object),
            "weight": author.map(people["weight"]).to_numpy(float),
            "sentiment": signals["sentiment"].to_numpy(float),
            "complaint": signals["complaint"].to_numpy(float),
        }
    )
    return table[~messages["author_role"].isin(["agent", "bot"]).to_numpy(bool)]


def _mood(said: pd.DataFrame, own: pd.DataFrame) -> dict[str, float]:
    told = said[said["sentiment"].notna()]
    mood = told["sentiment"].to_numpy(float)
    mark = np.where(mood >= NEUTRAL, 1, np.where(mood <= -NEUTRAL, -1, 0))
    n, positive, negative = len(mark), int((mark > 0).sum()), int((mark < 0).sum())
    low, high = net_interval(positive, negative, n)
    given = own[["value", "tenure_days"]].notna().any(axis=None)
    weight = told["weight"].to_numpy(float)
    read = said["complaint"].notna()
    hits, n_read = int((said.loc[read, "complaint"] >= 0.5).sum()), int(read.sum())
    ends = wilson(hits, n_read)
    return {
        "n_customers": len(own),
        "n_messages": n,
        "net_sentiment": (positive - negative) / n if n else np.nan,
        "low": low,
        "high": high,
        "weighted_net": float((weight * mark).sum() / weight.sum()) if given and n else np.nan,
        "complaint_share": hits / n_read if n_read else np.nan,
        "complaint_low": ends[0],
        "complaint_high": ends[1],
    }


def _answers(talks: pd.DataFrame) -> dict[str, float]:
    n, answered = len(talks), int((talks["answered_by"] == "agent").sum())
    low, high = wilson(answered, n)
    seconds = talks["first_response_seconds"].dropna().to_numpy(float)
    fast, slow = median_interval(seconds)
    return {
        "n_asked": n,
        "answered_share": answered / n if n else np.nan,
        "answered_low": low,
        "answered_high": high,
        "first_response_seconds": float(np.median(seconds)) if len(seconds) else np.nan,
        "response_low": fast,
        "response_high": slow,
    }


def _leaving(own: pd.DataFrame) -> dict[str, float]:
    n, said = len(own), int(own["churn"].isin(SAID).sum())
    low, high = wilson(said, n)
    return {"n_leaving": said, "leaving_share": said / n, "leaving_low": low, "leaving_high": high}
