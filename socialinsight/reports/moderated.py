"""What to do with customers' messages, the demands with a condition, and what silence and private channels did."""

from __future__ import annotations

import pandas as pd

from socialinsight.moderation.rules import read_rules
from socialinsight.moderation.signs import NAMES
from socialinsight.reports.report import Section, Table
from socialinsight.reports.view import View

_FIRST = {"hide_and_explain": 0, "apologise_public": 1, "invite_private": 2, "watch": 3}
_STATES = ("accepted", "refused", "no_sign")
SURE = 0.5


def section(view: View) -> Section:
    """Return the section on moderation; rules are told in the language of the report."""
    tables = (_advice(view), _demands(view), _invitations(view), _silence(view))
    return Section("moderation", view.say("section.moderation"), view.say("section.moderation.lead"), tables=tables)


def _advice(view: View) -> Table:
    given, analysis = view.analysis.moderation, view.analysis
    told = {rule.name: rule.wording for rule in read_rules(analysis.settings.moderation_rules, NAMES)}
    author = analysis.messages.set_index("message_id")["author_id"]
    frame = given.assign(
        author_id=given["message_id"].map(author).astype(object),
        rule_text=[told.get(name, {}).get(view.say.language, name) for name in given["rule"]],
        quote_ids=[(one, *ids[:2]) for one, ids in zip(given["message_id"], given["signs_for"])],
        rank=given["advice"].map(_FIRST).astype(int),
        older=~analysis.current.holds(given["sent_at"]),
        private=~given["is_public"].fillna(False).astype(bool),
    )
    frame = frame.sort_values(["older", "private", "rank", "sent_at"], ascending=[True, True, True, False])
    columns = (
        view.column("advice", "term", family="advice"),
        view.column("sent_at", "moment"),
        view.column("author_id", "name"),
        view.column("rule_text"),
        view.column("reason", seen=False),
        view.column("quote_ids", "quotes"),
        view.column("rule", seen=False),
        view.column("message_id", seen=False),
    )
    return view.table("moderation", frame, columns, shown=20)


def _demands(view: View) -> Table:
    """List messages that hold a demand and what follows when it is not met, as quotes and nothing more."""
    analysis = view.analysis
    messages, signals = analysis.messages, analysis.signals
    scored = signals["conditional_demand"] if "conditional_demand" in signals else pd.Series(0.0, signals.index)
    firm = messages["author_role"].isin(["agent", "bot"]).to_numpy(bool)
    frame = messages[(scored >= SURE).to_numpy(bool) & ~firm].sort_values("sent_at", ascending=False)
    answered = analysis.unanswered["message_id"]
    frame = frame.assign(
        quote_ids=[(one,) for one in frame["message_id"]],
        waits=frame["message_id"].isin(answered).map({True: "yes", False: "no"}).astype(object),
    )
    columns = (
        view.column("sent_at", "moment"),
        view.column("author_id", "name"),
        view.column("channel", "term", family="channel"),
        view.column("waits", "term", family="answer"),
        view.column("quote_ids", "quotes"),
        view.column("message_id", seen=False),
    )
    return view.table("demands", frame, columns, shown=10)


def _invitations(view: View) -> Table:
    found = view.analysis.invitations
    teams = found["agent_id"].astype(object).map(view.names(found["agent_id"].dropna())).astype(object)
    rows = []
    for team, part in found.groupby(teams, sort=True):
        counts = part["state"].value_counts()
        silent = part[~part["outcome_told"].astype(bool)]
        rows.append(
            {
                "team": team,
                "n": len(part),
                **{f"n_{state}": int(counts.get(state, 0)) for state in _STATES},
                "accepted_share": int(counts.get("accepted", 0)) / len(part),
                "told_share": float(part["outcome_told"].astype(bool).mean()),
                "quote_ids": tuple(silent["message_id"].tail(3)),
            }
        )
    names = ["team", "n", *(f"n_{state}" for state in _STATES), "accepted_share", "told_share", "quote_ids"]
    columns = (
        view.column("team"),
        view.column("n", "count", title=view.say("column.n_invitations")),
        *(view.column(f"n_{state}", "count") for state in _STATES),
        view.column("accepted_share", "share"),
        view.column("told_share", "share"),
        view.column("quote_ids", "quotes", title=view.say("column.untold")),
    )
    return view.table("invitations", pd.DataFrame(rows, columns=names).sort_values("n", ascending=False), columns)


def _silence(view: View) -> Table:
    columns = (
        view.column("is_public", "term", family="reach"),
        view.column("fate", "term", family="fate"),
        view.column("n", "count", title=view.say("column.n_complaints")),
        view.column("share", "share", title=view.say("column.complaint_part")),
        view.column("low", "share", seen=False),
        view.column("high", "share", seen=False),
        view.column("again_share", "share"),
        view.column("leaving_share", "share"),
        view.column("n_again", "count", seen=False),
        view.column("n_leaving", "count", seen=False),
        view.column("message_ids", "quotes", title=view.say("column.example")),
    )
    return view.table("silence", view.analysis.silence, columns)
