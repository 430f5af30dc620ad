"""The XLSX exit: one sheet a table, native numbers and dates, texts that no spreadsheet can run."""

from __future__ import annotations

import math
import re
from datetime import datetime
from pathlib import Path
from typing import Any

import pandas as pd

from socialinsight.charts.wording import Wording
from socialinsight.reports.cells import excerpt
from socialinsight.reports.report import Column, Quote, Report, Table
from socialinsight.reports.sheet import FORMATS, Sheet, harmless, looks_of

_NO_SHEET = re.compile(r"[\[\]:*?/\\']")
_DAY = 86_400


def write_workbook(report: Report, path: Path) -> Path:
    """Write the figures, every table and the quoted messages, a sheet each.

    Parameters
    ----------
    report : Report
        Result of `build`.
    path : Path
        The .xlsx file, replaced when it is there.

    Returns
    -------
    Path
        The file.
    """
    from xlsxwriter import Workbook

    from socialinsight.reports import report_wording

    say = report_wording(report.language)
    with Workbook(str(path), {"constant_memory": True, "strings_to_urls": False}) as book:
        book.set_properties({"created": datetime(1980, 1, 1)})
        looks = looks_of(book)
        taken: set[str] = set()

        def sheet(title: str) -> Sheet:
            return Sheet(book.add_worksheet(_sheet_name(title, taken)), looks)

        _figures(sheet(say("section.summary")), report, say)
        for table in report.tables():
            _table(sheet(table.title), table, report, say)
        _quotes(sheet(say("section.quotes")), report, say)
    return path


def _sheet_name(title: str, taken: set[str]) -> str:
    name = _NO_SHEET.sub(" ", title)[:31].strip()
    while name.casefold() in taken:
        name = f"{name[:28].strip()} {len(taken)}"
    taken.add(name.casefold())
    return name


def _native(value: Any, column: Column, say: Wording) -> Any:
    """Return the value as a spreadsheet holds it; None when it cannot be measured."""
    if value is None or (not isinstance(value, list | tuple) and pd.isna(value)):
        return None
    if column.kind in ("moment", "date"):
        return value.tz_localize(None).to_pydatetime() if value.year >= 1900 else value.isoformat()
    if column.kind == "term":
        return harmless(say.term(column.family, value)) if value != "" else None
    if column.kind in ("duration", "stage"):
        return float(value) / _DAY
    if column.kind in FORMATS:
        return float(value) if math.isfinite(float(value)) else None
    return harmless(value)


def _table(sheet: Sheet, table: Table, report: Report, say: Wording) -> None:
    titles, widths = [], []
    for column in table.columns:
        quoted = column.kind == "quotes"
        titles += [column.title, say("column.message_ids")] if quoted else [column.title]
        widths += [60, 24] if quoted else [16 if column.kind in FORMATS else 26]
    sheet.head(titles, widths)
    for row in table.frame[[column.name for column in table.columns]].itertuples(index=False, name=None):
        cells: list[tuple[Any, str]] = []
        for value, column in zip(row, table.columns):
            if column.kind == "quotes":
                shown = [report.quotes[str(one)] for one in value if str(one) in report.quotes]
                cells.append((harmless(_lines(shown)), "text"))
                cells.append((harmless(" ".join(str(one) for one in value if one)), "text"))
            else:
                cells.append((_native(value, column, say), column.kind))
        sheet.append(cells)
    if table.n_rows > len(table.frame):
        left = say("table.cut", shown=say.number(len(table.frame)), n=say.number(table.n_rows))
        sheet.append([(harmless(left), "text")])


def _lines(quotes: list[Quote]) -> str:
    return "\n".join(excerpt(quote.text, 300) for quote in quotes)


def _figures(sheet: Sheet, report: Report, say: Wording) -> None:
    names = ("figure", "value", "n", "low", "high", "previous", "previous_n")
    sheet.head([say(f"column.{name}") for name in names], [44, 16, 12, 12, 12, 16, 12])
    kinds = {"share": "share", "seconds": "duration", "count": "count", "score": "number"}
    row: Any
    for row in report.figures.itertuples():
        column = Column("value", "", kinds.get(row.unit, "number"))
        values = [_native(getattr(row, name), column, say) for name in ("value", "low", "high", "previous")]
        value, low, high, previous = ((one, column.kind) for one in values)
        title = (harmless(say(f"metric.{row.metric}")), "text")
        sheet.append([title, value, (int(row.n), "count"), low, high, previous, (int(row.previous_n), "count")])


def _quotes(sheet: Sheet, report: Report, say: Wording) -> None:
    names = ("message_id", "sent_at", "author_id", "author_role", "channel", "message")
    sheet.head([say(f"column.{name}") for name in names], [30, 18, 16, 16, 14, 100])
    for quote in report.quotes.values():
        at = _native(quote.sent_at, Column("sent_at", "", "moment"), say)
        texts = [(harmless(one), "text") for one in (quote.author, quote.role, quote.channel, quote.text)]
        sheet.append([(harmless(quote.message_id), "text"), (at, "moment"), *texts])
