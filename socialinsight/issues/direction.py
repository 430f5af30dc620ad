"""Where the product should go: what customers wish for, what they praise, and which product has which issue."""

from __future__ import annotations

import numpy as np
import pandas as pd

from socialinsight.issues import firm_stop_lemmas
from socialinsight.issues.growth import benjamini_hochberg
from socialinsight.issues.model import learn
from socialinsight.proportion import wilson
from socialinsight.settings import Settings
from socialinsight.tables import PRODUCT_ISSUES, SUBJECTS
from socialinsight.text.lemma_matrix import LemmaMatrix

KINDS = ("wish", "praise")
LEAST_PRODUCT = 5
MOST_LOOSE = 12


def subjects(
    messages: pd.DataFrame,
    texts: pd.DataFrame,
    signals: pd.DataFrame,
    lemmas: LemmaMatrix,
    *,
    settings: Settings,
    seed: int,
) -> pd.DataFrame:
    """Return what customers wish for and what they praise, grouped around nouns as issues are.

    Parameters
    ----------
    messages, texts, signals : pandas.DataFrame
        The tables of these names.
    lemmas : LemmaMatrix
        Lemma counts of `texts`.
    settings : Settings
        The firm's names head no group.
    seed : int
        Of the sample that groups are learnt from.

    Returns
    -------
    pandas.DataFrame
        A subjects table, most frequent first within wish and praise; messages that fit no group stand in a row of
        each kind without a subject_id.
    """
    parts = [_of_kind(kind, messages, texts, signals, lemmas, settings, seed) for kind in KINDS]
    rows = [row for part in parts for row in part]
    return SUBJECTS.cast(pd.DataFrame(rows, columns=[column.name for column in SUBJECTS.columns]))


def _of_kind(
    kind: str,
    messages: pd.DataFrame,
    texts: pd.DataFrame,
    signals: pd.DataFrame,
    lemmas: LemmaMatrix,
    settings: Settings,
    seed: int,
) -> list[dict[str, object]]:
    theirs = ~messages["author_role"].isin(["agent", "bot"]).to_numpy(bool)
    chosen = np.flatnonzero(theirs & (signals[kind] >= 0.5).to_numpy(bool, na_value=False))
    if not len(chosen):
        return []
    own = messages.iloc[chosen][["message_id", "author_id", "sent_at", "text"]].reset_index(drop=True)
    own["score"] = signals[kind].to_numpy(float)[chosen]
    text_id = pd.Index(texts["text"].astype(object)).get_indexer(own["text"].astype(object))
    rows, position = np.unique(text_id, return_inverse=True)
    spoken = texts["text"].iloc[rows].astype(object).to_numpy()
    known, found = learn(lemmas, rows, spoken, stop=firm_stop_lemmas(settings), seed=seed)
    own["number"], own["fit"] = found.number[position], found.fit[position]
    told = []
    for number, group in own.sort_values("fit", ascending=False, kind="stable").groupby("number"):
        placed = number >= 0
        told.append(
            {
                "kind": kind,
                "subject_id": f"{kind}-{known.issues['issue_id'].iloc[number]}" if placed else None,
                "name": known.issues["name"].iloc[number] if placed else None,
                "beside": known.issues["beside"].iloc[number] if placed else None,
                "n_messages": len(group),
                "n_authors": group["author_id"].nunique(),
                "share": len(group) / len(own),
                "last_at": group["sent_at"].max(),
                "quote_ids": tuple(group.drop_duplicates("text")["message_id"].head(4 if placed else MOST_LOOSE)),
            }
        )
    return sorted(told, key=lambda row: (row["subject_id"] is None, -row["n_messages"]))


def product_issues(messages: pd.DataFrame, issue_messages: pd.DataFrame) -> pd.DataFrame:
    """Return how often each product has each issue, beside how often it would have it if products were alike.

    expected = complaints of the product · share of the issue in all products' complaints; p from the binomial tail,
    Benjamini-Hochberg over all cells.

    Parameters
    ----------
    messages : pandas.DataFrame
        The messages table; complaints without a product are left out.
    issue_messages : pandas.DataFrame
        The issue of each complaint.

    Returns
    -------
    pandas.DataFrame
        A product_issues table, most unusual first; products with fewer than 5 complaints are left out.
    """
    from scipy.stats import binom

    told = issue_messages.merge(messages[["message_id", "product", "sent_at"]], on="message_id")
    told = told[told["product"].notna()]
    total = told["product"].value_counts()
    told = told[told["product"].isin(total.index[total >= LEAST_PRODUCT])]
    placed = told[told["issue_id"].notna()].sort_values("weight", ascending=False, kind="stable")
    if placed.empty:
        return PRODUCT_ISSUES.empty()
    cells = placed.groupby(["product", "issue_id"], sort=True)
    table = cells.agg(n=("message_id", "size"), quote_ids=("message_id", lambda ids: tuple(ids.head(3)))).reset_index()
    table["n_product"] = table["product"].map(total).astype(int)
    usual = table["issue_id"].map(placed["issue_id"].value_counts()).to_numpy(float) / len(told)
    n, base = table["n"].to_numpy(int), table["n_product"].to_numpy(int)
    ends = [wilson(hits, of) for hits, of in zip(n, base)]
    table = table.assign(
        share=n / base,
        low=[low for low, _ in ends],
        high=[high for _, high in ends],
        expected=base * usual,
        q_value=benjamini_hochberg(binom.sf(n - 1, base, usual)),
    )
    return PRODUCT_ISSUES.cast(table.sort_values(["q_value", "n"], ascending=[True, False], ignore_index=True))[
        [column.name for column in PRODUCT_ISSUES.columns]
    ]
