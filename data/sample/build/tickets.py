"""Write a parsed source as the export of a help desk: one row a message, ``;`` separated, with a byte-order mark.

Chat and phone rows carry no ``reply_to``, some rows no language, a few times an offset, and one row stands
twice: what help desks really export.
"""

from __future__ import annotations

import csv
import io
import zlib
from zoneinfo import ZoneInfo

from notation import Message, Source, Thread

COLUMNS = (
    "ticket_id", "message_id", "reply_to", "author_id", "author_role", "channel", "is_public", "sent_at", "lang",
    "text", "rating", "product", "status",
)  # fmt: skip
FIRMS = {"ru": ("RM", 5100, ZoneInfo("Europe/Moscow")), "hu": ("ZN", 2040, ZoneInfo("Europe/Budapest"))}
LINKED = ("email", "web")
PUBLIC = ("web",)


def export(source: Source) -> tuple[bytes, dict[int, str], dict[str, str]]:
    """Return the bytes of the table, the ``message_id`` of each message key and the id of each author."""
    authors = _author_ids(source)
    tickets = _ticket_ids(source.threads)
    ordered = sorted(source.messages, key=lambda m: (tickets[m.thread.number], m.at))
    ids = {m.key: f"M{100_000 + 7 * place}" for place, m in enumerate(ordered, 1)}
    rows: list[dict] = []
    last: dict[int, str] = {}
    for message in ordered:
        number = message.thread.number
        row = {
            "ticket_id": tickets[number],
            "message_id": ids[message.key],
            "author_id": authors[message.author],
            "author_role": _role(source, message.author),
            **_row(message),
        }
        row["reply_to"] = last.get(number, "") if row["channel"] in LINKED else ""
        last[number] = ids[message.key]
        rows.extend([row] * (2 if message.label == source.settings["duplicated"] else 1))
    return _table(rows), ids, authors


def _row(message: Message) -> dict:
    options, channel, rating = message.thread.options, message.mark("channel"), message.mark("rating")
    where = channel.words[0] if channel else options["channel"]
    return {
        "channel": where,
        "is_public": "true" if where in PUBLIC else "false",
        "sent_at": _sent_at(message),
        "lang": "" if _chance(message, "lang", 6) else options["lang"],
        "text": message.text,
        "rating": rating.words[0] if rating else "",
        "product": options["product"],
        "status": options["status"],
    }


def _sent_at(message: Message) -> str:
    if not _chance(message, "zone", 24):
        return f"{message.at:%Y-%m-%d %H:%M:%S}"
    return message.at.replace(tzinfo=FIRMS[message.thread.options["lang"]][2]).isoformat()


def _chance(message: Message, what: str, one_in: int) -> bool:
    return zlib.crc32(f"{what} {message.at} {message.text[:30]}".encode()) % one_in == 0


def _role(source: Source, author: str) -> str:
    if author in source.bots:
        return "bot"
    return "agent" if author in source.agents else "customer"


def _author_ids(source: Source) -> dict[str, str]:
    ids = {
        name: f"{_role(source, name)[0].upper()}{10_000 + zlib.crc32(name.encode()) % 90_000}"
        for name in {m.author: None for m in source.messages}
    }
    if len(set(ids.values())) != len(ids):
        raise ValueError("two authors share an id; rename one of them")
    return ids


def _ticket_ids(threads: list[Thread]) -> dict[int, str]:
    ids, counted = {}, dict.fromkeys(FIRMS, 0)
    for thread in sorted(threads, key=lambda t: (t.date, t.number)):
        lang = thread.options["lang"]
        prefix, first, _ = FIRMS[lang]
        counted[lang] += 1
        ids[thread.number] = f"{prefix}-{first + counted[lang]}"
    return ids


def _table(rows: list[dict]) -> bytes:
    out = io.StringIO(newline="")
    writer = csv.DictWriter(out, COLUMNS, delimiter=";", lineterminator="\r\n")
    writer.writeheader()
    writer.writerows(rows)
    return out.getvalue().encode("utf-8-sig")
