"""The firm's own criteria, applied to its conversations: shares by team, with conversations that miss them."""

from __future__ import annotations

import pandas as pd

from socialinsight.proportion import wilson
from socialinsight.reports.report import Section, Table
from socialinsight.reports.view import View
from socialinsight.service.scorecards import read_criteria


def section(view: View) -> Section:
    """Return the section on scorecards; criteria are told in the language of the report."""
    return Section("scored", view.say("section.scored"), view.say("section.scored.lead"), tables=(_shares(view),))


def _shares(view: View) -> Table:
    told = {one.name: one.wording for one in read_criteria(view.analysis.settings.scorecard)}
    found = view.analysis.scorecard
    rows = []
    for (criterion, team), part in found.groupby(["criterion", "team"], sort=False):
        passed = part["passed"].astype(bool)
        low, high = wilson(int(passed.sum()), len(part))
        rows.append(
            {
                "criterion": told.get(criterion, {}).get(view.say.language, criterion),
                "team": team or view.say("people.agent"),
                "n": len(part),
                "passed_share": float(passed.mean()),
                "low": low,
                "high": high,
                "met_ids": tuple(part.loc[passed, "evidence_id"].tail(1)),
                "missed_ids": tuple(part.loc[~passed, "evidence_id"].tail(2)),
            }
        )
    names = ["criterion", "team", "n", "passed_share", "low", "high", "met_ids", "missed_ids"]
    columns = (
        view.column("criterion"),
        view.column("team"),
        view.column("n", "count", title=view.say("column.n_conversations")),
        view.column("passed_share", "share"),
        view.column("low", "share", seen=False),
        view.column("high", "share", seen=False),
        view.column("met_ids", "quotes"),
        view.column("missed_ids", "quotes"),
    )
    return view.table("scored", pd.DataFrame(rows, columns=names), columns, shown=30)
