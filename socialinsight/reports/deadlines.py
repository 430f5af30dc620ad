"""How long customers wait, cut by cut, what falls due next, and what was opened again."""

from __future__ import annotations

import pandas as pd

from socialinsight.reports.report import Figure, Section, Table
from socialinsight.reports.view import View

_FAMILY = {"channel": "channel", "topic": "topic"}
_SECONDS = ("median_seconds", "p90_seconds", "business_median_seconds", "business_p90_seconds")


def section(view: View) -> Section:
    """Return the section on waits; those of the current period stand beside the previous one."""
    tables = (_waits(view), _hours(view), _due(view), _unanswered(view), _reopened(view))
    lead = view.say("section.deadlines.lead")
    return Section("deadlines", view.say("section.deadlines"), lead, figures=(_by_group(view),), tables=tables)


def _by_group(view: View) -> Figure:
    say, table = view.say, view.analysis.response
    n = table.loc[((table["measure"] == "first") & (table["dimension"] == "all")).to_numpy(bool), "n"].sum()
    alt = say("chart.waits_by_group.alt", n=say.number(n))
    return Figure("waits_by_group", say("chart.waits_by_group"), table, alt, say("chart.waits_by_group.caption"))


def _value(view: View, dimension: str, value: str) -> str:
    if dimension == "all":
        return view.say("value.all")
    if dimension == "team":
        return value or view.say("people.agent")
    return view.say.term(_FAMILY[dimension], value)


def _waits(view: View) -> Table:
    table = view.analysis.response
    frame = table[(table["dimension"] != "hour").to_numpy(bool)]
    frame = frame.iloc[(frame["n"] == 0).to_numpy(bool).argsort(kind="stable")]
    pairs = zip(frame["dimension"].astype(str), frame["value"].astype(str))
    frame = frame.assign(value=[_value(view, dimension, value) for dimension, value in pairs])
    columns = (
        view.column("measure", "term", family="measure"),
        view.column("dimension", "term", family="dimension"),
        view.column("value"),
        view.column("n", "count", title=view.say("column.n_waits")),
        *(view.column(name, "duration", seen=name != "business_p90_seconds") for name in _SECONDS),
        view.column("sla_share", "share"),
        view.column("n_open", "count", title=view.say("column.n_waiting")),
        view.column("previous_median_seconds", "duration"),
        view.column("previous_n", "count"),
        view.column("low", "duration", seen=False),
        view.column("high", "duration", seen=False),
        view.column("previous_p90_seconds", "duration", seen=False),
        view.column("previous_business_median_seconds", "duration", seen=False),
    )
    return view.table("response", frame, columns, shown=min(40, max(1, int((frame["n"] > 0).sum()))))


def _hours(view: View) -> Table:
    table = view.analysis.response
    frame = table[(table["dimension"] == "hour").to_numpy(bool)]
    frame = frame.assign(hour=frame["value"].astype(str) + ":00")
    columns = (
        view.column("hour"),
        view.column("n", "count", title=view.say("column.n_waits")),
        *(view.column(name, "duration") for name in ("median_seconds", "p90_seconds", "business_median_seconds")),
        view.column("n_open", "count", title=view.say("column.n_waiting")),
    )
    return view.table("response_hours", frame, columns, shown=24)


def _due(view: View) -> Table:
    frame = view.analysis.due
    ahead = frame[(frame["left_seconds"] >= 0).to_numpy(bool)]
    passed = frame[(frame["left_seconds"] < 0).to_numpy(bool)]
    frame = pd.concat([ahead, passed]).assign(
        over_seconds=lambda table: (-table["left_seconds"]).where(table["left_seconds"] < 0),
        left_seconds=lambda table: table["left_seconds"].where(table["left_seconds"] >= 0),
        quote_ids=lambda table: [(one,) for one in table["message_id"]],
    )
    columns = (
        view.column("due_at", "moment"),
        view.column("rule", "term", family="deadline", title=view.say("column.deadline")),
        view.column("left_seconds", "duration"),
        view.column("over_seconds", "duration"),
        view.column("author_id", "name"),
        view.column("channel", "term", family="channel"),
        view.column("quote_ids", "quotes", title=view.say("column.message")),
        view.column("message_id", seen=False),
    )
    return view.table("due", frame, columns, shown=12)


def _unanswered(view: View) -> Table:
    frame = view.analysis.unanswered
    reach = frame["is_public"].fillna(False).astype(bool).map({True: "public", False: "private"}).astype(object)
    frame = frame.assign(is_public=reach, quote_ids=[(one,) for one in frame["message_id"]])
    columns = (
        view.column("is_public", "term", family="reach"),
        view.column("age_seconds", "duration"),
        view.column("asked_at", "moment"),
        view.column("kind", "term", family="ask_kind"),
        view.column("author_id", "name"),
        view.column("n_peer_replies", "count"),
        view.column("quote_ids", "quotes", title=view.say("column.message")),
        view.column("message_id", seen=False),
    )
    return view.table("unanswered", frame, columns, shown=8)


def _reopened(view: View) -> Table:
    frame = view.analysis.reopened
    pairs = frame[["answer_id", "message_id"]].astype(object).itertuples(index=False)
    frame = frame.assign(quote_ids=[tuple(one for one in pair if isinstance(one, str)) for pair in pairs])
    columns = (
        view.column("reopened_at", "moment"),
        view.column("gap_seconds", "duration"),
        view.column("author_id", "name"),
        view.column("channel", "term", family="channel"),
        view.column("topic", "term", family="topic"),
        view.column("quote_ids", "quotes"),
        view.column("conversation_id", seen=False),
    )
    return view.table("reopened", frame, columns, shown=8)
