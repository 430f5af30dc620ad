"""Who is leaving: whom to call, what they said, who buys no more, how long customers stay, who may leave next."""

from __future__ import annotations

from socialinsight.reports.calling import calls, quiet_customers
from socialinsight.reports.report import Card, Figure, Section
from socialinsight.reports.staying import staying_figures, staying_notes, staying_tables
from socialinsight.reports.view import View

KINDS = ("firm", "conditional", "considered", "taken_back")
_TONES = {"firm": "bad", "conditional": "none", "considered": "none", "taken_back": "good"}


def section(view: View) -> Section:
    """Return the section on churn; what was said, was done and is expected stand in tables of their own."""
    say, churn, current = view.say, view.analysis.churn, view.analysis.current
    recent = churn[current.holds(churn["last_at"])]
    local = churn.assign(last_at=view.local(churn["last_at"]))
    figure = Figure(
        "churn_timeline",
        say("chart.churn_timeline"),
        local,
        say("chart.churn_timeline.alt", n=say.number(len(churn))),
        say("chart.churn_timeline.caption"),
    )
    counts = recent["kind"].value_counts()
    cards = tuple(
        Card(
            f"churn_{kind}",
            say(f"churn_kind.{kind}"),
            say.number(counts.get(kind, 0)),
            say("card.of_stated", base=say.number(len(recent))),
            tone=_TONES[kind] if counts.get(kind, 0) else "none",
        )
        for kind in KINDS
    )
    order = {kind: place for place, kind in enumerate(KINDS)}
    frame = churn.assign(rank=churn["kind"].astype(object).map(order), quote_ids=churn["quote_ids"].map(tuple))
    frame = frame.sort_values(["rank", "score", "last_at"], ascending=[True, False, False], kind="stable")
    table = view.table(
        "churn",
        frame,
        (
            view.column("author_id", "name"),
            view.column("kind", "term", family="churn_kind"),
            view.column("score", "number"),
            view.column("n_statements", "count"),
            view.column("first_at", "date", seen=False),
            view.column("last_at", "date"),
            view.column("days_since_contact", "days"),
            view.column("topic", "term", family="topic"),
            view.column("quote_ids", "quotes"),
            view.column("message_id", seen=False),
        ),
        shown=20,
    )
    lead, notes = say("section.churn.lead"), (say("churn.silence"), *staying_notes(view))
    silent = (quiet_customers(view),) if len(view.analysis.returning) else ()
    tables = (calls(view), table, *silent, *staying_tables(view))
    return Section("churn", say("section.churn"), lead, cards, (figure, *staying_figures(view)), tables, notes)
