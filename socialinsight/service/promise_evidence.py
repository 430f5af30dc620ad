"""What later messages say about a promise: done, came, came late, missing, asked after."""

from __future__ import annotations

import re
from collections.abc import Iterable

import numpy as np
import pandas as pd

from socialinsight.lang.date_grammar import fold
from socialinsight.lang.fulfilment import fulfilment
from socialinsight.service.commitments import Commitment

SURE = 0.5
WINDOW = pd.Timedelta(days=45)
STEM = 5
SHARED = {True: 1, False: 2}
MOST_APART = 1000
NEWS_WITHIN = pd.Timedelta(days=2)
_WORD = re.compile(r"[^\W\d_]{5,}")
_COMMON = 0.02
_SAYING = ("all_clear", "acknowledgement", "apology", "promise", "boilerplate")
_ASKING = ("complaint", "question", "not_understood", "conditional_demand")


class Followers:
    """The messages that may speak about each promise, and what they say.

    Attributes
    ----------
    flags : dict of str to numpy.ndarray of bool
        One flag a message, filled by `read`. ``good``: tells that it was done or came; ``bad``: asks after it or
        misses it; ``late``, ``kept_word``: says that it came late, as promised; ``tells``, ``promises``: promises to
        tell, promises something; ``hollow``: states nothing; ``speaks``: admits, apologises or gives the all-clear.
    """

    def __init__(self, messages: pd.DataFrame, signals: pd.DataFrame) -> None:
        self.messages, self.signals = messages, signals
        self.at = messages["sent_at"].dt.tz_localize(None).to_numpy()
        self.is_agent = (messages["author_role"] == "agent").fillna(False).to_numpy(bool)
        self.is_firm = messages["author_role"].isin(["agent", "bot"]).to_numpy(bool)
        self.author = pd.factorize(messages["author_id"])[0]
        self.talk = pd.factorize(messages["conversation_id"].fillna(messages["message_id"]))[0]
        self.community = pd.factorize(messages["community_id"].astype(object))[0]
        place = pd.Index(messages["message_id"].astype(object))
        self.parent = place.get_indexer(messages["reply_to"].astype(object))
        self.of_talk, self.of_author, self.of_community = (
            _groups(codes, self.at) for codes in (self.talk, self.author, self.community)
        )
        replies = np.flatnonzero(self.is_agent & (self.parent >= 0))
        asked = _groups(self.author[self.parent[replies]], self.at[replies])
        self.answers_to = {author: replies[places] for author, places in asked.items()}
        self.texts = [str(text) for text in messages["text"]]
        self.sent = messages["sent_at"].tolist()
        names = ("message_id", "conversation_id", "author_id")
        self.ids, self.talk_ids, self.author_ids = (messages[name].astype(object).tolist() for name in names)
        self._stems: dict[int, frozenset[str]] = {}
        flags = ("good", "bad", "late", "kept_word", "tells", "promises", "hollow", "speaks")
        self.flags = {name: np.zeros(len(messages), bool) for name in flags}

    def read(self, rows: Iterable[int]) -> None:
        """Fill the flags of some messages."""
        chosen = np.array(sorted(set(rows)), dtype=np.int64)
        said = fulfilment([self.texts[row] for row in chosen], self.signals["lang"].astype(str).iloc[chosen].tolist())
        scores = self.signals.iloc[chosen]
        sure = {name: (scores[name] >= SURE).to_numpy(bool) for name in (*_ASKING, *_SAYING)}
        sure["confirmed"] = (scores["solution_confirmed"] >= SURE).to_numpy(bool)
        firm, agent = self.is_firm[chosen], self.is_agent[chosen]
        missing = said["missing"] | (said["reminded"] & ~said["as_promised"])
        asks = np.logical_or.reduce([sure[name] for name in _ASKING])
        came = (said["arrived"] | sure["confirmed"]) & ~missing
        told = {
            "good": np.where(firm, agent & (said["done"] | sure["all_clear"]), came | said["as_promised"]),
            "bad": ~firm & (missing | (asks & ~came)) & ~said["as_promised"],
            "late": said["late"] & ~said["as_promised"],
            "kept_word": said["as_promised"],
            "tells": said["tells"],
            "promises": sure["promise"],
            "hollow": sure["boilerplate"],
            "speaks": sure["acknowledgement"] | sure["apology"] | sure["all_clear"],
        }
        for name, values in told.items():
            self.flags[name][chosen] = values

    def promisees(self, row: int) -> set[int]:
        """Return the authors to whom a message of the firm speaks; empty when to everybody."""
        parent = self.parent[row]
        if parent >= 0 and not self.is_firm[parent]:
            return {int(self.author[parent])}
        earlier = self.of_talk[self.talk[row]]
        earlier = earlier[(self.at[earlier] < self.at[row]) & ~self.is_firm[earlier]]
        return set(self.author[earlier].tolist())

    def after(self, commitment: Commitment) -> np.ndarray:
        """Return the rows of the messages that may speak about a commitment, in the order of time."""
        row = commitment.row
        begin, whom = self.at[row], self.promisees(row)
        told = begin if commitment.due is None else max(begin, commitment.due.latest.tz_localize(None).to_datetime64())
        words = self.stems(row)
        near = [one for one in self.of_talk[self.talk[row]] if self.at[one] > begin]
        wide = self.of_author if whom else self.of_community
        others = np.concatenate([wide[one] for one in (whom or {int(self.community[row])})])
        apart = others[(self.talk[others] != self.talk[row]) & (self.community[others] == self.community[row])]
        apart = apart[(self.at[apart] > begin) & (self.at[apart] <= told + WINDOW.to_timedelta64())][:MOST_APART]
        least = SHARED[bool(whom)]
        far = [one for one in apart if not self.is_firm[one] and len(words & self.stems(one)) >= least]
        rows = np.array(sorted({*near, *far, *self._answers(apart, row, whom, words, told)}), dtype=np.int64)
        return rows[np.argsort(self.at[rows], kind="stable")]

    def _answers(
        self, apart: np.ndarray, row: int, whom: set[int], words: frozenset[str], told: np.datetime64
    ) -> list[int]:
        """Return the firm's answers elsewhere to those promised; to everybody, its next words to everybody."""
        if whom:
            asked = [one for author in whom for one in self.answers_to.get(author, ())]
            near = [one for one in asked if self.at[row] < self.at[one] <= told + WINDOW.to_timedelta64()]
            return [one for one in near if words & (self.stems(one) | self.stems(self.parent[one]))]
        if told - self.at[row] > NEWS_WITHIN.to_timedelta64():
            return []
        return apart[self.is_agent[apart] & (self.parent[apart] < 0)][:1].tolist()

    def stems(self, row: int) -> frozenset[str]:
        """Return the beginnings of the longer words of a message."""
        if row not in self._stems:
            self._stems[row] = frozenset(word[:STEM] for word in _WORD.findall(fold(self.texts[row]))) - self.common
        return self._stems[row]

    @property
    def common(self) -> frozenset[str]:
        """Beginnings of words that stand in more than 2 % of the firm's messages."""
        if not hasattr(self, "_common"):
            own = np.flatnonzero(self.is_agent)[:5000].tolist()
            counts = pd.Series(
                [stem for row in own for stem in {w[:STEM] for w in _WORD.findall(fold(self.texts[row]))}]
            )
            many = counts.value_counts()
            self._common = frozenset(many.index[many > max(3, _COMMON * len(own))])
        return self._common


def _groups(codes: np.ndarray, at: np.ndarray) -> dict[int, np.ndarray]:
    """Return the places of each code in the order of time."""
    order = np.lexsort((at, codes))
    values, starts = np.unique(codes[order], return_index=True)
    return dict(zip(values.tolist(), np.split(order, starts[1:])))
