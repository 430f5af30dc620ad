"""What a table is: columns, dtypes and keys, and the check that guards every door."""

from __future__ import annotations

from dataclasses import dataclass

import pandas as pd

STRING = pd.StringDtype("pyarrow")
TIME = "datetime64[us, UTC]"
ROLES = ("customer", "agent", "bot", "member", "unknown")

_DTYPES = {
    "string": STRING,
    "time": TIME,
    "bool": "boolean",
    "int": "Int64",
    "float": "Float64",
    "float32": "float32",
    "float64": "float64",
    "int32": "int32",
    "ids": object,
    "category": "category",
}


class TableError(ValueError):
    """A table does not have the columns, dtypes or keys that its schema asks for."""


@dataclass(frozen=True)
class Column:
    """One column: its name, kind (a key of the dtype table), meaning, and whether it must be there."""

    name: str
    kind: str
    meaning: str
    required: bool = True

    @property
    def dtype(self) -> object:
        """The pandas dtype of the column."""
        return _DTYPES[self.kind]


@dataclass(frozen=True)
class Schema:
    """A named table: its key columns and all its columns."""

    name: str
    key: tuple[str, ...]
    columns: tuple[Column, ...]

    def __getitem__(self, name: str) -> Column:
        return next(column for column in self.columns if column.name == name)

    @property
    def required(self) -> list[str]:
        """Names of the columns that must be there."""
        return [column.name for column in self.columns if column.required]

    def empty(self) -> pd.DataFrame:
        """Return the table with every column and no row.

        Examples
        --------
        >>> from socialinsight.tables import MESSAGES
        >>> MESSAGES.empty().shape[0]
        0
        """
        return pd.DataFrame({c.name: pd.Series(dtype=c.dtype) for c in self.columns})

    def cast(self, table: pd.DataFrame) -> pd.DataFrame:
        """Return a new table with this schema's dtypes; missing optional columns are added as NA.

        Raises
        ------
        TableError
            When a required column is missing or a value does not fit its dtype.
        """
        _refuse_missing(table, self)
        columns = {}
        for column in self.columns:
            if column.name in table.columns:
                columns[column.name] = _cast_column(table[column.name], column, self.name)
            else:
                absent = {"float32": "Float64", "float64": "Float64", "int32": "Int64"}.get(column.kind, column.dtype)
                columns[column.name] = pd.Series([pd.NA] * len(table), index=table.index).astype(absent)
        extra = {name: table[name] for name in table.columns if name not in columns}
        return pd.DataFrame({**columns, **extra}, index=table.index)


def _cast_column(values: pd.Series, column: Column, where: str) -> pd.Series:
    try:
        if column.kind == "time" and (values.dtype == object or values.isna().all()):
            values = pd.to_datetime(values, utc=True)
        return values.astype(column.dtype)
    except (TypeError, ValueError) as error:
        raise TableError(
            f"{where}.{column.name}: cannot be read as {column.kind} ({error}); received dtype "
            f"{values.dtype}, first value {values.iloc[0]!r}; legal: {column.dtype}. Convert the column first."
        ) from error


def _refuse_missing(table: pd.DataFrame, schema: Schema) -> None:
    missing = [name for name in schema.required if name not in table.columns]
    if missing:
        raise TableError(
            f"{schema.name}: column(s) {missing} are missing; received {list(table.columns)}; "
            f"required: {schema.required}. Rename your columns or pass columns={{'{missing[0]}': 'your name'}}."
        )


def check(table: pd.DataFrame, schema: Schema) -> pd.DataFrame:
    """Return `table` unchanged when it fits `schema`.

    Parameters
    ----------
    table : pandas.DataFrame
        Any table that claims to be `schema.name`.
    schema : Schema
        One of the schemas of this module.

    Returns
    -------
    pandas.DataFrame
        The same object.

    Raises
    ------
    TableError
        When a required column is missing, a dtype differs, or the key is empty or repeated.

    Examples
    --------
    >>> from socialinsight.tables import MESSAGES
    >>> check(MESSAGES.empty(), MESSAGES).empty
    True
    >>> check(pd.DataFrame({"text": ["a"]}), MESSAGES)
    Traceback (most recent call last):
    ...
    socialinsight.tables.schema.TableError: messages: column(s) ['message_id', ...
    """
    if not isinstance(table, pd.DataFrame):
        raise TableError(
            f"{schema.name}: received {type(table).__name__}; legal: a pandas DataFrame. "
            "Use socialinsight.read(...) or build one with the columns " + ", ".join(schema.required) + "."
        )
    _refuse_missing(table, schema)
    for column in schema.columns:
        if column.name in table.columns and table[column.name].dtype != column.dtype:
            raise TableError(
                f"{schema.name}.{column.name}: dtype {table[column.name].dtype}; legal: {column.dtype}. "
                f"Call tables.{schema.name.upper()}.cast(table) to convert it."
            )
    if schema.key:
        _check_key(table, schema)
    return table


def _check_key(table: pd.DataFrame, schema: Schema) -> None:
    key = list(schema.key)
    if table[key].isna().any(axis=None):
        row = int(table[key].isna().any(axis=1).to_numpy().argmax())
        raise TableError(
            f"{schema.name}: key {key} is empty in row {row}; legal: a value in every row. Fill or drop that row."
        )
    repeated = table.duplicated(key)
    if repeated.any():
        first = table.loc[repeated, key].iloc[0].to_dict()
        raise TableError(
            f"{schema.name}: key {first} stands in more than one row ({int(repeated.sum())} repeated rows); "
            f"legal: one row a key. Drop repeats with table.drop_duplicates({key})."
        )


def schema(name: str, key: str, columns: str) -> Schema:
    """Read a schema from lines `name kind meaning`; a `?` after the kind marks an optional column."""
    rows = [line.split(maxsplit=2) for line in columns.strip().splitlines()]
    return Schema(
        name,
        tuple(key.split()),
        tuple(Column(name, kind.rstrip("?"), meaning, required=not kind.endswith("?")) for name, kind, meaning in rows),
    )


def times_of(keys: pd.Series, times: pd.Series) -> pd.Series:
    """Return the time of each key, NaT where `times`, indexed by distinct keys, has none.

    Series.map loses the dtype of times when no key is found.

    Examples
    --------
    >>> times_of(pd.Series(["b", "c"]), pd.Series(pd.to_datetime(["2026-01-01"], utc=True), ["b"])).isna().tolist()
    [False, True]
    """
    found = times.reindex(keys.astype(object).tolist())
    return pd.Series(pd.to_datetime(found.to_numpy(), utc=True), index=keys.index).astype(TIME)
