"""Who comes back: learnt from the customers' own past, events before the cut alone."""

from __future__ import annotations

from typing import Any

import numpy as np
import pandas as pd

from socialinsight.churn.rhythm import DAY, Rhythm, expected_events, fit_rhythm, histories, still_active
from socialinsight.tables import RETURNING

KINDS = ("purchase", "usage")
SHARE_OF_PAST = 3
LEAST_OF_EACH = 30
FEATURES = ("n", "idle", "idle_share", "age", "amount", "expected")


def returning(events: pd.DataFrame, *, as_of: pd.Timestamp, days: int = 90) -> pd.DataFrame:
    """Return how likely each customer is to buy or use again within the coming `days`.

    The customers' own rhythm is fitted by BG/NBD. A logistic model is then learnt on the past alone: what was known
    some time before `as_of`, and who came back since; it is applied to what is known at `as_of`. That time is the
    horizon: `days`, or a third of the record when that is shorter. Silence in messages plays no part.

    Parameters
    ----------
    events : pandas.DataFrame
        An events table; rows of kind purchase or usage with an author_id count.
    as_of : pandas.Timestamp
        Moment of the judgement; later events are left out.
    days : int
        Longest horizon.

    Returns
    -------
    pandas.DataFrame
        A returning table, the unlikeliest first. `p_return` is NaN where the past is too short or too few customers
        came back or stayed away to learn from (30 of each); `p_active` and `expected` are NaN below 50 customers.

    Raises
    ------
    ValueError
        When `days` is not positive.
    """
    if days <= 0:
        raise ValueError(f"days: received {days}; legal: a positive number of days. Name the horizon, such as 90.")
    counted = events[events["kind"].isin(KINDS) & events["author_id"].notna()]
    history = histories(counted, until=as_of)
    if history.empty:
        return RETURNING.empty()
    horizon = min(days, (as_of - history["first_at"].min()) / DAY / SHARE_OF_PAST)
    rhythm = fit_rhythm(history)
    history["p_active"] = np.nan if rhythm is None else still_active(rhythm, history)
    history["expected"] = np.nan if rhythm is None else expected_events(rhythm, history, days=horizon)
    model = learnt(counted, as_of=as_of, days=horizon)
    history["p_return"] = np.nan if model is None else chance(model, history, rhythm, horizon)
    history["usual_gap_days"] = (history["span_days"] / (history["n"] - 1)).where(history["n"] > 1)
    table = history.reset_index().rename(columns={"n": "n_events"}).assign(horizon_days=horizon)
    table = table.sort_values(["p_return", "idle_days"], ascending=[True, False], kind="stable", ignore_index=True)
    return RETURNING.cast(table)[[column.name for column in RETURNING.columns]]


def learnt(events: pd.DataFrame, *, as_of: pd.Timestamp, days: float) -> Any | None:
    """Return a logistic pipeline learnt on the past before `as_of`, None when there is too little of it.

    Parameters
    ----------
    events : pandas.DataFrame
        Purchases or uses.
    as_of : pandas.Timestamp
        Nothing at or after this moment is looked at.
    days : float
        How long before that moment the customers are looked at.
    """
    from sklearn.linear_model import LogisticRegression
    from sklearn.pipeline import make_pipeline
    from sklearn.preprocessing import StandardScaler

    past = events[events["at"] < as_of]
    cut = as_of - days * DAY
    history = histories(past, until=cut)
    rhythm = fit_rhythm(history)
    if rhythm is None:
        return None
    came = history.index.isin(past.loc[past["at"] >= cut, "author_id"])
    if min(came.sum(), (~came).sum()) < LEAST_OF_EACH:
        return None
    model = make_pipeline(StandardScaler(), LogisticRegression())
    return model.fit(features(history, rhythm, days), came)


def chance(model: Any, history: pd.DataFrame, rhythm: Rhythm | None, days: float) -> np.ndarray:
    """Return the probability of coming back, shape (n_customers,)."""
    if rhythm is None:
        return np.full(len(history), np.nan)
    return model.predict_proba(features(history, rhythm, days))[:, 1]


def features(history: pd.DataFrame, rhythm: Rhythm, days: float) -> np.ndarray:
    """Return what the model weighs, shape (n_customers, len(FEATURES)); logarithms of counts, days and amounts."""
    amount = history["amount"].fillna(history["amount"].median()).fillna(0).clip(lower=0)
    columns = (
        np.log1p(history["n"]),
        np.log1p(history["idle_days"] / 7),
        history["idle_days"] / history["age_days"].clip(lower=1),
        np.log1p(history["age_days"] / 7),
        np.log1p(amount),
        np.log(expected_events(rhythm, history, days=days) + 1e-6),
    )
    return np.column_stack(columns).astype(float)
