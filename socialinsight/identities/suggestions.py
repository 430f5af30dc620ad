"""Accounts of different channels that may be one person: a list for the user to judge, never joined by itself."""

from __future__ import annotations

import hashlib
import re
import unicodedata
from itertools import combinations

import numpy as np
import pandas as pd

from socialinsight.identities.habits import habits
from socialinsight.tables import IDENTITY_SUGGESTIONS

RARE = 20
MOST = 400
ALIKE, SAME_HOURS = 0.35, 0.5
MUTUAL, MUTUAL_HOURS = 0.5, 0.7
_EMAIL = re.compile(r"[\w.+-]+@[\w-]+(?:\.[\w-]+)+")
_DIGEST = re.compile(r"\b(?:[0-9a-f]{64}|[0-9a-f]{40}|[0-9a-f]{32})\b")


def suggestions(messages: pd.DataFrame) -> pd.DataFrame:
    """Return pairs of authors of different channels or communities who may be the same person.

    Pairs share an e-mail address (as such, or one side as its MD5, SHA-1 or SHA-256), a name, or are each other's
    nearest in wording among authors with at least twenty messages, writing at the same hours. Staff and bots are
    left out. The list is a suggestion: names repeat, and habits are weak evidence. Where the comments of 16 busy
    members of a StackExchange site were cut into two pretended accounts each, by time or by turns, habits alone
    found 21 of the 32 pairs and no wrong one; every account had a counterpart there, which makes it an easy test.

    Parameters
    ----------
    messages : pandas.DataFrame
        A messages table.

    Returns
    -------
    pandas.DataFrame
        An identity_suggestions table, strong ones first.
    """
    people = _people(messages)
    mail = _same_email(people)
    named = _same_name(people)
    busy = people[people["n"] >= 20].nlargest(MOST, "n").index.tolist()
    wanted = sorted({one for pair in (*mail, *named) for one in pair} | set(busy))
    if len(wanted) < 2:
        return IDENTITY_SUGGESTIONS.empty()
    hours, wording, enough = habits(messages, [people.at[one, "author_id"] for one in wanted])
    code = {one: place for place, one in enumerate(wanted)}
    pairs = mail | set(named) | _mutual(people, wanted, hours, wording, enough)
    rows = []
    for a, b in sorted(pair for pair in pairs if people.at[pair[0], "place"] != people.at[pair[1], "place"]):
        i, j = code[a], code[b]
        known = enough[i] and enough[j]
        hour, word = (float(hours[i] @ hours[j]), float(wording[i, j])) if known else (np.nan, np.nan)
        likeness = named.get((a, b), name_likeness(people.at[a, "names"], people.at[b, "names"]))
        full = likeness >= 1 and len(people.at[a, "names"]) >= 2
        strong = (a, b) in mail or (full and word >= ALIKE and hour >= SAME_HOURS)
        rows.append((a, b, "strong" if strong else "possible", (a, b) in mail, likeness, hour, word))
    return _table(messages, people, rows)


def _people(messages: pd.DataFrame) -> pd.DataFrame:
    """Return one row an author who is no staff: author_id, place (channel and community of most messages), names, n."""
    customers = messages[~messages["author_role"].isin(["agent", "bot"])]
    columns = {"author_id": customers["author_id"].astype(object)}
    for name in ("channel", "community_id", "author_name"):
        columns[name] = customers[name].fillna("").astype(object) if name in customers else ""
    table = pd.DataFrame(columns)
    table = table[~table["author_id"].str.startswith("anonymous:")]
    people = table.drop_duplicates("author_id").sort_values("author_id", ignore_index=True)
    people["place"] = people["channel"] + "\n" + people["community_id"]
    people["names"] = people["author_name"].map(name_words)
    return people.assign(n=people["author_id"].map(table["author_id"].value_counts()).astype(int))


def name_words(name: str) -> frozenset[str]:
    """Return the words of a name without accents and case; initials keep their one letter.

    Examples
    --------
    >>> sorted(name_words("Kovács-Szűcs P. Éva"))
    ['eva', 'kovacs', 'p', 'szucs']
    """
    plain = "".join(c for c in unicodedata.normalize("NFKD", name.casefold()) if not unicodedata.combining(c))
    return frozenset(re.findall(r"[^\W\d_]+", plain.replace("ё", "е")))


