"""The whole way from messages to insight tables, and the object that holds them."""

from __future__ import annotations

from dataclasses import dataclass, field, fields
from datetime import date, datetime
from functools import partial
from html import escape
from pathlib import Path
from typing import TYPE_CHECKING

import pandas as pd

from socialinsight.annotation import read_messages
from socialinsight.country.calendar import country_of, zone_of
from socialinsight.identities.joining import joined, joined_events
from socialinsight.insights import Ground, insight_tables
from socialinsight.issues.model import IssueModel
from socialinsight.progress import stage
from socialinsight.quality import quality
from socialinsight.readers.staff import declare_roles
from socialinsight.routing.model import RoutingModel
from socialinsight.settings import Settings
from socialinsight.signals import message_signals
from socialinsight.summary import Period, periods
from socialinsight.tables import (
    AFTERMATH,
    AGENT_QUESTIONS,
    ALARM_CHECK,
    ANGER,
    ANGER_FOLLOWED,
    ANGRY_MESSAGES,
    BOUNCES,
    CALL_LIST,
    CHANNEL_SHIFTS,
    COMMUNITIES,
    CONCURRENCY,
    CONTRADICTIONS,
    CUSTOMER_HISTORY,
    CUSTOMERS,
    DRIVERS,
    DUE,
    EVENTS,
    FORECAST,
    FORECAST_CHECK,
    HARD_TO_REACH,
    HAZARDS,
    IDENTITY_SUGGESTIONS,
    INVITATIONS,
    MARKET,
    MENTIONS,
    MESSAGES,
    MODERATION,
    MOOD_CHANGES,
    PRODUCT_ISSUES,
    PROMISES,
    RECOVERY,
    REOPENED,
    REPLIES,
    RESPONSE,
    RETENTION,
    RETURNING,
    RISK,
    RISK_CHECK,
    ROLE_CHANGES,
    ROUTES,
    ROUTING_CHECK,
    SCORECARD,
    SEGMENT_FIGURES,
    SILENCE,
    SLIPS,
    SPELLING,
    SUBJECTS,
    SURVEYS,
    SURVIVAL,
    TEMPLATES,
    TONE,
    TURNED,
    UNKNOWN_ANSWERS,
    WATCH_CHECK,
    WATCH_LIST,
    WORKLOAD,
    check,
)
from socialinsight.text.lemma_matrix import LemmaMatrix, stack

