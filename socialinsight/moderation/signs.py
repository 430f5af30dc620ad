"""What is seen in a message and around it that tells whether a complaint is justified."""

from __future__ import annotations

import re
from dataclasses import dataclass

import numpy as np
import pandas as pd

from socialinsight.labels import label_names
from socialinsight.lang.handling import handling
from socialinsight.masking import KINDS as PERSONAL
from socialinsight.settings import Settings

SURE = 0.5
NEAR = pd.Timedelta(days=3)
REPEATED = pd.Timedelta(days=30)
ANSWERED = pd.Timedelta(days=7)
FOR = ("n_facts", "n_others", "n_admitted", "n_repeats")
AGAINST = ("n_referred", "n_solved")
MOST_IDS = 5
_NOW = pd.Timedelta(0)
_NONE = np.zeros(0, np.int64)
_FIGURES = re.compile(r"\d{3}|@")
_ADMITS = ("acknowledgement", "apology", "compensation")
_FACT = re.compile(r"(?<![^\W\d])\d+(?:[.,:/ -]\d+)*")
NAMES = frozenset(
    (*label_names("act", "detail", "cue"), "sentiment", "obscene", "asks", "public", "to_peer", "names_firm")
    + ("n_personal", "n_for", "n_against", *FOR, *AGAINST)
)


@dataclass(frozen=True)
class Signs:
    """What is seen: one row a customer's message in `seen` (columns `NAMES`), ids of the signs for and against."""

    seen: pd.DataFrame
    ids_for: list[list[str]]
    ids_against: list[list[str]]


def signs(messages: pd.DataFrame, signals: pd.DataFrame, issue_messages: pd.DataFrame, *, settings: Settings) -> Signs:
    """Return what is seen in and around the customers' messages that ask, complain or offend.

    Parameters
    ----------
    messages, signals : pandas.DataFrame
        The tables of these names, same rows.
    issue_messages : pandas.DataFrame
        The table of this name: two complaints about one issue are about the same thing.
    settings : Settings
        `names` of the firm.

    Returns
    -------
    Signs
        `seen` is indexed by the row in `messages`.
    """
    firm = messages["author_role"].isin(["agent", "bot"]).to_numpy(bool)
    telling = ["complaint", "question", "request", "profanity", "insult", "hostility", "conditional_demand"]
    telling += ["legal_threat", "publicity_threat"]
    rows = np.flatnonzero(~firm & (signals[telling] >= SURE).any(axis=1).to_numpy(bool))
    seen = signals.iloc[rows][[*label_names("act", "detail", "cue"), "sentiment"]].copy()
    seen.index = pd.Index(rows)
    texts = [str(text) for text in messages["text"].iloc[rows].astype(object)]
    seen["obscene"] = seen[["insult", "profanity"]].max(axis=1)
    seen["asks"] = seen[["complaint", "question", "request"]].max(axis=1)
    seen["public"] = messages["is_public"].iloc[rows].fillna(False).to_numpy(float)
    seen["names_firm"] = _names_firm(texts, settings)
    _told(seen, texts, signals["lang"].iloc[rows].astype(str).tolist())
    around = _Around(messages, signals, issue_messages, firm)
    seen["to_peer"] = around.to_peer[rows].astype(float)
    found = {name: [getattr(around, name[2:])(row) for row in rows] for name in ("n_others", "n_admitted", "n_repeats")}
    found |= {name: [getattr(around, name[2:])(row) for row in rows] for name in AGAINST}
    for name, ids in found.items():
        seen[name] = [float(len(one)) for one in ids]
    seen["n_for"] = (seen[list(FOR)] >= 1).sum(axis=1)
    seen["n_against"] = (seen[list(AGAINST)] >= 1).sum(axis=1)
    keys = messages["message_id"].to_numpy(object)
    ids_for = [_ids(keys, [found[name][i] for name in FOR[1:]]) for i in range(len(rows))]
    return Signs(seen, ids_for, [_ids(keys, [found[name][i] for name in AGAINST]) for i in range(len(rows))])


def _told(seen: pd.DataFrame, texts: list[str], langs: list[str]) -> None:
    """Add the facts and the personal data that stand in the texts."""
    words = handling(texts, langs, "number_word")["number_word"]
    seen["n_facts"] = [float(len(_FACT.findall(text)) + n) for text, n in zip(texts, words)]
    seen["n_personal"] = _n_personal(texts)


def _n_personal(texts: list[str]) -> np.ndarray:
    """Return how many phone numbers, addresses, contract numbers and the like stand in each text."""
    places = [place for place, text in enumerate(texts) if _FIGURES.search(text)]
    starts = np.cumsum([0, *(len(texts[place]) + 1 for place in places)])
    document = "\x00".join(texts[place].replace("\x00", " ") for place in places)
    found = [start for kind in PERSONAL for start, _ in kind.find(document)]
    result = np.zeros(len(texts))
    hit = np.searchsorted(starts, np.array(found, np.int64), side="right") - 1
    result[np.array(places, np.int64)[hit]] = 1.0
    return result


