"""Read the plain-text notation in which the sample conversations are written.

The notation is described in ``data/sample/README.md``. One source may be spread over several files; roles,
agents and authors are declared in lines that begin with ``@``, threads with ``===``, messages with a time.
"""

from __future__ import annotations

import re
import zlib
from collections.abc import Iterable
from dataclasses import replace
from datetime import datetime, timedelta
from pathlib import Path

from conversation import Mark, Message, Source, Thread

MESSAGE = re.compile(
    r"(?:\+(?P<days>\d+)d )?(?P<time>\d\d:\d\d) (?:>(?P<reply>\S+) )?"
    r"(?P<author>[^:\[\]{}<>]+?)(?: \[(?P<label>[^\]\s]+)\])?:(?: (?P<text>.*))?$"
)
MARKS = re.compile(r"\s*\{([^{}]*)\}\s*$")


def parse_options(text: str) -> dict[str, str]:
    """Split ``a=1; b=two words`` into a mapping.

    >>> parse_options("status=open; group=Ügyfélszolgálat")
    {'status': 'open', 'group': 'Ügyfélszolgálat'}
    """
    pairs = (part.split("=", 1) for part in text.split(";") if part.strip())
    return {key.strip(): value.strip() for key, value in pairs}


def parse_marks(text: str) -> tuple[Mark, ...]:
    """Read the marks between the braces.

    >>> parse_marks("promise p1 due=2026-01-15T12:00; hostile")[0].options
    {'due': '2026-01-15T12:00'}
    """
    marks = []
    for part in filter(None, (piece.strip() for piece in text.split(";"))):
        name, *rest = part.split()
        options = dict(word.split("=", 1) for word in rest if "=" in word)
        marks.append(Mark(name, tuple(word for word in rest if "=" not in word), options))
    return tuple(marks)


def read_source(paths: Iterable[Path]) -> Source:
    """Read source files into one `Source` with resolved replies and unique, rising times.

    Raises
    ------
    ValueError
        A line that is no declaration, header, message or continuation; a label used twice in a thread; a reply
        to an unknown label. The error names the file and the line.
    """
    source = Source()
    for path in paths:
        for place, line in _logical_lines(path):
            _take(source, place, line)
    source.messages = _in_order(resolve(source.messages))
    _check_replies(source.messages)
    return source


def resolve(messages: list[Message]) -> list[Message]:
    """Fill ``reply_to`` from the labels; see `find` for how a label is looked up."""
    return [m if m.reply_label is None else replace(m, reply_to=find(messages, m, m.reply_label).key) for m in messages]


def find(messages: list[Message], origin: Message, label: str) -> Message:
    """Return the message with this label: in the thread of ``origin``, else the only one anywhere."""
    everywhere = [m for m in messages if m.label == label]
    here = [m for m in everywhere if m.thread.number == origin.thread.number]
    hits = here or everywhere
    if len(hits) != 1:
        raise ValueError(f"{origin.place}: label {label!r} names {len(hits)} messages; it must name exactly one")
    return hits[0]


def _check_replies(messages: list[Message]) -> None:
    at = {m.key: m.at for m in messages}
    for message in messages:
        if message.reply_to is not None and at[message.reply_to] >= message.at:
            raise ValueError(f"{message.place}: replies to a message that is written later; correct the times")


def _logical_lines(path: Path) -> list[tuple[str, str]]:
    lines: list[tuple[str, str]] = []
    blanks = 0
    for number, line in enumerate(path.read_text(encoding="utf-8").splitlines(), 1):
        if not line.strip():
            blanks += 1
        elif line.startswith("  ") and lines:
            place, head = lines[-1]
            lines[-1] = (place, head + "\n" * (blanks + 1) + line[2:].rstrip())
            blanks = 0
        elif not line.startswith("# "):
            lines.append((f"{path.name}:{number}", line.rstrip()))
            blanks = 0
    return lines


def _take(source: Source, place: str, line: str) -> None:
    if line.startswith("@"):
        _declare(source, place, line[1:])
    elif line.startswith("==="):
        date, name, *options = (part.strip() for part in line.strip("= ").split("|"))
        day = datetime.strptime(date, "%Y-%m-%d")
        options_of = parse_options("|".join(options))
        source.threads.append(Thread(len(source.threads), day, name, options_of))
    else:
        source.messages.append(_message(source, place, line))


def _declare(source: Source, place: str, line: str) -> None:
    kind, _, rest = line.partition(" ")
    head, _, tail = rest.partition(":")
    if kind == "role":
        source.roles.setdefault(head.strip(), []).extend(name.strip() for name in tail.split(",") if name.strip())
    elif kind in ("agent", "bot"):
        {"agent": source.agents, "bot": source.bots}[kind].append(rest.strip())
    elif kind == "author":
        nick, *fields = (part.strip() for part in rest.split("|"))
        source.authors[nick] = fields
    elif kind == "crisis":
        name, handled = head.split()
        source.crises[name] = (tail.strip(), handled)
    elif kind == "set":
        source.settings[head.strip()] = tail.strip()
    else:
        raise ValueError(f"{place}: unknown declaration @{kind}; use role, agent, bot, author, crisis or set")


def _message(source: Source, place: str, line: str) -> Message:
    head, *body = line.split("\n")
    found = MESSAGE.match(head)
    if not found or not source.threads:
        raise ValueError(f"{place}: not a message ('HH:MM [>label] author [label]: text') in a thread: {head[:60]!r}")
    text = "\n".join([found["text"] or "", *body]).strip("\n")
    marks = MARKS.search(text)
    thread = source.threads[-1]
    hours, minutes = map(int, found["time"].split(":"))
    at = thread.date + timedelta(days=int(found["days"] or 0), hours=hours, minutes=minutes)
    label = found["label"]
    if label and any(m.label == label and m.thread is thread for m in source.messages):
        raise ValueError(f"{place}: label {label!r} is used twice in the thread {thread.name!r}")
    return Message(
        len(source.messages), thread, at, found["author"].strip(), text[: marks.start()] if marks else text,
        label, found["reply"], parse_marks(marks[1]) if marks else (), place,
    )  # fmt: skip


def _in_order(messages: list[Message]) -> list[Message]:
    ordered, last = [], datetime.min
    for message in sorted(messages, key=lambda m: (m.at, m.key)):
        second = zlib.crc32(f"{message.author} {message.at} {message.text[:20]}".encode()) % 50
        last = max(message.at + timedelta(seconds=second), last + timedelta(seconds=1))
        ordered.append(replace(message, at=last))
    return ordered
