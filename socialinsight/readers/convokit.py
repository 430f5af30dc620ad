"""ConvoKit corpora: `utterances.jsonl`, alone or in its corpus folder."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

from socialinsight.readers.account import ReadError
from socialinsight.readers.jsonlines import json_lines
from socialinsight.readers.records import Batch, chunked, finish, gather, raw_table
from socialinsight.readers.values import said_zone

FORMAT = "convokit"
SOURCE = "convokit"
FILE = "utterances.jsonl"


def sniff(path: Path, head: bytes) -> float:
    """Return how surely this is a ConvoKit corpus, 0 to 1."""
    if path.is_dir():
        return 0.95 if (path / FILE).is_file() else 0.0
    if not head.lstrip().startswith(b"{"):
        return 0.0
    line = head.partition(b"\n")[0]
    speaker = b'"speaker"' in line or b'"user"' in line
    return 0.95 if speaker and (b'"conversation_id"' in line or b'"root"' in line) else 0.0


def read(path: Path, *, columns: Mapping[str, str] | None = None, zone: str | None = None) -> Batch:
    """Read a corpus whole; see `stream`."""
    return gather(stream(path, columns=columns, zone=zone))


def stream(
    path: Path, *, columns: Mapping[str, str] | None = None, zone: str | None = None, size: int = 100_000
) -> Iterator[Batch]:
    """Read a corpus utterance by utterance; `columns` is not used, `meta` goes to `source`.

    Raises
    ------
    ReadError
        When there is no utterances.jsonl in a folder, or the file is empty.
    """
    file = path / FILE if path.is_dir() else path
    if not file.is_file():
        raise ReadError(f"{path}: no {FILE} in this folder; legal: a ConvoKit corpus. Name its folder or file.")
    community = (file.parent.name if file.name == FILE else file.stem).replace(":", "_") or "corpus"
    for chunk in chunked(json_lines(file), size):
        whole = [{"row": row, **_record(found, community)} for row, found in chunk if isinstance(found, dict)]
        failed = [(row, reason) for row, reason in chunk if isinstance(reason, str)]
        raw = raw_table(whole)
        for name in ("native_id", "community_id"):
            raw[name] = raw.get(name)
        if zone is None and len(raw):
            zone = said_zone(raw["text"], raw["sent_at"], file=file.name)
        yield finish(raw, file=file.name, source=SOURCE, zone=zone, failed=failed)


def _record(found: dict[str, Any], community: str) -> dict[str, Any]:
    speaker = found.get("speaker", found.get("user"))
    if isinstance(speaker, dict):
        speaker = speaker.get("id", speaker.get("name"))
    reply = found.get("reply_to", found.get("reply-to"))
    meta = found.get("meta")
    text = found.get("text")
    return {
        "native_id": found.get("id"),
        "community_id": community,
        "conversation": found.get("conversation_id", found.get("root")),
        "reply": reply if reply not in ("", "None") else None,
        "author_id": speaker,
        "author_name": None,
        "channel": FORMAT,
        "sent_at": found.get("timestamp"),
        "text": text if isinstance(text, str) else None,
        "source": json.dumps(meta, ensure_ascii=False)[:2000] if meta else None,
    }
