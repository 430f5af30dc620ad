"""The XLSX and JSON exits: nothing runs, nothing is lost, NaN is empty."""

import csv
import io
import json
from pathlib import Path

import openpyxl
import pandas as pd
import pytest

from socialinsight.reports import build, report_wording
from socialinsight.reports.records import SCHEMA_VERSION, json_text, records
from socialinsight.reports.sheet import LONGEST_CELL, harmless
from socialinsight.reports.workbook import write_workbook
from tests.reports.toy import HOSTILE, toy

REPORT = build(toy(), language="hu")
DANGEROUS = ("=", "+", "-", "@", "\t", "\r")


@pytest.fixture(scope="module")
def book(tmp_path_factory: pytest.TempPathFactory) -> openpyxl.Workbook:
    path = write_workbook(REPORT, tmp_path_factory.mktemp("xlsx") / "report.xlsx")
    return openpyxl.load_workbook(path)


def texts(book: openpyxl.Workbook) -> list[str]:
    cells = [cell for sheet in book for row in sheet.iter_rows() for cell in row]
    assert not [cell for cell in cells if cell.data_type == "f"]
    return [cell.value for cell in cells if isinstance(cell.value, str)]


def test_no_cell_is_a_formula_or_would_become_one_in_csv(book: openpyxl.Workbook) -> None:
    found = texts(book)
    assert any(text.startswith("'=HYPERLINK") for text in found)
    file = io.StringIO()
    csv.writer(file).writerows([text] for text in found)
    file.seek(0)
    assert not [row for row in csv.reader(file) if row and row[0].startswith(DANGEROUS)]


@pytest.mark.parametrize("text", [*HOSTILE, " =1+1", "\n=1+1", "＝1+1", "\x00=1+1", "\ufeffszia"])
def test_harmless_text_never_begins_like_a_formula(text: str) -> None:
    shown = harmless(text)
    assert not shown.lstrip().startswith((*DANGEROUS, "＝"))
    assert not any(ord(c) < 32 and c not in "\t\r\n" for c in shown)


def test_cells_end_at_the_limit() -> None:
    assert len(harmless("=" * 50_000)) == LONGEST_CELL


def test_every_table_has_a_sheet_and_its_rows(book: openpyxl.Workbook) -> None:
    assert len(book.sheetnames) == len(REPORT.tables()) + 2
    for sheet, table in zip(book.worksheets[1:], REPORT.tables()):
        assert sheet.max_row == len(table.frame) + 1


def test_figures_are_numbers_and_what_cannot_be_measured_is_empty(book: openpyxl.Workbook) -> None:
    say = report_wording("hu")
    rows = {row[0]: row for row in book.worksheets[0].iter_rows(min_row=2, values_only=True)}
    assert rows[say("metric.complaint_share")][1] == pytest.approx(298 / 934)
    assert rows[say("metric.first_response_median")][1].total_seconds() == pytest.approx(12_000, abs=1)
    assert rows[say("metric.rating")][1] is None


def test_json_is_strict_and_holds_the_same_tables() -> None:
    def refuse(constant: str) -> None:
        raise AssertionError(f"{constant} is no JSON")

    content = json.loads(json_text(REPORT), parse_constant=refuse)
    assert content["schema_version"] == SCHEMA_VERSION
    assert {name: len(table["records"]) for name, table in content["tables"].items()} == {
        table.key: len(table.frame) for table in REPORT.tables()
    }
    rating = next(row for row in content["figures"] if row["metric"] == "rating")
    assert rating["value"] is None and rating["n"] == 0
    asked = content["tables"]["waiting"]["records"][0]["asked_at"]
    assert pd.Timestamp(asked).tzinfo is not None
    assert len(content["quotes"]) == len(REPORT.quotes)


def test_missing_values_are_null() -> None:
    frame = pd.DataFrame({"a": pd.array([1, None], "Int64"), "b": [pd.NaT, pd.Timestamp("2026-01-01")]})
    assert records(frame) == [{"a": 1, "b": None}, {"a": None, "b": "2026-01-01T00:00:00"}]


def test_exports_hold_no_author_id(tmp_path: Path) -> None:
    authors = [one for one in REPORT.tables() if one.key == "churn"][0].frame["author_id"]
    assert len(authors) and not authors.str.match(r"u\d+$").any()
    assert '"u1"' not in json_text(REPORT)
