"""What needs somebody now: crises, emerging issues, public messages without an answer."""

from __future__ import annotations

import pandas as pd

from socialinsight.charts.wording import DASH
from socialinsight.reports.quotes import masked_phrases
from socialinsight.reports.report import Card, Section, Table
from socialinsight.reports.view import View


def section(view: View) -> Section:
    """Return the section "attention now"."""
    say, analysis = view.say, view.analysis
    waiting = view.waiting
    public = waiting[waiting["is_public"].fillna(False).astype(bool)]
    emerging = analysis.issues[analysis.issues["is_emerging"].fillna(False).astype(bool)]
    recent = crises_now(view)
    return Section(
        "attention",
        say("section.attention"),
        say("section.attention.lead"),
        cards=(
            _count("open_crises", len(recent), recent["ended_at"].isna().sum(), view),
            _count("emerging_issues", len(emerging), len(analysis.issues), view),
            _count("waiting_public", len(public), len(waiting), view, age=public["age_seconds"].max()),
            _count("waiting_private", len(waiting) - len(public), len(waiting), view),
        ),
        tables=(_emerging(view, emerging), _waiting(view, public)),
    )


def crises_now(view: View) -> pd.DataFrame:
    """Return the episodes of the current period and those that are still on, latest first."""
    episodes, current = view.analysis.episodes, view.analysis.current
    inside = episodes["ended_at"].isna() | (episodes["ended_at"] > current.start)
    return episodes[inside].sort_values("started_at", ascending=False)


def _count(key: str, n: int, base: int, view: View, *, age: float = float("nan")) -> Card:
    say = view.say
    detail = say(f"card.{key}", base=say.number(base), age=say.duration(age) if age == age else DASH)
    return Card(key, say(f"metric.{key}"), say.number(n), detail, tone="bad" if n else "good")


def _emerging(view: View, emerging: pd.DataFrame) -> Table:
    frame = emerging.sort_values(["n_current", "growth"], ascending=False)
    frame = frame.assign(name=masked_phrases(view, frame["name"]))
    return view.table(
        "emerging",
        frame,
        (
            view.column("name"),
            view.column("department", seen=bool(frame["department"].notna().any())),
            view.column("n_current", "count"),
            view.column("n_previous", "count"),
            view.column("growth", "times"),
            view.column("q_value", "number"),
            view.column("quote_ids", "quotes"),
        ),
        shown=8,
    )


def _waiting(view: View, public: pd.DataFrame) -> Table:
    frame = public.assign(is_older=~view.analysis.current.holds(public["asked_at"]))
    frame = frame.assign(quote_ids=frame["message_id"].map(lambda one: (one,))).sort_values(["is_older", "asked_at"])
    return view.table(
        "waiting",
        frame,
        (
            view.column("age_seconds", "duration"),
            view.column("asked_at", "moment"),
            view.column("kind", "term", family="ask_kind"),
            view.column("author_id", "name"),
            view.column("channel", "term", family="channel"),
            view.column("topic", "term", family="topic"),
            view.column("quote_ids", "quotes", title=view.say("column.message")),
            view.column("message_id", seen=False),
            view.column("conversation_id", seen=False),
        ),
        shown=12,
    )
