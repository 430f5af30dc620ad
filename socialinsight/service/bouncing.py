"""Customers handed over, sent elsewhere, sent round, and made to tell the same again."""

from __future__ import annotations

import re

import numpy as np
import pandas as pd

from socialinsight.lang.date_grammar import fold
from socialinsight.lang.handling import handling
from socialinsight.tables import BOUNCES

SURE = 0.5
WITHIN = pd.Timedelta(days=30)
LEAST_STEMS = 5
CONTENT = 0.2
LIKE = 0.5
_STEM = 5
_WORD = re.compile(r"[^\W\d_]{4,}")


def bounces(messages: pd.DataFrame, signals: pd.DataFrame, events: pd.DataFrame | None = None) -> pd.DataFrame:
    """Return every sign that a customer was passed on or had to repeat himself.

    *handed_over*: an `assigned` event after the first of its conversation; in conversations without such events,
    another agent than before answers. *referred*: the firm sends the customer to somebody else (label referral).
    *sent_round*: the customer tells that one sent him to the next. *told_again*: the customer says that he tells it
    again, or after an answer writes what shares half of its longer words with what he wrote before. *asked_again*: the
    firm asks what shares half of its longer words with a question it asked before in the conversation.

    Parameters
    ----------
    messages, signals : pandas.DataFrame
        The tables of these names, same rows.
    events : pandas.DataFrame, optional
        Events table.

    Returns
    -------
    pandas.DataFrame
        A bounces table in the order of time. `is_bounce` holds for *sent_round*, and for *referred* when the same
        customer was referred or sent round once more within thirty days.
    """
    case = _Cases(messages, signals)
    rows = [*case.referred(), *case.said(), *case.repeated(), *_handed_over(case, events)]
    table = pd.DataFrame(rows, columns=[column.name for column in BOUNCES.columns])
    table["is_bounce"] = _is_bounce(table)
    table = table.drop_duplicates(["evidence_id", "kind"]).sort_values(["at", "evidence_id", "kind"], ignore_index=True)
    return BOUNCES.cast(table)


