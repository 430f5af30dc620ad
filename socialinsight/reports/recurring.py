"""What customers complain about again and again."""

from __future__ import annotations

import numpy as np
import pandas as pd

from socialinsight.reports.quotes import issue_titles, masked_phrases
from socialinsight.reports.report import Figure, Section, Table
from socialinsight.reports.view import View

_STATES = (("is", "emerging"), ("is", "new"), ("has", "drifted"))


def section(view: View) -> Section:
    """Return the section on recurring issues."""
    say, issues = view.say, view.analysis.issues
    titles = issue_titles(view)
    named = issues.assign(
        name=pd.Series([titles[one] for one in issues["issue_id"]], issues.index, dtype=object),
        beside=masked_phrases(view, issues["beside"].fillna("")),
        state=_states(view, issues),
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


def _states(view: View, issues: pd.DataFrame) -> list[str]:
    """Return what is to be known of each issue: emerging, new since the earlier run, drifted from its name."""
    flags = {name: issues[f"{kind}_{name}"].fillna(False).to_numpy(bool) for kind, name in _STATES}
    words = {name: view.say(f"issue_state.{name}") for name in flags}
    return [", ".join(words[name] for name in flags if flags[name][place]) for place in range(len(issues))]


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
            view.column("state", title=view.say("column.issue_state")),
            view.column("beside"),
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
