"""How the service behaves: waits, hours, what stays without an answer."""

from __future__ import annotations

import pandas as pd

from socialinsight.proportion import wilson
from socialinsight.reports.report import Figure, Section, Table
from socialinsight.reports.view import View

_REACH = {"True": "public", "False": "private"}
_MORE = (
    ("conversation_id", "text"),
    ("status", "text"),
    ("last_at", "moment"),
    ("waiting_since", "moment"),
    ("first_response_business_seconds", "duration"),
    ("next_response_seconds", "duration"),
    ("first_resolution_seconds", "duration"),
    ("requester_wait_business_seconds", "duration"),
    ("agent_wait_seconds", "duration"),
    ("n_customer_messages", "count"),
    ("n_teams", "count"),
)


def section(view: View) -> Section:
    """Return the section on service; waits are those of conversations that began in the current period."""
    say, analysis = view.say, view.analysis
    talks = analysis.conversations
    now = talks[analysis.current.holds(talks["asked_at"])]
    waiting = view.waiting
    figures = (
        Figure(
            "response_times",
            say("chart.response_times"),
            now,
            say("chart.response_times.alt", n=say.number(len(now))),
            say("chart.n_conversations", n=say.number(len(now))),
            wide=False,
        ),
        Figure(
            "unanswered_age",
            say("chart.unanswered_age"),
            waiting,
            say("chart.unanswered_age.alt", n=say.number(len(waiting))),
            say("chart.n_messages", n=say.number(len(waiting))),
            wide=False,
        ),
        Figure(
            "activity_heatmap",
            say("chart.activity_heatmap"),
            analysis.activity,
            say("chart.activity_heatmap.alt"),
            say("chart.activity_heatmap.caption", zone=analysis.zone),
        ),
    )
    notes = (_unattended(view),) if analysis.activity["n_asked"].sum() else ()
    lead = say("section.service.lead")
    tables = (_by_channel(view, now), _cases(view))
    return Section("service", say("section.service"), lead, (), figures, tables, notes)


def _unattended(view: View) -> str:
    """Say which share of the asking messages comes outside working hours."""
    say, table, settings = view.say, view.analysis.activity, view.analysis.settings
    start, end = (int(text.partition(":")[0]) for text in (settings.work_start, settings.work_end))
    inside = table["weekday"].isin(settings.work_days) & (table["hour"] >= start) & (table["hour"] < end)
    asked, answers = table["n_asked"], table["n_answers"]
    return say(
        "service.outside",
        asked=say.percent(asked[~inside].sum() / asked.sum(), 0),
        n=say.number(asked.sum()),
        answers=say.percent(answers[~inside].sum() / answers.sum() if answers.sum() else float("nan"), 0),
        n_answers=say.number(answers.sum()),
    )


def _by_channel(view: View, talks: pd.DataFrame) -> Table:
    rows = []
    for (channel, public), part in talks.groupby(["channel", "is_public"], dropna=False, observed=True):
        waits = part["first_response_seconds"].dropna().to_numpy(float)
        answered = int((part["answered_by"] == "agent").sum())
        low, high = wilson(answered, len(part))
        rows.append(
            {
                "channel": channel,
                "is_public": _REACH.get(str(public), ""),
                "n": len(part),
                "answered_share": answered / len(part),
                "low": low,
                "high": high,
                "n_answered": len(waits),
                "median_seconds": pd.Series(waits).median() if len(waits) else float("nan"),
                "p90_seconds": pd.Series(waits).quantile(0.9) if len(waits) else float("nan"),
                "business_seconds": part["first_response_business_seconds"].median(),
                "resolution_seconds": part["resolution_seconds"].median(),
            }
        )
    names = ["channel", "is_public", "n", "answered_share", "low", "high", "n_answered"]
    names += ["median_seconds", "p90_seconds", "business_seconds", "resolution_seconds"]
    frame = pd.DataFrame(rows, columns=names).sort_values("n", ascending=False)
    columns = (
        view.column("channel", "term", family="channel"),
        view.column("is_public", "term", family="reach"),
        view.column("n", "count", title=view.say("column.n_conversations")),
        view.column("answered_share", "share"),
        view.column("low", "share", seen=False),
        view.column("high", "share", seen=False),
        view.column("n_answered", "count"),
        *(view.column(name, "duration") for name in names[7:]),
    )
    return view.table("channels", frame, columns, shown=12)


def _cases(view: View) -> Table:
    """List the conversations of the period as help desks export them, the longest waits first."""
    talks = view.analysis.conversations
    frame = talks[view.analysis.current.holds(talks["last_at"])]
    frame = frame.sort_values("requester_wait_seconds", ascending=False, kind="stable", na_position="last")
    frame = frame.assign(
        quote_ids=[(one,) if isinstance(one, str) else () for one in frame["asked_id"].astype(object)],
        is_public=frame["is_public"].astype(object).map({True: "public", False: "private"}).astype(object),
    )
    columns = (
        view.column("opened_at", "moment"),
        view.column("channel", "term", family="channel"),
        view.column("requester_id", "name"),
        view.column("assignee_id", "name"),
        view.column("first_response_seconds", "duration"),
        view.column("requester_wait_seconds", "duration"),
        view.column("resolution_seconds", "duration", title=view.say("column.full_resolution")),
        view.column("n_agent_messages", "count", title=view.say("column.n_replies")),
        view.column("n_agents", "count", title=view.say("column.n_stations")),
        view.column("n_reopened", "count"),
        view.column("rating", "number"),
        view.column("quote_ids", "quotes", title=view.say("column.message")),
        *(view.column(name, kind, seen=False) for name, kind in _MORE),
        view.column("topic", "term", family="topic", seen=False),
        view.column("is_public", "term", family="reach", seen=False),
    )
    return view.table("conversations", frame, columns, shown=8)
