"""Satisfaction inferred from text beside measured scores, by period, channel, product, topic, language and segment."""

from __future__ import annotations

import numpy as np
import pandas as pd

from socialinsight.proportion import net_interval
from socialinsight.signals.sentiment import NEUTRAL
from socialinsight.summary import Period
from socialinsight.tables import SATISFACTION

DIMENSIONS = ("period", "channel", "product", "topic", "language", "segment")


def satisfaction(
    messages: pd.DataFrame,
    signals: pd.DataFrame,
    *,
    zone: str,
    current: Period | None = None,
    previous: Period | None = None,
    segments: pd.DataFrame | None = None,
) -> pd.DataFrame:
    """Return net sentiment and mean rating along each dimension, and the current period beside the previous one.

    Net sentiment = share of positive - share of negative customer messages, with a 95 % interval. Measured
    ratings stand in columns of their own and are never mixed in.

    Parameters
    ----------
    messages, signals : pandas.DataFrame
        The tables of these names; same order.
    zone : str
        Time zone of the weeks; a period is the Monday of its week.
    current, previous : Period, optional
        What is compared; the columns of the comparison are missing without them and for weeks.
    segments : pandas.DataFrame, optional
        Result of `customers.segments.segments`; no figures by segment without it.

    Returns
    -------
    pandas.DataFrame
        A satisfaction table.
    """
    facts = satisfaction_facts(messages, signals, zone=zone, segments=segments)
    parts = [by_dimension(facts, name) for name in DIMENSIONS]
    if current is not None and previous is not None:
        at = messages["sent_at"].loc[facts.index]
        now, before = (facts[period.holds(at)] for period in (current, previous))
        parts = [
            part if name == "period" else _compared(part, now, before, name) for part, name in zip(parts, DIMENSIONS)
        ]
    parts = [part for part in parts if len(part)]
    if not parts:
        return SATISFACTION.empty()
    return SATISFACTION.cast(pd.concat(parts, ignore_index=True))


def _compared(table: pd.DataFrame, now: pd.DataFrame, before: pd.DataFrame, dimension: str) -> pd.DataFrame:
    """Add net sentiment of both periods and their difference, with an interval from the two variances."""
    if table.empty:
        return table
    names = ["value", "n", "net_sentiment", "low", "high"]
    sides = [by_dimension(facts, dimension) for facts in (now, before)]
    sides = [(side if len(side) else SATISFACTION.empty())[names].set_index("value") for side in sides]
    one, other = (side.reindex(table["value"].to_numpy(object)) for side in sides)
    change = one["net_sentiment"].to_numpy(float) - other["net_sentiment"].to_numpy(float)
    half = np.sqrt(sum(((side["high"] - side["low"]).to_numpy(float) / 2) ** 2 for side in (one, other)))
    return table.assign(
        n_current=one["n"].fillna(0).to_numpy(int),
        current=one["net_sentiment"].to_numpy(float),
        n_previous=other["n"].fillna(0).to_numpy(int),
        previous=other["net_sentiment"].to_numpy(float),
        change=change,
        change_low=change - half,
        change_high=change + half,
    )


def satisfaction_facts(
    messages: pd.DataFrame, signals: pd.DataFrame, *, zone: str, segments: pd.DataFrame | None = None
) -> pd.DataFrame:
    """Return one row a customer message: sentiment, rating and the value of each dimension."""
    own = messages["author_role"].isin(["agent", "bot"]).fillna(False).to_numpy(bool)
    local = messages["sent_at"].dt.tz_convert(zone).dt.tz_localize(None)
    monday = local.dt.normalize() - pd.to_timedelta(local.dt.day_of_week, unit="D")
    facts = pd.DataFrame(
        {
            "sentiment": signals["sentiment"].to_numpy(float),
            "rating": messages["rating"].astype(float).to_numpy(),
            "period": monday.dt.strftime("%Y-%m-%d").to_numpy(object),
            "channel": messages["channel"].astype(object).to_numpy(),
            "product": messages["product"].astype(object).to_numpy(),
            "topic": signals["topic"].astype(object).to_numpy(),
            "language": signals["lang"].astype(object).to_numpy(),
            "segment": None if segments is None else messages["author_id"].map(segments["segment"]).to_numpy(object),
        }
    )
    return facts[~own]


def by_dimension(facts: pd.DataFrame, dimension: str) -> pd.DataFrame:
    """Return the satisfaction rows of one dimension; values without any measure are left out."""
    facts = facts[facts[dimension].notna()]
    if facts.empty:
        return pd.DataFrame()
    flags = facts.assign(positive=facts["sentiment"] >= NEUTRAL, negative=facts["sentiment"] <= -NEUTRAL)
    table = flags.groupby(dimension, sort=True).agg(
        n=("sentiment", "count"),
        positive=("positive", "sum"),
        negative=("negative", "sum"),
        mean_sentiment=("sentiment", "mean"),
        n_rated=("rating", "count"),
        mean_rating=("rating", "mean"),
    )
    table = table[(table["n"] > 0) | (table["n_rated"] > 0)]
    ends = [net_interval(*row) for row in table[["positive", "negative", "n"]].itertuples(index=False)]
    table["net_sentiment"] = ((table["positive"] - table["negative"]) / table["n"]).where(table["n"] > 0, np.nan)
    table["low"] = [low for low, _ in ends]
    table["high"] = [high for _, high in ends]
    return table.rename_axis("value").reset_index().assign(dimension=dimension)[SATISFACTION.required]
