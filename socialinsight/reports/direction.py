"""Where the product should go: wishes, what is praised, and which product has which issue."""

from __future__ import annotations

import pandas as pd

from socialinsight.reports.quotes import issue_titles, masked_phrases
from socialinsight.reports.report import Section, Table
from socialinsight.reports.view import View


def section(view: View) -> Section:
    """Return the section on product direction."""
    say = view.say
    tables = (_subjects(view, "wish"), _subjects(view, "praise"), _products(view))
    return Section("direction", say("section.direction"), say("section.direction.lead"), tables=tables)


def _subjects(view: View, kind: str) -> Table:
    table = view.analysis.subjects
    frame = table[(table["kind"] == kind).to_numpy(bool, na_value=False)]
    placed = frame["subject_id"].notna().to_numpy(bool)
    rest = view.say("direction.rest")
    names = masked_phrases(view, frame["name"].fillna("").astype(object))
    frame = frame.assign(name=[name if known else rest for name, known in zip(names, placed)])
    columns = (
        view.column("name", title=view.say("column.subject")),
        view.column("beside"),
        view.column("n_messages", "count", title=view.say("column.messages")),
        view.column("n_authors", "count"),
        view.column("share", "share"),
        view.column("last_at", "date", seen=False),
        view.column("quote_ids", "quotes"),
    )
    frame = frame.assign(beside=masked_phrases(view, frame["beside"].fillna("").astype(object)))
    return view.table(f"subjects_{kind}", frame, columns, shown=10)


def _products(view: View) -> Table:
    names = issue_titles(view)
    table = view.analysis.product_issues
    frame = table.assign(name=pd.Series([names.get(one, one) for one in table["issue_id"]], table.index, dtype=object))
    columns = (
        view.column("product"),
        view.column("name"),
        view.column("n", "count", title=view.say("column.n_messages")),
        view.column("n_product", "count"),
        view.column("share", "share"),
        view.column("low", "share", seen=False),
        view.column("high", "share", seen=False),
        view.column("expected", "decimal"),
        view.column("q_value", "number"),
        view.column("quote_ids", "quotes"),
    )
    return view.table("product_issues", frame, columns)
