"""The tables of the house: their columns, dtypes and keys, and the check that guards every door.

Every stage takes and returns pandas tables. A schema names each column once; `check` compares a table with it
and says what is wrong, where, what was received, what is legal and how to repair it.
"""

from __future__ import annotations

from dataclasses import dataclass

import pandas as pd

STRING = pd.StringDtype("pyarrow")
TIME = "datetime64[us, UTC]"
ROLES = ("customer", "agent", "bot", "member", "unknown")

_DTYPES = {
    "string": STRING,
    "time": TIME,
    "bool": "boolean",
    "int": "Int64",
    "float": "Float64",
    "float32": "float32",
    "float64": "float64",
    "int32": "int32",
    "ids": object,
    "category": "category",
}


class TableError(ValueError):
    """A table does not have the columns, dtypes or keys that its schema asks for."""


@dataclass(frozen=True)
class Column:
    """One column: its name, kind (a key of the dtype table), meaning, and whether it must be there."""

    name: str
    kind: str
    meaning: str
    required: bool = True

    @property
    def dtype(self) -> object:
        """The pandas dtype of the column."""
        return _DTYPES[self.kind]


@dataclass(frozen=True)
class Schema:
    """A named table: its key columns and all its columns."""

    name: str
    key: tuple[str, ...]
    columns: tuple[Column, ...]

    def __getitem__(self, name: str) -> Column:
        return next(column for column in self.columns if column.name == name)

    @property
    def required(self) -> list[str]:
        """Names of the columns that must be there."""
        return [column.name for column in self.columns if column.required]

    def empty(self) -> pd.DataFrame:
        """Return the table with every column and no row.

        Examples
        --------
        >>> MESSAGES.empty().shape[0]
        0
        """
        return pd.DataFrame({c.name: pd.Series(dtype=c.dtype) for c in self.columns})

    def cast(self, table: pd.DataFrame) -> pd.DataFrame:
        """Return a new table with this schema's dtypes; missing optional columns are added as NA.

        Raises
        ------
        TableError
            When a required column is missing or a value does not fit its dtype.
        """
        _refuse_missing(table, self)
        columns = {}
        for column in self.columns:
            if column.name in table.columns:
                columns[column.name] = _cast_column(table[column.name], column, self.name)
            else:
                absent = {"float32": "Float64", "float64": "Float64", "int32": "Int64"}.get(column.kind, column.dtype)
                columns[column.name] = pd.Series([pd.NA] * len(table), index=table.index).astype(absent)
        extra = {name: table[name] for name in table.columns if name not in columns}
        return pd.DataFrame({**columns, **extra}, index=table.index)


def _cast_column(values: pd.Series, column: Column, where: str) -> pd.Series:
    try:
        if column.kind == "time" and (values.dtype == object or values.isna().all()):
            values = pd.to_datetime(values, utc=True)
        return values.astype(column.dtype)
    except (TypeError, ValueError) as error:
        raise TableError(
            f"{where}.{column.name}: cannot be read as {column.kind} ({error}); received dtype "
            f"{values.dtype}, first value {values.iloc[0]!r}; legal: {column.dtype}. Convert the column first."
        ) from error


def _refuse_missing(table: pd.DataFrame, schema: Schema) -> None:
    missing = [name for name in schema.required if name not in table.columns]
    if missing:
        raise TableError(
            f"{schema.name}: column(s) {missing} are missing; received {list(table.columns)}; "
            f"required: {schema.required}. Rename your columns or pass columns={{'{missing[0]}': 'your name'}}."
        )


