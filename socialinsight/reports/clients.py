"""Who the customers are: by segment, and one by one with their history."""

from __future__ import annotations

from collections.abc import Iterable

from socialinsight.reports.report import Column, Section, Table
from socialinsight.reports.view import View

LEVELS = ("low", "high")


def section(view: View) -> Section:
    """Return the section on customers."""
    say = view.say
    return Section(
        "customers", say("section.customers"), say("section.customers.lead"), tables=(_segments(view), _history(view))
    )


def _segments(view: View) -> Table:
    say, table = view.say, view.analysis.segment_figures
    names = [say.term("segment", name) for name in table["segment"]]
    columns = (
        view.column("segment"),
        view.column("n_customers", "count", title=say("column.customers")),
        view.column("n_messages", "count", title=say("column.messages")),
        view.column("net_sentiment", "signed"),
        view.column("low", "signed"),
        view.column("high", "signed"),
        view.column("weighted_net", "signed", seen=bool(table["weighted_net"].notna().any())),
        view.column("complaint_share", "share", title=say("metric.complaint_share")),
        view.column("answered_share", "share"),
        view.column("n_asked", "count"),
        view.column("first_response_seconds", "duration", title=say("column.median_seconds")),
        view.column("leaving_share", "share", title=say("column.said_leaving")),
        view.column("n_leaving", "count", title=say("column.n_said_leaving"), seen=False),
        *_ends(view, ("complaint", "answered", "leaving"), "share"),
        *_ends(view, ("response",), "duration"),
    )
    return view.table("segment_figures", table.assign(segment=names).astype({"segment": object}), columns)


def _ends(view: View, names: Iterable[str], kind: str) -> list[Column]:
    titles = {end: view.say(f"column.{end}") for end in LEVELS}
    return [view.column(f"{name}_{end}", kind, title=titles[end], seen=False) for name in names for end in LEVELS]


def _history(view: View) -> Table:
    say, table = view.say, view.analysis.customer_history
    joined = {
        "channels": [", ".join(say.term("channel", one) for one in ids) for ids in table["channels"]],
        "roles": [", ".join(say.term("role", one) for one in ids) for ids in table["roles"]],
        "private": table["private_reason"].map({True: "yes", False: "no"}).astype(object),
    }
    columns = (
        view.column("author_id", "name"),
        view.column("segment", "term", family="segment"),
        view.column("first_at", "date"),
        view.column("last_at", "date"),
        view.column("n_messages", "count", title=say("column.messages")),
        view.column("n_conversations", "count", title=say("column.conversations")),
        view.column("n_complaints", "count"),
        view.column("n_praise", "count"),
        view.column("sentiment_start", "signed", title=say("column.mood_start")),
        view.column("sentiment_end", "signed", title=say("column.mood_end")),
        view.column("n_unanswered", "count"),
        view.column("n_promises_open", "count"),
        view.column("n_promises_broken", "count"),
        view.column("churn", "term", family="churn_kind"),
        view.column("roles", title=say("defined.buying_centre")),
        view.column("channels", seen=False),
        view.column("segment_source", "term", family="segment_source", seen=False),
        view.column("segment_ids", "quotes", seen=False),
        view.column("value", "count", title=say("column.worth"), seen=bool(table["value"].notna().any())),
        view.column("since", "date", seen=False),
        view.column("tenure_days", "days", seen=False),
        view.column("weight", "number", seen=False),
        view.column("private", "term", family="answer", seen=False),
        view.column("p_leave", "share", seen=bool(table["p_leave"].notna().any())),
    )
    frame = table.assign(**joined)
    pressing = frame["n_unanswered"] + frame["n_promises_broken"] + frame["churn"].notna()
    frame = frame.assign(pressing=pressing * frame["weight"]).sort_values(
        ["pressing", "n_messages"], ascending=False, kind="stable"
    )
    return view.table("customer_history", frame, columns, shown=15)
