"""Anger at the handling apart from anger at the fault, closed doors, answers that differ."""

from __future__ import annotations

import pandas as pd

from socialinsight.reports.report import Section, Table
from socialinsight.reports.view import View
from socialinsight.service.reach import KINDS

_SHOWN = 3


def section(view: View) -> Section:
    """Return the section on what customers went through with the firm."""
    tables = (_anger(view), _followed(view), _doors(view), _contradictions(view), _unknown(view))
    return Section("handled", view.say("section.handled"), view.say("section.handled.lead"), tables=tables)


def _team(view: View, team: object) -> str:
    return str(team or view.say("people.agent"))


def _anger(view: View) -> Table:
    found = view.analysis.anger
    pairs = zip(found["dimension"].astype(str), found["value"].astype(str))
    frame = found.assign(
        group=[_team(view, value) if kind == "team" else view.say.term(kind, value) for kind, value in pairs],
        handling_ids=[ids[:_SHOWN] for ids in found["handling_ids"]],
        fault_ids=[ids[:1] for ids in found["fault_ids"]],
    )
    columns = (
        view.column("dimension", "term", family="dimension"),
        view.column("group"),
        view.column("n", "count", title=view.say("column.n_angry")),
        view.column("n_handling", "count"),
        view.column("n_fault", "count"),
        view.column("handling_share", "share"),
        view.column("low", "share", seen=False),
        view.column("high", "share", seen=False),
        view.column("handling_ids", "quotes"),
        view.column("fault_ids", "quotes"),
    )
    return view.table("anger", frame, columns, shown=16)


def _followed(view: View) -> Table:
    found = view.analysis.anger_followed
    frame = found[(found["n_pairs"] > 0).to_numpy(bool)]
    columns = (
        view.column("n_pairs", "count", title=view.say("column.matched_pairs")),
        view.column("leaving_share", "share", title=view.say("column.left_after_handling")),
        view.column("low", "share"),
        view.column("high", "share"),
        view.column("leaving_share_fault", "share", title=view.say("column.left_after_fault")),
        view.column("difference", "signed"),
        view.column("difference_low", "signed", title=view.say("column.low")),
        view.column("difference_high", "signed", title=view.say("column.high")),
        view.column("n_handling", "count", seen=False),
        view.column("n_leaving", "count", seen=False),
        view.column("n_leaving_fault", "count", seen=False),
    )
    return view.table("anger_followed", frame, columns)


def _doors(view: View) -> Table:
    found, analysis = view.analysis.hard_to_reach, view.analysis
    rows = []
    for kind in KINDS:
        part = found[(found["kind"] == kind).to_numpy(bool)]
        if len(part):
            rows.append(
                {
                    "kind": kind,
                    "n": len(part),
                    "n_authors": part["author_id"].nunique(),
                    "n_current": int(analysis.current.holds(part["sent_at"]).sum()),
                    "n_previous": int(analysis.previous.holds(part["sent_at"]).sum()),
                    "last_at": part["sent_at"].max(),
                    "quote_ids": tuple(part["message_id"].tail(_SHOWN)[::-1]),
                }
            )
    names = ["kind", "n", "n_authors", "n_current", "n_previous", "last_at", "quote_ids"]
    frame = pd.DataFrame(rows, columns=names).sort_values("n", ascending=False, kind="stable")
    frame["last_at"] = pd.to_datetime(frame["last_at"], utc=True)
    columns = (
        view.column("kind", "term", family="door"),
        view.column("n", "count", title=view.say("column.n_messages_all")),
        view.column("n_authors", "count"),
        view.column("n_current", "count"),
        view.column("n_previous", "count"),
        view.column("last_at", "date"),
        view.column("quote_ids", "quotes"),
    )
    return view.table("doors", frame, columns)


def _contradictions(view: View) -> Table:
    found = view.analysis.contradictions
    ids = found[["question_id", "answer_id", "other_question_id", "other_answer_id"]].astype(object)
    polar = {"1": view.say("answer.yes"), "-1": view.say("answer.no")}
    is_polar = (found["kind"] == "polarity").to_numpy(bool)
    said = {
        name: [polar.get(str(one), one) if flag else one for one, flag in zip(found[name], is_polar)]
        for name in ("says", "other_says")
    }
    frame = found.assign(
        **said,
        team=[_team(view, one) for one in found["team"]],
        other_team=[_team(view, one) for one in found["other_team"]],
        quote_ids=[tuple(row) for row in ids.itertuples(index=False)],
    )
    columns = (
        view.column("kind", "term", family="asked"),
        view.column("says"),
        view.column("other_says"),
        view.column("team"),
        view.column("other_team"),
        view.column("days_apart", "days"),
        view.column("last_at", "date"),
        view.column("quote_ids", "quotes", title=view.say("column.both_answers")),
    )
    return view.table("contradictions", frame, columns, shown=10)


def _unknown(view: View) -> Table:
    found = view.analysis.unknown_answers
    rows = []
    for topic, part in found.groupby(found["topic"].astype(object).fillna("other"), sort=True):
        shown = part.tail(2)[["question_id", "answer_id"]].astype(object).to_numpy().ravel()
        counts = part["kind"].value_counts()
        rows.append(
            {
                "topic": topic,
                "n": len(part),
                "n_does_not_know": int(counts.get("does_not_know", 0)),
                "n_sent_elsewhere": int(counts.get("sent_elsewhere", 0)),
                "quote_ids": tuple(shown),
            }
        )
    names = ["topic", "n", "n_does_not_know", "n_sent_elsewhere", "quote_ids"]
    frame = pd.DataFrame(rows, columns=names).sort_values("n", ascending=False, kind="stable")
    columns = (
        view.column("topic", "term", family="topic"),
        view.column("n", "count", title=view.say("column.n_asked")),
        view.column("n_does_not_know", "count"),
        view.column("n_sent_elsewhere", "count"),
        view.column("quote_ids", "quotes"),
    )
    return view.table("unknown_answers", frame, columns)
