"""Write a parsed source as VK wall comments: one ``response`` with nested threads, profiles and groups."""

from __future__ import annotations

import json
import re
import zlib
from collections.abc import Mapping
from datetime import timedelta
from zoneinfo import ZoneInfo

from notation import Message, Source

FIRST_ID = 48_210


def export(source: Source) -> tuple[bytes, dict[int, str], dict[str, str]]:
    """Return the bytes of the export, the native id of each message key and the native id of each author."""
    authors = _author_ids(source)
    posts, numbers = _wall_ids(source.messages)
    rows = _Rows(source, authors, posts, numbers)
    items = [rows.top(m) for m in source.messages if rows.root(m) is m]
    response = {
        "count": len(source.messages),
        "current_level_count": len(items),
        "can_post": True,
        "show_reply_button": True,
        "items": items,
        "profiles": [_profile(source.name(name), number) for name, number in authors.items() if number > 0],
        "groups": [_group(source.name(name), -number) for name, number in authors.items() if number < 0],
    }
    content = json.dumps({"response": response}, ensure_ascii=False, indent=1).encode() + b"\n"
    return (
        content,
        {key: str(number) for key, number in numbers.items()},
        {name: str(number) for name, number in authors.items()},
    )


def names(display: str) -> tuple[str, str]:
    """Split a display name into VK's first and last name.

    >>> names("Нина Фёдоровна Лапшина")
    ('Нина', 'Фёдоровна Лапшина')
    """
    first, _, last = display.partition(" ")
    return first, last


def address(text: str, mention: str, first_name: str, *, always: bool) -> str:
    """Put VK's ``[id1|Имя]`` before an answer, in the place of a name the writer typed.

    >>> address("Катя, здравствуйте!", "[id7|Екатерина]", "Катя", always=False)
    '[id7|Екатерина], здравствуйте!'
    >>> address("спасибо", "[id7|Катя]", "Катя", always=False)
    'спасибо'
    """
    typed = re.match(re.escape(first_name) + r", (?=\S)", text, re.IGNORECASE)
    if typed:
        return f"{mention}, {text[typed.end() :]}"
    return f"{mention}, {text}" if always else text


class _Rows:
    def __init__(
        self, source: Source, authors: Mapping[str, int], posts: Mapping[int, int], numbers: Mapping[int, int]
    ) -> None:
        self.source, self.authors, self.posts, self.numbers = source, authors, posts, numbers
        self.zone = ZoneInfo(source.settings["zone"])
        self.owner = min(authors.values())
        self.by_key = {m.key: m for m in source.messages}
        self.replies: dict[int, list[Message]] = {}
        for message in source.messages:
            if (root := self.root(message)) is not message:
                self.replies.setdefault(root.key, []).append(message)

    def root(self, message: Message) -> Message:
        while message.reply_to is not None:
            message = self.by_key[message.reply_to]
        return message

    def top(self, message: Message) -> dict:
        nested = [self.nested(m, message) for m in self.replies.get(message.key, [])]
        return {
            **self.comment(message, message.text),
            "parents_stack": [],
            "thread": {
                "count": len(nested),
                "items": nested,
                "can_post": True,
                "show_reply_button": True,
                "groups_can_post": True,
            },
        }

    def nested(self, message: Message, root: Message) -> dict:
        target = self.by_key[message.reply_to]
        to, first_name = self.authors[target.author], names(self.source.name(target.author))[0]
        mention = f"[id{to}|{first_name}]" if to > 0 else f"[club{-to}|{self.source.name(target.author)}]"
        always = target is not root and target.author != message.author and bool(message.text)
        return {
            **self.comment(message, address(message.text, mention, first_name, always=always)),
            "parents_stack": [self.numbers[root.key]],
            "reply_to_user": to,
            "reply_to_comment": self.numbers[target.key],
        }

    def comment(self, message: Message, text: str) -> dict:
        sender, likes, status = self.authors[message.author], message.mark("likes"), message.mark("status")
        row = {
            "id": self.numbers[message.key],
            "from_id": sender,
            "date": int(message.at.replace(tzinfo=self.zone).timestamp()),
            "text": text,
            "post_id": self.posts[message.thread.number],
            "owner_id": self.owner,
            "likes": {"can_like": 1, "count": int(likes.words[0]) if likes else 0, "user_likes": 0},
        }
        if sender == self.owner:
            row["is_from_post_author"] = True
        if status and status.words == ("deleted",):
            row = {**row, "from_id": 0, "text": "", "deleted": True}
        return row


def _author_ids(source: Source) -> dict[str, int]:
    names_of = {m.author: source.authors.get(m.author, []) for m in source.messages}
    ids = {
        name: int(declared[1]) if len(declared) > 1 else 20_000_000 + zlib.crc32(name.encode()) % 700_000_000
        for name, declared in names_of.items()
    }
    if len(set(ids.values())) != len(ids):
        raise ValueError("two authors share a VK id; rename one of them")
    return ids


def _wall_ids(messages: list[Message]) -> tuple[dict[int, int], dict[int, int]]:
    first = {m.thread.number: m.at for m in reversed(messages)}
    events = [(at - timedelta(minutes=30), 0, number) for number, at in first.items()]
    events += [(m.at, 1, m.key) for m in messages]
    posts: dict[int, int] = {}
    comments: dict[int, int] = {}
    number = FIRST_ID
    for at, is_comment, key in sorted(events):
        number += 1 + zlib.crc32(f"{at}{key}".encode()) % 3
        (comments if is_comment else posts)[key] = number
    return posts, comments


def _profile(display: str, number: int) -> dict:
    first, last = names(display)
    return {"id": number, "first_name": first, "last_name": last, "screen_name": f"id{number}"}


def _group(display: str, number: int) -> dict:
    return {"id": number, "name": display, "screen_name": "romashka_market", "is_closed": 0, "type": "page"}
