"""How both sides speak, and the customers whose tone turned for good."""

from __future__ import annotations

from socialinsight.lang.slips import KINDS
from socialinsight.reports.report import Section, Table
from socialinsight.reports.view import View


def section(view: View) -> Section:
    """Return the section on tone; the firm's people stand as their team and get no score of feelings."""
    tables = (_tone(view), _spelling(view), _turned(view))
    return Section("wordings", view.say("section.wordings"), view.say("section.wordings.lead"), tables=tables)


def _tone(view: View) -> Table:
    found = view.analysis.tone
    pairs = zip(found["side"].astype(str), found["team"].astype(str))
    shown = [
        (team or view.say("people.agent")) if side == "agent" else view.say("side.customer") for side, team in pairs
    ]
    columns = (
        view.column("team", title=view.say("column.speaker")),
        view.column("lang", "term", family="lang", title=view.say("column.lang")),
        view.column("n", "count", title=view.say("column.messages")),
        view.column("formal_share", "share"),
        view.column("mismatch_share", "share"),
        view.column("n_pairs", "count"),
        view.column("courtesy", "decimal"),
        view.column("apology_share", "share"),
        view.column("thanks_share", "share"),
        view.column("lix", "decimal"),
        view.column("flesch", "decimal"),
        view.column("n_belittling", "count"),
        view.column("belittling_ids", "quotes"),
        view.column("n_addressing", "count", seen=False),
        view.column("n_long", "count", seen=False),
    )
    return view.table("tone", found.assign(team=shown).astype({"team": object}), columns)


def _spelling(view: View) -> Table:
    found = view.analysis.spelling
    frame = found.assign(
        team=[team or view.say("people.agent") for team in found["team"].astype(str)],
        message_ids=[ids[:3] for ids in found["message_ids"]],
    ).astype({"team": object})
    columns = (
        view.column("team"),
        view.column("lang", "term", family="lang", title=view.say("column.lang")),
        view.column("n", "count", title=view.say("column.n_replies")),
        view.column("n_words", "count"),
        view.column("per_thousand", "decimal"),
        view.column("low", "decimal", seen=False),
        view.column("high", "decimal", seen=False),
        *(view.column(f"n_{kind}", "count") for kind in KINDS),
        view.column("message_ids", "quotes", title=view.say("column.example")),
    )
    return view.table("spelling", frame, columns)


def _turned(view: View) -> Table:
    found = view.analysis.turned
    pairs = found[["firm_id", "message_id"]].astype(object).itertuples(index=False)
    waited = found["had_waited"].map({True: "yes", False: "no"}).astype(object)
    frame = found.assign(
        quote_ids=[tuple(one for one in pair if isinstance(one, str)) for pair in pairs], waited=waited
    )
    columns = (
        view.column("author_id", "name"),
        view.column("turned_at", "moment"),
        view.column("n_before", "count"),
        view.column("n_after", "count"),
        view.column("mood_before", "signed"),
        view.column("mood_after", "signed"),
        view.column("p_value", "number"),
        view.column("waited", "term", family="answer"),
        view.column("quote_ids", "quotes"),
        view.column("message_id", seen=False),
    )
    return view.table("turned", frame, columns, shown=10)
