"""XLSX sheets to tables of strings; formulas are read as text, never evaluated."""

from __future__ import annotations

import zipfile
from collections.abc import Iterator
from datetime import date, datetime
from itertools import repeat
from pathlib import Path
from typing import Any

import pandas as pd

from socialinsight.readers.account import ReadError
from socialinsight.readers.columns import n_known
from socialinsight.readers.delimited import Failures, unique_names
from socialinsight.readers.records import chunked
from socialinsight.tables import STRING


def sheet_blocks(path: Path, size: int) -> Iterator[tuple[pd.DataFrame, Failures]]:
    """Yield (table of strings indexed by record number, failed rows) from the sheet whose header we know best.

    A cell with a formula gives the value that the spreadsheet program saved for it, or the formula as text when
    none was saved. Blank rows are no records.

    Raises
    ------
    ReadError
        When the file is no XLSX workbook or has no header.
    """
    import openpyxl

    try:
        formulas = openpyxl.load_workbook(path, read_only=True, data_only=False)
        saved = openpyxl.load_workbook(path, read_only=True, data_only=True) if _has_formula(path) else None
        name, header = _best_sheet(formulas)
        rows = formulas[name].iter_rows(values_only=True)
        values = saved[name].iter_rows(values_only=True) if saved else repeat(None)
        yield from _blocks(rows, values, header, size)
    except ReadError:
        raise
    except Exception as error:
        raise ReadError(
            f"{path.name}: cannot be read as an XLSX workbook ({str(error)[:120]}); legal: .xlsx. Save it again as "
            "XLSX or CSV."
        ) from error


def _has_formula(path: Path) -> bool:
    with zipfile.ZipFile(path) as archive:
        for name in archive.namelist():
            if name.startswith("xl/worksheets/"):
                with archive.open(name) as sheet:
                    kept = b""
                    while block := sheet.read(1 << 20):
                        if b"<f>" in kept + block or b"<f " in kept + block:
                            return True
                        kept = block[-3:]
    return False


def _best_sheet(book: Any) -> tuple[str, list[str]]:
    headers: dict[str, list[str]] = {}
    for sheet in book.worksheets:
        row = next((row for row in sheet.iter_rows(values_only=True) if any(v is not None for v in row)), ())
        headers[sheet.title] = [_written(value) or "" for value in row]
    name = max(headers, key=lambda title: (n_known(headers[title]), len(headers[title])), default="")
    if not headers.get(name):
        raise ReadError(f"workbook: no sheet has a header; received sheets {list(headers)}. Put names in row 1.")
    return name, unique_names(headers[name])


def _blocks(rows: Any, values: Any, header: list[str], size: int) -> Iterator[tuple[pd.DataFrame, Failures]]:
    pairs = ((row, value) for row, value in zip(rows, values) if any(cell is not None for cell in row))
    next(pairs, None)
    cells = ([_cell(*pair) for pair in zip(row, value or row)] for row, value in pairs)
    first = 1
    for chunk in chunked(cells, size):
        padded = [row[: len(header)] + [None] * (len(header) - len(row)) for row in chunk]
        index = pd.RangeIndex(first, first + len(chunk), name="row")
        yield pd.DataFrame(padded, columns=header, index=index).astype(STRING), []
        first += len(chunk)
    if first == 1:
        yield pd.DataFrame({name: pd.Series(dtype=STRING) for name in header}), []


def _cell(written: Any, saved: Any) -> str | None:
    formula = getattr(written, "text", written)
    if isinstance(formula, str) and formula.startswith("=") and saved is not None:
        formula = saved
    return _written(formula)


def _written(value: Any) -> str | None:
    if value is None:
        return None
    if isinstance(value, datetime | date):
        return value.isoformat()
    if isinstance(value, float) and value.is_integer():
        return str(int(value))
    return getattr(value, "text", None) or str(value)
