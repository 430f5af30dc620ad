"""The XLSX exit: one sheet a table, native numbers and dates, texts that no spreadsheet can run."""

from __future__ import annotations

import math
import re
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pandas as pd

from socialinsight.charts.wording import Wording
from socialinsight.reports.cells import excerpt
from socialinsight.reports.report import Column, Quote, Report, Table

if TYPE_CHECKING:
    from openpyxl.worksheet._write_only import WriteOnlyWorksheet

LONGEST_CELL = 32_767
_STARTS = tuple("=+-@\t\r\n＝＋－＠")
_ILLEGAL = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff\ud800-\udfff]")
_NO_SHEET = re.compile(r"[\[\]:*?/\\']")
_FORMATS = {
    "share": "0.0%",
    "change": "+0%;-0%;0%",
    "number": "0.00",
    "decimal": "0.0",
    "signed": "+0.00;-0.00;0.00",
    "times": "0.0",
    "count": "#,##0",
    "days": "0",
    "duration": "[h]:mm",
    "stage": "[h]:mm",
    "moment": "yyyy-mm-dd hh:mm",
    "date": "yyyy-mm-dd",
}
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
    from openpyxl import Workbook

    from socialinsight.reports import report_wording

    say = report_wording(report.language)
    book = Workbook(write_only=True)
    taken: set[str] = set()
    _figures(book.create_sheet(_sheet_name(say("section.summary"), taken)), report, say)
    for table in report.tables():
        _table(book.create_sheet(_sheet_name(table.title, taken)), table, report, say)
    _quotes(book.create_sheet(_sheet_name(say("section.quotes"), taken)), report, say)
    book.save(path)
    return path


def harmless(text: object) -> str:
    """Return text as a cell may hold it: no formula, no illegal character, no more than 32,767 characters.

    A text that a spreadsheet would run gets an apostrophe in front, which survives a later export to CSV.

    Examples
    --------
    >>> harmless('=HYPERLINK("http://x")')
    '\\'=HYPERLINK("http://x")'
    >>> harmless("-1+1"), harmless("  @SUM(A1)"), harmless("Zengő\\x00 Net")
    ("'-1+1", "'  @SUM(A1)", 'Zengő Net')
    """
    clean = _ILLEGAL.sub("", str(text))
    if clean.startswith(_STARTS) or clean.lstrip().startswith(_STARTS):
        clean = "'" + clean
    return clean[:LONGEST_CELL]


def _sheet_name(title: str, taken: set[str]) -> str:
    name = _NO_SHEET.sub(" ", title)[:31].strip()
    while name.casefold() in taken:
        name = f"{name[:28].strip()} {len(taken)}"
    taken.add(name.casefold())
    return name


def _head(sheet: WriteOnlyWorksheet, titles: list[str], widths: list[int]) -> None:
    from openpyxl.cell import WriteOnlyCell
    from openpyxl.styles import Alignment, Font, PatternFill
    from openpyxl.utils import get_column_letter

    for place, width in enumerate(widths, start=1):
        sheet.column_dimensions[get_column_letter(place)].width = width
    sheet.freeze_panes = "A2"
    row = []
    for title in titles:
        cell = WriteOnlyCell(sheet, harmless(title))
        cell.font = Font(bold=True, color="FFFFFF")
        cell.fill = PatternFill("solid", fgColor="0E5A6B")
        cell.alignment = Alignment(wrap_text=True, vertical="center")
        row.append(cell)
    sheet.append(row)


def _cell(sheet: WriteOnlyWorksheet, value: Any, kind: str) -> Any:
    from openpyxl.cell import WriteOnlyCell

    if value is None or (kind not in _FORMATS and isinstance(value, str) and not value.startswith("'")):
        return value
    cell = WriteOnlyCell(sheet, value)
    if isinstance(value, str):
        cell.data_type = "s"
        cell.quotePrefix = True
    else:
        cell.number_format = _FORMATS.get(kind, "General")
    return cell


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
    if column.kind in _FORMATS:
        return float(value) if math.isfinite(float(value)) else None
    return harmless(value)


def _table(sheet: WriteOnlyWorksheet, table: Table, report: Report, say: Wording) -> None:
    titles, widths = [], []
    for column in table.columns:
        quoted = column.kind == "quotes"
        titles += [column.title, say("column.message_ids")] if quoted else [column.title]
        widths += [60, 24] if quoted else [16 if column.kind in _FORMATS else 26]
    _head(sheet, titles, widths)
    for row in table.frame[[column.name for column in table.columns]].itertuples(index=False, name=None):
        cells = []
        for value, column in zip(row, table.columns):
            if column.kind == "quotes":
                shown = [report.quotes[str(one)] for one in value if str(one) in report.quotes]
                cells.append(_cell(sheet, harmless(_lines(shown)), "text"))
                cells.append(_cell(sheet, harmless(" ".join(str(one) for one in value if one)), "text"))
            else:
                cells.append(_cell(sheet, _native(value, column, say), column.kind))
        sheet.append(cells)
    if table.n_rows > len(table.frame):
        left = say("table.cut", shown=say.number(len(table.frame)), n=say.number(table.n_rows))
        sheet.append([_cell(sheet, harmless(left), "text")])


def _lines(quotes: list[Quote]) -> str:
    return "\n".join(excerpt(quote.text, 300) for quote in quotes)


def _figures(sheet: WriteOnlyWorksheet, report: Report, say: Wording) -> None:
    names = ("figure", "value", "n", "low", "high", "previous", "previous_n")
    _head(sheet, [say(f"column.{name}") for name in names], [44, 16, 12, 12, 12, 16, 12])
    kinds = {"share": "share", "seconds": "duration", "count": "count", "score": "number"}
    row: Any
    for row in report.figures.itertuples():
        column = Column("value", "", kinds.get(row.unit, "number"))
        values = [_native(getattr(row, name), column, say) for name in ("value", "low", "high", "previous")]
        value, low, high, previous = (_cell(sheet, one, column.kind) for one in values)
        title = _cell(sheet, harmless(say(f"metric.{row.metric}")), "text")
        n, before = (_cell(sheet, int(one), "count") for one in (row.n, row.previous_n))
        sheet.append([title, value, n, low, high, previous, before])


def _quotes(sheet: WriteOnlyWorksheet, report: Report, say: Wording) -> None:
    names = ("message_id", "sent_at", "author_id", "author_role", "channel", "message")
    _head(sheet, [say(f"column.{name}") for name in names], [30, 18, 16, 16, 14, 100])
    for quote in report.quotes.values():
        at = _cell(sheet, _native(quote.sent_at, Column("sent_at", "", "moment"), say), "moment")
        texts = [_cell(sheet, harmless(one), "text") for one in (quote.author, quote.role, quote.channel, quote.text)]
        sheet.append([_cell(sheet, harmless(quote.message_id), "text"), at, *texts])
