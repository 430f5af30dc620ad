"""Crises: complaints against the baseline, and what the firm did at each stage."""

from __future__ import annotations

import pandas as pd

from socialinsight.reports.crisis_tables import alarm_notes, crisis_tables
from socialinsight.reports.quotes import masked_phrases
from socialinsight.reports.report import Column, Figure, Section
from socialinsight.reports.view import View

STAGES = ("acknowledged", "acted", "apologised", "compensated", "all_clear", "followed_up", "recovered")


def section(view: View) -> Section:
    """Return the section on crises: the timeline of the community with most complaints, then every episode."""
    say, analysis = view.say, view.analysis
    counts = analysis.counts
    if len(counts):
        counts = counts.assign(at=view.local(counts["at"]))
    n_alarms = int(counts["is_alarm"].fillna(False).sum())
    figure = Figure(
        "crisis_timeline",
        say("chart.crisis_timeline"),
        counts,
        say("chart.crisis_timeline.alt", n=say.number(n_alarms)),
        say("chart.crisis_timeline.caption"),
    )
    table = view.table("episodes", stages(view, analysis.episodes), _columns(view), shown=6, layout="episodes")
    tables = (table, *crisis_tables(view))
    return Section(
        "crises", say("section.crises"), say("section.crises.lead"), (), (figure,), tables, alarm_notes(view)
    )


def stages(view: View, episodes: pd.DataFrame) -> pd.DataFrame:
    """Return the episodes, latest first, with seconds from the onset to each stage (NaN: never) and its message."""
    frame = episodes.sort_values("started_at", ascending=False, ignore_index=True)
    frame = frame.assign(name=masked_phrases(view, frame["name"]), is_over=frame["ended_at"].notna())
    for place, stage in enumerate(STAGES):
        frame[f"{stage}_seconds"] = (frame[f"{stage}_at"] - frame["started_at"]).dt.total_seconds()
        ids = [tuple(evidence)[place : place + 1] for evidence in frame["evidence_ids"]]
        frame[f"{stage}_ids"] = pd.Series([tuple(one for one in pair if one) for pair in ids], dtype=object)
    return frame


def _columns(view: View) -> tuple[Column, ...]:
    steps = [
        column
        for stage in STAGES
        for column in (
            view.column(f"{stage}_seconds", "stage", title=view.say(f"stage.{stage}")),
            Column(f"{stage}_ids", view.say("column.evidence_of", stage=view.say(f"stage.{stage}")), "quotes"),
        )
    ]
    moods = [view.column(f"sentiment_{when}", "signed") for when in ("before", "during", "after")]
    leaving = [view.column(f"churn_{when}", "share") for when in ("before", "during", "after")]
    return (
        view.column("name"),
        view.column("community_id"),
        view.column("started_at", "moment"),
        view.column("ended_at", "moment"),
        view.column("is_over", seen=False),
        view.column("n_messages", "count"),
        view.column("n_authors", "count"),
        view.column("expected", "decimal"),
        *steps,
        *moods,
        *leaving,
        view.column("quote_ids", "quotes"),
        view.column("episode_id", seen=False),
    )