if TYPE_CHECKING:
    from collections.abc import Iterator


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
    role_changes: pd.DataFrame = field(default_factory=ROLE_CHANGES.empty, repr=False)
    communities: pd.DataFrame = field(default_factory=COMMUNITIES.empty, repr=False)
    agent_questions: pd.DataFrame = field(default_factory=AGENT_QUESTIONS.empty, repr=False)
    identity_suggestions: pd.DataFrame = field(default_factory=IDENTITY_SUGGESTIONS.empty, repr=False)
    returning: pd.DataFrame = field(default_factory=RETURNING.empty, repr=False)
    promises: pd.DataFrame = field(default_factory=PROMISES.empty, repr=False)
    templates: pd.DataFrame = field(default_factory=TEMPLATES.empty, repr=False)
    replies: pd.DataFrame = field(default_factory=REPLIES.empty, repr=False)
    subjects: pd.DataFrame = field(default_factory=SUBJECTS.empty, repr=False)
    product_issues: pd.DataFrame = field(default_factory=PRODUCT_ISSUES.empty, repr=False)
    drivers: pd.DataFrame = field(default_factory=DRIVERS.empty, repr=False)
    mood_changes: pd.DataFrame = field(default_factory=MOOD_CHANGES.empty, repr=False)
    recovery: pd.DataFrame = field(default_factory=RECOVERY.empty, repr=False)
    mentions: pd.DataFrame = field(default_factory=MENTIONS.empty, repr=False)
    market: pd.DataFrame = field(default_factory=MARKET.empty, repr=False)
    issue_model: IssueModel = field(default_factory=IssueModel.empty, repr=False)
    angry_messages: pd.DataFrame = field(default_factory=ANGRY_MESSAGES.empty, repr=False)
    anger: pd.DataFrame = field(default_factory=ANGER.empty, repr=False)
    anger_followed: pd.DataFrame = field(default_factory=ANGER_FOLLOWED.empty, repr=False)
    hard_to_reach: pd.DataFrame = field(default_factory=HARD_TO_REACH.empty, repr=False)
    contradictions: pd.DataFrame = field(default_factory=CONTRADICTIONS.empty, repr=False)
    unknown_answers: pd.DataFrame = field(default_factory=UNKNOWN_ANSWERS.empty, repr=False)
    slips: pd.DataFrame = field(default_factory=SLIPS.empty, repr=False)
    spelling: pd.DataFrame = field(default_factory=SPELLING.empty, repr=False)
    routes: pd.DataFrame = field(default_factory=ROUTES.empty, repr=False)
    routing_check: pd.DataFrame = field(default_factory=ROUTING_CHECK.empty, repr=False)
    routing_model: RoutingModel = field(default_factory=RoutingModel.empty, repr=False)
    moderation: pd.DataFrame = field(default_factory=MODERATION.empty, repr=False)
    invitations: pd.DataFrame = field(default_factory=INVITATIONS.empty, repr=False)
    silence: pd.DataFrame = field(default_factory=SILENCE.empty, repr=False)
    response: pd.DataFrame = field(default_factory=RESPONSE.empty, repr=False)
    reopened: pd.DataFrame = field(default_factory=REOPENED.empty, repr=False)
    due: pd.DataFrame = field(default_factory=DUE.empty, repr=False)
    workload: pd.DataFrame = field(default_factory=WORKLOAD.empty, repr=False)
    concurrency: pd.DataFrame = field(default_factory=CONCURRENCY.empty, repr=False)
    forecast: pd.DataFrame = field(default_factory=FORECAST.empty, repr=False)
    forecast_check: pd.DataFrame = field(default_factory=FORECAST_CHECK.empty, repr=False)
    bounces: pd.DataFrame = field(default_factory=BOUNCES.empty, repr=False)
    tone: pd.DataFrame = field(default_factory=TONE.empty, repr=False)
    turned: pd.DataFrame = field(default_factory=TURNED.empty, repr=False)
    scorecard: pd.DataFrame = field(default_factory=SCORECARD.empty, repr=False)
    aftermath: pd.DataFrame = field(default_factory=AFTERMATH.empty, repr=False)
    channel_shifts: pd.DataFrame = field(default_factory=CHANNEL_SHIFTS.empty, repr=False)
    watch_list: pd.DataFrame = field(default_factory=WATCH_LIST.empty, repr=False)
    watch_check: pd.DataFrame = field(default_factory=WATCH_CHECK.empty, repr=False)
    alarm_check: pd.DataFrame = field(default_factory=ALARM_CHECK.empty, repr=False)
    surveys: pd.DataFrame = field(default_factory=SURVEYS.empty, repr=False)
    survival: pd.DataFrame = field(default_factory=SURVIVAL.empty, repr=False)
    retention: pd.DataFrame = field(default_factory=RETENTION.empty, repr=False)
    hazards: pd.DataFrame = field(default_factory=HAZARDS.empty, repr=False)
    risk: pd.DataFrame = field(default_factory=RISK.empty, repr=False)
    risk_check: pd.DataFrame = field(default_factory=RISK_CHECK.empty, repr=False)
    call_list: pd.DataFrame = field(default_factory=CALL_LIST.empty, repr=False)
    customer_history: pd.DataFrame = field(default_factory=CUSTOMER_HISTORY.empty, repr=False)
    segment_figures: pd.DataFrame = field(default_factory=SEGMENT_FIGURES.empty, repr=False)
    customers: pd.DataFrame = field(default_factory=CUSTOMERS.empty, repr=False)
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


