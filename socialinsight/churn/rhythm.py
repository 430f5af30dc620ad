"""A customer's own rhythm of buying or using, by the BG/NBD model."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import pandas as pd

DAY = pd.Timedelta(days=1)
LEAST_CUSTOMERS = 50
LEAST_REPEATS = 10


@dataclass(frozen=True)
class Rhythm:
    """Parameters of the BG/NBD model: rates are gamma(r, alpha), drop-out after a purchase is beta(a, b)."""

    r: float
    alpha: float
    a: float
    b: float


def histories(events: pd.DataFrame, *, until: pd.Timestamp) -> pd.DataFrame:
    """Return one row a customer: how often, since when and when last, before a moment.

    Events of one customer on one day (UTC) are one.

    Parameters
    ----------
    events : pandas.DataFrame
        author_id (string), at (tz-aware) and optionally value (amount; text is read as a number where it is one).
    until : pandas.Timestamp
        Nothing at or after this moment is looked at.

    Returns
    -------
    pandas.DataFrame
        Index author_id; n (days with an event), first_at, last_at, span_days (first to last), idle_days (last to
        `until`), age_days (first to `until`), amount (mean a day, NaN without numbers).

    Examples
    --------
    >>> at = pd.to_datetime(["2026-01-01", "2026-01-11", "2026-02-01"], utc=True)
    >>> table = histories(pd.DataFrame({"author_id": "u", "at": at}), until=pd.Timestamp("2026-01-21", tz="UTC"))
    >>> table[["n", "span_days", "idle_days"]].values.tolist()
    [[2.0, 10.0, 10.0]]
    """
    past = events[(events["at"] < until) & events["author_id"].notna()]
    value = past["value"] if "value" in past else pd.Series(np.nan, past.index)
    past = past[["author_id", "at"]].assign(day=past["at"].dt.floor("D"), amount=pd.to_numeric(value, errors="coerce"))
    by_day = past.groupby(["author_id", "day"])
    days = by_day.agg(at=("at", "min")).assign(amount=by_day["amount"].sum(min_count=1)).reset_index()
    table = days.groupby("author_id").agg(
        n=("day", "size"), first_at=("at", "min"), last_at=("at", "max"), amount=("amount", "mean")
    )
    table["span_days"] = (table["last_at"].dt.floor("D") - table["first_at"].dt.floor("D")) / DAY
    table["idle_days"] = (until - table["last_at"].dt.floor("D")) / DAY
    table["age_days"] = table["span_days"] + table["idle_days"]
    return table


def fit_rhythm(history: pd.DataFrame) -> Rhythm | None:
    """Fit the model by maximum likelihood (Fader, Hardie and Lee 2005, equation 6).

    Parameters
    ----------
    history : pandas.DataFrame
        Result of `histories`.

    Returns
    -------
    Rhythm or None
        None below 50 customers or 10 of them with a second event: too few to tell rhythms apart.
    """
    from scipy.optimize import minimize

    if len(history) < LEAST_CUSTOMERS or (history["n"] > 1).sum() < LEAST_REPEATS:
        return None
    repeats, span, age = _inputs(history)
    found = minimize(_loss, np.zeros(4), args=(repeats, span, age), method="L-BFGS-B", bounds=[(-8, 8)] * 4)
    return Rhythm(*np.exp(found.x).tolist())


def _inputs(history: pd.DataFrame) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
    """Return repeat events, time of the last one and age, the times in weeks."""
    return (
        history["n"].to_numpy(float) - 1,
        history["span_days"].to_numpy(float) / 7,
        np.maximum(history["age_days"].to_numpy(float) / 7, 1e-6),
    )


def _loss(logs: np.ndarray, repeats: np.ndarray, span: np.ndarray, age: np.ndarray) -> float:
    from scipy.special import gammaln

    r, alpha, a, b = np.exp(logs)
    common = gammaln(r + repeats) - gammaln(r) + r * np.log(alpha)
    common += gammaln(a + b) + gammaln(b + repeats) - gammaln(b) - gammaln(a + b + repeats)
    alive = -(r + repeats) * np.log(alpha + age)
    gone = np.log(a) - np.log(b + np.maximum(repeats, 1) - 1) - (r + repeats) * np.log(alpha + span)
    return -float(np.mean(common + np.where(repeats > 0, np.logaddexp(alive, gone), alive)))


def still_active(rhythm: Rhythm, history: pd.DataFrame) -> np.ndarray:
    """Return the probability that each customer has not dropped out, 0..1; NaN for one event only.

    1 / (1 + a / (b + x - 1) ((alpha + T) / (alpha + t))^(r + x)) (Fader, Hardie and Lee 2005). After a single event
    the model knows no drop-out, so that nothing is said.
    """
    repeats, span, age = _inputs(history)
    return np.where(repeats > 0, 1 / (1 + _odds_gone(rhythm, repeats, span, age)), np.nan)


def expected_events(rhythm: Rhythm, history: pd.DataFrame, *, days: float) -> np.ndarray:
    """Return how many events each customer is expected to have in the coming `days` (ibid., equation 10)."""
    from scipy.special import hyp2f1

    repeats, span, age = _inputs(history)
    weeks = days / 7
    r, alpha, a, b = rhythm.r, rhythm.alpha, rhythm.a, rhythm.b
    ratio = ((alpha + age) / (alpha + age + weeks)) ** (r + repeats)
    series = hyp2f1(r + repeats, b + repeats, a + b + repeats - 1, weeks / (alpha + age + weeks))
    gone = np.where(repeats > 0, _odds_gone(rhythm, repeats, span, age), 0.0)
    return (a + b + repeats - 1) / (a - 1) * (1 - ratio * series) / (1 + gone)


def _odds_gone(rhythm: Rhythm, repeats: np.ndarray, span: np.ndarray, age: np.ndarray) -> np.ndarray:
    r, alpha, a, b = rhythm.r, rhythm.alpha, rhythm.a, rhythm.b
    return (a / (b + np.maximum(repeats, 1) - 1)) * ((alpha + age) / (alpha + span)) ** (r + repeats)
