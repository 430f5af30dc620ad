"""The firm's own tables beside the messages: customers and events."""

from __future__ import annotations

import json
from pathlib import Path

import pandas as pd

from socialinsight.readers.account import ReadError
from socialinsight.readers.columns import known_columns
from socialinsight.readers.table import table_blocks
from socialinsight.readers.values import clean_text, guess_zone, read_times
from socialinsight.tables import CUSTOMERS, EVENTS, STRING, Schema

SEPARATORS = r"\s*[;|,]\s*"
BLOCK = 100_000


def read_customers(path: str | Path, *, zone: str | None = None) -> pd.DataFrame:
    """Read a customers table: CSV, TSV, XLSX, JSON Lines, JSON or Parquet.

    Parameters
    ----------
    path : str or Path
        A file with customer_id and author_ids (several in one cell with ; | or , between them, or one a row), and
        where known segment, value, since, outcome, left_at, left_reason. Common English, Hungarian and Russian names
        are understood.
    zone : str, optional
        IANA zone of times written without one; guessed from the script when left out.

    Returns
    -------
    pandas.DataFrame
        A customers table, one row a customer in the order of first appearance.

    Raises
    ------
    ReadError
        When a column is missing, a value cannot be read, or rows of one customer contradict each other.
    """
    path = Path(path)
    raw = _raw(path, CUSTOMERS, ("customer_id", "author_ids"))
    table = _typed(raw, CUSTOMERS, path, zone)
    table["author_ids"] = [_ids(value) for value in raw["author_ids"].astype(object)]
    _refuse_gaps(table["customer_id"], path)
    for name in ("segment", "value", "since", "outcome", "left_at", "left_reason"):
        several = table.groupby("customer_id")[name].nunique() > 1
        if several.any():
            who = several.idxmax()
            told = table.loc[table["customer_id"] == who, name].dropna().unique().tolist()
            raise ReadError(
                f"{path.name}: customer {who!r} has several values of {name}: {told}; legal: one. Keep the right one."
            )
    groups = table.groupby("customer_id", sort=False)
    result = groups.first().drop(columns="author_ids")
    result["author_ids"] = groups["author_ids"].agg(lambda cells: tuple(dict.fromkeys(one for c in cells for one in c)))
    return CUSTOMERS.cast(result.reset_index())[[column.name for column in CUSTOMERS.columns]]


def read_events(path: str | Path, *, zone: str | None = None) -> pd.DataFrame:
    """Read an events table: CSV, TSV, XLSX, JSON Lines, JSON or Parquet.

    Parameters
    ----------
    path : str or Path
        A file with at and kind, and where known event_id (numbered when left out), conversation_id, message_id,
        author_id, actor_id, value.
    zone : str, optional
        IANA zone of times written without one; guessed from the script when left out.

    Returns
    -------
    pandas.DataFrame
        An events table.

    Raises
    ------
    ReadError
        When a column is missing, a value cannot be read, or an event_id stands twice.
    """
    path = Path(path)
    table = _typed(_raw(path, EVENTS, ("at", "kind")), EVENTS, path, zone)
    numbered = pd.Series([f"{path.stem}:{row}" for row in table.index], index=table.index, dtype=STRING)
    table["event_id"] = table["event_id"].fillna(numbered)
    _refuse_gaps(table["at"], path)
    _refuse_gaps(table["kind"], path)
    twice = table["event_id"].duplicated()
    if twice.any():
        raise ReadError(
            f"{path.name}: row {twice.idxmax()}: event_id {table.at[twice.idxmax(), 'event_id']!r} stands there twice; "
            "legal: one row an event. Remove the repeated row, or leave the column out to have events numbered."
        )
    return EVENTS.cast(table.reset_index(drop=True))[[column.name for column in EVENTS.columns]]


def _raw(path: Path, schema: Schema, required: tuple[str, ...]) -> pd.DataFrame:
    if not path.is_file():
        raise ReadError(f"{path}: there is no such {schema.name} file. Check the path.")
    parts = []
    for table, failed in table_blocks(path, BLOCK):
        if failed:
            raise ReadError(f"{path.name}: row {failed[0][0]}: {failed[0][1]}. Mend this row.")
        parts.append(table)
    whole = pd.concat(parts) if parts else pd.DataFrame()
    found = known_columns(list(whole.columns), schema.name)
    missing = [name for name in required if name not in found]
    if missing:
        legal = ", ".join(column.name for column in schema.columns)
        raise ReadError(
            f"{path.name}: no column for {' and '.join(missing)} of the {schema.name} table; received "
            f"{list(whole.columns)}; legal names: {legal}. Rename the column."
        )
    return pd.DataFrame({ours: whole[theirs].astype(STRING) for ours, theirs in found.items()}, index=whole.index)


def _typed(raw: pd.DataFrame, schema: Schema, path: Path, zone: str | None) -> pd.DataFrame:
    result = pd.DataFrame(index=raw.index)
    for column in schema.columns:
        if column.kind == "ids":
            continue
        written = clean_text(raw[column.name]) if column.name in raw else pd.Series(pd.NA, raw.index, dtype=STRING)
        values = written
        if column.kind == "time":
            values = read_times(written, zone or guess_zone(written))
        elif column.kind == "float":
            plain = written.str.replace(r"\s", "", regex=True).str.replace(",", ".", regex=False)
            values = pd.to_numeric(plain, errors="coerce").astype("Float64")
        bad = written.notna() & values.isna()
        if bad.any():
            row, legal = bad.idxmax(), {"time": "a time such as 2026-03-31 14:05", "float": "a number such as 1250.5"}
            raise ReadError(
                f"{path.name}: row {row}: {column.name} = {written[row]!r}; legal: {legal[column.kind]}. Mend this row."
            )
        result[column.name] = values
    return result


def _refuse_gaps(values: pd.Series, path: Path) -> None:
    if values.isna().any():
        row = values.isna().idxmax()
        raise ReadError(f"{path.name}: row {row}: {values.name} is empty; legal: a value in every row. Fill it in.")


def _ids(cell: object) -> tuple[str, ...]:
    if not isinstance(cell, str):
        return ()
    if cell.lstrip().startswith("["):
        try:
            return tuple(str(one) for one in json.loads(cell))
        except json.JSONDecodeError:
            pass
    return tuple(one for one in pd.Series([cell.strip()]).str.split(SEPARATORS, regex=True)[0] if one)
