"""Who began unhappy and did not end so, with an answer of the firm in between and without."""

from __future__ import annotations

from socialinsight.reports.report import Table
from socialinsight.reports.view import View

_WORDS = {"period": "recovery_period"}


def recovered(view: View) -> Table:
    """Return the table of recovery after contact, for the section on satisfaction."""
    say, table = view.say, view.analysis.recovery
    pairs = zip(table["dimension"].astype(str), table["value"])
    frame = table.assign(group=[say.term(_WORDS.get(dimension, dimension), value) for dimension, value in pairs])
    hidden = [(f"{name}_{end}", end) for name in ("contact", "alone") for end in ("low", "high")]
    columns = (
        view.column("group"),
        view.column("dimension", "term", family="recovery_dimension"),
        view.column("n_contact", "count"),
        view.column("contact_share", "share"),
        view.column("n_alone", "count"),
        view.column("alone_share", "share"),
        *(view.column(name, "share", title=say(f"column.{end}"), seen=False) for name, end in hidden),
        view.column("gap", "signed"),
        view.column("gap_low", "signed", title=say("column.low")),
        view.column("gap_high", "signed", title=say("column.high")),
        view.column("q_value", "number"),
        view.column("quote_ids", "quotes", title=say("column.unrecovered")),
    )
    return view.table("recovery", frame, columns, shown=12)
