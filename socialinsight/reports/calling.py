"""Whom to call this week, and who buys or uses no more."""

from __future__ import annotations

import pandas as pd

from socialinsight.churn.call_list import silent
from socialinsight.reports.report import Table
from socialinsight.reports.view import View


def calls(view: View) -> Table:
    """Return the calls of the week; those beyond the capacity stand in XLSX and JSON."""
    say, table = view.say, view.analysis.call_list
    frame = table.assign(
        why=["; ".join(say.term("call_reason", one) for one in reasons) for reasons in table["reasons"]],
        left=table["has_left"].map({True: "yes", False: "no"}).astype(object),
        week=table["this_week"].map({True: "yes", False: "no"}).astype(object),
    )
    columns = (
        view.column("rank", "count"),
        view.column("author_id", "name"),
        view.column("why"),
        view.column("quote_ids", "quotes"),
        view.column("last_contact_at", "date"),
        view.column("channel", "term", family="channel"),
        view.column("segment", "term", family="segment", seen=_told(table["segment"])),
        view.column("value", "count", title=say("column.worth"), seen=_told(table["value"])),
        view.column("tenure_days", "days", seen=_told(table["tenure_days"])),
        view.column("left", "term", family="answer", seen=bool(table["has_left"].any())),
        view.column("points", "decimal"),
        view.column("weight", "number", seen=False),
        view.column("score", "number", title=say("column.call_score"), seen=False),
        view.column("week", "term", family="answer", title=say("column.this_week"), seen=False),
    )
    shown = int(table["this_week"].sum())
    return view.table("call_list", frame, columns, shown=shown)


def quiet_customers(view: View) -> Table:
    """Return the customers who buy or use no more, by their own rhythm."""
    say, table = view.say, silent(view.analysis.returning)
    columns = (
        view.column("author_id", "name"),
        view.column("n_events", "count"),
        view.column("last_at", "date"),
        view.column("idle_days", "days"),
        view.column("usual_gap_days", "days"),
        view.column("p_return", "share"),
        view.column("p_active", "share"),
        view.column("horizon_days", "days"),
        view.column("amount", "decimal", seen=False),
        view.column("expected", "number", title=say("column.n_expected"), seen=False),
    )
    return view.table("returning", table, columns, shown=10)


def _told(values: pd.Series) -> bool:
    return bool(values.notna().any())
