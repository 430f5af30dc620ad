"""Recurring product issues: what customers complain about, named, counted and watched."""

from __future__ import annotations

import csv
from functools import lru_cache
from pathlib import Path

import numpy as np
import pandas as pd

from socialinsight.issues.by_hand import with_hand
from socialinsight.issues.growth import benjamini_hochberg, growth_test
from socialinsight.issues.model import IssueModel, Learnt, learn
from socialinsight.issues.naming import titled
from socialinsight.settings import Settings
from socialinsight.summary import Period
from socialinsight.tables import ISSUE_MESSAGES, ISSUES
from socialinsight.text.lemma_matrix import LemmaMatrix
from socialinsight.text.normalize import fold_accents

DEPARTMENTS = {
    "billing": "billing",
    "technical": "product",
    "delivery": "logistics",
    "product": "product",
    "contract": "sales",
    "staff": "staff",
    "web": "web",
}
"""Department of each topic unless the settings say otherwise."""
LEAST_DRIFT = 20
MOST_DRIFT = 0.75
"""An issue has drifted when at least 20 complaints are less than three quarters as like it as the first were."""


def issues(
    messages: pd.DataFrame,
    texts: pd.DataFrame,
    signals: pd.DataFrame,
    lemmas: LemmaMatrix,
    *,
    current: Period,
    previous: Period,
    settings: Settings,
    seed: int,
    model: IssueModel | None = None,
) -> tuple[pd.DataFrame, pd.DataFrame, IssueModel]:
    """Return the issues, emerging ones first, the issue of each complaint, and what was learnt.

    Parameters
    ----------
    messages, texts, signals : pandas.DataFrame
        The tables of these names.
    lemmas : LemmaMatrix
        Lemma counts of `texts`.
    current, previous : Period
        Growth compares the two.
    settings : Settings
        `false_discovery_rate`, `departments`, `issue_file`, `issue_names`, `issue_merges` and the
        firm's names are used.
    seed : int
        Of the sample that groups are learnt from.
    model : IssueModel, optional
        Issues of an earlier run: they keep ids and names; complaints that fit none of them make new issues.

    Returns
    -------
    tuple
        An issues table, an issue_messages table (complaints that fit nowhere have no issue_id) and the model for the
        next run, the old one with the new issues added.
    """
    complaints = _complaints(messages, texts, signals)
    if complaints.empty:
        return ISSUES.empty(), ISSUE_MESSAGES.empty(), model or IssueModel.empty()
    rows, position = np.unique(complaints["text_id"].to_numpy(), return_inverse=True)
    spoken = texts["text"].iloc[rows].astype(object).to_numpy()
    known, found = learn(lemmas, rows, spoken, stop=firm_stop_lemmas(settings), seed=seed, model=model)
    settings = with_hand(settings, known.issues)
    complaints["number"], complaints["weight"] = found.number[position], found.fit[position]
    ids = known.issues["issue_id"].to_numpy(object)
    merged = np.array([_merged(one, settings) for one in ids], object)
    complaints["issue_id"] = np.append(merged, [None])[complaints["number"]]
    table = _issue_table(complaints, known, found, settings)
    table = table.assign(is_new=~table["issue_id"].isin(ids if model is None else model.issues["issue_id"]))
    table = _with_growth(table, complaints, current, previous, settings)
    table = table.sort_values(["is_emerging", "n_messages"], ascending=False, kind="stable", ignore_index=True)
    assigned = complaints[["message_id", "issue_id", "weight"]].reset_index(drop=True)
    return ISSUES.cast(table)[[column.name for column in ISSUES.columns]], ISSUE_MESSAGES.cast(assigned), known


def _merged(issue_id: str, settings: Settings) -> str:
    """Return the issue that another was merged into by hand; chains are followed, rings end where they began."""
    seen = {issue_id}
    while (target := settings.issue_merges.get(issue_id)) and target not in seen:
        seen.add(target)
        issue_id = target
    return issue_id