class _Cases:
    def __init__(self, messages: pd.DataFrame, signals: pd.DataFrame) -> None:
        order = np.argsort(messages["sent_at"].dt.tz_localize(None).to_numpy(), kind="stable")
        self.messages = messages.iloc[order].reset_index(drop=True)
        self.signals = signals.iloc[order].reset_index(drop=True)
        self.ids, self.authors, self.talks = (
            self.messages[name].to_numpy(object) for name in ("message_id", "author_id", "conversation_id")
        )
        self.at = self.messages["sent_at"]
        self.texts = [str(text) for text in self.messages["text"].astype(object)]
        self.agent = (self.messages["author_role"] == "agent").fillna(False).to_numpy(bool)
        self.firm = self.messages["author_role"].isin(["agent", "bot"]).to_numpy(bool)
        place = pd.Index(self.messages["message_id"].astype(object))
        self.parent = place.get_indexer(self.messages["reply_to"].astype(object))
        self.of_talk = self.messages.groupby("conversation_id", sort=False).indices

    def customer(self, row: int) -> str | None:
        """Return whose case a message of the firm belongs to."""
        if self.parent[row] >= 0 and not self.firm[self.parent[row]]:
            return str(self.authors[self.parent[row]])
        talk = self.of_talk[self.talks[row]]
        before = talk[(talk < row) & ~self.firm[talk]]
        return str(self.authors[before[-1]]) if len(before) else None

    def entry(self, row: int, kind: str, earlier: int | None = None) -> tuple[object, ...]:
        own = bool(self.firm[row])
        whose = self.customer(row) if own else self.authors[row]
        before = None if earlier is None else self.ids[earlier]
        agent = self.authors[row] if own else None
        return (self.ids[row], kind, self.talks[row], whose, agent, self.at[row], before, False)

    def referred(self) -> list[tuple[object, ...]]:
        rows = np.flatnonzero(self.agent & (self.signals["referral"] >= SURE).to_numpy(bool))
        return [self.entry(int(row), "referred") for row in rows]

    def said(self) -> list[tuple[object, ...]]:
        content = (self.signals["sentiment"] > CONTENT).to_numpy(bool, na_value=False)
        rows = np.flatnonzero(~self.firm & ~content)
        texts = [self.texts[row] for row in rows]
        found = handling(texts, self.signals["lang"].astype(str).iloc[rows].tolist(), "sent_round", "told_again")
        return [self.entry(int(row), kind) for kind, hits in found.items() for row in rows[hits > 0]]

    def repeated(self) -> list[tuple[object, ...]]:
        """Return messages that repeat an earlier one of the same side of their conversation."""
        result = []
        asks = (self.signals[["question", "request", "complaint"]] >= SURE).any(axis=1).to_numpy(bool)
        for talk in self.of_talk.values():
            talk = talk[asks[talk]]
            if len(talk) < 2 or not self.agent[self.of_talk[self.talks[talk[0]]]].any():
                continue
            stems = {int(row): self._stems(int(row)) for row in talk}
            for place, row in enumerate(talk):
                earlier = self._earlier(int(row), [int(one) for one in talk[:place]], stems)
                if earlier is not None:
                    kind = "asked_again" if self.firm[row] else "told_again"
                    result.append(self.entry(int(row), kind, earlier))
        return result

    def _earlier(self, row: int, before: list[int], stems: dict[int, frozenset[str]]) -> int | None:
        """Return the latest earlier message that a message repeats, with an answer of the firm in between."""
        own = stems[row]
        if len(own) < LEAST_STEMS:
            return None
        for one in reversed(before[-20:]):
            same_side = self.agent[one] and self.agent[row] or self.authors[one] == self.authors[row]
            shared = len(own & stems[one]) / min(len(own), max(len(stems[one]), LEAST_STEMS))
            if same_side and shared >= LIKE and (self.agent[row] or self.agent[one:row].any()):
                return one
        return None

    def _stems(self, row: int) -> frozenset[str]:
        return frozenset(word[:_STEM] for word in _WORD.findall(fold(self.texts[row])))


def _handed_over(case: _Cases, events: pd.DataFrame | None) -> list[tuple[object, ...]]:
    rows: list[tuple[object, ...]] = []
    told: set[str] = set()
    if events is not None:
        given = events[(events["kind"] == "assigned").to_numpy(bool)].sort_values("at")
        given = given[given["conversation_id"].isin(case.of_talk)]
        told = set(given["conversation_id"])
        changed = (
            given["value"].astype(object) != given["value"].astype(object).groupby(given["conversation_id"]).shift()
        )
        later = given[given.duplicated("conversation_id") & changed]
        for one in later.to_dict("records"):
            first = case.of_talk[one["conversation_id"]][0]
            whose = None if case.firm[first] else case.authors[first]
            rows.append((one["event_id"], "handed_over", one["conversation_id"], whose, None, one["at"], None, False))
    for name, talk in case.of_talk.items():
        own = [int(row) for row in talk if case.agent[row]] if name not in told else []
        for before, row in zip(own, own[1:]):
            if case.authors[before] != case.authors[row] and case.customer(before) == case.customer(row):
                rows.append(case.entry(row, "handed_over", before))
    return rows


def _is_bounce(table: pd.DataFrame) -> list[bool]:
    """Return which rows show a customer sent round: told so, or sent away twice within thirty days."""
    sent = table[table["kind"].isin(["referred", "sent_round"]) & table["author_id"].notna()]
    times = {author: part["at"].tolist() for author, part in sent.groupby("author_id")}
    result = []
    for kind, author, at in zip(table["kind"], table["author_id"], table["at"]):
        near = [one for one in times.get(author, ()) if abs(one - at) <= WITHIN]
        result.append(kind == "sent_round" or (kind == "referred" and len(near) > 1))
    return result
