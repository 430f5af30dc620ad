"""Whether the firm can carry it alone: arrivals against answers, backlog, open threads, what to expect."""

from __future__ import annotations

import pandas as pd

from socialinsight.charts.workload_forecast import course
from socialinsight.reports.report import Figure, Section, Table
from socialinsight.reports.view import View

_WEEKS = 12


def section(view: View) -> Section:
    """Return the section on workload; the note says whether the forecast beats last week's value."""
    tables = (_weeks(view), _open(view), _expected(view), _tried(view))
    lead = view.say("section.staffing.lead")
    title = view.say("section.staffing")
    return Section("staffing", title, lead, figures=(_course(view),), tables=tables, notes=_notes(view))


def _course(view: View) -> Figure:
    say, load, ahead = view.say, view.analysis.workload, view.analysis.forecast
    parts = [table.assign(day=view.local(table["day"])) if len(table) else table for table in (load, ahead)]
    alt = say("chart.workload_forecast.alt", n=say.number(len(load)), ahead=say.number(len(ahead)))
    if len(load):
        alt += " " + say("chart.backlog_now", n=say.number(load["n_backlog"].iloc[-1]))
    if len(ahead):
        alt += " " + say("chart.next_week", expected=say.number(ahead["expected"].head(7).sum()))
    title, caption = say("chart.workload_forecast"), say("chart.workload_forecast.caption")
    return Figure("workload_forecast", title, course(*parts), alt, caption)


def _notes(view: View) -> tuple[str, ...]:
    checked = view.analysis.forecast_check
    if checked.empty:
        return (view.say("staffing.too_short"),)
    row = checked.iloc[0]
    key = "staffing.better" if row["is_better"] else "staffing.not_better"
    say = view.say
    errors = {name: say.number(float(row[name]), 2) for name in ("mean_error", "mean_error_last_week")}
    return (say(key, n=say.number(row["n"]), **errors),)


def _weeks(view: View) -> Table:
    days = view.analysis.workload
    local = view.local(days["day"]) if len(days) else days["day"]
    monday = local - pd.to_timedelta(local.dt.day_of_week, unit="D")
    frame = days.assign(week=monday).groupby("week", as_index=False)
    frame = frame.agg(
        n_arrivals=("n_arrivals", "sum"),
        n_answered=("n_answered", "sum"),
        n_backlog=("n_backlog", "last"),
        n_agent_messages=("n_agent_messages", "sum"),
    )
    columns = (
        view.column("week", "date"),
        view.column("n_arrivals", "count"),
        view.column("n_answered", "count", title=view.say("column.n_waits")),
        view.column("n_backlog", "count"),
        view.column("n_agent_messages", "count"),
    )
    return view.table("workload", frame.sort_values("week", ascending=False), columns, shown=_WEEKS)


def _open(view: View) -> Table:
    found = view.analysis.concurrency
    frame = found.assign(team=[str(one) or view.say("people.agent") for one in found["team"]])
    columns = (
        view.column("team"),
        view.column("n_agents", "count", title=view.say("column.n_people")),
        view.column("n_threads", "count"),
        view.column("median", "decimal"),
        view.column("p90", "decimal"),
        view.column("peak", "count"),
        view.column("peak_at", "moment"),
    )
    return view.table("concurrency", frame, columns)


def _expected(view: View) -> Table:
    columns = (
        view.column("day", "date"),
        view.column("expected", "decimal", title=view.say("column.n_expected")),
        view.column("low", "decimal"),
        view.column("high", "decimal"),
        view.column("method", "term", family="forecast"),
    )
    return view.table("forecast", view.analysis.forecast, columns, shown=14)


def _tried(view: View) -> Table:
    columns = (
        view.column("week", "count", title=view.say("column.weeks_ahead")),
        view.column("n", "count", title=view.say("column.n_days")),
        view.column("mean_error", "number"),
        view.column("mean_error_last_week", "number"),
        view.column("gain", "share"),
        view.column("low", "share", seen=False),
        view.column("high", "share", seen=False),
        view.column("coverage", "share"),
    )
    return view.table("forecast_check", view.analysis.forecast_check, columns)