def check(table: pd.DataFrame, schema: Schema) -> pd.DataFrame:
    """Return `table` unchanged when it fits `schema`.

    Parameters
    ----------
    table : pandas.DataFrame
        Any table that claims to be `schema.name`.
    schema : Schema
        One of the schemas of this module.

    Returns
    -------
    pandas.DataFrame
        The same object.

    Raises
    ------
    TableError
        When a required column is missing, a dtype differs, or the key is empty or repeated.

    Examples
    --------
    >>> check(MESSAGES.empty(), MESSAGES).empty
    True
    >>> check(pd.DataFrame({"text": ["a"]}), MESSAGES)
    Traceback (most recent call last):
    ...
    socialinsight.tables.TableError: messages: column(s) ['message_id', ...
    """
    if not isinstance(table, pd.DataFrame):
        raise TableError(
            f"{schema.name}: received {type(table).__name__}; legal: a pandas DataFrame. "
            "Use socialinsight.read(...) or build one with the columns " + ", ".join(schema.required) + "."
        )
    _refuse_missing(table, schema)
    for column in schema.columns:
        if column.name in table.columns and table[column.name].dtype != column.dtype:
            raise TableError(
                f"{schema.name}.{column.name}: dtype {table[column.name].dtype}; legal: {column.dtype}. "
                f"Call tables.{schema.name.upper()}.cast(table) to convert it."
            )
    if schema.key:
        _check_key(table, schema)
    return table


def _check_key(table: pd.DataFrame, schema: Schema) -> None:
    key = list(schema.key)
    if table[key].isna().any(axis=None):
        row = int(table[key].isna().any(axis=1).to_numpy().argmax())
        raise TableError(
            f"{schema.name}: key {key} is empty in row {row}; legal: a value in every row. Fill or drop that row."
        )
    repeated = table.duplicated(key)
    if repeated.any():
        first = table.loc[repeated, key].iloc[0].to_dict()
        raise TableError(
            f"{schema.name}: key {first} stands in more than one row ({int(repeated.sum())} repeated rows); "
            f"legal: one row a key. Drop repeats with table.drop_duplicates({key})."
        )


def _schema(name: str, key: str, columns: str) -> Schema:
    """Read a schema from lines `name kind meaning`; a `?` after the kind marks an optional column."""
    rows = [line.split(maxsplit=2) for line in columns.strip().splitlines()]
    return Schema(
        name,
        tuple(key.split()),
        tuple(Column(name, kind.rstrip("?"), meaning, required=not kind.endswith("?")) for name, kind, meaning in rows),
    )


