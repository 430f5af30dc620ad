"""Since when each customer has been here, until when, and how many of each segment were lost."""

from __future__ import annotations

import csv
from functools import lru_cache
from pathlib import Path
from typing import Any

import numpy as np
import pandas as pd

from socialinsight.churn.survival import WHOLE, kaplan_meier, log_rank, median_days, share_at
from socialinsight.customers.segments import named_segment
from socialinsight.issues.growth import benjamini_hochberg
from socialinsight.proportion import wilson
from socialinsight.summary import Period
from socialinsight.tables import RETENTION, times_of

LEFT_KINDS = ("left", "churn", "churned", "lost", "cancelled")
LEAST_LEFT = 5
DAY = pd.Timedelta(days=1)


@lru_cache(maxsize=1)
def outcome_words() -> dict[str, str]:
    """Return the words of outcome columns, lower case, and what they stand for: active or lost."""
    with Path(__file__).with_name("outcome_words.csv").open(encoding="utf-8", newline="") as file:
        return {row["word"]: row["outcome"] for row in csv.DictReader(file)}


def lifetimes(customers: pd.DataFrame, events: pd.DataFrame, *, as_of: pd.Timestamp) -> pd.DataFrame:
    """Return one row a customer: how long observed, and whether the customer left.

    Parameters
    ----------
    customers : pandas.DataFrame
        A customers table. The date of leaving is `left_at`, else the first event of kind left, churn, churned, lost
        or cancelled whose author_id is the customer_id or one of its author_ids.
    events : pandas.DataFrame
        An events table.
    as_of : pandas.Timestamp
        Nothing after this moment is looked at: who left later is still here.

    Returns
    -------
    pandas.DataFrame
        customer_id, segment (as `customers.segments.named_segment` names it, "" when not given), value, since, left_at,
        left, undated (lost without a date), days (whole, at least 1; NaN when `since` is not known or later than
        `as_of`, or for the undated).

    Notes
    -----
    A table that lists today's customers only shows nobody leaving: the curve needs those who left.
    """
    table = customers[["customer_id", "value", "since"]].reset_index(drop=True)
    segment = customers["segment"].astype(object).reset_index(drop=True)
    left_at = customers["left_at"].reset_index(drop=True).fillna(_told(customers, events))
    left_at = left_at.where(left_at <= as_of)
    said = customers["outcome"].astype(object).reset_index(drop=True).map(_outcome)
    later = customers["left_at"].reset_index(drop=True) > as_of
    undated = (said == "lost") & left_at.isna() & ~later
    until = left_at.fillna(as_of)
    days = np.maximum(np.floor((until - table["since"]) / DAY), 1.0)
    seen = table["since"].notna() & (table["since"] <= until) & ~undated
    return table.assign(
        segment=[WHOLE if pd.isna(one) else named_segment(one) for one in segment],
        left_at=left_at,
        left=left_at.notna(),
        undated=undated.to_numpy(bool),
        days=days.where(seen).astype(float),
    )


def _outcome(word: Any) -> str | None:
    return outcome_words().get(str(word).strip().casefold())


def _told(customers: pd.DataFrame, events: pd.DataFrame) -> pd.Series:
    """Return when the events say that each customer left, in the order of the customers."""
    gone = events[events["kind"].isin(LEFT_KINDS) & events["author_id"].notna()]
    person = {
        str(one): str(row.customer_id)
        for row in customers[["customer_id", "author_ids"]].itertuples()
        for one in (row.customer_id, *row.author_ids)
    }
    first = gone.groupby(gone["author_id"].astype(object).map(person))["at"].min()
    return times_of(customers["customer_id"], first).reset_index(drop=True).astype(customers["left_at"].dtype)


def retention(lives: pd.DataFrame, *, current: Period, previous: Period) -> pd.DataFrame:
    """Return for all customers and each segment how many stay, how many were lost, and whether segments differ.

    Parameters
    ----------
    lives : pandas.DataFrame
        Result of `lifetimes`.
    current, previous : Period
        Share lost = customers who left in the period / customers at its start.

    Returns
    -------
    pandas.DataFrame
        A retention table, all customers first, then segments by size; empty when nobody's coming is known.
    """
    if lives["days"].notna().sum() == 0:
        return RETENTION.empty()
    named = lives[lives["segment"] != WHOLE]
    parts = [(WHOLE, lives), *named.groupby("segment", sort=True)]
    rows = [{"segment": name, **_figures(part, current, previous)} for name, part in parts]
    table = pd.DataFrame(rows).sort_values("n", ascending=False, kind="stable")
    order = (table["segment"] != WHOLE).sort_values(kind="stable").index
    table = table.loc[order].reset_index(drop=True)
    table["p_value"] = [_differs(lives, name) for name in table["segment"]]
    tested = ((table["segment"] != WHOLE) & table["p_value"].notna()).to_numpy(bool)
    table["q_value"] = np.nan
    if tested.any():
        table.loc[tested, "q_value"] = benjamini_hochberg(table.loc[tested, "p_value"].to_numpy(float))
    return RETENTION.cast(table)[[column.name for column in RETENTION.columns]]


def _figures(part: pd.DataFrame, current: Period, previous: Period) -> dict[str, float]:
    known = part[part["days"].notna()]
    curve = kaplan_meier(known["days"].to_numpy(float), known["left"].to_numpy(bool))
    row: dict[str, float] = {
        "n": len(known),
        "n_left": int(known["left"].sum()),
        "n_undated": int(part["undated"].sum()),
    }
    row |= dict(zip(("median_days", "median_low", "median_high"), median_days(curve)))
    for day in (90, 365):
        row |= dict(zip((f"kept_{day}", f"kept_{day}_low", f"kept_{day}_high"), share_at(curve, day)))
    (n, lost, value, whole), (before, before_lost, _, _) = (_lost(known, period) for period in (current, previous))
    low, high = wilson(lost, n)
    row |= {"n_start": n, "n_lost": lost, "lost_share": lost / n if n else np.nan, "lost_low": low, "lost_high": high}
    row |= {"previous_start": before, "previous_lost_share": before_lost / before if before else np.nan}
    return row | {"lost_value": value, "lost_value_share": value / whole if whole > 0 else np.nan}


def _lost(known: pd.DataFrame, period: Period) -> tuple[int, int, float, float]:
    """Return customers at the start of a period, those who left in it, and the value of both (NaN without values)."""
    here = known[(known["since"] <= period.start) & ~(known["left_at"] <= period.start)]
    gone = here[period.holds(here["left_at"])]
    value = here["value"].astype(float)
    told = bool(value.notna().any())
    return len(here), len(gone), float(value[gone.index].sum()) if told else np.nan, float(value.sum())


def _differs(lives: pd.DataFrame, segment: str) -> float:
    """Return the log-rank p value of a segment against the others, or of all segments; NaN below 5 leavers a side."""
    known = lives[lives["days"].notna() & (lives["segment"] != WHOLE)]
    left = known["left"].to_numpy(bool)
    group = pd.factorize(known["segment"])[0] if segment == WHOLE else (known["segment"] == segment).to_numpy(int)
    if segment == WHOLE:
        large = np.bincount(group, weights=left, minlength=1) >= LEAST_LEFT if len(group) else np.zeros(1, bool)
        kept = large[group] if len(group) else left
        known, left, group = known[kept], left[kept], pd.factorize(group[kept])[0]
    elif min(left[group == 1].sum(), left[group == 0].sum()) < LEAST_LEFT:
        return np.nan
    return log_rank(known["days"].to_numpy(float), left, group)[2]
