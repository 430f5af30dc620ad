"""Tables on crises: what to do now, the firm's words, what came back and when, those hit, and what to watch."""

from __future__ import annotations

import pandas as pd

from socialinsight.crises.stage_advice import advice
from socialinsight.reports.quotes import masked_phrases
from socialinsight.reports.report import Table
from socialinsight.reports.view import View


def crisis_tables(view: View) -> tuple[Table, ...]:
    """Return the tables beside the episodes, in the order of the section."""
    episodes = view.analysis.episodes.sort_values("started_at", ascending=False, ignore_index=True)
    episodes = episodes.assign(name=_names(view, episodes))
    named = episodes.set_index("episode_id")["name"]
    return (
        _advised(view, episodes),
        _words(view, episodes),
        _courses(view, episodes),
        _aftermath(view, named),
        _shifts(view, named),
        _watched(view),
        _checked(view),
    )


def alarm_notes(view: View) -> tuple[str, ...]:
    """Return how many false alarms were accepted, and how many were measured on quiet data like these."""
    say, checks = view.say, view.analysis.alarm_check
    notes = (say("crises.false_alarms", n=say.number(view.analysis.settings.alarms_per_month, 1)),)
    if checks.empty:
        return notes
    largest = checks.iloc[0]
    measured = say(
        "crises.alarm_check",
        alarms=say.number(float(largest["false_alarms"]), 2),
        crises=say.number(float(largest["false_crises"]), 2),
        months=say.number(float(largest["n_months"])),
        nominal=say.number(float(largest["nominal"]), 2),
    )
    return (*notes, measured)


def _names(view: View, episodes: pd.DataFrame) -> pd.Series:
    days = [view.say.day(at) for at in view.local(episodes["started_at"])]
    names = masked_phrases(view, episodes["name"]).astype(object)
    return pd.Series([f"{name} ({day})" if name else day for name, day in zip(names, days)], dtype=object)


def _advised(view: View, episodes: pd.DataFrame) -> Table:
    told = [advice(stage, view.say.language) if isinstance(stage, str) else ("", "") for stage in _stages(episodes)]
    frame = episodes.assign(
        present_stage=_stages(episodes),
        advice=pd.Series([one for one, _ in told], dtype=object),
        source=pd.Series([source for _, source in told], dtype=object),
    )
    columns = (
        view.column("name"),
        view.column("present_stage", "term", family="present_stage"),
        view.column("advice", title=view.say("column.crisis_advice")),
        view.column("source", title=view.say("column.advice_source")),
    )
    return view.table("crisis_advice", frame, columns, shown=8)


def _stages(episodes: pd.DataFrame) -> list[str | None]:
    return [one if isinstance(one, str) else None for one in episodes["present_stage"].astype(object)]


def _words(view: View, episodes: pd.DataFrame) -> Table:
    frame = episodes.assign(
        apology_quality=episodes["apology_quality"].astype(object).where(episodes["apology_quality"].notna(), "none"),
        empty_apology_seconds=(episodes["empty_apology_at"] - episodes["started_at"]).dt.total_seconds(),
        denied_seconds=(episodes["denied_at"] - episodes["started_at"]).dt.total_seconds(),
        answer_ids=[ids if isinstance(ids, tuple) else () for ids in episodes["answer_ids"]],
        offered_to=[
            "nobody" if pd.isna(at) else "all" if everybody is True else "some"
            for at, everybody in zip(episodes["compensated_at"], episodes["compensated_all"].astype(object))
        ],
    )
    columns = (
        view.column("name"),
        view.column("apology_quality", "term", family="apology_quality"),
        view.column("empty_apology_seconds", "stage"),
        view.column("denied_seconds", "stage"),
        view.column("offered_to", "term", family="offered_to"),
        view.column("n_asked_after", "count"),
        view.column("n_answers_after", "count"),
        view.column("mood_of_answers", "signed"),
        view.column("answer_ids", "quotes"),
    )
    return view.table("crisis_words", frame, columns, shown=8)


