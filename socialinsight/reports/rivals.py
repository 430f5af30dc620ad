"""Who is named beside us, and who fares better."""

from __future__ import annotations

from socialinsight.market import UNNAMED
from socialinsight.reports.report import Section
from socialinsight.reports.view import View


def section(view: View) -> Section:
    """Return the section on competitors."""
    say, table = view.say, view.analysis.market
    frame = table.assign(name=[say("market.unnamed") if name == UNNAMED else name for name in table["name"]])
    columns = (
        view.column("name", title=say("column.rival")),
        view.column("n_messages", "count", title=say("column.mentions")),
        view.column("n_authors", "count"),
        view.column("share_of_voice", "share"),
        view.column("low", "share", seen=False),
        view.column("high", "share", seen=False),
        view.column("n_won", "count"),
        view.column("n_lost", "count", title=say("column.rival_better")),
        view.column("n_joined", "count"),
        view.column("why_leave", "term", family="topic"),
        view.column("why_come", "term", family="topic"),
        view.column("topic", "term", family="topic", seen=False),
        view.column("n_previous", "count"),
        view.column("n_current", "count"),
        view.column("sentiment", "signed", seen=False),
        view.column("quote_ids", "quotes"),
    )
    tables = (view.table("market", frame, columns),)
    return Section("market", say("section.market"), say("section.market.lead"), tables=tables)
