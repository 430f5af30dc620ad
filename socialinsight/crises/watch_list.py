"""Complaints that may become an avalanche, and how good the list is on what is known."""

from __future__ import annotations

import numpy as np
import pandas as pd

from socialinsight.crises.quiet_cases import cases_that_went_public, private_silences, refused_claims
from socialinsight.proportion import wilson
from socialinsight.tables import WATCH_CHECK, WATCH_LIST, times_of

LANDMARK = pd.Timedelta(hours=6)
HORIZON = pd.Timedelta(days=14)
OPEN = pd.Timedelta(days=14)
LATE = pd.Timedelta(days=90)
LISTED = 4.0
QUIET = 2.0
GROWN = 10
LEAST_PAST = 20
LEAST_GROWN = 5
_SHOUTING = 0.7


def points(features: pd.DataFrame) -> pd.Series:
    """Return the points of each case.

    log₂(1 + joiners) + log₂(1 + joiners an hour in the first six) + 2 · arousal + 2 if somebody threatens to
    publish + log₂(1 + refusals) + log₂(1 + weeks open). The weights are set, not learnt. High-arousal words make a
    complaint spread (Berger and Milkman 2012; Herhausen et al. 2019); early joiners are the best sign of
    size (Cheng et al. 2014). Reactions are shown and left out, since exports do not tell when they came.

    Parameters
    ----------
    features : pandas.DataFrame
        n_joiners, per_hour, arousal, n_threats, n_refused and days_open.

    Examples
    --------
    >>> case = {"n_joiners": 3, "per_hour": 0.0, "arousal": 0.5, "n_threats": 1, "n_refused": 0, "days_open": 0.0}
    >>> float(points(pd.DataFrame([case])).iloc[0])
    5.0
    """
    return (
        np.log2(1 + features["n_joiners"])
        + np.log2(1 + features["per_hour"])
        + 2 * features["arousal"]
        + 2.0 * (features["n_threats"] > 0)
        + np.log2(1 + features["n_refused"])
        + np.log2(1 + features["days_open"] / 7)
    ).astype(float)


def watch_list(
    facts: pd.DataFrame, unanswered: pd.DataFrame, *, as_of: pd.Timestamp
) -> tuple[pd.DataFrame, pd.DataFrame]:
    """Return the complaints to watch and what is known of such lists.

    A public thread stands on the list with at least 4 points when somebody wrote in it within two weeks; with at least
    2 points and a message within 90 days a claim that was repeated over at least two weeks and refused, and
    a complaint left unanswered in private, whose weeks count until now. Threads of the past are scored at a
    landmark, six hours after their first complaint, and had *grown* when at least ten other customers had joined two
    weeks after it (those that had at the landmark are left out); claims and silences had when their writer
    complained in public afterwards.

    Parameters
    ----------
    facts : pandas.DataFrame
        Result of `facts.crisis_facts`.
    unanswered : pandas.DataFrame
        The unanswered table.
    as_of : pandas.Timestamp
        Moment of the analysis.

    Returns
    -------
    tuple of pandas.DataFrame
        A watch_list table, most points first, and a watch_check table. The base rate is NaN below 20 past cases, the
        false-positive rate below 20 that did not grow, sensitivity below 5 that did.
    """
    told = _told(facts)
    now = _features(told, pd.Series(as_of, index=told["first"].index))
    threads = now[((as_of - now["last_at"]) <= OPEN) & (points(now) >= LISTED)].assign(kind="thread")
    threads = _with_messages(threads, told["rows"])
    claims, silences = refused_claims(facts), private_silences(facts, unanswered, as_of=as_of)
    quiet = [case[((as_of - case["last_at"]) <= LATE) & (points(case) >= QUIET)] for case in (claims, silences)]
    listed = pd.concat([part for part in (threads, *quiet) if len(part)] or [threads])
    listed = listed.assign(score=points(listed)).sort_values("score", ascending=False, kind="stable", ignore_index=True)
    rows = [_threads_checked(told, as_of)]
    rows += [_cases_checked("refused_claim", claims, facts, as_of)]
    rows += [_cases_checked("private_silence", silences, facts, as_of)]
    check = pd.DataFrame(rows, columns=[column.name for column in WATCH_CHECK.columns])
    if listed.empty:
        return WATCH_LIST.empty(), WATCH_CHECK.cast(check)
    return WATCH_LIST.cast(listed[[column.name for column in WATCH_LIST.columns]]), WATCH_CHECK.cast(check)