def analyze(
    messages: pd.DataFrame,
    *,
    as_of: str | date | datetime | pd.Timestamp,
    settings: Settings | None = None,
    events: pd.DataFrame | None = None,
    customers: pd.DataFrame | None = None,
    seed: int = 0,
    issue_model: IssueModel | None = None,
) -> Analysis:
    """Return everything that the messages tell about customers, service and community.

    Parameters
    ----------
    messages : pandas.DataFrame
        A messages table, for example from `read`.
    as_of : str, date, datetime or pandas.Timestamp
        Moment of the analysis. A plain date means the end of that day in the firm's time zone, a time without
        zone is taken in it. Later messages are left out and counted.
    settings : Settings, optional
        The firm's settings; defaults when left out.
    events, customers : pandas.DataFrame, optional
        What exports know beside words, and what the firm knows about customers. The `author_ids` of a customer are
        joined under the `customer_id`.
    seed : int
        For sampling and topic models; the same seed gives the same tables.
    issue_model : IssueModel, optional
        `issue_model` of an earlier analysis: its issues keep their ids and names, new ones are added.

    Returns
    -------
    Analysis

    Raises
    ------
    TableError
        When a table does not fit its schema.
    IdentityError
        When one author id belongs to two persons.
    ValueError
        When `as_of` is no date.

    Examples
    --------
    >>> from socialinsight import tables
    >>> int(analyze(tables.MESSAGES.empty(), as_of="2026-03-31").summary["n"].max())
    0
    """
    settings = settings or Settings()
    check(messages, MESSAGES)
    account = messages.attrs.get("account")
    messages = MESSAGES.cast(messages)
    for table, schema in ((events, EVENTS), (customers, CUSTOMERS)):
        if table is not None:
            check(table, schema)
    messages = _with_authors(declare_roles(messages, settings)).reset_index(drop=True)
    messages, settings = joined(messages, customers, settings)
    stage("annotating")
    reading = read_messages(messages, model_sets=settings.model_sets)
    main = _main_language(reading.texts)
    zone, country = zone_of(settings, main), country_of(settings, main)
    moment = as_moment(as_of, zone)
    inside = (messages["sent_at"] <= moment).to_numpy(bool)
    n_later = int((~inside).sum())
    signals = message_signals(messages, reading.texts, reading.annotations)
    if n_later:
        messages, signals = (table[inside].reset_index(drop=True) for table in (messages, signals))
    ground = Ground(
        messages,
        signals,
        reading,
        joined_events(events, customers, settings),
        moment,
        settings,
        zone,
        country,
        seed,
        issue_model,
        CUSTOMERS.empty() if customers is None else CUSTOMERS.cast(customers),
    )
    tables = insight_tables(ground)
    tables["quality"] = quality(
        messages, signals, account=account, n_later=n_later, zone=zone, country=country, settings=settings
    )
    current, previous = periods(moment, settings.period_days)
    return Analysis(
        as_of=moment,
        settings=settings,
        zone=zone,
        country=country,
        language=main or "other",
        current=current,
        previous=previous,
        messages=messages,
        texts=reading.texts,
        annotations=reading.annotations,
        signals=signals,
        lemmas=reading.lemmas,
        customers=CUSTOMERS.empty() if customers is None else customers,
        **tables,
    )


def as_moment(as_of: str | date | datetime | pd.Timestamp, zone: str) -> pd.Timestamp:
    """Return a moment in UTC; a plain date is the end of that day in `zone`.

    Examples
    --------
    >>> as_moment("2026-03-31", "Europe/Budapest")
    Timestamp('2026-03-31 21:59:59.999999+0000', tz='UTC')
    """
    try:
        moment = pd.Timestamp(as_of)
    except (ValueError, TypeError) as error:
        raise ValueError(f"as_of: received {as_of!r}; legal: a date or time such as '2026-03-31'.") from error
    if moment is pd.NaT:
        raise ValueError(f"as_of: received {as_of!r}; legal: a date or time such as '2026-03-31'.")
    plain = len(as_of.strip()) <= 10 if isinstance(as_of, str) else type(as_of) is date
    if moment.tzinfo is None:
        moment = moment.tz_localize(zone, ambiguous=False, nonexistent="shift_forward")
    if plain:
        moment = moment.normalize() + pd.DateOffset(days=1) - pd.Timedelta(microseconds=1)
    return moment.tz_convert("UTC")


def _main_language(texts: pd.DataFrame) -> str | None:
    read = texts[texts["lang"].isin(["hu", "ru"])]
    if read.empty:
        return None
    return str(read.groupby("lang")["n_messages"].sum().idxmax())


def _with_authors(messages: pd.DataFrame) -> pd.DataFrame:
    """Give each message without an author one of its own: nobody can tell whether two are of one person."""
    anonymous = "anonymous:" + messages["message_id"]
    return messages.assign(author_id=messages["author_id"].fillna(anonymous))


def explain(analysis: Analysis, id: str) -> pd.DataFrame:  # noqa: A002
    """Return why a message got its labels: the spans, the rules and their weights.

    Parameters
    ----------
    analysis : Analysis
        Result of `analyze`.
    id : str
        A message_id.

    Returns
    -------
    pandas.DataFrame
        label, score (of the message), text (the span), start, end, source, weight, negated; strongest first.

    Raises
    ------
    KeyError
        When there is no such message.
    """
    found = analysis.messages.index[analysis.messages["message_id"] == id]
    if not len(found):
        raise KeyError(
            f"explain: no message {id!r} among {len(analysis.messages)} messages; legal: a value of "
            "analysis.messages['message_id']. Copy one from a table of the analysis."
        )
    text = analysis.messages.at[found[0], "text"]
    text_id = analysis.texts.loc[analysis.texts["text"] == text, "text_id"].iloc[0]
    spans = analysis.annotations[analysis.annotations["text_id"] == text_id]
    scores = analysis.signals.loc[found[0]]
    table = pd.DataFrame(
        {
            "label": spans["label"].astype(object),
            "score": [scores.get(name, float("nan")) for name in spans["label"]],
            "text": [text if row.start < 0 else text[row.start : row.end] for row in spans.itertuples()],
            **{name: spans[name] for name in ("start", "end", "source", "weight", "negated")},
        }
    )
    return table.sort_values(["label", "weight"], ascending=[True, False], ignore_index=True)
