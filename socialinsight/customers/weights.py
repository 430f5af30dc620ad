"""How much a customer weighs, by value and tenure, where the client gives them."""

from __future__ import annotations

import pandas as pd

DAY = pd.Timedelta(days=1)


def loyalty(customers: pd.DataFrame, *, as_of: pd.Timestamp) -> pd.DataFrame:
    """Return value, tenure and weight of each customer in the client's table.

    weight = (1/2 + rank of value) (1/2 + rank of tenure), ranks being mid-ranks among the customers, 0..1. A factor is
    1 where it is not given, so that nobody gains or loses by a gap in the table. Choice of the house: no source.

    Parameters
    ----------
    customers : pandas.DataFrame
        A customers table.
    as_of : pandas.Timestamp
        End of the tenure of those who have not left.

    Returns
    -------
    pandas.DataFrame
        Index author_id (= customer_id); value, since, tenure_days (NaN when not known or `since` is later), weight
        0.25..2.25.

    Examples
    --------
    >>> from socialinsight.tables import CUSTOMERS
    >>> rows = {"customer_id": ["a", "b"], "author_ids": [(), ()], "value": [10.0, 90.0]}
    >>> loyalty(CUSTOMERS.cast(pd.DataFrame(rows)), as_of=pd.Timestamp("2026-03-31", tz="UTC"))["weight"].tolist()
    [0.75, 1.25]
    """
    names = pd.Index(customers["customer_id"].astype(object), name="author_id")
    until = customers["left_at"].where(customers["left_at"] <= as_of).fillna(as_of)
    days = ((until - customers["since"]) / DAY).astype(float)
    table = pd.DataFrame(
        {
            "value": customers["value"].astype(float).to_numpy(),
            "since": customers["since"].array,
            "tenure_days": days.where(days >= 0).to_numpy(),
        },
        index=names,
    )
    return table.assign(weight=_factor(table["value"]) * _factor(table["tenure_days"]))


def _factor(values: pd.Series) -> pd.Series:
    n = int(values.notna().sum())
    if values.nunique() < 2:
        return pd.Series(1.0, values.index)
    return (0.5 + (values.rank() - 0.5) / n).fillna(1.0)
