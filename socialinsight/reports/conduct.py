"""What the firm said it would do and did, and how much of what it writes is copied."""

from __future__ import annotations

import pandas as pd

from socialinsight.reports.quotes import masked_phrases
from socialinsight.reports.report import Figure, Section, Table
from socialinsight.reports.view import View
from socialinsight.service.promise_rates import STATES, promise_rates
from socialinsight.service.reply_rates import reply_rates

_FIRST = {"broken": 0, "late": 1, "open": 2, "kept": 3}


def section(view: View) -> Section:
    """Return the section on promises and copied replies; agents stand as their team."""
    tables = (_rates(view), _ledger(view), _templates(view), _replies(view))
    figures = (_promised(view), _copied(view))
    lead = view.say("section.conduct.lead")
    return Section("conduct", view.say("section.conduct"), lead, figures=figures, tables=tables)


def _promised(view: View) -> Figure:
    say, ledger = view.say, view.analysis.promises
    count = ledger["state"].value_counts()
    alt = say("chart.promise_states.alt", **{state: say.number(count.get(state, 0)) for state in STATES})
    table = ledger.assign(promised_at=view.local(ledger["promised_at"]))
    return Figure("promise_states", say("chart.promise_states"), table, alt, say("chart.promise_states.caption"))


def _copied(view: View) -> Figure:
    say, replies = view.say, view.analysis.replies
    alt = say("chart.copied_replies.alt", n=say.number(len(replies)))
    rates = reply_rates(replies, _teams(view, replies["author_id"]))
    return Figure("copied_replies", say("chart.copied_replies"), rates, alt, say("chart.copied_replies.caption"))


def _teams(view: View, authors: pd.Series) -> pd.Series:
    return authors.astype(object).map(view.names(authors.dropna())).astype(object)


def _rates(view: View) -> Table:
    ledger = view.analysis.promises
    frame = promise_rates(ledger, _teams(view, ledger["agent_id"]))
    columns = (
        view.column("team"),
        view.column("n", "count", title=view.say("column.n_promises")),
        *(view.column(f"n_{state}", "count") for state in STATES),
        view.column("broken_share", "share"),
        view.column("low", "share", seen=False),
        view.column("high", "share", seen=False),
        view.column("n_due", "count"),
        view.column("n_reminded", "count"),
    )
    return view.table("promise_rates", frame, columns)


def _ledger(view: View) -> Table:
    ledger = view.analysis.promises
    rank = ledger["state"].map(_FIRST).astype(int)
    frame = ledger.assign(rank=rank, team=_teams(view, ledger["agent_id"]))
    frame = frame.sort_values(["rank", "n_reminders", "promised_at"], ascending=[True, False, False], kind="stable")
    ends = frame[["message_id", "evidence_id"]].astype(object).itertuples(index=False)
    frame["quote_ids"] = [tuple(one for one in pair if isinstance(one, str)) for pair in ends]
    columns = (
        view.column("state", "term", family="promise_state"),
        view.column("due_at", "moment"),
        view.column("promised_at", "moment"),
        view.column("team"),
        view.column("n_reminders", "count"),
        view.column("quote_ids", "quotes", title=view.say("column.promise_ends")),
        view.column("shown_at", "moment", seen=False),
        view.column("message_id", seen=False),
        view.column("evidence_id", seen=False),
        view.column("reminder_id", seen=False),
        view.column("conversation_id", seen=False),
    )
    return view.table("promises", frame, columns, shown=12)


def _templates(view: View) -> Table:
    found = view.analysis.templates
    frame = found.assign(
        template=masked_phrases(view, found["template"]),
        is_empty=found["is_empty"].map({True: "yes", False: "no"}).astype(object),
        quote_ids=[(one,) for one in found["example_id"]],
    )
    columns = (
        view.column("template"),
        view.column("n_copies", "count"),
        view.column("n_public", "count"),
        view.column("n_authors", "count", title=view.say("column.n_agents")),
        view.column("share", "share", title=view.say("column.reply_share")),
        view.column("is_empty", "term", family="answer"),
        view.column("quote_ids", "quotes", title=view.say("column.example")),
        view.column("template_id", seen=False),
    )
    return view.table("templates", frame, columns, shown=10)


def _replies(view: View) -> Table:
    replies = view.analysis.replies
    frame = reply_rates(replies, _teams(view, replies["author_id"]))
    columns = (
        view.column("team"),
        view.column("n", "count", title=view.say("column.n_replies")),
        view.column("copied_share", "share"),
        view.column("low", "share", seen=False),
        view.column("high", "share", seen=False),
        view.column("empty_share", "share"),
        view.column("n_read", "count", seen=False),
        view.column("script_share", "share"),
        view.column("n_public", "count"),
    )
    return view.table("reply_rates", frame, columns)
