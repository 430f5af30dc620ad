"""Sheets of a workbook: texts that no spreadsheet can run, numbers and dates in their formats."""

from __future__ import annotations

import re
from collections.abc import Iterable
from datetime import datetime
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from xlsxwriter import Workbook
    from xlsxwriter.format import Format
    from xlsxwriter.worksheet import Worksheet

LONGEST_CELL = 32_767
_STARTS = tuple("=+-@\t\r\n＝＋－＠")
_ILLEGAL = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff\ud800-\udfff]")
FORMATS = {
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


def looks_of(book: Workbook) -> dict[str, Format]:
    """Return the formats of cells by the kind of their column, and those of heads and of texts with an apostrophe."""
    looks = {kind: book.add_format({"num_format": form}) for kind, form in FORMATS.items()}
    head = {"bold": True, "font_color": "FFFFFF", "bg_color": "0E5A6B", "text_wrap": True, "valign": "vcenter"}
    return {**looks, "head": book.add_format(head), "quoted": book.add_format({"quote_prefix": True})}


class Sheet:
    """One sheet, written row by row."""

    def __init__(self, sheet: Worksheet, looks: dict[str, Format]) -> None:
        self.sheet, self.looks = sheet, looks
        self.row = 0

    def head(self, titles: list[str], widths: list[int]) -> None:
        """Write the titles of the columns, and set their widths in characters."""
        for place, width in enumerate(widths):
            self.sheet.set_column(place, place, width)
        self.sheet.freeze_panes(1, 0)
        for place, title in enumerate(titles):
            self.sheet.write_string(0, place, harmless(title), self.looks["head"])
        self.row = 1

    def append(self, cells: Iterable[tuple[Any, str]]) -> None:
        """Write the next row: values with the kinds of their columns; None leaves a cell empty."""
        for place, (value, kind) in enumerate(cells):
            if value is None:
                continue
            if isinstance(value, str):
                self.sheet.write_string(self.row, place, value, self.looks["quoted"] if value[:1] == "'" else None)
            elif isinstance(value, datetime):
                self.sheet.write_datetime(self.row, place, value, self.looks[kind])
            else:
                self.sheet.write_number(self.row, place, value, self.looks[kind])
        self.row += 1
