"""VK: comments (`wall.getComments`), posts and messages (`messages.getHistory`) as the API gives them."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

from socialinsight.readers.account import ReadError
from socialinsight.readers.encoding import read_text
from socialinsight.readers.records import Batch, finish, raw_table, rest_of
from socialinsight.readers.salvage import load_json, salvage_objects, warn_damaged

FORMAT = "vk"
SOURCE = "vk"
KNOWN = frozenset(
    "id from_id owner_id date text likes reposts views thread reply_to_comment parents_stack peer_id out "
    "reply_message admin_author_id update_time post_id can_edit is_favorite".split()
)
_HEAD = re.compile(rb'"(?:from_id|peer_id|parents_stack|owner_id)"\s*:')
_ADDRESS = re.compile(r"\[(?:id|club|public)\d+(?::bp-\d+_\d+)?\|([^\]\[|]{1,100})\]")
Item = tuple[dict[str, Any], dict[str, Any] | None]


def sniff(path: Path, head: bytes) -> float:
    """Return how surely this is a VK answer, 0 to 1."""
    start = head.lstrip(b"\xef\xbb\xbf \t\r\n")[:1]
    if start not in (b"{", b"[") or not _HEAD.search(head):
        return 0.0
    return 0.9 if b'"items"' in head else 0.4


def read(path: Path, *, columns: Mapping[str, str] | None = None, zone: str | None = None) -> Batch:
    """Read VK comments or messages; answers may be paged (a list of answers) or truncated.

    `columns` is not used. The community itself (negative `from_id`, `out` = 1) is the agent; in messages
    `admin_author_id` is the author behind it. Deleted comments, service messages and media alone are skipped.

    Raises
    ------
    ReadError
        When the file holds no items.
    """
    text = read_text(path)
    whole = load_json(text)
    pages = list(_pages(whole))
    items = [item for page in pages for item in page.get("items") or []]
    if whole is None:
        start = re.search(r'"items"\s*:\s*\[', text)
        items = [found for found, _ in salvage_objects(text, start.end())] if start else []
        pages = [{}] if start else []
        warn_damaged(path.name)
    if not pages:
        raise ReadError(
            f"{path.name}: holds no VK items; legal: {{response: {{items: [...]}}}} of wall.getComments or "
            "messages.getHistory. Save the whole answer of the API."
        )
    names, community = _names(pages), _community(pages, items, path)
    records, failed = [], []
    for row, (item, parent) in enumerate(_nested(items), 1):
        try:
            records.append({"row": row, **_record(item, parent, names, community)})
        except (TypeError, ValueError, KeyError, AttributeError) as error:
            failed.append((row, f"unreadable record ({str(error)[:80]})"))
    empty = {"native_id": None, "community_id": None, "text": None, "sent_at": None}
    raw = raw_table([empty | record for record in records])
    return finish(raw, file=path.name, source=SOURCE, zone=zone, failed=failed)


def _pages(whole: Any) -> Iterator[dict[str, Any]]:
    if isinstance(whole, list):
        if whole and all(isinstance(item, dict) and "id" in item for item in whole):
            yield {"items": whole}
            return
        for page in whole:
            yield from _pages(page)
    elif isinstance(whole, dict):
        if isinstance(whole.get("items"), list):
            yield whole
        else:
            for value in whole.values():
                if isinstance(value, dict | list):
                    yield from _pages(value)


def _nested(items: list[Any], parent: dict[str, Any] | None = None) -> Iterator[tuple[Any, Any]]:
    """Yield every item with the comment in whose thread it lies."""
    for item in items:
        yield item, parent
        thread = item.get("thread") if isinstance(item, dict) else None
        if isinstance(thread, dict) and isinstance(thread.get("items"), list) and parent is None:
            yield from _nested(thread["items"], item)


def _names(pages: list[dict[str, Any]]) -> dict[str, str]:
    names = {}
    for page in pages:
        for person in page.get("profiles") or []:
            names[str(person.get("id"))] = f"{person.get('first_name', '')} {person.get('last_name', '')}".strip()
        for group in page.get("groups") or []:
            names[f"-{group.get('id')}"] = str(group.get("name", ""))
    return names


def _community(pages: list[dict[str, Any]], items: list[Any], path: Path) -> str:
    groups = [group for page in pages for group in page.get("groups") or []]
    if groups:
        return f"-{groups[0].get('id')}"
    owners = (item.get(key) for item in items if isinstance(item, dict) for key in ("owner_id", "from_id"))
    return next((str(owner) for owner in owners if isinstance(owner, int) and owner < 0), path.stem.replace(":", "_"))


def _record(item: Any, parent: Any, names: dict[str, str], community: str) -> dict[str, Any]:
    if not isinstance(item, dict) or "id" not in item:
        raise ValueError("no VK item, or a damaged one")
    is_message = "peer_id" in item or "out" in item
    text = without_addresses(str(item.get("text") or item.get("body") or ""))
    author = item.get("admin_author_id") or item.get("from_id")
    return {
        "skip": _skip(item, text),
        "native_id": item["id"],
        "community_id": community if is_message else item.get("owner_id", community),
        "conversation": f"peer{item['peer_id']}" if is_message and "peer_id" in item else None,
        "reply": _reply(item, parent),
        "author_id": author,
        "author_name": names.get(str(author)) or None,
        "author_role": _role(item, is_message),
        "channel": FORMAT,
        "is_public": not is_message,
        "sent_at": item.get("date"),
        "edited_at": item.get("update_time") or item.get("edited") or None,
        "text": text,
        "reactions": _count(item, "likes"),
        "views": _count(item, "views"),
        "shares": _count(item, "reposts"),
        "source": rest_of(item, KNOWN),
    }


def without_addresses(text: str) -> str:
    """Return the text with VK's addresses as plain names.

    Examples
    --------
    >>> without_addresses("[id123|Анна], спасибо!")
    'Анна, спасибо!'
    """
    return _ADDRESS.sub(r"\1", text)


def _skip(item: dict[str, Any], text: str) -> str | None:
    if item.get("deleted") or item.get("is_deleted"):
        return "deleted"
    if item.get("action"):
        return "service"
    media = ("attachments", "fwd_messages", "geo", "copy_history")
    return "media_only" if not text.strip() and any(item.get(name) for name in media) else None


def _reply(item: dict[str, Any], parent: Any) -> Any:
    answered = item.get("reply_message")
    if isinstance(answered, dict):
        return answered.get("id")
    stack = item.get("parents_stack") or [None]
    return item.get("reply_to_comment") or stack[-1] or (parent or {}).get("id")


def _role(item: dict[str, Any], is_message: bool) -> str:
    author = item.get("from_id")
    if is_message and "out" in item:
        return "agent" if item["out"] else "customer"
    if isinstance(author, int) and author < 0:
        return "agent" if item.get("owner_id", author) == author else "member"
    return "agent" if item.get("admin_author_id") else "customer" if is_message else "member"


def _count(item: dict[str, Any], name: str) -> Any:
    value = item.get(name)
    return value.get("count") if isinstance(value, dict) else None
