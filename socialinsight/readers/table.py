"""Tables: CSV, TSV, XLSX, JSON Lines, JSON arrays and Parquet, one message a row."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Mapping
from pathlib import Path

import pandas as pd
import pyarrow as pa
import pyarrow.compute as pc

from socialinsight.readers.account import ReadError
from socialinsight.readers.columns import match_columns, n_known, role_names
from socialinsight.readers.delimited import Failures, delimited_blocks, guess_delimiter, unique_names
from socialinsight.readers.jsonlines import json_array, json_lines, record_blocks
from socialinsight.readers.records import Batch, finish, gather, raw_table
from socialinsight.readers.spreadsheet import sheet_blocks
from socialinsight.readers.values import clean_text, said_zone, zoned_rows
from socialinsight.tables import STRING

FORMAT = "table"
SOURCE = "table"
SUFFIXES = (".csv", ".tsv", ".txt", ".xlsx", ".xlsm", ".jsonl", ".ndjson", ".json", ".parquet")
OUR_IDS = r"^(?:table|telegram|vk|mail|whatsapp|convokit):[^:]*:."
NO_RECORDS = raw_table([]).assign(native_id="", community_id="")
_WHOLE = r"^(-?\d+)\.0+$"


def sniff(path: Path, head: bytes) -> float:
    """Return how surely this is a table, 0 to 1."""
    suffix = path.suffix.lower()
    if head.startswith(b"PAR1") or suffix in (".parquet", ".xlsx", ".xlsm"):
        return 0.9
    if suffix in (".jsonl", ".ndjson"):
        return 0.6
    if suffix in (".csv", ".tsv"):
        return 0.7
    if head.lstrip()[:2] in (b"[{", b"[\n") or head.lstrip()[:1] == b"{":
        return 0.2
    line = head.partition(b"\n")[0].decode("utf-8", "replace")
    names = line.split(guess_delimiter(line + "\n"))
    return 0.5 if len(names) > 1 and n_known([name.strip('"') for name in names]) >= 2 else 0.0


def read(path: Path, *, columns: Mapping[str, str] | None = None, zone: str | None = None) -> Batch:
    """Read a table file whole; see `socialinsight.read`."""
    return gather(stream(path, columns=columns, zone=zone))


def stream(
    path: Path, *, columns: Mapping[str, str] | None = None, zone: str | None = None, size: int = 100_000
) -> Iterator[Batch]:
    """Read a table file block by block.

    Raises
    ------
    ReadError
        When there is no table in the file, or no column for text or time; the error names the columns received.
    """
    found: dict[str, str] = {}
    guess = ""
    for table, failed in table_blocks(path, size):
        if not found and (len(table.columns) or not failed):
            found = match_columns(list(table.columns), columns, where=path.name)
        names = list(dict.fromkeys([*table.columns, *found.values()]))
        raw = _raw(table.reindex(columns=names).astype(STRING), found, path) if found else NO_RECORDS
        guessed = zone is None
        if guessed and len(raw):
            guess = guess or said_zone(raw["text"], raw["sent_at"], file=path.name)
            raw = raw.assign(sent_at=zoned_rows(raw["text"], raw["sent_at"], zone=guess))
        yield finish(raw, file=path.name, source=SOURCE, zone=guess or zone, failed=failed)


def table_blocks(path: Path, size: int) -> Iterator[tuple[pd.DataFrame, Failures]]:
    """Yield (table of strings by record number, failed rows) for every block of a table file of any kind."""
    suffix = path.suffix.lower()
    with path.open("rb") as file:
        head = file.read(1 << 12).lstrip(b"\xef\xbb\xbf \t\r\n\0")
    if suffix in (".xlsx", ".xlsm"):
        return sheet_blocks(path, size)
    if suffix == ".parquet" or head.startswith(b"PAR1"):
        return _parquet_blocks(path, size)
    if suffix in (".jsonl", ".ndjson") or (head.startswith(b"{") and suffix != ".csv" and _is_lines(head)):
        return record_blocks(json_lines(path), size)
    if suffix == ".json" or head[:1] in (b"{", b"["):
        return record_blocks(json_array(path), size)
    return delimited_blocks(path)


def _is_lines(head: bytes) -> bool:
    first, end, second = head.partition(b"\n")
    return first.rstrip().endswith(b"}") and (not end or second.lstrip()[:1] in (b"{", b""))


def _parquet_blocks(path: Path, size: int) -> Iterator[tuple[pd.DataFrame, Failures]]:
    import pyarrow.parquet as pq

    try:
        file = pq.ParquetFile(path)
        names, first = unique_names(file.schema_arrow.names), 1
        for batch in file.iter_batches(batch_size=size):
            columns = {name: pd.array(_as_text(column), dtype=STRING) for name, column in zip(names, batch.columns)}
            index = pd.RangeIndex(first, first + batch.num_rows, name="row")
            yield pd.DataFrame(columns, index=index), []
            first += batch.num_rows
        if first == 1:
            yield pd.DataFrame({name: pd.Series(dtype=STRING) for name in names}), []
    except (pa.ArrowException, OSError) as error:
        raise ReadError(
            f"{path.name}: cannot be read as Parquet ({str(error)[:120]}); legal: a whole Parquet file. Write it again."
        ) from error


def _as_text(column: pa.Array) -> pa.Array:
    if pa.types.is_timestamp(column.type):
        form = "%Y-%m-%dT%H:%M:%S" + ("Z" if column.type.tz else "")
        utc = column.cast(pa.timestamp(column.type.unit, "UTC")) if column.type.tz else column
        return pc.strftime(utc.cast(pa.timestamp("us", utc.type.tz), safe=False), form).cast(pa.large_string())
    if pa.types.is_nested(column.type):
        return pa.array([None if v is None else str(v) for v in column.to_pylist()], pa.large_string())
    if pa.types.is_dictionary(column.type):
        column = column.dictionary_decode()
    return column.cast(pa.large_string())


def _raw(table: pd.DataFrame, found: Mapping[str, str], path: Path) -> pd.DataFrame:
    raw = pd.DataFrame({ours: table[theirs] for ours, theirs in found.items()})
    raw = raw.rename(columns={"message_id": "native_id", "conversation_id": "conversation", "reply_to": "reply"})
    for name in {"native_id", "conversation", "reply", "author_id", "community_id"} & set(raw.columns):
        raw[name] = _tidy_ids(raw[name])
    stem = clean_text(pd.Series([path.stem], dtype=STRING)).iloc[0].replace(":", "_")
    raw["community_id"] = raw["community_id"].fillna(stem) if "community_id" in raw.columns else stem
    if "author_role" in raw.columns:
        written = raw["author_role"].str.strip().str.lower().str.replace(r"\.0$", "", regex=True)
        raw["author_role"] = written.map(role_names()).astype(STRING)
    if "channel" not in raw.columns:
        raw["channel"] = SOURCE
    if _has_our_ids(raw):
        raw["full_ids"] = True
    rest = [name for name in table.columns if name not in found.values()]
    if rest and "source" not in raw.columns:
        raw["source"] = json_of(table[rest])
    return raw.assign(row=table.index)


def _has_our_ids(raw: pd.DataFrame) -> bool:
    """Tell a table that we wrote ourselves: its ids stay as they are."""
    ours = {"native_id", "community_id", "conversation"} <= set(raw.columns)
    if not ours or not len(raw) or not re.match(OUR_IDS, str(raw["native_id"].iloc[0])):
        return False
    return bool(raw["native_id"].str.match(OUR_IDS).fillna(False).all())


def _tidy_ids(values: pd.Series) -> pd.Series:
    """Trim ids; ids that a spreadsheet made into numbers (`3.0`) lose the point."""
    text = pc.utf8_trim_whitespace(pa.array(values.astype(STRING)))
    if pc.any(pc.ends_with(text, ".0")).as_py():
        text = pc.replace_substring_regex(text, _WHOLE, r"\1")
    return pd.Series(pd.array(text, dtype=STRING), index=values.index).replace("", pd.NA)


def json_of(table: pd.DataFrame) -> pd.Series:
    r"""Write the columns of a table of strings as one JSON object a row, whole columns at once.

    Examples
    --------
    >>> json_of(pd.DataFrame({"a": ['x"y'], "b": ["1\n2"]})).tolist()
    ['{"a": "x\\"y", "b": "1\\n2"}']
    """
    parts: list[object] = []
    for position, name in enumerate(table.columns):
        text = pa.array(table[name].astype(STRING).fillna(""))
        for plain, escaped in (("\\", "\\\\"), ('"', '\\"'), ("\n", "\\n"), ("\r", "\\r"), ("\t", "\\t")):
            text = pc.replace_substring(text, plain, escaped)
        text = pc.replace_substring_regex(text, r"[\x00-\x1f]", "")
        key = ("{" if not position else '", ') + json.dumps(name, ensure_ascii=False) + ': "'
        parts += [pa.scalar(key, text.type), text]
    joined = pc.binary_join_element_wise(*parts, pa.scalar('"}', text.type), pa.scalar("", text.type))
    return pd.Series(pd.array(joined, dtype=STRING), index=table.index)
