"""Those hit by a crisis and like customers who were not, in the weeks after it."""

from __future__ import annotations

import numpy as np
import pandas as pd

from socialinsight.proportion import Z_95
from socialinsight.tables import AFTERMATH

BEFORE = pd.Timedelta(days=90)
RECENT = pd.Timedelta(days=28)
AFTER = pd.Timedelta(days=28)
LEAST_AFTER = pd.Timedelta(days=7)
LEAST = 10
TONE = 0.2
SURE = 0.5
_NEEDED = ("author", "sent_at", "channel", "sentiment", "churn_intent", "is_complaint", "issue_id")
STRATUM = ("channel", "activity", "recent", "tone")


def aftermath(facts: pd.DataFrame, episodes: pd.DataFrame, *, as_of: pd.Timestamp) -> pd.DataFrame:
    """Return what followed for those hit by each crisis, beside like customers who were not.

    *Hit*: wrote a complaint of the episode's community (and issue, where it was found in that) while it lasted.
    *Others*: did not, and wrote in the community in the 90 days before. Both are matched exactly on channel, activity
    (1, 2-4, 5 or more messages in those 90 days), whether they wrote in the last four weeks of them, and prior tone
    (mean sentiment below -0.2, between, above 0.2, unknown). difference = Σ wₛ (hitₛ - othersₛ), wₛ the share of the
    matched hit in stratum s; variance Σ wₛ² (vₕₛ/nₕₛ + vₒₛ/nₒₛ), shares with one success and one failure added to
    each stratum (Agresti and Caffo 2000). It says what followed, not what the crisis caused: those who complain
    differ from others in ways that were not seen.

    Parameters
    ----------
    facts : pandas.DataFrame
        Result of `facts.crisis_facts`.
    episodes : pandas.DataFrame
        An episodes table; those still on, or over for less than a week, are left out.
    as_of : pandas.Timestamp
        End of what is known.

    Returns
    -------
    pandas.DataFrame
        An aftermath table.
    """
    rows = []
    for episode in episodes.to_dict("records"):
        if pd.isna(episode["ended_at"]) or as_of - episode["ended_at"] < LEAST_AFTER:
            continue
        begin = facts["sent_at"].searchsorted(episode["started_at"] - BEFORE)
        there = facts.iloc[begin : facts["sent_at"].searchsorted(episode["ended_at"] + AFTER, "right")]
        there = there.loc[(there["community_id"] == episode["community_id"]) & ~there["is_firm"], list(_NEEDED)]
        people = _people(there, episode, as_of)
        days = min(AFTER, as_of - episode["ended_at"]) / pd.Timedelta(days=1)
        for outcome in ("still_writing", "states_leaving", "sentiment"):
            rows.append(
                {"episode_id": episode["episode_id"], "outcome": outcome, **_compared(people, outcome), "days": days}
            )
    return AFTERMATH.cast(pd.DataFrame(rows, columns=[column.name for column in AFTERMATH.columns]))


def _people(there: pd.DataFrame, episode: dict, as_of: pd.Timestamp) -> pd.DataFrame:
    """Return one row a customer: hit, stratum and outcomes."""
    began, ended, at = episode["started_at"], episode["ended_at"], there["sent_at"]
    told = there[there["is_complaint"] & (at >= began) & (at <= ended)]
    if episode.get("is_of_issue") is True:
        told = told[told["issue_id"] == episode["issue_id"]]
    past = there[(at >= began - BEFORE) & (at < began)]
    later = there[(at > ended) & (at <= min(ended + AFTER, as_of))]
    people = past.groupby("author").agg(
        n=("sent_at", "size"), last=("sent_at", "max"), mood=("sentiment", "mean"), channel=("channel", "first")
    )
    people["activity"] = np.digitize(people["n"], (2, 5))
    people["recent"] = people["last"] >= began - RECENT
    mood = people["mood"].to_numpy(float)
    people["tone"] = np.where(np.isnan(mood), 9, np.digitize(mood, (-TONE, TONE)))
    people["channel"] = pd.factorize(people["channel"])[0]
    people["hit"] = people.index.isin(told["author"].unique())
    people["still_writing"] = people.index.isin(later["author"].unique()).astype(float)
    leavers = later.loc[later["churn_intent"] >= SURE, "author"].unique()
    people["states_leaving"] = people.index.isin(leavers).astype(float)
    people["sentiment"] = later.groupby("author")["sentiment"].mean().reindex(people.index).astype(float)
    people.attrs["n_hit"] = told["author"].nunique()
    return people


def _compared(people: pd.DataFrame, outcome: str) -> dict[str, float]:
    known = people[people[outcome].notna()]
    strata = known.groupby([*STRATUM, "hit"], observed=True)[outcome].agg(["size", "mean", "var"]).unstack("hit")
    full = {(name, hit) for name in ("size", "mean") for hit in (True, False)} <= set(strata.columns)
    strata = strata.dropna(subset=[("size", True), ("size", False)]) if full else strata.iloc[:0]
    result = {"n_hit": people.attrs["n_hit"], "n_matched": 0, "n_others": 0}
    empty = dict.fromkeys(("hit", "others", "difference", "low", "high"), np.nan)
    if strata.empty:
        return result | empty
    n, others = (strata["size"][hit].to_numpy(float) for hit in (True, False))
    mean, mean_others = (strata["mean"][hit].to_numpy(float) for hit in (True, False))
    weight = n / n.sum()
    result |= {"n_matched": int(n.sum()), "n_others": int(others.sum())}
    if min(n.sum(), others.sum()) < LEAST:
        return result | empty
    if outcome == "sentiment":
        spread = float(np.nan_to_num(known[outcome].var(), nan=0.0))
        half = Z_95 * np.sqrt((weight**2 * spread * (1 / n + 1 / others)).sum())
    else:
        half = Z_95 * np.sqrt((weight**2 * (_variance(mean, n) + _variance(mean_others, others))).sum())
    gap = float((weight * (mean - mean_others)).sum())
    sides = {"hit": float((weight * mean).sum()), "others": float((weight * mean_others).sum())}
    return result | sides | {"difference": gap, "low": gap - half, "high": gap + half}


def _variance(share: np.ndarray, n: np.ndarray) -> np.ndarray:
    p = (share * n + 1) / (n + 2)
    return p * (1 - p) / (n + 2)
