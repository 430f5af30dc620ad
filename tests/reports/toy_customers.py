"""Customers of the toy analysis: segments with hostile names, survival, risk, calls and surveys."""

from __future__ import annotations

from collections.abc import Callable, Iterator

import numpy as np
import pandas as pd

from socialinsight import tables
from socialinsight.churn.lifetimes import lifetimes, retention
from socialinsight.churn.survival import survival
from socialinsight.measured.levels import judged, surveys
from socialinsight.summary import periods

DAY = pd.Timedelta(days=1)
NAMES = ("survival", "retention", "hazards", "risk", "risk_check", "call_list", "customer_history")
NAMES += ("segment_figures", "surveys", "returning")
Filled = Callable[[tables.Schema, pd.DataFrame], pd.DataFrame]


def toy_customers(
    writers: pd.DataFrame, ids: list[str], as_of: pd.Timestamp, hostile: str, filled: Filled
) -> Iterator[tuple[str, pd.DataFrame]]:
    """Yield the customer tables by name."""
    random = np.random.default_rng(5)
    current, previous = periods(as_of, 30)
    lives = _lives(as_of, hostile, random)
    yield "survival", survival(lives)
    yield "retention", retention(lives, current=current, previous=previous)
    ratio = {"n": 90, "n_left": 30, "hazard_ratio": 2.1, "low": 1.2, "high": 3.9, "p_value": 0.01, "ph_p_value": 0.02}
    rows = [ratio | {"covariate": f"segment={hostile}", "is_proportional": False}]
    yield "hazards", filled(tables.HAZARDS, pd.DataFrame([*rows, ratio | {"covariate": "value_doubled"}]))
    people = writers["author_id"].drop_duplicates().head(30).tolist()
    risk = pd.DataFrame({"customer_id": people, "p_leave": 0.3, "lift": 1.5, "contributions": "complaints=+0.40"})
    reasons = [("complaints", f"segment={hostile}")] * len(people)
    yield "risk", filled(tables.RISK, risk.assign(reasons=reasons, horizon_days=90.0))
    checks = [("state", "learnt"), ("left_out", f"segment={hostile}"), ("auc", "later"), ("tenth_1", "later")]
    part = {"n": 90, "n_left": 30, "expected": 0.2, "value": 0.71, "low": 0.6, "high": 0.8}
    check = pd.DataFrame([part | {"item": item, "note": note} for item, note in checks])
    yield "risk_check", filled(tables.RISK_CHECK, check)
    yield "call_list", _calls(people, ids, as_of, hostile, filled)
    yield "customer_history", _history(people, ids, as_of, hostile, filled)
    figures = {"n_customers": 9, "n_messages": 80, "net_sentiment": -0.2, "low": -0.3, "high": -0.1}
    figures |= {"weighted_net": -0.4, "first_response_seconds": 9000.0}
    segments = [figures | {"segment": name} for name in ("end_user", "unknown", hostile)]
    yield "segment_figures", filled(tables.SEGMENT_FIGURES, pd.DataFrame(segments))
    yield "surveys", _surveys(as_of, hostile, random)
    silent = {"author_id": people[:3], "n_events": 9, "first_at": as_of - 300 * DAY, "last_at": as_of - 90 * DAY}
    silent |= {"idle_days": 90.0, "usual_gap_days": 20.0, "p_return": 0.2, "horizon_days": 90.0}
    yield "returning", filled(tables.RETURNING, pd.DataFrame(silent))


def _lives(as_of: pd.Timestamp, hostile: str, random: np.random.Generator) -> pd.DataFrame:
    n = 180
    since = as_of - pd.to_timedelta(random.uniform(10, 700, n), unit="D")
    left = since + pd.to_timedelta(random.exponential(400, n), unit="D")
    table = pd.DataFrame({"customer_id": [f"k{one}" for one in range(n)], "since": since, "value": 10.0})
    table["segment"] = np.array(["end_user", "dealer", hostile])[random.integers(0, 3, n)]
    customers = table.assign(author_ids=[()] * n, left_at=left.where(left <= as_of))
    return lifetimes(tables.CUSTOMERS.cast(customers), tables.EVENTS.empty(), as_of=as_of)


def _calls(people: list[str], ids: list[str], as_of: pd.Timestamp, hostile: str, filled: Filled) -> pd.DataFrame:
    rows = [
        {
            "author_id": one,
            "rank": place + 1,
            "this_week": place < 5,
            "score": 3.0,
            "points": 3.0,
            "weight": 1.0,
            "reasons": ("stated_firm", "broken_promise"),
            "quote_ids": tuple(ids[60 + place : 62 + place]),
            "last_contact_at": as_of - place * DAY,
            "channel": "vk",
            "segment": hostile,
            "value": 100.0,
            "tenure_days": 400.0,
            "has_left": place == 1,
        }
        for place, one in enumerate(people[:8])
    ]
    return filled(tables.CALL_LIST, pd.DataFrame(rows, columns=[c.name for c in tables.CALL_LIST.columns]))


def _history(people: list[str], ids: list[str], as_of: pd.Timestamp, hostile: str, filled: Filled) -> pd.DataFrame:
    rows = [
        {
            "author_id": one,
            "segment": hostile if place % 2 else None,
            "segment_ids": tuple(ids[90 + place : 91 + place]),
            "weight": 1.0,
            "first_at": as_of - 100 * DAY,
            "last_at": as_of - DAY,
            "n_messages": 5,
            "channels": ("vk", hostile),
            "churn": ("firm", "lost", None)[place % 3],
            "private_reason": False,
            "roles": ("buying_decider",),
        }
        for place, one in enumerate(people)
    ]
    return filled(tables.CUSTOMER_HISTORY, pd.DataFrame(rows))


def _surveys(as_of: pd.Timestamp, hostile: str, random: np.random.Generator) -> pd.DataFrame:
    n = 120
    table = pd.DataFrame(
        {
            "measure": np.array(["csat", "nps", "ces"])[np.arange(n) % 3],
            "at": as_of - pd.to_timedelta(random.uniform(0, 60, n), unit="D"),
            "score": random.integers(1, 6, n).astype(float),
            "scale": np.nan,
            "channel": "vk",
            "product": hostile,
            "segment": "dealer",
            "topic": "billing",
            "language": "hu",
        }
    )
    table["period"] = table["at"].dt.strftime("%Y-%m-%d").astype(object)
    current, previous = periods(as_of, 30)
    return surveys(judged(table), current=current, previous=previous)
