"""Who the customer is: end user, dealer or supplier; the client's word first, then the customer's own, or nothing."""

from __future__ import annotations

import csv
from functools import lru_cache
from pathlib import Path

import numpy as np
import pandas as pd

from socialinsight.lang.customer_words import KINDS, SEGMENTS, customer_words

ENOUGH = 2.0
LEAD = 2.0
MOST_QUOTES = 3
_COLUMNS = ("segment", "segment_source", "segment_ids")


@lru_cache(maxsize=1)
def segment_words() -> dict[str, str]:
    """Return the words for segments in three languages, and the segment that they stand for."""
    with Path(__file__).with_name("segment_names.csv").open(encoding="utf-8", newline="") as file:
        return {row["word"]: row["segment"] for row in csv.DictReader(file)}


def named_segment(word: str) -> str:
    """Return end_user, dealer or supplier for a client's word for it, the word itself otherwise.

    Examples
    --------
    >>> named_segment("Viszonteladó"), named_segment("поставщик"), named_segment("VIP")
    ('dealer', 'supplier', 'VIP')
    """
    plain = str(word).strip()
    return segment_words().get(plain.casefold(), plain)


def customer_signs(messages: pd.DataFrame, texts: pd.DataFrame) -> pd.DataFrame:
    """Return what customers' messages tell of who they are and why they leave; each distinct text is read once.

    Parameters
    ----------
    messages, texts : pandas.DataFrame
        The tables of these names; messages of the firm do not count.

    Returns
    -------
    pandas.DataFrame
        message_id, author_id, sent_at and the weight (0, 1 or 2) of end_user, dealer, supplier and private_reason;
        only messages in which something was found, in order of time.
    """
    theirs = messages[~messages["author_role"].isin(["agent", "bot"]).to_numpy(bool)]
    row = pd.Index(texts["text"].astype(object)).get_indexer(theirs["text"].astype(object))
    used = np.unique(row[row >= 0])
    found = customer_words(texts["text"].to_numpy(object)[used], texts["lang"].to_numpy(object)[used])
    place = np.full(len(texts) + 1, -1)
    place[used] = np.arange(len(used))
    at = place[row]
    table = theirs[["message_id", "author_id", "sent_at"]].astype({"message_id": object, "author_id": object})
    weights = {kind: np.append(found[kind], 0.0)[at] for kind in KINDS}
    table = table.reset_index(drop=True).assign(**weights)
    return table[table[list(KINDS)].any(axis=1)].sort_values("sent_at", kind="stable", ignore_index=True)


def segments(signs: pd.DataFrame, customers: pd.DataFrame) -> pd.DataFrame:
    """Return the segment of each customer of whom it is known.

    By wording: the weights of a customer's messages are summed, and the highest sum is the segment when it is at least
    2 and at least twice the next one; else nothing is said.

    Parameters
    ----------
    signs : pandas.DataFrame
        Result of `customer_signs`.
    customers : pandas.DataFrame
        A customers table, whose segment wins.

    Returns
    -------
    pandas.DataFrame
        Index author_id; segment, segment_source (given or wording), segment_ids (up to 3 messages that show it).
    """
    sums = signs.groupby("author_id")[list(SEGMENTS)].sum()
    values = np.sort(sums.to_numpy(float), axis=1)
    clear = (values[:, -1] >= ENOUGH) & (values[:, -1] >= LEAD * values[:, -2]) if len(sums) else np.zeros(0, bool)
    best = np.array(SEGMENTS, object)[sums.to_numpy(float).argmax(axis=1)] if len(sums) else np.zeros(0, object)
    read = pd.DataFrame({"segment": best, "segment_source": "wording"}, index=sums.index)[clear]
    read["segment_ids"] = _quotes(signs, read["segment"])
    told = customers[customers["segment"].notna()]
    names = pd.Index(told["customer_id"].astype(object), name="author_id")
    given = pd.DataFrame({"segment": told["segment"].map(named_segment).to_numpy(object)}, index=names)
    given = given.assign(segment_source="given", segment_ids=[()] * len(given))
    table = pd.concat([given, read[~read.index.isin(given.index)]])
    return table.astype({"segment": object, "segment_source": object})[list(_COLUMNS)]


def _quotes(signs: pd.DataFrame, segment: pd.Series) -> pd.Series:
    if segment.empty:
        return pd.Series(dtype=object)
    own = signs[signs["author_id"].isin(segment.index)]
    column = own["author_id"].map(segment).map({name: place for place, name in enumerate(SEGMENTS)}).to_numpy(int)
    weight = own[list(SEGMENTS)].to_numpy(float)[np.arange(len(own)), column]
    shown = own.assign(weight=-weight)[weight > 0].sort_values(["weight", "sent_at"], kind="stable")
    ids = shown.groupby("author_id")["message_id"].agg(lambda one: tuple(one.head(MOST_QUOTES)))
    return ids.reindex(segment.index)
