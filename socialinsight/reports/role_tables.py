"""The roles that are shown, with their evidence, and the strongest that are withheld, with the reason."""

from __future__ import annotations

import pandas as pd

from socialinsight.reports.peer_answers import spread
from socialinsight.reports.report import Column, Table
from socialinsight.reports.view import View

LEVELS = ("assigned", "tentative")
CANDIDATES = 2
HIGH = 0.9


def role_tables(view: View) -> tuple[Table, Table]:
    """Return the table of the roles shown and that of the members who come nearest to one that is withheld."""
    return _shown(view), _withheld(view)


def shown_roles(evidence: pd.DataFrame) -> pd.DataFrame:
    """Return the rows of a role_evidence table that are told."""
    return evidence[evidence["level"].isin(LEVELS) & evidence["withheld"].isna()]


def _shown(view: View) -> Table:
    frame = shown_roles(view.analysis.role_evidence)
    frame = frame.assign(rank=(frame["level"] != "assigned").astype(int))
    frame = frame.sort_values(["rank", "role", "score"], ascending=[True, True, False], kind="stable")
    return view.table(
        "roles",
        frame.assign(interval=spread(view, frame["low"], frame["high"])),
        (
            view.column("author_id", "name"),
            view.column("role", "term", family="role"),
            view.column("level", "term", family="level"),
            *_figures(view),
            view.column("q_value", "number", seen=False),
            view.column("features", seen=False),
            view.column("community_id", seen=False),
        ),
        shown=24,
    )


def _withheld(view: View) -> Table:
    found = view.analysis.role_evidence
    frame = found[found["withheld"].notna() & (found["score"] >= HIGH)]
    frame = frame.sort_values(["role", "score", "n"], ascending=[True, False, False], kind="stable")
    frame = frame.groupby(["community_id", "role"], sort=False).head(CANDIDATES)
    return view.table(
        "withheld_roles",
        frame.assign(interval=spread(view, frame["low"], frame["high"])),
        (
            view.column("author_id", "name"),
            view.column("role", "term", family="role"),
            view.column("withheld", "term", family="withheld"),
            *_figures(view),
            view.column("q_value", "number", seen=False),
            view.column("features", seen=False),
            view.column("community_id", seen=False),
        ),
        shown=12,
    )


def _figures(view: View) -> tuple[Column, ...]:
    return (
        view.column("score", "number", title=view.say("column.percentile")),
        view.column("interval"),
        view.column("n", "count"),
        view.column("message_ids", "quotes", title=view.say("column.quote_ids")),
        view.column("counter_ids", "quotes"),
        view.column("low", "number", seen=False),
        view.column("high", "number", seen=False),
    )
