"""What a source of the sample data holds: messages in threads, with ground-truth marks."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import datetime


@dataclass(frozen=True)
class Mark:
    """One ground-truth mark: a name, positional words and ``key=value`` options."""

    name: str
    words: tuple[str, ...] = ()
    options: dict[str, str] = field(default_factory=dict)


@dataclass(frozen=True)
class Thread:
    """A conversation of the source: its number, date, name and ``key=value`` options."""

    number: int
    date: datetime
    name: str
    options: dict[str, str]


@dataclass(frozen=True)
class Message:
    """One written message in local time; ``reply_to`` is the key of the message answered, once resolved."""

    key: int
    thread: Thread
    at: datetime
    author: str
    text: str
    label: str | None
    reply_label: str | None
    marks: tuple[Mark, ...]
    place: str
    reply_to: int | None = None

    def mark(self, name: str) -> Mark | None:
        """Return the first mark of that name, or None."""
        return next((mark for mark in self.marks if mark.name == name), None)


@dataclass
class Source:
    """Everything one set of source files declares; ``messages`` are in order of time."""

    settings: dict[str, str] = field(default_factory=dict)
    roles: dict[str, list[str]] = field(default_factory=dict)
    agents: list[str] = field(default_factory=list)
    bots: list[str] = field(default_factory=list)
    authors: dict[str, list[str]] = field(default_factory=dict)
    crises: dict[str, tuple[str, str]] = field(default_factory=dict)
    threads: list[Thread] = field(default_factory=list)
    messages: list[Message] = field(default_factory=list)

    def name(self, author: str) -> str:
        """Return the display name of an author: the first field of ``@author``, else the name as written."""
        return self.authors.get(author, [author])[0]
