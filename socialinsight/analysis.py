"""The whole way from messages to insight tables."""

from __future__ import annotations

from datetime import date, datetime

import pandas as pd

from socialinsight.annotation import read_messages
from socialinsight.country.calendar import country_of, zone_of
from socialinsight.ground import Ground
from socialinsight.identities.joining import joined, joined_events
from socialinsight.insights import insight_tables
from socialinsight.issues.model import IssueModel
from socialinsight.progress import stage
from socialinsight.quality import quality
from socialinsight.readers.staff import declare_roles
from socialinsight.result import Analysis
from socialinsight.settings import Settings
from socialinsight.signals import message_signals
from socialinsight.summary import periods
from socialinsight.tables import CUSTOMERS, EVENTS, MESSAGES, check


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