MESSAGES = _schema(
    "messages",
    "message_id",
    """
    message_id string source:community:native id
    community_id string? where it was written: group, page, mailbox, shop
    conversation_id string thread, ticket, dialogue
    reply_to string? message_id of the message answered
    author_id string who wrote it
    author_role string customer, agent, bot, member or unknown
    channel string? telegram, vk, email, chat, phone, web, ...
    is_public bool? can others read it
    sent_at time when it was sent, UTC
    lang string? ISO 639-1 code when the export knows it
    text string the author's own words, quoted replies stripped
    reactions int? reactions received
    views int? views
    shares int? shares
    followers int? followers of the author when the message was written
    rating float? score that the customer gave with the message
    product string? product or service it is about
    edited_at time? last edit
    deleted_at time? deletion or hiding
    forwarded bool? forwarded: not the author's own words
    author_name string? display name
    source string? the unmapped rest of the raw record, JSON
    """,
)
EVENTS = _schema(
    "events",
    "event_id",
    """
    event_id string key
    at time when
    kind string status, assigned, hidden, deleted, survey, purchase, usage, outage, ...
    conversation_id string? conversation
    message_id string? message
    author_id string? whom it concerns
    actor_id string? who did it
    value string? what: the new status, the score, the amount
    """,
)
CUSTOMERS = _schema(
    "customers",
    "customer_id",
    """
    customer_id string key
    author_ids ids the author ids of this customer, a tuple of str
    segment string? end user, supplier, dealer, ...
    value float? worth to the firm
    since time? customer since
    outcome string? active or lost, when known
    """,
)
TEXTS = _schema(
    "texts",
    "text_id",
    """
    text_id int32 0..n-1, distinct texts in order of first appearance
    text string the text
    lang string detected language: hu, ru or other
    n_messages int32 how many messages have this text
    """,
)
ANNOTATIONS = _schema(
    "annotations",
    "",
    """
    text_id int32 row of texts
    start int32 first character of the evidence, -1 for the whole text
    end int32 one past the last character, -1 for the whole text
    label category a label of labels.csv
    source category rule, lexicon or model that said it
    weight float32 log-odds that it adds to its label; a score in its own unit for measures
    negated bool the cue stands under a negation
    """,
)
EDGES = _schema(
    "edges",
    "message_id source target kind",
    """
    message_id string the message that makes the edge
    source string its author
    target string the author it turns to
    kind string reply, mention or thanks
    weight float64 1 for each message
    tone float64 sentiment of the message, -1..1, NaN when not measured
    at time when
    confidence float64 probability that the link is right, 1 for links in the export
    """,
)
MEMBERS = _schema(
    "members",
    "community_id period author_id",
    """
    community_id string community
    period string period label, "all" for the whole
    author_id string author
    author_role string role in the export
    n_messages int32 messages written
    n_threads int32 conversations taken part in
    n_partners int32 distinct people replied to or replying
    n_repliers int32 distinct people who replied to them
    n_replies_received int32 replies received
    n_helped int32 distinct people helped
    pagerank float64 PageRank on the reply graph, percentile within the community
    h_index int32 h messages with at least h replies each
    leaderrank float64? LeaderRank on the reply graph, percentile within the community
    core int32? k-core number in the undirected reply graph
    reciprocity float64? share of ties that go both ways, NaN without ties
    group int32? group of people who turn to each other, 0 = the largest of the whole network
    first_at time? first message
    last_at time? last message
    newcomer bool? first message within the last quarter of a community's time and no staff
    problem_solver float64 score 0..1, NaN below support
    opinion_leader float64 score 0..1, NaN below support
    influencer float64 score 0..1, NaN below support
    peacemaker float64 score 0..1, NaN below support
    hostile_pattern float64 score 0..1, NaN below support
    conversation_starter float64 score 0..1, NaN below support
    advocate float64 score 0..1, NaN below support
    buying_initiator float64? score 0..1, NaN below support
    buying_influencer float64? score 0..1, NaN below support
    buying_decider float64? score 0..1, NaN below support
    buying_buyer float64? score 0..1, NaN below support
    buying_user float64? score 0..1, NaN below support
    standing string? customer, agent, bot, insider or likely_bot; only customers are ranked
    link_confidence float64? mean confidence of the reply links that touch them, NaN without
    role string? the role shown, NA when none
    confidence string assigned, tentative, counts_only or abstain
    """,
)
ROLE_EVIDENCE = _schema(
    "role_evidence",
    "community_id author_id role",
    """
    community_id string community
    author_id string author
    role string role
    score float64 0..1
    low float64 lower end of the 95 % interval
    high float64 upper end
    n int32 support: messages (or matched turns) the score stands on
    q_value float64 Benjamini-Hochberg adjusted p value over authors x roles, NaN when the support is too small to test
    level string assigned, tentative, counts_only or abstain
    features string what carried the score, "name=value; ..."
    message_ids ids 3-5 messages that show it
    counter_ids ids a message that speaks against it, empty when there is none
    link_confidence float64? mean confidence of the member's reply links, NaN when the role needs none
    withheld string? why the role is not shown: support, links, chance or quotes; NA when it is shown
    """,
)
ROLE_CHANGES = _schema(
    "role_changes",
    "community_id author_id",
    """
    community_id string community
    author_id string author
    previous string? role shown in the previous period, NA when none
    current string? role shown in the current period, NA when none
    kind string gained, lost, exchanged, arrived, left or unclear
    score_previous float64 score of the role that came or went, previous period
    score_current float64 the same, current period
    n_previous int32 messages in the previous period
    n_current int32 messages in the current period
    """,
)
COMMUNITIES = _schema(
    "communities",
    "community_id",
    """
    community_id string community
    n_asked int32 threads that a customer began with a question or request
    n_peer_answered int32 of these answered by another customer
    n_staff_answered int32 of these answered by the firm's people or bots
    n_peer_only int32 answered by customers alone
    n_peer_confirmed int32 answered by a customer and confirmed by the asker
    peer_share float64 n_peer_answered / n_asked
    low float64 lower end of its 95 % interval
    high float64 upper end
    peer_seconds float64 median wait for the first customer's answer, NaN when none
    staff_seconds float64 median wait for the first answer of the firm, NaN when none
    hours_saved float64 n_peer_only times the minutes an answer takes an agent (settings), in hours
    n_helpers int32 customers who answered
    top_share float64 share of the peers' threads in which one of the five most helpful took part
    n_lost int32 threads that nobody else answered but those five
    lost_share float64 n_lost / n_peer_answered
    n_newcomers int32 customers whose first message falls in the last quarter of the community's time
    n_newcomers_answered int32 of these with a reply to one of their messages
    n_newcomers_returned int32 of these who wrote in a second thread
    top_ids ids the five most helpful authors
    """,
)
AGENT_QUESTIONS = _schema(
    "agent_questions",
    "community_id topic",
    """
    community_id string community
    topic string topic of the question
    n_asked int32 threads that ask about it
    n_peer_answered int32 answered by another customer
    n_staff_answered int32 answered by the firm's people or bots
    peer_share float64 n_peer_answered / n_asked
    low float64 lower end of its 95 % interval
    high float64 upper end
    back_to_agents bool at least five asked and upper end below the peers' share elsewhere in the community
    message_ids ids 3-5 of the questions that only the firm answered
    """,
)
IDENTITY_SUGGESTIONS = _schema(
    "identity_suggestions",
    "author_id other_id",
    """
    author_id string an author
    other_id string an author of another channel or community who may be the same person
    strength string strong (same e-mail address, or same full name and alike in habits) or possible
    same_email bool same e-mail address, compared as hashes
    name_likeness float64 0..1, NaN when one has no name
    hours_likeness float64 likeness of the hours of writing, 0..1, NaN below the support
    wording_likeness float64 likeness of the wording, 0..1, NaN below the support
    n_messages int32 messages of the author
    n_other int32 messages of the other
    message_ids ids up to two messages of each
    """,
)
CONVERSATIONS = _schema(
    "conversations",
    "conversation_id",
    """
    conversation_id string key
    community_id string? community
    channel string? channel of the first message
    is_public bool? public
    opened_at time first message
    last_at time last message
    n_messages int32 messages
    n_authors int32 distinct authors
    n_agent_messages int32 messages of the firm's people
    asked_id string? the first message that asks for something
    asked_at time? when it was asked
    first_response_at time? first message of a human of the firm after it
    first_response_seconds float64 calendar time, NaN when none
    first_response_business_seconds float64 within working hours, NaN when none
    next_response_seconds float64 median wait of the later customer turns
    resolution_seconds float64 asked to the last answer of the firm or the confirmed solution
    n_reopened int32 asked again more than the reopen gap after an answer
    answered_by string agent, peer, nobody or not_asked
    satisfaction_start float64 -1..1
    satisfaction_end float64 -1..1
    satisfaction_change float64 end - start
    rating float64 measured score on the export's scale, NaN when none
    topic string? most frequent topic of the customers' messages
    """,
)
UNANSWERED = _schema(
    "unanswered",
    "message_id",
    """
    message_id string the message left without an answer
    conversation_id string conversation
    author_id string who asked
    asked_at time when
    age_seconds float64 age at as_of
    kind string complaint, request or question
    is_public bool? public
    channel string? channel
    topic string? topic
    n_peer_replies int32 replies of other customers
    peer_answered bool a peer's solution was confirmed
    due_at time? end of the SLA or legal deadline when set
    """,
)
RESPONSE = _schema(
    "response",
    "measure dimension value",
    """
    measure string first, next or resolution
    dimension string all, channel, team, topic or hour (local, of the question; first responses only)
    value string its value, "" for all
    n int32 waits that ended, asked in the current period
    median_seconds float64 calendar time
    low float64 lower end of the 95 % interval of the median
    high float64 upper end
    p90_seconds float64 nine of ten waited no longer
    business_median_seconds float64 working time of the firm, holidays left out
    business_p90_seconds float64 nine of ten
    n_open int32 asked in the current period and still waiting
    sla_share float64 answered within the SLA / all whose SLA has passed or that were answered; NaN for resolution
    previous_n int32 waits that ended, asked in the previous period
    previous_median_seconds float64 their median
    previous_p90_seconds float64 nine of ten
    previous_business_median_seconds float64 their median in working time
    """,
)
REOPENED = _schema(
    "reopened",
    "message_id",
    """
    message_id string the message that asks again
    conversation_id string conversation
    author_id string who
    reopened_at time when
    gap_seconds float64 silence before it
    answer_id string? the firm's last message before it
    channel string? channel
    topic string? topic
    """,
)
DUE = _schema(
    "due",
    "message_id rule",
    """
    message_id string message that waits for an answer
    rule string sla or legal (complaints only)
    conversation_id string conversation
    author_id string who asked
    asked_at time when
    due_at time end of the deadline
    left_seconds float64 from as_of to the deadline, negative when it has passed
    kind string complaint, request, question or opening
    is_public bool? public
    channel string? channel
    topic string? topic
    """,
)
WORKLOAD = _schema(
    "workload",
    "day",
    """
    day time start of the day in the firm's zone
    n_arrivals int32 asking messages of customers, talk among customers left out
    n_answered int32 waits that an agent ended on that day
    n_backlog int32 waits still open at the end of the day
    n_agents int32 agents who wrote
    n_agent_messages int32 what they wrote
    is_working bool working day of the firm
    """,
)
CONCURRENCY = _schema(
    "concurrency",
    "team",
    """
    team string team of the agents, "" without
    n_agents int32 agents
    n_threads int32 conversations that they took part in
    median float64 conversations open at once with an agent, at the moments of his messages
    p90 float64 at nine of ten moments no more
    peak int32 the most
    peak_at time when that was
    """,
)
FORECAST = _schema(
    "forecast",
    "day",
    """
    day time start of the day in the firm's zone
    expected float64 asking messages expected
    low float64 lower end of the 80 % interval
    high float64 upper end
    method string level_and_weekday, or last_week when that erred less on the past
    """,
)
FORECAST_CHECK = _schema(
    "forecast_check",
    "week",
    """
    week int32 weeks ahead, 1..4
    n int32 days of the past that were forecast
    mean_error float64 mean absolute error of level and weekday, messages a day
    mean_error_last_week float64 mean absolute error of last week's value
    gain float64 1 - mean_error / mean_error_last_week, above 0 = better
    low float64 lower end of the 95 % interval of the gain over origins
    high float64 upper end
    is_better bool low above 0
    coverage float64 share of those days inside the 80 % interval that was known before
    """,
)
BOUNCES = _schema(
    "bounces",
    "evidence_id kind",
    """
    evidence_id string the message, or the event, that shows it
    kind string handed_over, referred, sent_round, told_again or asked_again
    conversation_id string conversation
    author_id string? the customer of the case
    agent_id string? who handed over, sent away or asked again; NA for the customer's own words
    at time when
    earlier_id string? the message before it that makes it a repetition
    is_bounce bool sent from one to the next: told by the customer, or sent away at least twice
    """,
)
TONE = _schema(
    "tone",
    "side team lang",
    """
    side string agent or customer
    team string team of the agents, "" without and for customers
    lang string hu or ru
    n int32 messages
    formal_share float64 messages that address the other side formally / those that address it in either way
    n_addressing int32 messages that address the other side in either way
    mismatch_share float64 replies in another register than the message they answer, where both show one
    n_pairs int32 such pairs
    courtesy float64 polite phrases per 100 words
    apology_share float64 messages with an apology
    thanks_share float64 messages with thanks
    lix float64 LIX, median over messages of at least 20 words; higher = harder
    flesch float64 Flesch reading ease for Russian (Oborneva 2006), median likewise; higher = easier; NaN in Hungarian
    n_long int32 messages of at least 20 words
    n_belittling int32 public replies with a phrase that makes the customer small
    belittling_ids ids up to five of them
    """,
)
TURNED = _schema(
    "turned",
    "community_id author_id",
    """
    community_id string community
    author_id string customer
    message_id string the message where the tone turned
    turned_at time when
    n_before int32 messages before it
    n_after int32 it and all later ones, all discontent
    mood_before float64 mean sentiment before
    mood_after float64 mean sentiment since
    p_value float64 probability of such an ending when the order were chance
    firm_id string? the firm's last message before it in that conversation
    had_waited bool an earlier message of his had met no answer
    """,
)
SCORECARD = _schema(
    "scorecard",
    "conversation_id criterion",
    """
    conversation_id string conversation in which somebody asked and an agent answered
    criterion string name of the criterion
    passed bool a reply of the firm meets it
    evidence_id string the reply that meets it, else the first reply
    agent_id string who wrote that
    team string his team, "" without
    asked_at time when it was asked
    """,
)
PROMISES = _schema(
    "promises",
    "message_id start",
    """
    message_id string the agent's message
    start int32 first character of the commitment
    end int32 one past its last character
    conversation_id string conversation
    agent_id string who promised
    promised_at time when
    due_at time? resolved deadline
    state string kept, late, open or broken
    evidence_id string? the message that shows the state
    n_reminders int32 customers' reminders after it
    shown_at time? when the evidence was written, or the deadline when it says that it was met
    reminder_id string? first reminder
    """,
)
TEMPLATES = _schema(
    "templates",
    "template_id",
    """
    template_id string key
    template string the reply with slots for names, numbers and dates
    n_copies int32 replies made from it
    n_authors int32 agents who used it
    share float64 share of the firm's replies
    is_empty bool states no fact, step or date
    example_id string one message
    message_ids ids all copies
    n_public int32? copies that others can read
    """,
)
REPLIES = _schema(
    "replies",
    "message_id",
    """
    message_id string a reply of the firm's people
    author_id string who wrote it
    sent_at time when
    is_public bool? can others read it
    template_id string? the template it was made from
    script_share float64 share of its word pairs that stand in other replies too, NaN for very short ones
    is_empty bool? states no fact, step or date; NA when the language is not read
    """,
)
ISSUES = _schema(
    "issues",
    "issue_id",
    """
    issue_id string stable key
    name string readable phrase from the complaints
    topic string? topic
    department string? where it is routed
    n_messages int32 complaints
    n_authors int32 distinct authors
    share float64 share of all complaints
    n_current int32 in the current period
    n_previous int32 in the previous period
    growth float64 current / expected from the past
    p_value float64 one-sided, count model
    q_value float64 Benjamini-Hochberg over issues
    is_emerging bool q_value below the set rate
    sentiment float64 mean sentiment
    first_at time first complaint
    last_at time last complaint
    quote_ids ids 3-5 typical messages
    beside string? the lemmas that stand beside its noun, heaviest first
    is_new bool? not among the issues of the earlier run that was given
    likeness float64? how like its complaints are to those it was learnt from, 0..1
    has_drifted bool? at least 20 complaints and likeness below 0.75
    """,
)
ISSUE_MESSAGES = _schema(
    "issue_messages",
    "message_id",
    """
    message_id string complaint
    issue_id string? NA when unassigned
    weight float64 how well it fits, 0..1
    """,
)
SUBJECTS = _schema(
    "subjects",
    "",
    """
    kind string wish or praise
    subject_id string? key; NA: messages that fit no group
    name string? its noun, with the phrase customers write most
    beside string? the lemmas that stand beside the noun, heaviest first
    n_messages int32 messages
    n_authors int32 distinct authors
    share float64 share of all messages of the kind
    last_at time last message
    quote_ids ids up to 4 typical messages
    """,
)
PRODUCT_ISSUES = _schema(
    "product_issues",
    "product issue_id",
    """
    product string product or service
    issue_id string issue
    n int32 complaints of the product with this issue
    n_product int32 complaints of the product
    share float64 n / n_product
    low float64 lower end of its 95 % interval
    high float64 upper end
    expected float64 complaints if all products were alike
    q_value float64 that it is no more than expected; Benjamini-Hochberg over all cells
    quote_ids ids up to 3 messages
    """,
)
CHURN = _schema(
    "churn",
    "author_id",
    """
    author_id string customer
    kind string firm, conditional, considered or taken_back
    score float64 strongest statement, 0..1
    n_statements int32 messages with churn intent
    first_at time first statement
    last_at time last statement
    message_id string the strongest statement
    last_contact_at time last message of any kind
    days_since_contact float64 no contact for so many days at as_of
    topic string? topic of the strongest statement
    quote_ids ids all statements
    """,
)
RETURNING = _schema(
    "returning",
    "author_id",
    """
    author_id string customer
    n_events int32 days with a purchase or use
    first_at time first of them
    last_at time last of them
    idle_days float64 days since the last at as_of
    usual_gap_days float64 mean days between two of them; NaN after one
    amount float64 mean amount a day; NaN without amounts
    p_active float64 probability of not having dropped out (BG/NBD), 0..1; NaN after one event or when too few customers
    expected float64 events expected within the horizon (BG/NBD)
    p_return float64 probability of an event within the horizon, learnt from the past, 0..1; NaN when too little of it
    horizon_days float64 the horizon
    """,
)
EPISODES = _schema(
    "episodes",
    "episode_id",
    """
    episode_id string key
    issue_id string? NA: all complaints
    name string readable name
    community_id string? community
    started_at time onset
    peak_at time busiest hour
    ended_at time? end, NA when still on
    n_messages int32 complaints inside
    n_authors int32 distinct authors
    expected float64 complaints the baseline expects in that time
    p_value float64 of the onset
    acknowledged_at time? admitted by the firm
    acted_at time? first status or step
    apologised_at time? apologised
    compensated_at time? compensation offered
    all_clear_at time? said to be over
    followed_up_at time? asked afterwards
    recovered_at time? volume back to the baseline
    sentiment_before float64 mean
    sentiment_during float64 mean
    sentiment_after float64 mean of the week after
    churn_before float64 share of messages with churn intent
    churn_during float64 share
    churn_after float64 share
    evidence_ids ids messages of the stages, in the order of the columns, empty string where never
    quote_ids ids 3-5 complaints
    """,
)
COUNTS = _schema(
    "counts",
    "community_id at",
    """
    community_id string community
    at time start of the hour
    n int32 complaints
    expected float64 seasonal baseline
    upper float64 alarm limit
    is_alarm bool above the limit
    """,
)
MODERATION = _schema(
    "moderation",
    "message_id",
    """
    message_id string message
    advice string apologise_public, invite_private, hide_and_explain or watch
    rule string rule that fired
    reason string what it saw: the values that the rule's conditions ask for
    signs_for ids messages that speak for the complaint: others with the same issue, the firm's admission, repeats
    signs_against ids messages that speak against it
    is_public bool? can others read it
    sent_at time? when it was written
    n_facts int32? numbers, dates and times told in it
    n_others int32? other people with the same complaint within three days
    """,
)
INVITATIONS = _schema(
    "invitations",
    "message_id",
    """
    message_id string the firm's public invitation to write in private
    conversation_id string conversation
    agent_id string who invited
    invited_id string? whom
    invited_at time when
    state string accepted, refused or no_sign
    answer_id string? the message that shows it
    outcome_told bool did the public thread hear how it ended
    outcome_id string? the message that tells it
    """,
)
SILENCE = _schema(
    "silence",
    "fate is_public",
    """
    fate string answered, unanswered or hidden (deleted or hidden, by whomever)
    is_public string public or private
    n int32 complaints
    share float64 share of all complaints of that reach
    low float64 lower end of its 95 % interval
    high float64 upper end
    n_again int32 writers who complained again within the following two weeks
    again_share float64 n_again / writers
    n_leaving int32 writers who spoke of leaving within the following two weeks
    leaving_share float64 n_leaving / writers
    message_ids ids up to five of them
    """,
)
MARKET = _schema(
    "market",
    "name",
    """
    name string competitor
    n_messages int32 messages that name it
    n_authors int32 distinct authors
    share_of_voice float64 share of all competitor mentions
    n_leaving int32 mentions with churn intent
    sentiment float64 mean sentiment towards us in these messages
    quote_ids ids 3-5 messages
    low float64? lower end of the 95 % interval of the share of voice
    high float64? upper end
    n_won int32? mentions in which we fare better
    n_lost int32? mentions in which the competitor fares better or the customer goes there
    n_joined int32? mentions by customers who came from there
    topic string? most frequent topic of the mentions, NA when none
    why_leave string? most frequent topic of mentions that go there
    why_come string? most frequent topic of mentions that come from there
    n_current int32? mentions in the current period
    n_previous int32? mentions in the previous period
    """,
)
MENTIONS = _schema(
    "mentions",
    "message_id name",
    """
    message_id string message of a customer or another person
    name string competitor, the name of the settings when it is one of them
    start int32 first character of the mention
    end int32 one past its last character
    outcome string won, lost, joined or unclear
    topic string? topic of the message
    """,
)
DRIVERS = _schema(
    "drivers",
    "issue_id",
    """
    issue_id string issue
    n int32 customers' conversations with a complaint about it
    n_others int32 conversations with another complaint
    net_sentiment float64 of its conversations, -1..1
    gap float64 net sentiment of its conversations less that of the others, negative = drags
    low float64 lower end of the 95 % interval of the gap
    high float64 upper end
    drag float64 how much overall net sentiment would rise if these conversations were like the others
    p_value float64 two-sided, that the gap is 0
    q_value float64 Benjamini-Hochberg over issues
    """,
)
MOOD_CHANGES = _schema(
    "mood_changes",
    "dimension value",
    """
    dimension string all, channel, product, topic, period_contact or answered
    value string its value
    n int32 conversations with at least two customer messages that have a sentiment
    start float64 mean sentiment of the first
    end float64 mean sentiment of the last
    change float64 end - start
    low float64 lower end of the 95 % interval of the change
    high float64 upper end
    n_unhappy int32 conversations that began negative
    recovered_share float64 share of these that did not end negative, NaN when none
    recovered_low float64 lower end of its 95 % interval
    recovered_high float64 upper end
    """,
)
SATISFACTION = _schema(
    "satisfaction",
    "dimension value",
    """
    dimension string period, channel, product, topic or language
    value string its value
    n int32 customer messages with a sentiment
    net_sentiment float64 share positive - share negative, -1..1
    low float64 lower end of the 95 % interval
    high float64 upper end
    mean_sentiment float64 -1..1
    n_rated int32 messages or conversations with a measured score
    mean_rating float64 measured score, NaN when none
    n_current int? messages in the current period
    current float64? net sentiment in the current period
    n_previous int? messages in the previous period
    previous float64? net sentiment in the previous period
    change float64? current - previous
    change_low float64? lower end of its 95 % interval
    change_high float64? upper end
    """,
)
ACTIVITY = _schema(
    "activity",
    "weekday hour",
    """
    weekday int32 0 Monday .. 6 Sunday, firm's time zone
    hour int32 0..23
    n_asked int32 customer messages that ask for something
    n_answers int32 messages of the firm
    """,
)
SUMMARY = _schema(
    "summary",
    "metric",
    """
    metric string key of the figure
    value float64 in its unit
    n int32 what it stands on
    low float64 lower end of the 95 % interval, NaN when none
    high float64 upper end
    previous float64 the same in the previous period
    previous_n int32 what that stands on
    unit string share, seconds, count or score
    direction string up, down or none: which way is good
    """,
)
QUALITY = _schema(
    "quality",
    "item",
    """
    item string what
    value string how much or which
    note string what follows
    """,
)
SCHEMAS = {value.name: value for value in list(globals().values()) if isinstance(value, Schema)}
