"""Telegram Desktop `result.json`: one chat or a full export."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

from socialinsight.readers.account import ReadError
from socialinsight.readers.encoding import read_text
from socialinsight.readers.records import Batch, finish, raw_table, rest_of
from socialinsight.readers.salvage import load_json, mend, salvage_objects, warn_damaged

FORMAT = "telegram"
SOURCE = "telegram"
PRIVATE = ("personal_chat", "bot_chat", "saved_messages")
MEDIA = (
    "photo",
    "file",
    "media_type",
    "sticker_emoji",
    "poll",
    "location_information",
    "contact_information",
    "game_title",
    "invoice_information",
    "todo_list",
    "giveaway_information",
)
KNOWN = frozenset(
    "id type date date_unixtime edited edited_unixtime from from_id reply_to_message_id text text_entities "
    "reactions forwarded_from".split()
)
_HEAD = re.compile(rb'"(?:messages|chats|left_chats)"\s*:\s*[\[{]|"(?:from_id|date_unixtime)"\s*:')
_TYPE = re.compile(
    rb'"type"\s*:\s*"(?:personal_chat|bot_chat|saved_messages|(?:private|public)_(?:group|supergroup|channel))"'
)
_CHAT = re.compile(
    r'(?:"name"\s*:\s*(?P<name>"(?:[^"\\]|\\.)*"|null)\s*,\s*)?"type"\s*:\s*"(?P<type>[a-z_]+)"\s*,\s*'
    r'"id"\s*:\s*(?P<id>-?\d+)\s*,\s*"messages"\s*:\s*\['
)


def sniff(path: Path, head: bytes) -> float:
    """Return how surely this is a Telegram export, 0 to 1."""
    if not head.lstrip(b"\xef\xbb\xbf \t\r\n").startswith(b"{"):
        return 0.0
    return 0.95 if _HEAD.search(head) and (_TYPE.search(head) or b'"chats"' in head) else 0.0


def read(path: Path, *, columns: Mapping[str, str] | None = None, zone: str | None = None) -> Batch:
    """Read a Telegram export; a truncated one as far as its messages are whole.

    `columns` is not used. Forwarded messages are marked, service lines, unsupported messages and messages that
    are only media are skipped. In a private chat the peer is the customer and the exporting account the agent.

    Raises
    ------
    ReadError
        When the file holds no chat.
    """
    records, failed = [], []
    for row, (chat, message) in enumerate(_messages(read_text(path), path.name), 1):
        try:
            records.append({"row": row, **_record(chat, message)})
        except (TypeError, ValueError, KeyError, AttributeError) as error:
            failed.append((row, f"unreadable record ({str(error)[:80]})"))
    return finish(_framed(records), file=path.name, source=SOURCE, zone=zone, failed=failed)


def _framed(records: list[dict[str, Any]]) -> Any:
    empty = {"native_id": None, "community_id": None, "text": None, "sent_at": None}
    return raw_table([empty | record for record in records])


def _messages(text: str, name: str) -> Iterator[tuple[dict[str, Any], Any]]:
    whole = load_json(text)
    if isinstance(whole, dict):
        chats = [whole] if "messages" in whole else _listed(whole)
        found = False
        for chat in chats:
            if isinstance(chat, dict) and isinstance(chat.get("messages"), list):
                found = True
                yield from ((chat, message) for message in chat["messages"])
        if found:
            return
    elif whole is None:
        starts = list(_CHAT.finditer(text := mend(text)))
        warn_damaged(name)
        for start in starts:
            chat = {
                key: load_json(value) if key == "name" and value else value for key, value in start.groupdict().items()
            }
            yield from ((chat, message) for message, _ in salvage_objects(text, start.end()))
        if starts:
            return
    raise ReadError(
        f"{name}: holds no Telegram chat; legal: result.json of Telegram Desktop with messages[] or chats.list[]. "
        "Export again as machine-readable JSON."
    )


def _listed(whole: dict[str, Any]) -> list[Any]:
    lists = [whole.get(name) for name in ("chats", "left_chats")]
    return [chat for part in lists if isinstance(part, dict) for chat in part.get("list") or []]


def _record(chat: dict[str, Any], message: Any) -> dict[str, Any]:
    if not isinstance(message, dict) or "id" not in message:
        raise ValueError("no message object, or a damaged one")
    kind = str(chat.get("type") or "")
    text = plain_text(message.get("text", ""))
    edited = message.get("edited_unixtime") or message.get("edited")
    return {
        "skip": _skip(message, text),
        "native_id": message["id"],
        "community_id": chat.get("id", "unknown"),
        "conversation": chat.get("id") if kind in PRIVATE else None,
        "reply": message.get("reply_to_message_id") if "reply_to_peer_id" not in message else None,
        "author_id": message.get("from_id") or message.get("from"),
        "author_name": message.get("from"),
        "author_role": _role(chat, kind, message),
        "channel": FORMAT,
        "is_public": kind.startswith("public"),
        "sent_at": message.get("date_unixtime") or message.get("date"),
        "edited_at": edited if str(edited or "")[:4] not in ("", "0", "1970") else None,
        "text": text,
        "reactions": sum(int(r.get("count", 0)) for r in message.get("reactions") or [] if isinstance(r, dict)),
        "forwarded": bool(message.get("forwarded_from")) and not _is_own_post(message),
        "source": rest_of(message, KNOWN),
    }


def plain_text(text: Any) -> str:
    """Join Telegram's text, a string or a list of strings and entities; quotations are not the author's words.

    Examples
    --------
    >>> plain_text(["Írj ide: ", {"type": "email", "text": "a@b.example"}])
    'Írj ide: a@b.example'
    """
    if isinstance(text, str):
        return text
    parts = [part if isinstance(part, dict) else {"type": "plain", "text": part} for part in text or []]
    own = "".join(str(part.get("text", "")) for part in parts if part.get("type") != "blockquote")
    return own if own.strip() else "".join(str(part.get("text", "")) for part in parts)


def _skip(message: dict[str, Any], text: str) -> str | None:
    if message.get("type", "message") != "message":
        return str(message["type"])[:20]
    return "media_only" if not text.strip() and any(name in message for name in MEDIA) else None


def _is_own_post(message: dict[str, Any]) -> bool:
    return str(message.get("from_id", "")).startswith("channel") and message.get("forwarded_from") == message.get(
        "from"
    )


def _role(chat: dict[str, Any], kind: str, message: dict[str, Any]) -> str:
    author = str(message.get("from_id") or "")
    if kind in PRIVATE:
        is_peer = author == f"user{chat.get('id')}"
        return ("bot" if kind == "bot_chat" else "customer") if is_peer else "agent"
    if author == f"channel{chat.get('id')}" or kind.endswith("_channel") or _is_own_post(message):
        return "agent"
    return "member"