def _told(facts: pd.DataFrame) -> dict[str, pd.DataFrame | pd.Series]:
    """Return customers' messages of public threads since the first complaint, and that first complaint's time."""
    public = facts[facts["is_public"].fillna(False).to_numpy(bool) & ~facts["is_firm"]]
    first = public[public["is_complaint"]].groupby("conversation_id")["sent_at"].min()
    rows = public[public["conversation_id"].isin(first.index)]
    rows = rows[rows["sent_at"] >= times_of(rows["conversation_id"], first)].copy()
    shouts = rows["text"].str.contains("!!", regex=False) | (rows["text"].str.isupper() & (rows["text"].str.len() > 9))
    heat = rows[["hostility", "profanity", "urgency"]].max(axis=1).fillna(0.0)
    rows["arousal"] = np.maximum(heat, _SHOUTING * shouts.fillna(False).to_numpy(bool))
    rows["is_threat"] = (rows["publicity_threat"] >= 0.5).to_numpy(bool)
    rows["joins"] = ~rows.duplicated(["conversation_id", "author_id"])
    return {"rows": rows, "first": first}


def _features(told: dict, cut: pd.Series) -> pd.DataFrame:
    """Return the features of each thread at its own moment `cut`."""
    rows, first = told["rows"], told["first"]
    rows = rows[rows["sent_at"] <= times_of(rows["conversation_id"], cut)]
    early = rows[rows["joins"] & (rows["sent_at"] <= times_of(rows["conversation_id"], first) + LANDMARK)]
    by_thread = rows.groupby("conversation_id")
    n_joiners = by_thread["joins"].sum() - 1
    found = pd.DataFrame(
        {
            "community_id": by_thread["community_id"].first(),
            "started_at": first.reindex(n_joiners.index),
            "last_at": by_thread["sent_at"].max(),
            "n_writers": n_joiners + 1,
            "n_joiners": n_joiners,
            "per_hour": (early.groupby("conversation_id").size().reindex(n_joiners.index).fillna(1) - 1)
            / (LANDMARK / pd.Timedelta(hours=1)),
            "n_reactions": by_thread["reactions"].sum(),
            "n_views": by_thread["views"].max(),
            "arousal": by_thread["arousal"].mean(),
            "n_threats": by_thread["is_threat"].sum(),
            "n_refused": 0,
        }
    )
    found["days_open"] = (found["last_at"] - found["started_at"]) / pd.Timedelta(days=1)
    return found.rename_axis("subject_id").reset_index()


def _with_messages(threads: pd.DataFrame, rows: pd.DataFrame) -> pd.DataFrame:
    """Return the threads with up to five messages of each: threats to publish, then complaints."""
    own = rows[rows["conversation_id"].isin(threads["subject_id"])]
    own = own.sort_values(["is_threat", "complaint"], ascending=False, kind="stable")
    ids = own.groupby("conversation_id")["message_id"].agg(lambda one: tuple(one[:5]))
    return threads.assign(message_ids=threads["subject_id"].map(ids).to_numpy(object))


def _threads_checked(told: dict, as_of: pd.Timestamp) -> dict[str, object]:
    first = told["first"]
    past = {"rows": told["rows"], "first": first[first <= as_of - HORIZON]}
    past["rows"] = past["rows"][past["rows"]["conversation_id"].isin(past["first"].index)]
    early = _features(past, past["first"] + LANDMARK)
    late = _features(past, past["first"] + HORIZON).set_index("subject_id")["n_joiners"]
    early = early[early["n_joiners"] < GROWN]
    grown = (late.reindex(early["subject_id"]) >= GROWN).to_numpy(bool)
    listed = (points(early) >= LISTED).to_numpy(bool)
    n, hits, quiet = len(early), int(grown.sum()), int((~grown).sum())
    false = int((listed & ~grown).sum())
    low, high = wilson(false, quiet) if quiet >= LEAST_PAST else (np.nan, np.nan)
    return {
        **_base("thread", n, hits),
        "limit": LISTED,
        "n_tested": n,
        "n_listed": int(listed.sum()),
        "n_found": int((listed & grown).sum()),
        "false_positive_rate": false / quiet if quiet >= LEAST_PAST else np.nan,
        "false_low": low,
        "false_high": high,
        "sensitivity": (listed & grown).sum() / hits if hits >= LEAST_GROWN else np.nan,
    }


def _cases_checked(kind: str, cases: pd.DataFrame, facts: pd.DataFrame, as_of: pd.Timestamp) -> dict[str, object]:
    """Return the base rate of quiet cases; too little is known of their past for a rate of false alarms."""
    n, hits = cases_that_went_public(cases, facts, as_of=as_of)
    unknown = dict.fromkeys(("limit", "false_positive_rate", "false_low", "false_high", "sensitivity"), np.nan)
    return {**_base(kind, n, hits), "n_tested": 0, "n_listed": 0, "n_found": 0, **unknown}


def _base(kind: str, n: int, hits: int) -> dict[str, object]:
    low, high = wilson(hits, n) if n >= LEAST_PAST else (np.nan, np.nan)
    rate = hits / n if n >= LEAST_PAST else np.nan
    return {"kind": kind, "n_past": n, "n_grown": hits, "base_rate": rate, "low": low, "high": high}
