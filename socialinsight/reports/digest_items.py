"""The findings of a digest: each with the department that it concerns."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass

import pandas as pd

from socialinsight.reports.quotes import issue_titles
from socialinsight.reports.view import View

SHOWN = 12
"""Findings of a kind that the HTML fragment shows; the CSV file holds all."""


@dataclass(frozen=True)
class Item:
    """One finding: its kind, when, what, and the messages behind it."""

    kind: str
    at: pd.Timestamp
    what: str
    message_ids: tuple[str, ...]


class Places:
    """Which department a message, or the conversation it stands in, belongs to."""

    def __init__(self, view: View, routed: pd.DataFrame) -> None:
        messages = view.analysis.messages
        self.of_message = dict(zip(routed["message_id"].astype(str), routed["department"]))
        sure = routed[routed["department"] != ""].sort_values("sent_at").drop_duplicates("conversation_id")
        self.of_talk = dict(zip(sure["conversation_id"].astype(str), sure["department"]))
        self.parent = dict(zip(messages["message_id"].astype(str), messages["reply_to"].astype(object)))

    def message(self, one: object) -> str:
        """Return the department of a message, "" when it is routed nowhere."""
        return str(self.of_message.get(str(one), ""))

    def answer(self, one: object, talk: object) -> str:
        """Return the department of the message that one answers, else of the conversation."""
        return self.message(self.parent.get(str(one))) or str(self.of_talk.get(str(talk), ""))


Found = Iterator[tuple[str, Item]]


def _local(view: View, at: pd.Timestamp) -> pd.Timestamp:
    return at if pd.isna(at) else at.tz_convert(view.analysis.zone)


def _recent(view: View, times: pd.Series) -> pd.Series:
    return (times > view.analysis.previous.start).fillna(False).astype(bool)


def _issues(view: View, place: Places) -> Found:
    found = view.analysis.issues[(view.analysis.issues["n_current"] > 0).to_numpy(bool)]
    order = found.assign(shown=found["issue_id"].map(issue_titles(view))).sort_values(
        ["is_emerging", "n_current"], ascending=False, kind="stable"
    )
    for row in order.to_dict("records"):
        counts = {name: view.say.number(row[name]) for name in ("n_current", "n_previous")}
        key = "digest.issue.emerging" if row["is_emerging"] else "digest.issue"
        what = view.say(key, name=row["shown"], n=counts["n_current"], before=counts["n_previous"])
        department = "" if pd.isna(row["department"]) else str(row["department"])
        yield department, Item("issue", _local(view, row["last_at"]), what, tuple(row["quote_ids"][:SHOWN]))


def _unanswered(view: View, place: Places) -> Found:
    waiting = view.waiting[_recent(view, view.waiting["asked_at"])]
    order = waiting.assign(private=~waiting["is_public"].fillna(False).astype(bool))
    for row in order.sort_values(["private", "asked_at"], kind="stable").to_dict("records"):
        reach = view.say("reach.private" if row["private"] else "reach.public")
        what = view.say("digest.unanswered", wait=view.say.duration(row["age_seconds"]), reach=reach)
        yield (
            place.message(row["message_id"]),
            Item("unanswered", _local(view, row["asked_at"]), what, (row["message_id"],)),
        )


def _promises(view: View, place: Places) -> Found:
    ledger = view.analysis.promises
    chosen = ledger[ledger["state"].isin(["broken", "late", "open"]) & _recent(view, ledger["promised_at"])]
    rank = chosen["state"].map({"broken": 0, "open": 1, "late": 2}).astype(int)
    for row in chosen.assign(rank=rank).sort_values(["rank", "promised_at"], kind="stable").to_dict("records"):
        due = view.say.moment(_local(view, row["due_at"]))
        what = view.say("digest.promise", state=view.say.term("promise_state", row["state"]), due=due)
        ids = tuple(one for one in (row["message_id"], row["evidence_id"]) if isinstance(one, str))
        department = place.answer(row["message_id"], row["conversation_id"])
        yield department, Item("promise", _local(view, row["promised_at"]), what, ids)


def _churn(view: View, place: Places) -> Found:
    churn = view.analysis.churn
    chosen = churn[view.analysis.current.holds(churn["last_at"]) & (churn["kind"] != "taken_back").to_numpy(bool)]
    for row in chosen.sort_values("score", ascending=False, kind="stable").to_dict("records"):
        reason = view.say.term("topic", row["topic"])
        what = view.say("digest.churn", kind=view.say.term("churn_kind", row["kind"]), topic=reason)
        ids = tuple(dict.fromkeys((row["message_id"], *row["quote_ids"])))
        yield place.message(row["message_id"]), Item("churn", _local(view, row["last_at"]), what, ids)


def _advice(view: View, place: Places) -> Found:
    given = view.analysis.moderation
    for row in given[view.analysis.current.holds(given["sent_at"])].to_dict("records"):
        what = view.say.term("advice", row["advice"])
        department = place.message(row["message_id"])
        yield department, Item("advice", _local(view, row["sent_at"]), what, (row["message_id"],))


def _angry(view: View, place: Places) -> Found:
    angry = view.analysis.angry_messages
    chosen = angry[(angry["kind"] == "handling").to_numpy(bool) & view.analysis.current.holds(angry["sent_at"])]
    for row in chosen.sort_values("sent_at", ascending=False, kind="stable").to_dict("records"):
        what = view.say.term("handling_reason", row["reason"])
        department = place.message(row["message_id"])
        yield department, Item("handling", _local(view, row["sent_at"]), what, (row["message_id"],))


def _doors(view: View, place: Places) -> Found:
    found = view.analysis.hard_to_reach
    for row in found[view.analysis.current.holds(found["sent_at"])].to_dict("records"):
        what = view.say.term("door", row["kind"])
        yield place.message(row["message_id"]), Item("door", _local(view, row["sent_at"]), what, (row["message_id"],))


def _differing(view: View, place: Places) -> Found:
    found = view.analysis.contradictions
    for row in found[_recent(view, found["last_at"])].to_dict("records"):
        what = view.say("digest.contradiction", asked=view.say.term("asked", row["kind"]))
        ids = (row["question_id"], row["answer_id"], row["other_question_id"], row["other_answer_id"])
        yield place.message(row["other_question_id"]), Item("contradiction", _local(view, row["last_at"]), what, ids)


FINDS: tuple[Callable[[View, Places], Found], ...] = (
    _issues,
    _unanswered,
    _promises,
    _churn,
    _angry,
    _doors,
    _differing,
    _advice,
)
