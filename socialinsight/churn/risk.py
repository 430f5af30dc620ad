"""Who is likely to leave: learnt from the client's own outcomes alone, checked on customers it has not seen."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import numpy as np
import pandas as pd

from socialinsight.churn.before_cut import STATIC, known_before, risk_facts, undated_columns
from socialinsight.churn.lifetimes import LEFT_KINDS, lifetimes
from socialinsight.churn.risk_check import checked, told_apart
from socialinsight.tables import EVENTS, PROMISES, RISK, RISK_CHECK, times_of

DAY = pd.Timedelta(days=1)
LEAST_EACH = 30
MOST_CUTS = 6
MOST_REASONS = 3
TOO_GOOD = 0.97
STRENGTH = 0.1


@dataclass(frozen=True)
class Windows:
    """Customers at several cuts: what was known then, who left within the horizon, whose row it is, which cut."""

    features: pd.DataFrame
    left: np.ndarray
    customer: np.ndarray
    cut: np.ndarray


def churn_risk(
    messages: pd.DataFrame,
    signals: pd.DataFrame,
    customers: pd.DataFrame,
    events: pd.DataFrame | None = None,
    promises: pd.DataFrame | None = None,
    *,
    as_of: pd.Timestamp,
    days: float = 90,
) -> tuple[pd.DataFrame, pd.DataFrame]:
    """Return how likely each customer is to leave within `days`, with reasons, and how far that can be trusted.

    Learnt from the client's own outcomes: the date of leaving in the customers table or in events of kind left. A
    customer is looked at at up to six moments, `days` apart; features are from before the moment, the outcome from the
    `days` after it. Logistic regression on standardised features (ridge penalty), so that the log-odds are a sum of
    one contribution a feature. It is checked on a later moment than it learnt from, or where that holds too few
    outcomes on customers it did not learn from. Customers lost without a date are known to have been here at the
    latest moment only when something was heard of them since; then all others are held to the same.

    Parameters
    ----------
    messages, signals : pandas.DataFrame
        The tables of these names; author ids of customers are customer ids, as `analyze` makes them.
    customers : pandas.DataFrame
        A customers table.
    events, promises : pandas.DataFrame, optional
        The tables of these names.
    as_of : pandas.Timestamp
        Moment of the judgement; nothing later is seen.
    days : float
        The horizon.

    Returns
    -------
    tuple of pandas.DataFrame
        A risk table, the likeliest first, and a risk_check table. The former is empty, and the state in the latter
        says why, without outcomes, below 30 of either kind, or where the check cannot tell the model from chance.

    Raises
    ------
    ValueError
        When `days` is not positive.
    """
    if days <= 0:
        raise ValueError(f"days: received {days}; legal: a positive number of days. Name the horizon, such as 90.")
    events = EVENTS.empty() if events is None else events
    promises = PROMISES.empty() if promises is None else promises
    lives = lifetimes(customers, events, as_of=as_of)
    if not (lives["left"] | lives["undated"]).any():
        return RISK.empty(), _state("no_outcomes", len(lives), 0)
    facts = risk_facts(messages, signals)
    rows = windows(facts, promises, events, lives, as_of=as_of, days=days)
    n_left = int(rows.left.sum())
    if min(n_left, len(rows.left) - n_left) < LEAST_EACH:
        state = "too_few_outcomes" if n_left else "no_outcomes"
        return RISK.empty(), _state(state, len(rows.left), n_left)
    names = [name for name in rows.features if rows.features[name].nunique() > 1]
    leaking = [name for name in names if name.startswith(STATIC) and _hindsight(lives, name) >= TOO_GOOD]
    names = [name for name in names if name not in leaking]
    check, is_better = checked(pipeline(), rows, names)
    notes = _state("learnt" if is_better else "no_better_than_chance", len(rows.left), n_left)
    if leaking:
        notes = pd.concat([notes, _note("left_out", ", ".join(leaking))], ignore_index=True)
    check = RISK_CHECK.cast(pd.concat([notes, check], ignore_index=True))
    if not is_better:
        return RISK.empty(), check
    model = pipeline().fit(rows.features[names], rows.left)
    now = known_before(facts, promises, events, lives, cut=as_of)
    here = _here(lives, facts, as_of, days, lives["undated"].any())
    return _judged(model, now.loc[here, names], days), check


def _hindsight(lives: pd.DataFrame, name: str) -> float:
    """Return how far a column without a date alone tells all who ever left from the others, 0.5..1."""
    values = undated_columns(lives)[name].to_numpy(float)
    return told_apart((lives["left"] | lives["undated"]).to_numpy(bool), values)


def pipeline() -> Any:
    """Return the estimator: median for what is not known, standard scores, logistic regression."""
    from sklearn.impute import SimpleImputer
    from sklearn.linear_model import LogisticRegression
    from sklearn.pipeline import make_pipeline
    from sklearn.preprocessing import StandardScaler

    return make_pipeline(SimpleImputer(strategy="median"), StandardScaler(), LogisticRegression(C=STRENGTH))


def windows(
    facts: pd.DataFrame,
    promises: pd.DataFrame,
    events: pd.DataFrame,
    lives: pd.DataFrame,
    *,
    as_of: pd.Timestamp,
    days: float,
) -> Windows:
    """Return the customers who were here at each cut, what was known of them, and who left soon after.

    Parameters
    ----------
    facts, promises, events, lives : pandas.DataFrame
        As in `before_cut.known_before`.
    as_of : pandas.Timestamp
        End of the last window.
    days : float
        Length of a window and distance of the cuts.
    """
    used = events[~events["kind"].isin(LEFT_KINDS)]
    begun = min((at for at in (facts["sent_at"].min(), used["at"].min()) if pd.notna(at)), default=as_of)
    parts, outcomes, cuts = [], [], []
    undated = bool(lives["undated"].any())
    for number in range(1, (1 if undated else MOST_CUTS) + 1):
        cut = as_of - number * days * DAY
        if cut - begun < min(days, 30) * DAY:
            break
        here = _here(lives, facts, cut, days, False)
        if undated:
            here = here & lives["customer_id"].isin(_heard(facts, used, cut, as_of)).to_numpy(bool)
        gone = (lives["left_at"] > cut) & (lives["left_at"] <= cut + days * DAY)
        parts.append(known_before(facts, promises, events, lives, cut=cut)[here])
        outcomes.append((gone | lives["undated"]).to_numpy(bool)[here])
        cuts.append(np.full(int(here.sum()), number))
    if not parts:
        return Windows(pd.DataFrame(), np.zeros(0, bool), np.zeros(0, object), np.zeros(0, int))
    features = pd.concat(parts)
    return Windows(
        features.reset_index(drop=True), np.concatenate(outcomes), features.index.to_numpy(object), np.concatenate(cuts)
    )


def _here(lives: pd.DataFrame, facts: pd.DataFrame, cut: pd.Timestamp, days: float, recent: bool) -> np.ndarray:
    """Return which customers had come and not left by a cut; with `recent`, only those heard of lately."""
    first = facts.groupby("author_id")["sent_at"].min()
    came = lives["since"].fillna(times_of(lives["customer_id"], first))
    here = (came < cut) & ~(lives["left_at"] <= cut)
    if recent:
        late = facts.loc[(facts["sent_at"] >= cut - days * DAY) & (facts["sent_at"] < cut), "author_id"]
        here &= lives["customer_id"].isin(set(late)) & ~lives["undated"]
    return here.to_numpy(bool, na_value=False)


def _heard(facts: pd.DataFrame, events: pd.DataFrame, start: pd.Timestamp, end: pd.Timestamp) -> set[str]:
    wrote = facts.loc[(facts["sent_at"] >= start) & (facts["sent_at"] <= end), "author_id"]
    did = events.loc[(events["at"] >= start) & (events["at"] <= end), "author_id"].dropna()
    return set(wrote) | set(did.astype(object))


def _judged(model: Any, features: pd.DataFrame, days: float) -> pd.DataFrame:
    if features.empty:
        return RISK.empty()
    chance = model.predict_proba(features)[:, 1]
    weights = model[-1].coef_[0]
    parts = model[:-1].transform(features) * weights
    parts -= parts.mean(axis=0)
    names = np.array(features.columns, object)
    order = np.argsort(-parts, axis=1, kind="stable")
    reasons = [tuple(names[one] for one in row[:MOST_REASONS] if parts[at, one] > 0) for at, row in enumerate(order)]
    told = ["; ".join(f"{name}={value:+.2f}" for name, value in zip(names, row)) for row in parts]
    table = pd.DataFrame({"customer_id": features.index, "p_leave": chance, "lift": chance / chance.mean()})
    table = table.assign(reasons=reasons, contributions=told, horizon_days=float(days))
    return RISK.cast(table.sort_values("p_leave", ascending=False, kind="stable", ignore_index=True))


def _state(state: str, n: int, n_left: int) -> pd.DataFrame:
    return RISK_CHECK.cast(_note("state", state).assign(n=n, n_left=n_left))


def _note(item: str, note: str) -> pd.DataFrame:
    blank = {"n": 0, "n_left": 0, "expected": np.nan, "value": np.nan, "low": np.nan, "high": np.nan}
    return pd.DataFrame([{"item": item, **blank, "note": note}])