def _courses(view: View, episodes: pd.DataFrame) -> Table:
    back = {
        f"{name}_back_seconds": (episodes[f"{at}_at"] - episodes["started_at"]).dt.total_seconds()
        for name, at in (("volume", "recovered"), ("mood", "sentiment_recovered"), ("churn", "churn_recovered"))
    }
    columns = (
        view.column("name"),
        view.column("volume_back_seconds", "duration"),
        view.column("sentiment_course", "term", family="course"),
        view.column("mood_back_seconds", "duration"),
        view.column("churn_course", "term", family="course"),
        view.column("churn_back_seconds", "duration"),
    )
    return view.table("crisis_courses", episodes.assign(**back), columns, shown=8)


def _aftermath(view: View, named: pd.Series) -> Table:
    table = view.analysis.aftermath
    columns = (
        view.column("name"),
        view.column("outcome", "term", family="aftermath"),
        view.column("n_hit", "count"),
        view.column("n_matched", "count"),
        view.column("n_others", "count", title=view.say("column.n_not_hit")),
        view.column("hit", "number"),
        view.column("others", "number", title=view.say("column.not_hit")),
        view.column("difference", "signed", title=view.say("column.gap_to_others")),
        view.column("low", "signed"),
        view.column("high", "signed"),
        view.column("days", "count", title=view.say("column.days_after")),
    )
    return view.table("aftermath", table.assign(name=table["episode_id"].map(named)), columns, shown=12)


def _shifts(view: View, named: pd.Series) -> Table:
    table = view.analysis.channel_shifts
    every = view.say("all.all")
    frame = table.assign(
        name=table["cause_id"].map(named).fillna(view.say("channel_shift.outage")),
        channel=[every if one == "all" else one for one in table["channel"]],
    )
    columns = (
        view.column("name"),
        view.column("channel", "term", family="channel", title=view.say("column.moved_to")),
        view.column("n_before", "count", title=view.say("column.contacts_before")),
        view.column("before", "share", title=view.say("column.moved_before")),
        view.column("n_during", "count", title=view.say("column.contacts_during")),
        view.column("during", "share", title=view.say("column.moved_during")),
        view.column("difference", "signed", title=view.say("column.gap_to_before")),
        view.column("low", "signed"),
        view.column("high", "signed"),
        view.column("message_ids", "quotes", title=view.say("column.message")),
    )
    return view.table("channel_shifts", frame, columns, shown=10)


def _watched(view: View) -> Table:
    table = view.analysis.watch_list
    quiet = (table["kind"] != "thread").to_numpy(bool)
    frame = table.assign(writer=table["subject_id"].astype(object).where(quiet, None))
    columns = (
        view.column("kind", "term", family="watch_kind"),
        view.column("score", "decimal", title=view.say("column.points")),
        view.column("writer", "name"),
        view.column("n_writers", "count"),
        view.column("per_hour", "number", title=view.say("column.joiners_per_hour")),
        view.column("n_reactions", "count"),
        view.column("n_views", "count"),
        view.column("arousal", "number"),
        view.column("n_threats", "count", title=view.say("column.publish_threats")),
        view.column("n_refused", "count", title=view.say("column.n_refusals")),
        view.column("days_open", "days"),
        view.column("message_ids", "quotes", title=view.say("column.message")),
    )
    return view.table("watch_list", frame, columns, shown=12)


def _checked(view: View) -> Table:
    columns = (
        view.column("kind", "term", family="watch_kind"),
        view.column("n_past", "count"),
        view.column("n_grown", "count"),
        view.column("base_rate", "share"),
        view.column("low", "share"),
        view.column("high", "share"),
        view.column("n_listed", "count"),
        view.column("false_positive_rate", "share"),
        view.column("false_low", "share", title=view.say("column.low")),
        view.column("false_high", "share", title=view.say("column.high")),
        view.column("sensitivity", "share"),
    )
    return view.table("watch_check", view.analysis.watch_check, columns)
