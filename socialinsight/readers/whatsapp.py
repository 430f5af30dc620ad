"""WhatsApp "export chat" text, Android and iOS, in any of the languages we have mail rows for."""

from __future__ import annotations

import hashlib
import re
from collections import Counter
from collections.abc import Iterator, Mapping
from pathlib import Path

from socialinsight.readers.account import ReadError
from socialinsight.readers.encoding import read_text
from socialinsight.readers.records import Batch, finish, raw_table
from socialinsight.text.quoted import fits, mail_pattern

FORMAT = "whatsapp"
SOURCE = "whatsapp"
_INVISIBLE = re.compile("[\u200e\u200f\u202a-\u202c\u2068\u2069\ufeff]")
_LINE = re.compile(
    r"(?P<open>\[)?(?P<date>\d{1,4}[./-] ?\d{1,2}[./-] ?\d{1,4}\.?),?\s"
    r"(?P<time>\d{1,2}:\d{2}(?::\d{2})?(?:\s?[AaPp]\.?[Mm]\.?)?)(?(open)\]\s| - )(?P<rest>.*)",
    re.DOTALL,
)
_SENDER = re.compile(r"(?P<sender>[^:\n]{1,100}|[^\n]{1,60}?): (?P<text>.*)|(?P<alone>[^:\n]{1,100}):", re.DOTALL)


def sniff(path: Path, head: bytes) -> float:
    """Return how surely this is a WhatsApp chat, 0 to 1."""
    if path.suffix.lower() not in (".txt", ""):
        return 0.0
    lines = _INVISIBLE.sub("", head.decode("utf-8", "replace")).splitlines()[:30]
    hits = sum(_LINE.match(line) is not None for line in lines)
    return min(0.95, 0.5 + hits / max(len(lines), 1) / 2) if hits else 0.0


def read(path: Path, *, columns: Mapping[str, str] | None = None, zone: str | None = None) -> Batch:
    """Read a WhatsApp chat.

    `columns` is not used. The export has no ids, so that a message is named after its time, sender and text; the
    chat is the community and the conversation. Lines without a sender are skipped as service, media alone as
    media_only, deleted messages as deleted.

    Raises
    ------
    ReadError
        When no line looks like a chat line.
    """
    records: list[dict[str, object]] = []
    seen: Counter[str] = Counter()
    failed: list[tuple[int, str]] = []
    for row, (found, lines) in enumerate(_entries(read_text(path)), 1):
        if found is None:
            failed.append((row, f"no chat line: {lines[0][:60]!r}"))
            continue
        record = _record(found, lines)
        key = "\0".join(str(record[name]) for name in ("sent_at", "author_id", "text"))
        seen[key] += 1
        record["native_id"] = hashlib.blake2b(f"{key}\0{seen[key]}".encode(), digest_size=8).hexdigest()
        record |= {"row": row, "community_id": path.stem.replace(":", "_"), "conversation": "chat"}
        records.append(record)
    if not records:
        raise ReadError(
            f"{path.name}: holds no WhatsApp line; legal: 'date, time - name: text' or '[date, time] name: text'. "
            "Export the chat again without media."
        )
    return finish(raw_table(records), file=path.name, source=SOURCE, zone=zone, failed=failed)


def _entries(text: str) -> Iterator[tuple[re.Match[str] | None, list[str]]]:
    """Yield the head of every chat line with its continuation lines."""
    head: re.Match[str] | None = None
    lines: list[str] = []
    for line in re.split(r"\r?\n", _INVISIBLE.sub("", text)):
        found = _LINE.fullmatch(line.replace("\u202f", " ").replace("\u00a0", " "))
        if found:
            if lines:
                yield head, lines
            head, lines = found, [found["rest"]]
        elif head is not None:
            lines.append(line)
        elif line.strip():
            yield None, [line]
    if lines:
        yield head, lines


def _record(found: re.Match[str], lines: list[str]) -> dict[str, object]:
    skip: str | None
    said = _SENDER.fullmatch(lines[0])
    sender: str | None = None
    own, skip = lines[0], "service"
    if said and not fits("service", lines[0]) and not fits("service", said["text"] or ""):
        sender = (said["sender"] or said["alone"]).strip()
        own, skip = _own_words([said["text"] or "", *lines[1:]])
    return {
        "skip": skip,
        "native_id": None,
        "author_id": sender,
        "author_name": sender,
        "channel": FORMAT,
        "is_public": False,
        "sent_at": f"{found['date']} {found['time']}",
        "text": own,
    }


def _own_words(lines: list[str]) -> tuple[str, str | None]:
    """Return the text without placeholders, and the kind to skip when nothing else is there."""
    if fits("deleted", lines[0].strip()):
        return "", "deleted"
    edited = mail_pattern("edited")
    kept = [edited.sub("", line) if line.rstrip().endswith(">") else line for line in lines]
    own = [line for line in kept if not fits("media", line.strip())]
    text = "\n".join(own).strip()
    return text, "media_only" if not text and len(own) < len(kept) else None
