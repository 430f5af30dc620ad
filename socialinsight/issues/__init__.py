"""Recurring product issues: what customers complain about, named, counted and watched."""

from __future__ import annotations

import csv
import hashlib
from functools import lru_cache
from pathlib import Path

import numpy as np
import pandas as pd

from socialinsight.issues.clusters import Clusters, cluster
from socialinsight.issues.growth import benjamini_hochberg, growth_test
from socialinsight.issues.naming import name_issue, top_lemmas
from socialinsight.issues.terms import issue_terms
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
) -> tuple[pd.DataFrame, pd.DataFrame]:
    """Return the issues, emerging ones first, and the issue of each complaint.

    Parameters
    ----------
    messages, texts, signals : pandas.DataFrame
        The tables of these names.
    lemmas : LemmaMatrix
        Lemma counts of `texts`.
    current, previous : Period
        Growth compares the two.
    settings : Settings
        `false_discovery_rate`, `departments` and the firm's names are used.
    seed : int
        Of the sample that groups are learnt from.

    Returns
    -------
    tuple of pandas.DataFrame
        An issues table and an issue_messages table; complaints that fit nowhere have no issue_id.
    """
    complaints = _complaints(messages, texts, signals)
    if complaints.empty:
        return ISSUES.empty(), ISSUE_MESSAGES.empty()
    rows, position = np.unique(complaints["text_id"].to_numpy(), return_inverse=True)
    stop = _stop_lemmas() | {fold_accents(word.lower()) for name in settings.names for word in name.split()}
    matrix, terms, _ = issue_terms(lemmas, rows, frozenset(stop))
    groups = cluster(matrix, seed=seed)
    complaints["number"], complaints["weight"] = groups.number[position], groups.fit[position]
    table = _issue_table(complaints, groups, terms, texts, settings)
    table = _with_growth(table, complaints, current, previous, settings)
    ids = table.set_index("number")["issue_id"] if len(table) else pd.Series(dtype=object)
    assigned = pd.DataFrame(
        {
            "message_id": complaints["message_id"],
            "issue_id": complaints["number"].map(ids),
            "weight": complaints["weight"],
        }
    )
    table = table.sort_values(["is_emerging", "n_messages"], ascending=False, kind="stable", ignore_index=True)
    return ISSUES.cast(table)[[column.name for column in ISSUES.columns]], ISSUE_MESSAGES.cast(
        assigned.reset_index(drop=True)
    )


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


def _issue_table(
    complaints: pd.DataFrame, groups: Clusters, terms: pd.DataFrame, texts: pd.DataFrame, settings: Settings
) -> pd.DataFrame:
    taken: set[str] = set()
    rows = []
    for number, centre in enumerate(groups.centres):
        own = complaints[complaints["number"] == number].sort_values("weight", ascending=False, kind="stable")
        weights = top_lemmas(centre, terms)
        lang = own["lang"].mode().iloc[0]
        typical = own.drop_duplicates("text_id")
        spoken = typical[typical["lang"] == lang]["text_id"]
        name = name_issue(texts["text"].iloc[spoken].tolist(), lang, weights, taken=taken)
        taken.add(name)
        topics = own.loc[own["topic"] != "other", "topic"].mode()
        topic = topics.iloc[0] if len(topics) else "other"
        rows.append(
            {
                "number": number,
                "issue_id": _stable_id(lang, weights),
                "name": name,
                "topic": topic,
                "department": settings.departments.get(topic, DEPARTMENTS.get(topic)),
                "n_messages": len(own),
                "n_authors": own["author_id"].nunique(),
                "share": len(own) / len(complaints),
                "sentiment": own["sentiment"].mean(),
                "first_at": own["sent_at"].min(),
                "last_at": own["sent_at"].max(),
                "quote_ids": tuple(typical["message_id"].head(4)),
            }
        )
    columns = ["number", *(column.name for column in ISSUES.columns)]
    return pd.DataFrame(rows, columns=columns)


def _stable_id(lang: str, weights: dict[str, float]) -> str:
    """Return an id made from the three heaviest lemmas, the same in every run that finds them."""
    key = " ".join(sorted(list(weights)[:3]))
    return f"{lang}-{hashlib.blake2s(key.encode(), digest_size=4).hexdigest()}"


def _with_growth(
    table: pd.DataFrame, complaints: pd.DataFrame, current: Period, previous: Period, settings: Settings
) -> pd.DataFrame:
    counts, totals = [], []
    for period in (current, previous):
        inside = complaints[period.holds(complaints["sent_at"])]
        counts.append(inside["number"].value_counts().reindex(table["number"], fill_value=0).to_numpy())
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
