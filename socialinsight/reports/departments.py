"""What concerns which department, and how well messages are routed."""

from __future__ import annotations

import pandas as pd

from socialinsight.proportion import net_interval
from socialinsight.reports.report import Section, Table
from socialinsight.reports.view import View

SURE = 0.5
CONTENT = 0.25
_SHOWN = 3


def section(view: View) -> Section:
    """Return the section on departments; what is routed nowhere is counted too."""
    tables = (_counts(view), _check(view))
    return Section("departments", view.say("section.departments"), view.say("section.departments.lead"), tables=tables)


def tone(sentiment: pd.Series) -> tuple[float, int, float, float]:
    """Return net sentiment, its n and its 95 % interval; NaN without a measured message."""
    known = sentiment.dropna().to_numpy(float)
    positive, negative = int((known >= CONTENT).sum()), int((known <= -CONTENT).sum())
    if not len(known):
        return float("nan"), 0, float("nan"), float("nan")
    return (positive - negative) / len(known), len(known), *net_interval(positive, negative, len(known))


def routed_messages(view: View) -> pd.DataFrame:
    """Return the messages that the firm did not write with their department ("" when unsure), scores and times."""
    analysis = view.analysis
    scores = analysis.signals.reindex(columns=["message_id", "complaint", "sentiment"])
    table = analysis.routes.merge(scores, on="message_id", how="left")
    times = analysis.messages[["message_id", "sent_at", "conversation_id"]]
    table = table.merge(times, on="message_id", how="left")
    return table.assign(department=table["department"].astype(object).fillna(""))


def _counts(view: View) -> Table:
    table, analysis = routed_messages(view), view.analysis
    rows = []
    for name, part in table.groupby("department", sort=True):
        complaints = part[(part["complaint"] >= SURE).to_numpy(bool, na_value=False)]
        value, n, low, high = tone(part["sentiment"])
        rows.append(
            {
                "department": str(name),
                "n": len(part),
                "share": len(part) / len(table),
                "n_complaints": len(complaints),
                "n_current": int(analysis.current.holds(part["sent_at"]).sum()),
                "n_previous": int(analysis.previous.holds(part["sent_at"]).sum()),
                "net_sentiment": value,
                "low": low,
                "high": high,
                "n_tone": n,
                "quote_ids": tuple(complaints.sort_values("sent_at")["message_id"].tail(_SHOWN)[::-1]) if name else (),
            }
        )
    names = ["department", "n", "share", "n_complaints", "n_current", "n_previous", "net_sentiment"]
    frame = pd.DataFrame(rows, columns=[*names, "low", "high", "n_tone", "quote_ids"])
    frame = frame.assign(last=frame["department"] == "").sort_values(["last", "n"], ascending=[True, False])
    frame["department"] = [department_title(view, name) for name in frame["department"]]
    columns = (
        view.column("department"),
        view.column("n", "count", title=view.say("column.n_messages_all")),
        view.column("share", "share"),
        view.column("n_complaints", "count"),
        view.column("n_current", "count"),
        view.column("n_previous", "count"),
        view.column("net_sentiment", "signed"),
        view.column("low", "signed", seen=False),
        view.column("high", "signed", seen=False),
        view.column("n_tone", "count", seen=False),
        view.column("quote_ids", "quotes"),
    )
    return view.table("departments", frame, columns, shown=20)


def department_title(view: View, name: str) -> str:
    """Return a department as it is shown: the firm's own name, the word for a shipped one, or "not routed"."""
    return view.say.term("department", name) if name else view.say("department.unsure")


def _check(view: View) -> Table:
    found = view.analysis.routing_check
    frame = found.assign(department=[name or view.say("all.all") for name in found["department"].astype(str)]).astype(
        {"department": object}
    )
    columns = (
        view.column("department"),
        view.column("n", "count", title=view.say("column.n_tickets")),
        view.column("n_sent", "count"),
        view.column("precision", "share"),
        view.column("low", "share", seen=False),
        view.column("high", "share", seen=False),
        view.column("recall", "share"),
        view.column("unsure_share", "share"),
    )
    return view.table("routing_check", frame, columns, shown=20)
