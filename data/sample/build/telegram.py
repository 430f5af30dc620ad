"""Write a parsed source as a Telegram Desktop ``result.json``."""

from __future__ import annotations

import json
import re
import zlib
from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

from conversation import Message, Source

FIRST_ID = 1041
ENTITY = re.compile(
    r"(?P<link>https?://[^\s,)]+)|(?P<email>[\w.+-]+@[\w-]+\.[\w.-]*\w)|(?P<mention>@\w{4,})"
    r"|(?P<phone>(?<!\d)(?:\+36|06)[ -/]?\d{2}[ -/]?\d{3}[ -]?\d{4}(?!\d))|(?P<hashtag>#[^\W\d]\w+)"
    r"|\*\*(?P<bold>[^*\n]+)\*\*|`(?P<code>[^`\n]+)`"
)
MEDIA = {
    "sticker": {"media_type": "sticker", "mime_type": "image/webp", "width": 512, "height": 512},
    "photo": {
        "photo": "(File not included. Change data exporting settings to download.)",
        "width": 960,
        "height": 1280,
    },
    "voice": {"media_type": "voice_message", "mime_type": "audio/ogg", "duration_seconds": 14},
}


def export(source: Source) -> tuple[bytes, dict[int, str], dict[str, str]]:
    """Return the bytes of the export, the native id of each message key and the native id of each author."""
    zone = ZoneInfo(source.settings["zone"])
    authors = {m.author: author_id(m.author, source.settings.get("brand")) for m in source.messages}
    if len(set(authors.values())) != len(authors):
        raise ValueError("two authors share a Telegram id; rename one of them")
    numbers = _numbers(source.messages)
    rows = [_row(source, m, numbers, authors, zone) for m in source.messages]
    chat = {
        "name": source.settings["title"],
        "type": "public_supergroup",
        "id": int(source.settings["chat_id"]),
        "messages": rows,
    }
    content = json.dumps(chat, ensure_ascii=False, indent=1).encode() + b"\n"
    return content, {key: str(number) for key, number in numbers.items()}, authors


def author_id(name: str, brand: str | None) -> str:
    """Return a stable Telegram id: ``channel…`` for the brand account, ``user…`` for everyone else."""
    kind = "channel" if name == brand else "user"
    return f"{kind}{1_000_000_000 + zlib.crc32(name.encode()) % 5_000_000_000}"


def entities(text: str) -> list[dict]:
    """Split a text into Telegram's text entities; a plain text gives one entity, an empty text none.

    >>> [part["type"] for part in entities("Írj a segitseg@zengonet.example címre!")]
    ['plain', 'email', 'plain']
    """
    parts, end = [], 0
    for match in ENTITY.finditer(text):
        parts.append({"type": "plain", "text": text[end : match.start()]})
        parts.append({"type": match.lastgroup, "text": match[match.lastgroup]})
        end = match.end()
    parts.append({"type": "plain", "text": text[end:]})
    return [part for part in parts if part["text"]]


def _numbers(messages: list[Message]) -> dict[int, int]:
    numbers, number = {}, FIRST_ID
    for message in messages:
        numbers[message.key] = number
        number += 2 if message.key % 37 == 5 else 1  # a gap is a deleted message
    return numbers


def _row(source: Source, message: Message, numbers: dict, authors: dict, zone: ZoneInfo) -> dict:
    row = {"id": numbers[message.key], "type": "message", **_times("date", message.at, zone)}
    name, native = source.name(message.author), authors[message.author]
    if service := message.mark("service"):
        row |= {"type": "service", "actor": name, "actor_id": native, "action": service.words[0]}
        return row | {"text": "", "text_entities": []}
    if edited := message.mark("edited"):
        minutes = int(edited.words[0]) if edited.words else 3
        row |= _times("edited", message.at + timedelta(minutes=minutes), zone)
    row |= {"from": name, "from_id": native}
    if message.reply_to is not None:
        row["reply_to_message_id"] = numbers[message.reply_to]
    elif message.mark("reply_deleted"):
        row["reply_to_message_id"] = next(n for n in range(row["id"], 0, -1) if n not in numbers.values())
    if forward := message.mark("forward"):
        row["forwarded_from"] = " ".join(forward.words)
    if media := message.mark("media"):
        row |= MEDIA[media.words[0]] | ({"sticker_emoji": media.words[1]} if media.words[1:] else {})
    parts = entities(message.text)
    mixed = [part["text"] if part["type"] == "plain" else part for part in parts]
    row |= {
        "text": message.text if all(isinstance(part, str) for part in mixed) else mixed,
        "text_entities": parts,
    }
    if reactions := message.mark("reactions"):
        row["reactions"] = [_reaction(word) for word in reactions.words]
    return row


def _times(field: str, at: datetime, zone: ZoneInfo) -> dict:
    local = at.replace(tzinfo=zone)
    return {field: at.isoformat(timespec="seconds"), f"{field}_unixtime": str(int(local.timestamp()))}


def _reaction(word: str) -> dict:
    emoji = word.rstrip("0123456789")
    return {"type": "emoji", "count": int(word[len(emoji) :]), "emoji": emoji}
