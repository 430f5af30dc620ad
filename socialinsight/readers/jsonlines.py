"""JSON Lines and JSON arrays of flat records: one dict a record, the damaged ones named."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pandas as pd

from socialinsight.readers.account import ReadError
from socialinsight.readers.encoding import read_text, utf8_blocks
from socialinsight.readers.records import chunked, encodable, raw_table
from socialinsight.readers.salvage import load_json, mend, salvage_objects, warn_damaged

_DECODER = json.JSONDecoder(strict=False)
_ENCODER = json.JSONEncoder(ensure_ascii=False)
Record = tuple[int, dict[str, Any] | str]


def json_lines(path: Path) -> Iterator[Record]:
    """Yield (record number, object), or (record number, reason) for a line that holds none; blank lines are none.

    Raises
    ------
    ReadError
        When the file is empty.
    """
    number = 0
    for line in _lines(utf8_blocks(path)):
        if line.strip():
            number += 1
            yield number, _parse(line)
    if not number:
        raise ReadError(f"{path.name}: the file is empty; legal: one JSON object a line. Export it again.")


def json_array(path: Path) -> Iterator[Record]:
    """Yield the objects of a JSON array, read as far as it is whole.

    Raises
    ------
    ReadError
        When the file holds no array of objects.
    """
    text = read_text(path).lstrip("\ufeff \t\r\n")
    whole = load_json(text)
    if isinstance(whole, dict):
        whole = next((value for value in whole.values() if isinstance(value, list)), [whole])
    if whole is None and text[:1] == "[":
        warn_damaged(path.name)
        whole = [found for found, _ in salvage_objects(mend(text), 1, sign=r"\{\s*\"")]
    if not isinstance(whole, list):
        raise ReadError(
            f"{path.name}: holds no JSON records; legal: an array of objects or one object a line. Export it again."
        )
    for number, found in enumerate(whole, 1):
        yield number, found if isinstance(found, dict) else "not a JSON object, or a damaged one"


def _lines(blocks: Iterator[bytes]) -> Iterator[bytes]:
    kept: list[bytes] = []
    for block in blocks:
        *whole, rest = block.split(b"\n")
        if whole:
            yield b"".join([*kept, whole[0]])
            yield from whole[1:]
            kept = [rest]
        else:
            kept.append(rest)
    yield b"".join(kept)


def _parse(line: bytes) -> dict[str, Any] | str:
    try:
        found = _DECODER.decode(line.decode())
    except (ValueError, RecursionError) as error:
        return f"not a JSON object ({str(error)[:80]})"
    return found if isinstance(found, dict) else f"not a JSON object but {type(found).__name__}"


def record_blocks(records: Iterator[Record], size: int) -> Iterator[tuple[pd.DataFrame, list[tuple[int, str]]]]:
    """Yield (table of strings indexed by record number, failed rows) for blocks of records."""
    for chunk in chunked(records, size):
        whole = [{"row": row, **_flat(found)} for row, found in chunk if isinstance(found, dict)]
        failed = [(row, reason) for row, reason in chunk if isinstance(reason, str)]
        yield raw_table(whole).set_index("row"), failed


def _flat(record: dict[str, Any]) -> dict[str, Any]:
    return {
        key if key.isascii() else str(encodable(key)): _ENCODER.encode(value)
        if isinstance(value, (dict, list))
        else value
        for key, value in record.items()
        if key != "row"
    }
