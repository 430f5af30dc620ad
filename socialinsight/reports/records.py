"""The JSON exit: the tables of the report as records with codes instead of words and ISO times."""

from __future__ import annotations

import json
import math
from collections.abc import Mapping
from typing import Any

import pandas as pd

from socialinsight.reports.report import Quote, Report, Table

SCHEMA_VERSION = 1


def json_text(report: Report) -> str:
    """Return the report as JSON; a value that cannot be measured is null.

    Parameters
    ----------
    report : Report
        Result of `build`.

    Returns
    -------
    str
        An object with schema_version, language, as_of, time_zone, current, previous, figures, tables, quotes; a line
        each, and one for each table.
    """
    tables = {table.key: _table(table) for table in report.tables()}
    content = {
        "schema_version": SCHEMA_VERSION,
        "language": report.language,
        "as_of": report.as_of.isoformat(),
        "time_zone": report.zone,
        "current": [at.isoformat() for at in report.current],
        "previous": [at.isoformat() for at in report.previous],
        "findings": [{"text": found.text, "section": found.section} for found in report.findings],
        "figures": records(report.figures),
        "quotes": [_quote(quote) for quote in report.quotes.values()],
    }
    return _object({**_lines(content), "tables": _object(_lines(tables))})


def _lines(values: Mapping[str, Any]) -> dict[str, str]:
    return {name: _line(value) for name, value in values.items()}


def _line(value: Any) -> str:
    return json.dumps(value, ensure_ascii=False, allow_nan=False)


def _object(lines: Mapping[str, str]) -> str:
    """Return an object of values that are JSON already, a line each."""
    return "{\n" + ",\n".join(f"{json.dumps(name)}: {line}" for name, line in lines.items()) + "\n}"


def records(frame: pd.DataFrame) -> list[dict[str, Any]]:
    """Return the rows of a table as plain values.

    Examples
    --------
    >>> records(pd.DataFrame({"n": [1], "share": [float("nan")], "at": [pd.Timestamp("2026-03-31", tz="UTC")]}))
    [{'n': 1, 'share': None, 'at': '2026-03-31T00:00:00+00:00'}]
    """
    names = [str(name) for name in frame.columns]
    values = [frame[name].astype(object).tolist() for name in frame.columns]
    return [dict(zip(names, map(_value, row))) for row in zip(*values)]


def _table(table: Table) -> dict[str, Any]:
    return {
        "title": table.title,
        "columns": {column.name: column.title for column in table.columns},
        "n_rows": table.n_rows,
        "records": records(table.frame),
    }


def _quote(quote: Quote) -> dict[str, Any]:
    names = ("message_id", "author", "role", "channel", "lang", "text", "is_cut")
    return {name: getattr(quote, name) for name in names} | {"sent_at": quote.sent_at.isoformat()}


def _value(value: Any) -> Any:
    if isinstance(value, list | tuple):
        return [_value(item) for item in value]
    if hasattr(value, "tolist"):
        return _value(value.tolist())
    if value is None or value is pd.NA or value is pd.NaT:
        return None
    if isinstance(value, pd.Timestamp):
        return value.isoformat()
    if isinstance(value, float):
        return value if math.isfinite(value) else None
    return value if isinstance(value, bool | int) else str(value)
