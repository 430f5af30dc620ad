"""Competitors: who is named, for what, and who fares better."""

from __future__ import annotations

import numpy as np
import pandas as pd

from socialinsight.lang.comparison import mention_pattern, outcome
from socialinsight.proportion import wilson
from socialinsight.settings import Settings
from socialinsight.summary import Period
from socialinsight.tables import MARKET, MENTIONS

UNNAMED = "unnamed"
"""Stands for a rival that is pointed at ("the other operator") and not named."""


def mentions(
    messages: pd.DataFrame,
    texts: pd.DataFrame,
    annotations: pd.DataFrame,
    signals: pd.DataFrame,
    *,
    settings: Settings,
) -> pd.DataFrame:
    """Return every message that names a competitor or points at one, with the place and who fares better.

    Parameters
    ----------
    messages, texts, annotations, signals : pandas.DataFrame
        The tables of these names; messages of the firm do not count.
    settings : Settings
        `competitors` are found in every inflected form, `competitor_aliases` under the name they stand for.

    Returns
    -------
    pandas.DataFrame
        A mentions table. A message that points at a rival without a known name stands under "unnamed". Stated churn
        makes an unclear mention lost, churn taken back a won one.
    """
    theirs = ~messages["author_role"].isin(["agent", "bot"]).to_numpy(bool)
    text_id = pd.Index(texts["text"].astype(object)).get_indexer(messages["text"].astype(object))
    spans = pd.concat([_named(texts, settings), _pointed(annotations)], ignore_index=True)
    spans = spans.sort_values(["text_id", "name", "start"], kind="stable").drop_duplicates(["text_id", "name"])
    named = spans.loc[spans["name"] != UNNAMED, "text_id"]
    spans = spans[(spans["name"] != UNNAMED) | ~spans["text_id"].isin(named)]
    columns = ["churn_intent", "churn_taken_back", "competitor", "topic", "lang"]
    facts = signals[columns].assign(message_id=messages["message_id"], text=messages["text"], text_id=text_id)[theirs]
    table = facts.merge(spans, on="text_id")
    table = table[(table["name"] != UNNAMED) | (table["competitor"] >= 0.5)]
    if table.empty:
        return MENTIONS.empty()
    said = [
        outcome(text, name, lang) if name != UNNAMED else "unclear"
        for text, name, lang in zip(table["text"], table["name"], table["lang"])
    ]
    table["outcome"] = _decided(np.array(said, object), table)
    table["topic"] = table["topic"].astype(object).where(table["topic"] != "other", None)
    return MENTIONS.cast(table.reset_index(drop=True))[[column.name for column in MENTIONS.columns]]


def _named(texts: pd.DataFrame, settings: Settings) -> pd.DataFrame:
    told = {name: name for name in settings.competitors} | dict(settings.competitor_aliases)
    rows = []
    for said, name in told.items():
        pattern = mention_pattern(said)
        hint = texts["text"].str.contains(said[: max(len(said) - 2, 3)], case=False, regex=False)
        hint |= texts["text"].str.contains(said.split()[0][:-1], case=False, regex=False)
        for place in np.flatnonzero(hint.to_numpy(bool)):
            found = pattern.search(texts["text"].iloc[place])
            if found:
                rows.append((int(texts["text_id"].iloc[place]), name, found.start(), found.end()))
    return pd.DataFrame(rows, columns=["text_id", "name", "start", "end"])


def _pointed(annotations: pd.DataFrame) -> pd.DataFrame:
    spans = annotations[(annotations["label"] == "competitor") & ~annotations["negated"] & (annotations["weight"] > 0)]
    return spans[["text_id", "start", "end"]].assign(name=UNNAMED)


def _decided(said: np.ndarray, table: pd.DataFrame) -> np.ndarray:
    leaves = (table["churn_intent"] >= 0.5).to_numpy(bool, na_value=False)
    stays = (table["churn_taken_back"] >= 0.5).to_numpy(bool, na_value=False)
    unclear = said == "unclear"
    said = np.where((unclear | (said == "lost")) & stays, "won", said)
    return np.where(unclear & leaves & ~stays, "lost", said)


def market(
    found: pd.DataFrame, messages: pd.DataFrame, signals: pd.DataFrame, *, current: Period, previous: Period
) -> pd.DataFrame:
    """Return one row a competitor: share of voice, comparisons won and lost, reasons to leave for and come from.

    Parameters
    ----------
    found : pandas.DataFrame
        Result of `mentions`.
    messages, signals : pandas.DataFrame
        The tables of these names.
    current, previous : Period
        Mentions are counted in both.

    Returns
    -------
    pandas.DataFrame
        A market table, most named first. share_of_voice is among all mentions, with Wilson's 95 % interval.
    """
    if found.empty:
        return MARKET.empty()
    facts = messages[["message_id", "author_id", "sent_at"]].assign(
        sentiment=signals["sentiment"].to_numpy(float), leaves=(signals["churn_intent"] >= 0.5).to_numpy(bool)
    )
    table = found.merge(facts, on="message_id").sort_values("sent_at", ascending=False, kind="stable")
    rows = [{"name": name, **_rival(own, len(table), current, previous)} for name, own in table.groupby("name")]
    result = pd.DataFrame(rows, columns=[column.name for column in MARKET.columns])
    return MARKET.cast(result.sort_values("n_messages", ascending=False, kind="stable", ignore_index=True))


def _rival(own: pd.DataFrame, n_all: int, current: Period, previous: Period) -> dict[str, object]:
    low, high = wilson(len(own), n_all)
    count = own["outcome"].value_counts()
    decided = own.sort_values("outcome", key=lambda said: said == "unclear", kind="stable")
    return {
        "n_messages": len(own),
        "n_authors": own["author_id"].nunique(),
        "share_of_voice": len(own) / n_all,
        "low": low,
        "high": high,
        "n_leaving": int(own["leaves"].sum()),
        "sentiment": own["sentiment"].mean(),
        "n_won": int(count.get("won", 0)),
        "n_lost": int(count.get("lost", 0)),
        "n_joined": int(count.get("joined", 0)),
        "topic": _first(own["topic"]),
        "why_leave": _first(own.loc[own["outcome"] == "lost", "topic"]),
        "why_come": _first(own.loc[own["outcome"] == "joined", "topic"]),
        "n_current": int(current.holds(own["sent_at"]).sum()),
        "n_previous": int(previous.holds(own["sent_at"]).sum()),
        "quote_ids": tuple(decided["message_id"].head(5)),
    }


def _first(topics: pd.Series) -> str | None:
    common = topics.dropna().mode()
    return str(common.iloc[0]) if len(common) else None
