"""Accounts of different channels that may be one person: a list for the user to judge, never joined by itself."""

from __future__ import annotations

import numpy as np
import pandas as pd

from socialinsight.identities.habits import habits
from socialinsight.identities.likeness import name_likeness, name_words, same_email, same_name
from socialinsight.tables import IDENTITY_SUGGESTIONS

MOST = 400
ALIKE, SAME_HOURS = 0.35, 0.5
MUTUAL, MUTUAL_HOURS = 0.5, 0.7


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
    mail, named = same_email(people), same_name(people)
    ids: list[str] = people["author_id"].tolist()
    places: list[str] = people["place"].tolist()
    names: list[frozenset[str]] = people["names"].tolist()
    busy = people[people["n"] >= 20].nlargest(MOST, "n").index.tolist()
    wanted = sorted({one for pair in (*mail, *named) for one in pair} | set(busy))
    if len(wanted) < 2:
        return IDENTITY_SUGGESTIONS.empty()
    hours, wording, enough = habits(messages, [ids[one] for one in wanted])
    code = {one: place for place, one in enumerate(wanted)}
    pairs = mail | set(named) | _mutual(people, wanted, hours, wording, enough)
    rows = []
    for a, b in sorted(pair for pair in pairs if places[pair[0]] != places[pair[1]]):
        i, j = code[a], code[b]
        known = enough[i] and enough[j]
        hour, word = (float(hours[i] @ hours[j]), float(wording[i, j])) if known else (np.nan, np.nan)
        likeness = named.get((a, b), name_likeness(names[a], names[b]))
        full = likeness >= 1 and len(names[a]) >= 2
        strong = (a, b) in mail or (full and word >= ALIKE and hour >= SAME_HOURS)
        rows.append((a, b, "strong" if strong else "possible", (a, b) in mail, likeness, hour, word))
    return _table(messages, people, rows)


def _people(messages: pd.DataFrame) -> pd.DataFrame:
    """Return one row an author who is no staff: author_id, place (channel and community of most messages), names, n."""
    customers = messages[~messages["author_role"].isin(["agent", "bot"])]
    columns: dict[str, pd.Series] = {"author_id": customers["author_id"].astype(object)}
    blank = pd.Series("", index=customers.index, dtype=object)
    for name in ("channel", "community_id", "author_name"):
        columns[name] = customers[name].fillna("").astype(object) if name in customers else blank
    table = pd.DataFrame(columns)
    table = table[~table["author_id"].str.startswith("anonymous:")]
    people = table.drop_duplicates("author_id").sort_values("author_id", ignore_index=True)
    people["place"] = people["channel"] + "\n" + people["community_id"]
    people["names"] = people["author_name"].map(name_words)
    return people.assign(n=people["author_id"].map(table["author_id"].value_counts()).astype(int))


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
