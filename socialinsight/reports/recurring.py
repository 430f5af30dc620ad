"""What customers complain about again and again."""

from __future__ import annotations

import numpy as np
import pandas as pd

from socialinsight.reports.quotes import masked_phrases
from socialinsight.reports.report import Figure, Section, Table
from socialinsight.reports.view import View


def section(view: View) -> Section:
    """Return the section on recurring issues."""
    say, issues = view.say, view.analysis.issues
    named = issues.assign(
        name=masked_phrases(view, issues["name"]), beside=masked_phrases(view, issues["beside"].fillna(""))
    )
    assigned = view.analysis.issue_messages["issue_id"]
    notes = (say("issues.unassigned", n=say.number(assigned.isna().sum()), base=say.number(len(assigned))),)
    alt = say("chart.issue_bars.alt", n=say.number(min(10, len(issues))))
    figure = Figure("issue_bars", say("chart.issue_bars"), named, alt, say("chart.issue_bars.caption"))
    return Section(
        "issues",
        say("section.issues"),
        say("section.issues.lead"),
        figures=(figure,),
        tables=(_table(view, named),),
        notes=notes if len(assigned) else (),
    )


def _table(view: View, issues: pd.DataFrame) -> Table:
    before = issues["n_previous"].to_numpy(float)
    change = np.divide(
        issues["n_current"].to_numpy(float) - before, before, out=np.full(len(issues), np.nan), where=before > 0
    )
    frame = issues.assign(change=change).sort_values(["n_current", "n_messages"], ascending=False)
    return view.table(
        "issues",
        frame,
        (
            view.column("name"),
            view.column("topic", "term", family="topic"),
            view.column("department", seen=False),
            view.column("n_messages", "count"),
            view.column("n_authors", "count"),
            view.column("share", "share"),
            view.column("n_previous", "count"),
            view.column("n_current", "count"),
            view.column("change", "change"),
            view.column("beside", seen=False),
            view.column("is_emerging", seen=False),
            view.column("is_new", seen=False),
            view.column("has_drifted", seen=False),
            view.column("growth", "number", seen=False),
            view.column("q_value", "number", seen=False),
            view.column("sentiment", "signed"),
            view.column("first_at", "date", seen=False),
            view.column("last_at", "date", seen=False),
            view.column("quote_ids", "quotes"),
            view.column("issue_id", seen=False),
        ),
        shown=15,
    )
