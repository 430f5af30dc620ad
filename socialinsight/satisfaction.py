"""Satisfaction inferred from text beside measured scores, by period, channel, product, topic and language."""

from __future__ import annotations

import numpy as np
import pandas as pd

from socialinsight.proportion import net_interval
from socialinsight.signals.sentiment import NEUTRAL
from socialinsight.tables import SATISFACTION

DIMENSIONS = ("period", "channel", "product", "topic", "language")


def satisfaction(messages: pd.DataFrame, signals: pd.DataFrame, *, zone: str) -> pd.DataFrame:
    """Return net sentiment and mean rating along each dimension.

    Net sentiment = share of positive - share of negative customer messages, with a 95 % interval. Measured
    ratings stand in columns of their own and are never mixed in.

    Parameters
    ----------
    messages, signals : pandas.DataFrame
        The tables of these names; same order.
    zone : str
        Time zone of the weeks; a period is the Monday of its week.

    Returns
    -------
    pandas.DataFrame
        A satisfaction table.
    """
    facts = satisfaction_facts(messages, signals, zone=zone)
    parts = [by_dimension(facts, name) for name in DIMENSIONS]
    parts = [part for part in parts if len(part)]
    if not parts:
        return SATISFACTION.empty()
    return SATISFACTION.cast(pd.concat(parts, ignore_index=True))


def satisfaction_facts(messages: pd.DataFrame, signals: pd.DataFrame, *, zone: str) -> pd.DataFrame:
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
    return (
        table.rename_axis("value")
        .reset_index()
        .assign(dimension=dimension)[[column.name for column in SATISFACTION.columns]]
    )
