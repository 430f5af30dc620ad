"""Delimited text (CSV, TSV) to tables of strings, block by block, with every bad row named."""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Iterator
from itertools import islice
from pathlib import Path

import numpy as np
import pandas as pd
import pyarrow as pa
import pyarrow.csv as pacsv

from socialinsight.readers.account import ReadError
from socialinsight.readers.encoding import utf8_blocks
from socialinsight.tables import STRING

DELIMITERS = (",", ";", "\t", "|")
LARGEST_RECORD = 1 << 26
Failures = list[tuple[int, str]]


def guess_delimiter(head: str) -> str:
    """Return the delimiter that cuts the first lines into most columns, evenly.

    Examples
    --------
    >>> guess_delimiter("id;dátum;szöveg\\n1;2026. 01. 02.;jó, de drága\\n")
    ';'
    """
    return max(DELIMITERS, key=lambda delimiter: _evenness(head, delimiter))


def _evenness(head: str, delimiter: str) -> float:
    try:
        rows = [row for row in islice(csv.reader(io.StringIO(head), delimiter=delimiter), 30) if row]
    except csv.Error:
        return 0.0
    width = len(rows[0]) if rows else 0
    same = sum(len(row) == width for row in rows[:-1] or rows) / max(len(rows[:-1] or rows), 1)
    return same * width if width > 1 else 0.0


def unique_names(names: list[str]) -> list[str]:
    """Trim column names; fill in empty ones and number repeated ones.

    Examples
    --------
    >>> unique_names(["a", " a", ""])
    ['a', 'a_2', 'column_3']
    """
    seen: dict[str, int] = {}
    result = []
    for position, name in enumerate(names, 1):
        name = name.strip().strip("\ufeff") or f"column_{position}"
        seen[name] = seen.get(name, 0) + 1
        result.append(name if seen[name] == 1 else f"{name}_{seen[name]}")
    return result


def delimited_blocks(path: Path) -> Iterator[tuple[pd.DataFrame, Failures]]:
    """Yield (table of strings indexed by record number, failed rows) for every block of the file.

    Records count from 1 below the header; blank lines are no records. The first block comes even when it is
    empty, so that its columns can be seen.

    Raises
    ------
    ReadError
        When the file is empty or a single record is larger than 64 MB.
    """
    blocks = _records(utf8_blocks(path), path.name)
    first = next(blocks, b"")
    if first[:4].lower() == b"sep=":
        first = first.partition(b"\n")[2]
    head = first[: 1 << 16].decode(errors="ignore")
    if not head.strip():
        raise ReadError(f"{path.name}: the file is empty; legal: a header line and records. Export it again.")
    delimiter = "\t" if path.suffix.lower() == ".tsv" else guess_delimiter(head)
    header, body = _split_header(first, delimiter)
    n_before = 0
    for number, block in enumerate(_chain(body, blocks)):
        table, failed = parse_block(block, header, delimiter)
        table.index += n_before
        n_records = len(table) + len(failed)
        if n_records or not number:
            yield table, [(row + n_before, reason) for row, reason in failed]
        n_before += n_records


def _chain(first: bytes, rest: Iterator[bytes]) -> Iterator[bytes]:
    yield first
    yield from rest


def _split_header(block: bytes, delimiter: str) -> tuple[list[str], bytes]:
    lines = io.StringIO(block[: 1 << 20].decode(errors="ignore"), newline="")
    header: list[str] = []
    while not any(name.strip() for name in header):
        header = next(csv.reader(lines, delimiter=delimiter), ["?"])
    consumed = len(lines.getvalue()[: lines.tell()].encode())
    return unique_names(header), block[consumed:]


def _records(blocks: Iterator[bytes], name: str) -> Iterator[bytes]:
    """Cut the stream at line ends that lie outside quotation marks."""
    kept = b""
    for block in blocks:
        kept += block
        cut = _last_record_end(kept)
        if cut:
            yield kept[:cut]
            kept = kept[cut:]
        elif len(kept) > LARGEST_RECORD:
            line, kept = _first_line(kept)
            if not kept:
                raise ReadError(f"{name}: a line is larger than 64 MB; legal: smaller. Is it really a table?")
            yield line
    while kept and kept.count(b'"') % 2:
        line, kept = _first_line(kept)
        yield line
        cut = _last_record_end(kept)
        if cut:
            yield kept[:cut]
            kept = kept[cut:]
    if kept:
        yield kept


def _first_line(block: bytes) -> tuple[bytes, bytes]:
    """Split off the line whose quotation mark is never closed."""
    line, end, rest = block.partition(b"\n")
    return line + end, rest


def _last_record_end(block: bytes) -> int:
    content = np.frombuffer(block, dtype=np.uint8)
    inside = np.cumsum(content == ord('"'), dtype=np.int32) & 1
    ends = np.flatnonzero((content == ord("\n")) & (inside == 0))
    return int(ends[-1]) + 1 if len(ends) else 0


def parse_block(block: bytes, header: list[str], delimiter: str) -> tuple[pd.DataFrame, Failures]:
    """Parse whole records; rows of another width are failures.

    Examples
    --------
    >>> table, failed = parse_block(b'1,a\\n2\\n3,"b\\nc"\\n', ["id", "text"], ",")
    >>> table["text"].tolist(), table.index.tolist(), failed
    (['a', 'b\\nc'], [1, 3], [(2, '1 field where the header has 2: "2"')])
    """
    failed: Failures = []

    def refuse(row: pacsv.InvalidRow) -> str:
        fields = "1 field" if row.actual_columns == 1 else f"{row.actual_columns} fields"
        shown = re.sub(r"\s+", " ", row.text[:60])
        failed.append((row.number, f'{fields} where the header has {row.expected_columns}: "{shown}"'))
        return "skip"

    if not block.strip():
        return _frame(pa.table({name: pa.array([], pa.large_string()) for name in header}), []), []
    table = pacsv.read_csv(
        pa.BufferReader(block),
        read_options=pacsv.ReadOptions(use_threads=False, column_names=header, block_size=len(block) + 1),
        parse_options=pacsv.ParseOptions(delimiter=delimiter, newlines_in_values=True, invalid_row_handler=refuse),
        convert_options=pacsv.ConvertOptions(
            column_types=dict.fromkeys(header, pa.large_string()), strings_can_be_null=False
        ),
    )
    return _frame(table, [row for row, _ in failed]), failed


def _frame(table: pa.Table, failed: list[int]) -> pd.DataFrame:
    frame = pd.DataFrame({name: pd.array(table[name], dtype=STRING) for name in table.column_names})
    numbers = np.arange(1, len(frame) + len(failed) + 1)
    return frame.set_index(pd.Index(np.setdiff1d(numbers, failed), name="row"))