def _names_firm(texts: list[str], settings: Settings) -> list[float]:
    if not settings.names:
        return [float("nan")] * len(texts)
    named = re.compile("|".join(re.escape(name.lower()[: max(4, len(name) - 1)]) for name in settings.names))
    return [float(named.search(text.lower()) is not None) for text in texts]


def _ids(keys: np.ndarray, parts: list[np.ndarray]) -> list[str]:
    return [str(keys[row]) for part in parts for row in part[:MOST_IDS]]


class _Around:
    """The messages around one: of the same issue, of the same person, and the firm's answers."""

    def __init__(
        self, messages: pd.DataFrame, signals: pd.DataFrame, issue_messages: pd.DataFrame, firm: np.ndarray
    ) -> None:
        self.at = messages["sent_at"].dt.tz_localize(None).to_numpy()
        self.author = pd.factorize(messages["author_id"])[0]
        issue = issue_messages.set_index("message_id")["issue_id"].reindex(messages["message_id"])
        self.issue = pd.factorize(issue.to_numpy(object))[0]
        self.agent = (messages["author_role"] == "agent").fillna(False).to_numpy(bool)
        place = pd.Index(messages["message_id"].astype(object))
        self.parent = place.get_indexer(messages["reply_to"].astype(object))
        self.to_peer = (self.parent >= 0) & ~firm & ~firm[self.parent] & (self.author != self.author[self.parent])
        talk = pd.factorize(messages["conversation_id"])[0]
        self.talk, self.of_talk = talk, self._in_time(talk)
        self.of_issue, self.of_author = self._in_time(self.issue), self._in_time(self.author)
        self._answers: dict[int, np.ndarray] = {}
        admits = (signals[list(_ADMITS)] >= SURE).any(axis=1).to_numpy(bool)
        self.admits = admits & self.agent & ~(signals["non_apology"] >= SURE).to_numpy(bool)
        self.refers = (signals["referral"] >= SURE).to_numpy(bool) & self.agent
        self.confirms = (signals["solution_confirmed"] >= SURE).to_numpy(bool) & ~firm
        self.complains = (signals["complaint"] >= SURE).to_numpy(bool) & ~firm

    def _in_time(self, codes: np.ndarray) -> dict[int, np.ndarray]:
        """Return the rows of each group in the order of time."""
        order = np.lexsort((self.at, codes))
        values, starts = np.unique(codes[order], return_index=True)
        return dict(zip(values.tolist(), np.split(order, starts[1:])))

    def _between(self, rows: np.ndarray, row: int, before: pd.Timedelta, after: pd.Timedelta) -> np.ndarray:
        """Return those of `rows` that were written so long before a message or so long after it, without itself."""
        ends = [self.at[row] - before.to_timedelta64(), self.at[row] + after.to_timedelta64()]
        low, high = np.searchsorted(self.at[rows], ends, side="left")
        high += np.searchsorted(self.at[rows[high:]], ends[1], side="right")
        part = rows[low:high]
        return part[part != row]

    def others(self, row: int) -> np.ndarray:
        """Return complaints of other people about the same issue within three days, one a person."""
        if self.issue[row] < 0:
            return _NONE
        same = self._between(self.of_issue[self.issue[row]], row, NEAR, NEAR)
        same = same[self.author[same] != self.author[row]]
        return same[np.sort(np.unique(self.author[same], return_index=True)[1])]

    def repeats(self, row: int) -> np.ndarray:
        """Return earlier complaints of the same person: about the same issue, or in the same conversation."""
        own = self._between(self.of_author[self.author[row]], row, REPEATED, _NOW)
        own = own[self.complains[own] & (self.at[own] < self.at[row])]
        same_issue = (self.issue[own] == self.issue[row]) & (self.issue[row] >= 0)
        return own[same_issue | (self.talk[own] == self.talk[row])]

    def answers(self, row: int) -> np.ndarray:
        """Return the firm's replies to it, and what the firm writes next in the conversation to nobody else."""
        if row not in self._answers:
            later = self._between(self.of_talk[self.talk[row]], row, _NOW, ANSWERED)
            later = later[self.agent[later]]
            self._answers[row] = later[(self.parent[later] == row) | (self.parent[later] < 0)]
        return self._answers[row]

    def admitted(self, row: int) -> np.ndarray:
        """Return the answers that admit the fault, apologise or compensate."""
        found = self.answers(row)
        return found[self.admits[found]]

    def referred(self, row: int) -> np.ndarray:
        """Return the answers that say that it is somebody else's matter, and admit nothing."""
        found = self.answers(row)
        return found[self.refers[found] & ~self.admits[found]]

    def solved(self, row: int) -> np.ndarray:
        """Return later words of the writer that it works after advice, where the firm admitted nothing."""
        if len(self.admitted(row)):
            return _NONE
        later = self._between(self.of_talk[self.talk[row]], row, _NOW, REPEATED)
        later = later[(self.author[later] == self.author[row]) & self.confirms[later]]
        return later[(self.parent[later] >= 0) & ~self.agent[self.parent[later]]]