def name_likeness(one: frozenset[str], other: frozenset[str]) -> float:
    """Return the share of name words that meet, an initial for a word counting half; NaN without a name.

    Examples
    --------
    >>> name_likeness(frozenset({"kiss", "eva"}), frozenset({"eva", "kiss"}))
    1.0
    >>> name_likeness(frozenset({"kiss", "e"}), frozenset({"eva", "kiss"}))
    0.75
    """
    if not one or not other:
        return np.nan
    same = one & other
    left, right = one - same, other - same
    short = {a for a in left for b in right if len(a) == 1 and b.startswith(a)}
    short |= {b for b in right for a in left if len(b) == 1 and a.startswith(b)}
    return (2 * len(same) + len(short)) / (len(one) + len(other))


def _same_email(people: pd.DataFrame) -> set[tuple[int, int]]:
    keys: dict[str, set[int]] = {}
    for row in people.itertuples():
        for text in (row.author_id, row.author_name):
            text = str(text).casefold()
            for address in _EMAIL.findall(text):
                for name in ("md5", "sha1", "sha256"):
                    digest = hashlib.new(name, address.encode(), usedforsecurity=False).hexdigest()
                    keys.setdefault(digest, set()).add(row.Index)
            for digest in _DIGEST.findall(text):
                keys.setdefault(digest, set()).add(row.Index)
    return {pair for group in keys.values() for pair in combinations(sorted(group), 2)}


def _same_name(people: pd.DataFrame) -> dict[tuple[int, int], float]:
    """Return pairs whose names meet in at least two words, or in the only one that both have."""
    keys: dict[str, list[int]] = {}
    for place, words in zip(people.index, people["names"]):
        for word in words:
            if len(word) > 2:
                keys.setdefault(word, []).append(place)
    found = {}
    for group in keys.values():
        if 1 < len(group) <= RARE:
            for a, b in combinations(group, 2):
                likeness = name_likeness(people.at[a, "names"], people.at[b, "names"])
                if likeness >= 0.75:
                    found[a, b] = likeness
    return found


def _mutual(
    people: pd.DataFrame, wanted: list[int], hours: np.ndarray, wording: np.ndarray, enough: np.ndarray
) -> set[tuple[int, int]]:
    """Return pairs of busy authors of different places who are each other's nearest in wording."""
    place = pd.factorize(people.loc[wanted, "place"])[0]
    legal = (place[:, None] != place[None]) & enough[:, None] & enough[None]
    score = np.where(legal, wording, -1.0)
    best = score.argmax(axis=1)
    rows = np.arange(len(wanted))
    mutual = (best[best] == rows) & (rows < best) & (score[rows, best] >= MUTUAL)
    mutual &= (hours * hours[best]).sum(axis=1) >= MUTUAL_HOURS
    pairs = (sorted((wanted[i], wanted[best[i]])) for i in np.flatnonzero(mutual))
    return {(a, b) for a, b in pairs}


def _table(messages: pd.DataFrame, people: pd.DataFrame, rows: list[tuple]) -> pd.DataFrame:
    if not rows:
        return IDENTITY_SUGGESTIONS.empty()
    columns = ["a", "b", "strength", "same_email", "name_likeness", "hours_likeness", "wording_likeness"]
    table = pd.DataFrame(rows, columns=columns)
    for side, name, count in (("a", "author_id", "n_messages"), ("b", "other_id", "n_other")):
        table[name] = people.loc[table[side], "author_id"].to_numpy()
        table[count] = people.loc[table[side], "n"].to_numpy()
    quoted = pd.concat([table["author_id"], table["other_id"]]).unique()
    own = messages[messages["author_id"].isin(quoted)]
    ids = own.astype({"author_id": object, "message_id": object}).groupby("author_id")["message_id"].agg(list)
    table["message_ids"] = [(*ids[a][-2:], *ids[b][-2:]) for a, b in zip(table["author_id"], table["other_id"])]
    table = table.sort_values(["strength", "author_id", "other_id"], ascending=[False, True, True], ignore_index=True)
    return IDENTITY_SUGGESTIONS.cast(table.drop(columns=["a", "b"]))
