"""What an analysis found: its tables, and the ways to show and write them."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field, fields
from functools import partial
from html import escape
from pathlib import Path
from typing import Any

import pandas as pd

from socialinsight.issues.model import IssueModel
from socialinsight.progress import stage
from socialinsight.routing.model import RoutingModel
from socialinsight.settings import Settings
from socialinsight.summary import Period
from socialinsight.tables import SCHEMAS
from socialinsight.text.lemma_matrix import LemmaMatrix, stack


def _table(name: str) -> Any:
    """Return a field that holds the empty table of a schema unless something else is given."""
    return field(default_factory=SCHEMAS[name].empty, repr=False)


@dataclass(frozen=True, eq=False)
class Analysis:
    """The tables of one analysis; read-only, shows itself in a notebook.

    Attributes
    ----------
    as_of : pandas.Timestamp
        Moment of the analysis, UTC; later messages were left out.
    settings : Settings
        What the firm said about itself.
    zone, country, language : str
        Time zone, country and main language that were used.
    current, previous : Period
        The two periods that are compared.
    messages, texts, annotations, signals, edges, members, role_evidence, conversations, unanswered, issues, \
issue_messages, churn, episodes, counts, satisfaction, activity, summary, quality, role_changes, communities, \
agent_questions, identity_suggestions, returning, promises, templates, replies, subjects, \
product_issues, drivers, mood_changes, recovery, mentions, market, moderation, \
invitations, silence, response, reopened, due, workload, concurrency, forecast, \
forecast_check, bounces, tone, turned, scorecard, aftermath, channel_shifts, watch_list, watch_check, \
alarm_check, surveys, survival, retention, \
hazards, risk, risk_check, call_list, customer_history, segment_figures : pandas.DataFrame
        The tables of `socialinsight.tables`; `signals` has a row for each row of `messages`.
    angry_messages, anger, anger_followed, hard_to_reach : pandas.DataFrame
        Anger at the handling apart from anger at the fault, and what followed; who could not get through, and why.
    contradictions, unknown_answers : pandas.DataFrame
        Answers to one question that cannot both be right; questions answered with "I don't know" or "ask elsewhere".
    slips, spelling : pandas.DataFrame
        Slips of the pen in the firm's own public replies, and how many there are by team.
    routes, routing_check : pandas.DataFrame
        Department of each message that the firm did not write; how well learnt routing did on held-out tickets.
    issue_model : IssueModel
        The issues as they were learnt: save it, and give it to the next analysis.
    routing_model : RoutingModel
        What the firm's own routed tickets taught; save it and name it in the settings for exports without departments.
    lemmas : LemmaMatrix
        Which lemmas stand in which of `texts`: what `ask` looks words up in.
    customers : pandas.DataFrame
        The customers table that was given.
    """

    as_of: pd.Timestamp
    settings: Settings
    zone: str
    country: str
    language: str
    current: Period
    previous: Period
    messages: pd.DataFrame = field(repr=False)
    texts: pd.DataFrame = field(repr=False)
    annotations: pd.DataFrame = field(repr=False)
    signals: pd.DataFrame = field(repr=False)
    edges: pd.DataFrame = field(repr=False)
    members: pd.DataFrame = field(repr=False)
    role_evidence: pd.DataFrame = field(repr=False)
    conversations: pd.DataFrame = field(repr=False)
    unanswered: pd.DataFrame = field(repr=False)
    issues: pd.DataFrame = field(repr=False)
    issue_messages: pd.DataFrame = field(repr=False)
    churn: pd.DataFrame = field(repr=False)
    episodes: pd.DataFrame = field(repr=False)
    counts: pd.DataFrame = field(repr=False)
    satisfaction: pd.DataFrame = field(repr=False)
    activity: pd.DataFrame = field(repr=False)
    summary: pd.DataFrame = field(repr=False)
    quality: pd.DataFrame = field(repr=False)
    role_changes: pd.DataFrame = _table("role_changes")
    communities: pd.DataFrame = _table("communities")
    agent_questions: pd.DataFrame = _table("agent_questions")
    identity_suggestions: pd.DataFrame = _table("identity_suggestions")
    returning: pd.DataFrame = _table("returning")
    promises: pd.DataFrame = _table("promises")
    templates: pd.DataFrame = _table("templates")
    replies: pd.DataFrame = _table("replies")
    subjects: pd.DataFrame = _table("subjects")
    product_issues: pd.DataFrame = _table("product_issues")
    drivers: pd.DataFrame = _table("drivers")
    mood_changes: pd.DataFrame = _table("mood_changes")
    recovery: pd.DataFrame = _table("recovery")
    mentions: pd.DataFrame = _table("mentions")
    market: pd.DataFrame = _table("market")
    issue_model: IssueModel = field(default_factory=IssueModel.empty, repr=False)
    angry_messages: pd.DataFrame = _table("angry_messages")
    anger: pd.DataFrame = _table("anger")
    anger_followed: pd.DataFrame = _table("anger_followed")
    hard_to_reach: pd.DataFrame = _table("hard_to_reach")
    contradictions: pd.DataFrame = _table("contradictions")
    unknown_answers: pd.DataFrame = _table("unknown_answers")
    slips: pd.DataFrame = _table("slips")
    spelling: pd.DataFrame = _table("spelling")
    routes: pd.DataFrame = _table("routes")
    routing_check: pd.DataFrame = _table("routing_check")
    routing_model: RoutingModel = field(default_factory=RoutingModel.empty, repr=False)
    moderation: pd.DataFrame = _table("moderation")
    invitations: pd.DataFrame = _table("invitations")
    silence: pd.DataFrame = _table("silence")
    response: pd.DataFrame = _table("response")
    reopened: pd.DataFrame = _table("reopened")
    due: pd.DataFrame = _table("due")
    workload: pd.DataFrame = _table("workload")
    concurrency: pd.DataFrame = _table("concurrency")
    forecast: pd.DataFrame = _table("forecast")
    forecast_check: pd.DataFrame = _table("forecast_check")
    bounces: pd.DataFrame = _table("bounces")
    tone: pd.DataFrame = _table("tone")
    turned: pd.DataFrame = _table("turned")
    scorecard: pd.DataFrame = _table("scorecard")
    aftermath: pd.DataFrame = _table("aftermath")
    channel_shifts: pd.DataFrame = _table("channel_shifts")
    watch_list: pd.DataFrame = _table("watch_list")
    watch_check: pd.DataFrame = _table("watch_check")
    alarm_check: pd.DataFrame = _table("alarm_check")
    surveys: pd.DataFrame = _table("surveys")
    survival: pd.DataFrame = _table("survival")
    retention: pd.DataFrame = _table("retention")
    hazards: pd.DataFrame = _table("hazards")
    risk: pd.DataFrame = _table("risk")
    risk_check: pd.DataFrame = _table("risk_check")
    call_list: pd.DataFrame = _table("call_list")
    customer_history: pd.DataFrame = _table("customer_history")
    segment_figures: pd.DataFrame = _table("segment_figures")
    customers: pd.DataFrame = _table("customers")
    lemmas: LemmaMatrix = field(default_factory=partial(stack, [], 0), repr=False)

    def tables(self) -> Iterator[tuple[str, pd.DataFrame]]:
        """Yield the name and the content of every table."""
        for item in fields(self):
            value = getattr(self, item.name)
            if isinstance(value, pd.DataFrame):
                yield item.name, value

    def report(self, path: str | Path, *, language: str | None = None) -> Path:
        """Write the report as HTML, XLSX and JSON into a folder.

        Parameters
        ----------
        path : str or Path
            Folder, made when it is not there.
        language : {"hu", "ru", "en"}, optional
            Language of the report; that of the settings, else of most messages, else English.

        Returns
        -------
        Path
            The HTML file.

        Raises
        ------
        ValueError
            When there is no such report language.
        """
        from socialinsight.reports import write

        stage("report")
        chosen = language or self.settings.language or (self.language if self.language in ("hu", "ru") else "en")
        return write(self, Path(path), language=chosen)

    def digest(self, path: str | Path, *, language: str | None = None) -> list[Path]:
        """Write what concerns each department as an HTML fragment and a CSV file into a folder, ready to forward.

        Parameters
        ----------
        path : str or Path
            Folder, made when it is not there.
        language : {"hu", "ru", "en"}, optional
            Language of the digests; chosen as in `report`.

        Returns
        -------
        list of Path
            Two files a department, those with most findings first; what is routed nowhere stands in files of its own.

        Raises
        ------
        ValueError
            When there is no such language.
        """
        from socialinsight.reports.digest import write_digests

        stage("report")
        chosen = language or self.settings.language or (self.language if self.language in ("hu", "ru") else "en")
        return write_digests(self, Path(path), language=chosen)

    def _repr_html_(self) -> str:
        rows = [f"<tr><td>{name}</td><td>{len(table):,}</td></tr>" for name, table in self.tables()]
        figures = self.summary[["metric", "value", "n", "previous", "unit"]].to_html(index=False, escape=True)
        head = f"socialinsight analysis as of {escape(str(self.as_of))}, {escape(self.zone)}"
        return f"<h4>{head}</h4>{figures}<details><summary>tables</summary><table>{''.join(rows)}</table></details>"