def firm_stop_lemmas(settings: Settings) -> frozenset[str]:
    """Return the lemmas, without accents, that name no issue: small words, evaluations and the firm's names."""
    return _stop_lemmas() | {fold_accents(word.lower()) for name in settings.names for word in name.split()}


@lru_cache(maxsize=1)
def _stop_lemmas() -> frozenset[str]:
    path = Path(__file__).with_name("stop_lemmas.csv")
    with path.open(encoding="utf-8", newline="") as file:
        return frozenset(fold_accents(row["lemma"]) for row in csv.DictReader(file))


def _complaints(messages: pd.DataFrame, texts: pd.DataFrame, signals: pd.DataFrame) -> pd.DataFrame:
    own = messages["author_role"].isin(["agent", "bot"]).to_numpy(bool)
    chosen = (signals["complaint"] >= 0.5).to_numpy(bool) & ~own
    table = messages.loc[chosen, ["message_id", "author_id", "sent_at", "text"]].reset_index(drop=True)
    table["text_id"] = pd.Index(texts["text"].astype(object)).get_indexer(table["text"].astype(object))
    told = signals.loc[chosen, ["topic", "sentiment", "lang", "complaint"]].reset_index(drop=True)
    return table.drop(columns="text").join(told)


def _issue_table(complaints: pd.DataFrame, known: IssueModel, found: Learnt, settings: Settings) -> pd.DataFrame:
    names = dict(zip(known.issues["issue_id"], known.issues["name"]))
    titles = dict(zip(known.issues["issue_id"], titled(known.issues)))
    beside = dict(zip(known.issues["issue_id"], known.issues["beside"]))
    drift = dict(zip(known.issues["issue_id"], found.drift))
    rows = []
    ordered = complaints.sort_values("weight", ascending=False, kind="stable")
    for issue_id, own in ordered.groupby("issue_id", sort=True):
        topics = own.loc[own["topic"] != "other", "topic"].mode()
        topic = topics.iloc[0] if len(topics) else "other"
        rows.append(
            {
                "issue_id": issue_id,
                "name": settings.issue_names.get(issue_id, names.get(issue_id, issue_id)),
                "title": settings.issue_names.get(issue_id, titles.get(issue_id, issue_id)),
                "topic": topic,
                "department": settings.departments.get(topic, DEPARTMENTS.get(topic)),
                "n_messages": len(own),
                "n_authors": own["author_id"].nunique(),
                "share": len(own) / len(complaints),
                "sentiment": own["sentiment"].mean(),
                "first_at": own["sent_at"].min(),
                "last_at": own["sent_at"].max(),
                "quote_ids": tuple(own.drop_duplicates("text_id")["message_id"].head(4)),
                "beside": beside.get(issue_id, ""),
                "likeness": drift.get(issue_id, np.nan),
                "has_drifted": bool(len(own) >= LEAST_DRIFT and drift.get(issue_id, 1.0) < MOST_DRIFT),
            }
        )
    columns = [column.name for column in ISSUES.columns if column.name != "is_new"]
    return pd.DataFrame(rows, columns=columns)


def _with_growth(
    table: pd.DataFrame, complaints: pd.DataFrame, current: Period, previous: Period, settings: Settings
) -> pd.DataFrame:
    counts, totals = [], []
    for period in (current, previous):
        inside = complaints[period.holds(complaints["sent_at"])]
        counts.append(inside["issue_id"].value_counts().reindex(table["issue_id"], fill_value=0).to_numpy())
        totals.append(len(inside))
    growth, p_value = growth_test(counts[0], counts[1], (totals[0], totals[1]))
    q_value = benjamini_hochberg(p_value)
    return table.assign(
        n_current=counts[0],
        n_previous=counts[1],
        growth=growth,
        p_value=p_value,
        q_value=q_value,
        is_emerging=q_value <= settings.false_discovery_rate,
    )
