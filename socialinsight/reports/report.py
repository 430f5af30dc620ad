"""What a report is made of: plain frozen data that the three exits (HTML, XLSX, JSON) write."""

from __future__ import annotations

from dataclasses import dataclass, field

import pandas as pd


@dataclass(frozen=True)
class Column:
    """One column of a report table: where its values stand, its heading, how it is written.

    `kind` is one of text, name, count, number, decimal, share, signed, change, times, duration, stage, days,
    moment, date, term, quotes; `family` names the vocabulary of a term. A column that is not `seen` goes to XLSX
    and JSON only.
    """

    name: str
    title: str
    kind: str = "text"
    family: str = ""
    seen: bool = True


@dataclass(frozen=True, eq=False)
class Table:
    """A table of the report: typed values once, for all exits; HTML shows the first `shown` rows."""

    key: str
    title: str
    frame: pd.DataFrame
    columns: tuple[Column, ...]
    empty: str
    note: str = ""
    shown: int = 15
    layout: str = "table"
    n_rows: int = 0

    @property
    def top(self) -> pd.DataFrame:
        """The rows that HTML shows."""
        return self.frame.head(self.shown)

    def quoted_ids(self) -> list[str]:
        """Return the ids of the messages that the shown rows quote, in order."""
        names = [column.name for column in self.columns if column.kind == "quotes"]
        return [str(one) for row in self.top[names].itertuples(index=False) for ids in row for one in ids if one]


@dataclass(frozen=True)
class Track:
    """Places on a line from 0 to 1: the interval, the value in it and the previous value; None when unknown."""

    low: float
    value: float
    high: float
    previous: float | None


@dataclass(frozen=True)
class Card:
    """One figure of the first page; `value` is a dash and `reason` says why when it cannot be told."""

    key: str
    title: str
    value: str
    n: str
    reason: str = ""
    previous: str = ""
    change: str = ""
    direction: str = ""
    tone: str = "none"
    interval: str = ""
    track: Track | None = None


@dataclass(frozen=True, eq=False)
class Figure:
    """A chart: which one, from what table, and what it says to someone who does not see it."""

    name: str
    title: str
    table: pd.DataFrame
    alt: str
    caption: str = ""
    wide: bool = True


@dataclass(frozen=True)
class Finding:
    """One sentence of the executive summary and the section where it is shown."""

    text: str
    section: str
    tone: str = "none"


@dataclass(frozen=True)
class Quote:
    """A quoted message as it may be shown: text masked, author pseudonymised, time in the firm's zone."""

    message_id: str
    anchor: str
    text: str
    author: str
    role: str
    channel: str
    sent_at: pd.Timestamp
    lang: str
    is_cut: bool


@dataclass(frozen=True)
class Section:
    """One chapter of the report."""

    key: str
    title: str
    lead: str
    cards: tuple[Card, ...] = ()
    figures: tuple[Figure, ...] = ()
    tables: tuple[Table, ...] = ()
    notes: tuple[str, ...] = ()


@dataclass(frozen=True, eq=False)
class Report:
    """The whole report in one language, ready to be written."""

    language: str
    title: str
    firm: str
    zone: str
    as_of: pd.Timestamp
    current: tuple[pd.Timestamp, pd.Timestamp]
    previous: tuple[pd.Timestamp, pd.Timestamp]
    facts: tuple[tuple[str, str], ...]
    figures: pd.DataFrame
    findings: tuple[Finding, ...]
    sections: tuple[Section, ...]
    definitions: tuple[tuple[str, str, str], ...]
    quotes: dict[str, Quote] = field(default_factory=dict)

    def tables(self) -> list[Table]:
        """Return every table, in the order of the sections."""
        return [table for section in self.sections for table in section.tables]
