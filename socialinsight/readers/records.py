"""Raw records of any export to rows of `messages`: clean texts, times, ids; what cannot be a message is counted.

A reader hands over a raw table of strings with `row` (record number in the file, from 1), `native_id`,
`community_id`, `text`, `sent_at`, and whichever of the other message columns it knows; `conversation` and
`reply` are native ids; `skip` names the kind of a record that is no message.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Sequence
from typing import Any, NamedTuple

import pandas as pd
import pyarrow as pa

from socialinsight.readers.account import add_counts, no_rejects, rejects
from socialinsight.readers.values import absent_column, clean_text, read_times, said_zone, typed_column
from socialinsight.tables import MESSAGES, ROLES, STRING


class Batch(NamedTuple):
    """Messages, rejected records (file, row, reason) and skipped counts by kind."""

    messages: pd.DataFrame
    rejected: pd.DataFrame
    skipped: dict[str, int]


def raw_table(records: Sequence[dict[str, Any]]) -> pd.DataFrame:
    """Build a raw table from one dict a record; values become strings, absent ones NA.

    Examples
    --------
    >>> raw_table([{"row": 1, "text": "a"}, {"row": 2}])["text"].isna().tolist()
    [False, True]
    """
    names = {name: None for record in records for name in record}
    columns = {}
    for name in names:
        values = [record.get(name) for record in records]
        if name == "row":
            columns[name] = pd.Series(values, dtype="int64")
        else:
            columns[name] = _strings([None if v is None else v if isinstance(v, str) else str(v) for v in values])
    return pd.DataFrame(columns, columns=list(names) or ["row", "text", "sent_at"])


def _strings(values: list[str | None]) -> pd.Series:
    try:
        array = pa.array(values, pa.large_string())
    except UnicodeEncodeError:
        array = pa.array(map(encodable, values), pa.large_string())
    return pd.Series(pd.array(array, dtype=STRING))


def encodable(value: str | None) -> str | None:
    r"""Replace lone surrogates, which JSON may carry and UTF-8 cannot.

    Examples
    --------
    >>> encodable("a\ud800") == "a\ufffd"
    True
    """
    if value is None or value.isascii():
        return value
    return value.encode("utf-16", "surrogatepass").decode("utf-16", "replace")


def finish(
    raw: pd.DataFrame, *, file: str, source: str, zone: str | None, failed: Iterable[tuple[int, str]] = ()
) -> Batch:
    """Turn a raw table into messages.

    Parameters
    ----------
    raw : DataFrame
        See the module docstring.
    file : str
        Name for the rejected rows.
    source : str
        First part of every message_id.
    zone : str or None
        Zone of times written without one; None: by the script of the texts, with a warning.
    failed : iterable of (row, reason)
        Records that the reader itself could not make out.

    Returns
    -------
    Batch
        `conversation_id` is NA where the export names none; see `fill_conversations`.
    """
    raw = raw.reset_index(drop=True)
    if "skip" in raw.columns:
        skipped = {str(kind): int(n) for kind, n in raw["skip"].value_counts().items()}
        raw = raw[raw["skip"].isna()].reset_index(drop=True)
    else:
        skipped = {}
    text = clean_text(raw["text"])
    zone = zone or said_zone(text, raw["sent_at"], file=file)
    times = read_times(raw["sent_at"], zone)
    reasons = _reasons(text, times, raw["sent_at"])
    bad = reasons.notna()
    rows = [(file, int(row), reason) for row, reason in zip(raw["row"][bad], reasons[bad])]
    rows += [(file, row, reason) for row, reason in failed]
    raw = raw.assign(text=text, sent_at=times)[~bad].reset_index(drop=True)
    rejected = rejects(sorted(rows, key=lambda item: item[1])) if rows else no_rejects()
    return Batch(_message_table(raw, source, zone), rejected, skipped)


def _reasons(text: pd.Series, times: pd.Series, written: pd.Series) -> pd.Series:
    """Say why a record is no message; NA where it is one."""
    reasons = pd.Series(pd.NA, index=text.index, dtype=object)
    reasons[text.isna()] = "no text"
    bad = times.isna()
    if bad.any():
        shown = written[bad].astype(object).where(written[bad].notna(), "")
        reasons[bad] = [f"time {str(v)[:40]!r} is not understood" if str(v).strip() else "no time" for v in shown]
    return reasons


def _message_table(raw: pd.DataFrame, source: str, zone: str) -> pd.DataFrame:
    community = _ids(raw, "community_id").fillna("unknown")
    numbers = "row" + raw["row"].astype("int64").astype(STRING)
    prefix = "" if "full_ids" in raw.columns else source + ":" + community + ":"
    columns: dict[str, Any] = {
        "message_id": prefix + _ids(raw, "native_id").fillna(numbers),
        "community_id": community,
        "conversation_id": prefix + _ids(raw, "conversation"),
        "reply_to": prefix + _ids(raw, "reply"),
        "author_id": _ids(raw, "author_id"),
        "author_role": author_roles(raw),
    }
    for column in MESSAGES.columns:
        if column.name in columns:
            continue
        if column.name in raw.columns:
            columns[column.name] = typed_column(raw[column.name], column.name, column.kind, zone)
        else:
            columns[column.name] = absent_column(column.dtype, raw.index)
    return MESSAGES.cast(pd.DataFrame(columns, index=raw.index))


def _ids(raw: pd.DataFrame, name: str) -> pd.Series:
    if name not in raw.columns:
        return absent_column(STRING, raw.index)
    values = raw[name].astype(STRING).str.strip()
    return values.mask(values == "")


def author_roles(raw: pd.DataFrame) -> pd.Series:
    """Return the roles of a raw table, `unknown` where none of the house is given."""
    roles = _ids(raw, "author_role")
    return roles.where(roles.isin(ROLES), "unknown").fillna("unknown").astype(STRING)


def gather(batches: Iterable[Batch]) -> Batch:
    """Join batches of one file."""
    parts = list(batches)
    messages = pd.concat([p.messages for p in parts], ignore_index=True) if parts else MESSAGES.empty()
    rejected = [p.rejected for p in parts if len(p.rejected)]
    joined = pd.concat(rejected, ignore_index=True) if rejected else no_rejects()
    return Batch(messages, joined, add_counts(p.skipped for p in parts))


def chunked(records: Iterable[Any], size: int) -> Iterator[list[Any]]:
    """Yield lists of at most `size` records."""
    chunk: list[Any] = []
    for record in records:
        chunk.append(record)
        if len(chunk) == size:
            yield chunk
            chunk = []
    if chunk:
        yield chunk


def rest_of(record: dict[str, Any], known: Iterable[str], *, limit: int = 2000) -> str | None:
    """Return what a reader did not map as JSON, None when nothing is left; long values are cut.

    Examples
    --------
    >>> rest_of({"id": 1, "via": "web"}, ["id"])
    '{"via": "web"}'
    """
    left = {key: value for key, value in record.items() if key not in set(known)}
    if not left:
        return None
    whole = json.dumps(left, ensure_ascii=False, default=str)
    if len(whole) <= limit:
        return whole
    return json.dumps({key: str(value)[:80] for key, value in list(left.items())[:20]}, ensure_ascii=False)
