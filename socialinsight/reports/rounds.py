"""Customers who were handed over, sent elsewhere or made to tell the same again."""

from __future__ import annotations

import pandas as pd

from socialinsight.reports.report import Section, Table
from socialinsight.reports.view import View

KINDS = ("handed_over", "referred", "sent_round", "told_again", "asked_again")


def section(view: View) -> Section:
    """Return the section on bouncing, cases sent round first."""
    return Section("rounds", view.say("section.rounds"), view.say("section.rounds.lead"), tables=(_cases(view),))


def _cases(view: View) -> Table:
    found = view.analysis.bounces
    known = set(view.analysis.messages["message_id"])
    rows = []
    for name, part in found.groupby("conversation_id", sort=False):
        counts = part["kind"].value_counts()
        shown = [one for one in dict.fromkeys(part["evidence_id"]) if one in known]
        rows.append(
            {
                "author_id": part["author_id"].dropna().iloc[0] if part["author_id"].notna().any() else None,
                "n_bounces": int(part["is_bounce"].sum()),
                **{kind: int(counts.get(kind, 0)) for kind in KINDS},
                "last_at": part["at"].max(),
                "quote_ids": tuple(shown[:4]),
                "conversation_id": name,
            }
        )
    names = ["author_id", "n_bounces", *KINDS, "last_at", "quote_ids", "conversation_id"]
    frame = pd.DataFrame(rows, columns=names).sort_values(["n_bounces", "last_at"], ascending=False)
    frame["last_at"] = pd.to_datetime(frame["last_at"], utc=True)
    columns = (
        view.column("author_id", "name"),
        view.column("n_bounces", "count"),
        *(view.column(kind, "count") for kind in KINDS),
        view.column("last_at", "date"),
        view.column("quote_ids", "quotes"),
        view.column("conversation_id", seen=False),
    )
    return view.table("rounds", frame, columns, shown=12)
