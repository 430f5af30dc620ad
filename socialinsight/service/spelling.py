"""Spelling of the firm's own public replies, by team."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from typing import Any

import numpy as np
import pandas as pd

from socialinsight.lang.language import LANGUAGES
from socialinsight.lang.slips import KINDS, slips
from socialinsight.proportion import wilson
from socialinsight.tables import SLIPS, SPELLING
from socialinsight.text.tokens import tokenize

HOUSE_WORD = 3
"""A word that stands in so many replies is the firm's own."""


def spelling_slips(
    messages: pd.DataFrame, signals: pd.DataFrame, *, teams: Mapping[str, str]
) -> tuple[pd.DataFrame, pd.DataFrame]:
    """Return the slips in the public replies of the firm's people, and how many there are by team and language.

    Parameters
    ----------
    messages, signals : pandas.DataFrame
        The tables of these names, same rows.
    teams : mapping of str to str
        Author id of the firm's people to team, as `service.teams` gives it: by team unless the settings show agents.

    Returns
    -------
    tuple of pandas.DataFrame
        A slips table and a spelling table: slips per 1,000 words with Wilson's 95 % interval, taking words as trials.

    Notes
    -----
    Each distinct reply is read once; see `lang.slips.slips` for what counts. A word that stands in at least three
    distinct replies of the firm is taken as right.
    """
    public = messages["is_public"].fillna(False).to_numpy(bool)
    agent = (messages["author_role"] == "agent").fillna(False).to_numpy(bool)
    lang = signals["lang"].astype(object).to_numpy()
    rows = np.flatnonzero(public & agent & np.isin(lang, LANGUAGES))
    texts, place = np.unique(messages["text"].astype(object).iloc[rows].astype(str), return_inverse=True)
    langs = np.full(len(texts), None, object)
    langs[place] = lang[rows]
    words, own = _words(texts)
    found = [slips(text, code, own=own) for text, code in zip(texts, langs)]
    entries: list[dict[str, Any]] = []
    for row, at in zip(rows, place):
        for slip in found[at]:
            entries.append(_entry(messages, teams, int(row), str(texts[at]), slip))
    table = pd.DataFrame(entries, columns=[column.name for column in SLIPS.columns])
    team = messages["author_id"].astype(object).iloc[rows].map(dict(teams)).fillna("").to_numpy(object)
    return SLIPS.cast(table), _rates(
        table, messages["message_id"].to_numpy(object)[rows], team, langs[place], words[place]
    )


def _words(texts: np.ndarray) -> tuple[np.ndarray, frozenset[str]]:
    """Return the number of words of each text, and the words that the firm often uses."""
    tokens = tokenize([str(text) for text in texts])
    is_word = np.fromiter((word.isalpha() for word in tokens.vocabulary), bool, len(tokens.vocabulary))
    keep = is_word[tokens.word]
    n_words = np.bincount(tokens.text[keep], minlength=len(texts))
    pairs = np.unique(np.stack([tokens.text[keep], tokens.word[keep]]), axis=1)[1]
    spread: Counter[str] = Counter()
    for code, n in zip(*np.unique(pairs, return_counts=True)):
        spread[tokens.vocabulary[code].lower()] += int(n)
    return n_words, frozenset(word for word, n in spread.items() if n >= HOUSE_WORD)


def _entry(messages: pd.DataFrame, teams: Mapping[str, str], row: int, text: str, slip: Any) -> dict[str, Any]:
    return {
        "message_id": messages["message_id"].iloc[row],
        "start": slip.start,
        "end": slip.end,
        "kind": slip.kind,
        "written": text[slip.start : slip.end],
        "meant": slip.meant or None,
        "team": teams.get(str(messages["author_id"].iloc[row]), ""),
    }


def _rates(
    table: pd.DataFrame, ids: np.ndarray, team: np.ndarray, lang: np.ndarray, n_words: np.ndarray
) -> pd.DataFrame:
    facts = pd.DataFrame({"message_id": ids, "team": team, "lang": lang, "n_words": n_words})
    rows = []
    for (name, code), part in facts.groupby(["team", "lang"], sort=True):
        own = table[table["message_id"].isin(part["message_id"])]
        words = int(part["n_words"].sum())
        low, high = wilson(min(len(own), words), words)
        counts = own["kind"].value_counts()
        rows.append(
            {
                "team": name,
                "lang": code,
                "n": len(part),
                "n_words": words,
                **{f"n_{kind}": int(counts.get(kind, 0)) for kind in KINDS},
                "per_thousand": 1000 * len(own) / words if words else np.nan,
                "low": 1000 * low,
                "high": 1000 * high,
                "message_ids": tuple(own["message_id"].drop_duplicates().tail(5)),
            }
        )
    return SPELLING.cast(pd.DataFrame(rows, columns=[column.name for column in SPELLING.columns]))
