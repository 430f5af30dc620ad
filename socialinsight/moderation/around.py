"""The messages around one: others about the same, the writer before and after, the answers of the firm."""

from __future__ import annotations

from collections.abc import Callable

import numpy as np
import pandas as pd

SURE = 0.5
_DAY = 86_400_000_000
NEAR, ANSWERED, REPEATED = 3 * _DAY, 7 * _DAY, 30 * _DAY
"""In microseconds."""
_NOW = 0
Groups = tuple[np.ndarray, np.ndarray, np.ndarray]
_NONE = np.zeros(0, np.int64)
_ADMITS = ("acknowledgement", "apology", "compensation")


class Around:
    """The messages around one: of the same issue, of the same person, and the firm's answers."""

    def __init__(
        self, messages: pd.DataFrame, signals: pd.DataFrame, issue_messages: pd.DataFrame, firm: np.ndarray
    ) -> None:
        self.at = messages["sent_at"].dt.tz_localize(None).to_numpy().astype("datetime64[us]").astype(np.int64)
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

    def of(self, what: str, rows: np.ndarray) -> list[np.ndarray]:
        """Return the messages of a kind (others, admitted, repeats, referred or solved) around each of the rows.

        Rows around which there can be none are passed over by whole groups.
        """
        find: Callable[[int], np.ndarray] = getattr(self, what)
        likely = self._likely(what)[rows]
        return [find(int(row)) if one else _NONE for row, one in zip(rows, likely)]

    def _likely(self, what: str) -> np.ndarray:
        if what == "others":
            return (self.issue >= 0) & (np.bincount(self.issue + 1)[self.issue + 1] > 1)
        if what == "repeats":
            return self._complained_in(self.talk) | ((self.issue >= 0) & self._complained_in(self.issue))
        flags = {"admitted": self.admits, "referred": self.refers, "solved": self.confirms & (self.parent >= 0)}[what]
        return np.bincount(self.talk, weights=flags, minlength=1)[self.talk] > 0

    def _complained_in(self, codes: np.ndarray) -> np.ndarray:
        """Return which messages stand beside another complaint of their writer with the same code."""
        pair = pd.factorize(self.author * np.int64(codes.max(initial=0) + 2) + codes)[0]
        return np.bincount(pair, weights=self.complains, minlength=1)[pair] - self.complains > 0

    def _in_time(self, codes: np.ndarray) -> Groups:
        """Return the rows of all groups in the order of time, their times, and where each code begins."""
        order = np.lexsort((self.at, codes))
        starts = np.searchsorted(codes[order], np.arange(codes.max(initial=-1) + 2))
        return order, self.at[order], starts

    def _between(self, groups: Groups, code: int, row: int, before: int, after: int) -> np.ndarray:
        """Return those of a group that were written so long before a message or so long after it, without itself."""
        order, at, starts = groups
        first, last = starts[code], starts[code + 1]
        low = first + at[first:last].searchsorted(self.at[row] - before, side="left")
        high = first + at[first:last].searchsorted(self.at[row] + after, side="right")
        part = order[low:high]
        return part[part != row]

    def others(self, row: int) -> np.ndarray:
        """Return complaints of other people about the same issue within three days, one a person."""
        if self.issue[row] < 0:
            return _NONE
        same = self._between(self.of_issue, self.issue[row], row, NEAR, NEAR)
        same = same[self.author[same] != self.author[row]]
        return same[np.sort(np.unique(self.author[same], return_index=True)[1])]

    def repeats(self, row: int) -> np.ndarray:
        """Return earlier complaints of the same person: about the same issue, or in the same conversation."""
        own = self._between(self.of_author, self.author[row], row, REPEATED, _NOW)
        own = own[self.complains[own] & (self.at[own] < self.at[row])]
        same_issue = (self.issue[own] == self.issue[row]) & (self.issue[row] >= 0)
        return own[same_issue | (self.talk[own] == self.talk[row])]

    def answers(self, row: int) -> np.ndarray:
        """Return the firm's replies to it, and what the firm writes next in the conversation to nobody else."""
        if row not in self._answers:
            later = self._between(self.of_talk, self.talk[row], row, _NOW, ANSWERED)
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
        later = self._between(self.of_talk, self.talk[row], row, _NOW, REPEATED)
        later = later[(self.author[later] == self.author[row]) & self.confirms[later]]
        return later[(self.parent[later] >= 0) & ~self.agent[self.parent[later]]]
