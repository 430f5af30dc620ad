"""E-mail: mbox files, single .eml files, Maildir folders and folders of .eml files."""

from __future__ import annotations

import email
import email.header
import email.utils
import hashlib
import re
from collections.abc import Iterator, Mapping
from email.message import Message
from pathlib import Path
from typing import Any

from socialinsight.readers.account import ReadError
from socialinsight.readers.mailbody import body_text
from socialinsight.readers.records import Batch, chunked, finish, gather, raw_table, rest_of, said_zone
from socialinsight.text.quoted import fits, strip_quoted

FORMAT = "mail"
SOURCE = "mail"
SUFFIXES = (".eml", ".mbox", ".mbx")
_FIELD = re.compile(rb"(?im)^(?:Message-ID|From|Date|Received|Return-Path|Subject|MIME-Version|Delivered-To):")
_ID = re.compile(r"<[^<>\s]{1,400}>")
_ENVELOPE = re.compile(rb"From \S.*\d{4}\s*$|From \S+\s*$|From - ")


def sniff(path: Path, head: bytes) -> float:
    """Return how surely this is mail, 0 to 1."""
    if path.is_dir():
        return 0.95 if _mail_files(path) else 0.0
    n_fields = len({found.lower() for found in _FIELD.findall(head)})
    if head.startswith(b"From ") and n_fields >= 2:
        return 0.98
    return 0.9 if n_fields >= 3 or (n_fields and path.suffix.lower() in SUFFIXES) else 0.0


def _mail_files(folder: Path) -> list[Path]:
    if (folder / "cur").is_dir() or (folder / "new").is_dir():
        inside = [path for name in ("cur", "new") for path in (folder / name).glob("*")]
        return sorted(path for path in inside if path.is_file())
    return sorted(path for path in folder.rglob("*.eml") if path.is_file())


def read(path: Path, *, columns: Mapping[str, str] | None = None, zone: str | None = None) -> Batch:
    """Read mail whole; see `stream`."""
    return gather(stream(path, columns=columns, zone=zone))


def stream(
    path: Path, *, columns: Mapping[str, str] | None = None, zone: str | None = None, size: int = 20_000
) -> Iterator[Batch]:
    """Read mail message by message; `columns` is not used.

    Quoted replies, forwards and signatures are stripped; a mail of which nothing is left is skipped as
    quote_only (or media_only when it has attachments). Automatic replies are messages of a bot. Subject and
    recipients go to `source`; a mail without a body takes its subject as text.

    Raises
    ------
    ReadError
        When there is no mail in the file or folder.
    """
    community = (path.resolve().name if path.is_dir() else path.stem).replace(":", "_")
    n_records = 0
    for chunk in chunked(_contents(path), size):
        records, failed = [], []
        for content in chunk:
            n_records += 1
            try:
                records.append({"row": n_records, "community_id": community, **_record(content)})
            except Exception as error:  # noqa: BLE001 - the mail parser fails in many ways on hostile mail
                failed.append((n_records, f"unreadable mail ({type(error).__name__}: {str(error)[:80]})"))
        raw = raw_table([{"native_id": None, "text": None, "sent_at": None} | record for record in records])
        if not records:
            raw = raw.assign(community_id="", native_id="")
        if zone is None and len(raw):
            zone = said_zone(raw["text"], raw["sent_at"], file=path.name)
        yield finish(raw, file=path.name, source=SOURCE, zone=zone, failed=failed)
    if not n_records:
        raise ReadError(f"{path.name}: holds no mail; legal: mbox, .eml, a Maildir or a folder of .eml. Export again.")


def _contents(path: Path) -> Iterator[bytes]:
    if path.is_dir():
        for file in _mail_files(path):
            yield file.read_bytes()
        return
    lines: list[bytes] = []
    after_blank = True
    with path.open("rb") as stored:
        for line in stored:
            if after_blank and line.startswith(b"From ") and _ENVELOPE.match(line):
                if any(kept.strip() for kept in lines):
                    yield b"".join(lines)
                lines = []
            else:
                lines.append(line[1:] if line.startswith(b">From ") else line)
            after_blank = not line.strip()
    if any(kept.strip() for kept in lines):
        yield b"".join(lines)


def _record(content: bytes) -> dict[str, Any]:
    message = email.message_from_bytes(content.replace(b"\0", b""))
    if not message.keys():
        raise ValueError("no header")
    body, attached = body_text(message)
    subject = _header(message, "Subject")
    own = strip_quoted(body)
    text = own or (subject if not body.strip() else "")
    name, address = email.utils.parseaddr(_header(message, "From"))
    replied = _ID.findall(_header(message, "In-Reply-To"))
    references = _ID.findall(_header(message, "References"))
    sent = _sent(message)
    return {
        "skip": None if text or not sent else "media_only" if attached and not body.strip() else "quote_only",
        "native_id": _native_id(message, content),
        "conversation": references[0] if references else None,
        "reply": replied[0] if replied else references[-1] if references else None,
        "author_id": address.lower() or name or None,
        "author_name": name or None,
        "author_role": "bot" if is_automatic(message, subject) else None,
        "channel": "email",
        "is_public": False,
        "sent_at": sent,
        "text": text,
        "forwarded": None,
        "source": rest_of({"subject": subject, "to": _header(message, "To"), "cc": _header(message, "Cc")}, ()),
    }


def _native_id(message: Message, content: bytes) -> str:
    found = _ID.search(_header(message, "Message-ID"))
    return found[0] if found else f"<{hashlib.blake2b(content, digest_size=10).hexdigest()}>"


def _header(message: Message, name: str) -> str:
    value = message.get(name)
    if value is None:
        return ""
    try:
        decoded = str(email.header.make_header(email.header.decode_header(str(value))))
    except (LookupError, ValueError, UnicodeError):
        decoded = str(value)
    return re.sub(r"\s+", " ", decoded).strip()


def _sent(message: Message) -> str | None:
    """Return the time of the Date header, or else of the last Received header, in ISO form."""
    received = _header(message, "Received").rpartition(";")[2]
    for value in (_header(message, "Date"), received):
        try:
            if value:
                return email.utils.parsedate_to_datetime(value).isoformat()
        except (ValueError, TypeError, IndexError, OverflowError):
            continue
    return _header(message, "Date") or None


def is_automatic(message: Message, subject: str) -> bool:
    """Tell an automatic reply by its headers (RFC 3834 and common others) or its subject."""
    automatic = _header(message, "Auto-Submitted").lower().partition(";")[0].strip()
    if automatic and automatic != "no":
        return True
    if any(message.get(name) for name in ("X-Autoreply", "X-Autorespond", "X-Auto-Reply")):
        return True
    return _header(message, "Precedence").lower() == "auto_reply" or fits("auto_reply", subject)
