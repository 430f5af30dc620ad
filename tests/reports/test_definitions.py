"""Every figure of the report has its definition in the appendix.

The rule: cards, and columns of shares, durations, scores, changes and the like, need one. A count needs none where its
heading says what is counted.
"""

import csv
from pathlib import Path

import pytest

from socialinsight import reports
from socialinsight.reports import build, report_wording
from socialinsight.reports.cards import FIRST_PAGE
from socialinsight.reports.cells import is_figure
from socialinsight.reports.definitions import DEFINED, definition_of
from socialinsight.reports.page import html
from tests.reports.toy import toy

REPORTS = [build(toy(n), language="en") for n in (0, 900)]
with Path(reports.__file__).with_name("defined_figures.csv").open(encoding="utf-8") as _file:
    ROWS = [(row["figure"], row["definition"]) for row in csv.DictReader(_file)]


def test_every_figure_of_a_table_has_a_definition() -> None:
    bare = {
        f"{table.key}.{column.name}: {column.kind}, headed {column.title!r}"
        for report in REPORTS
        for table in report.tables()
        for column in table.columns
        if column.seen and is_figure(column) and column.kind != "count" and not definition_of(column.name, table.key)
    }
    assert not bare, "add them to reports/defined_figures.csv and, when new, to definitions.py and reports/locale"


def test_every_card_has_a_definition() -> None:
    cards = [card.key for report in REPORTS for section in report.sections for card in section.cards]
    assert cards and not [key for key in cards if not definition_of(f"card.{key}")]


def test_no_definition_is_unknown_or_named_twice() -> None:
    assert {key for _, key in ROWS} <= set(DEFINED)
    assert len({figure for figure, _ in ROWS}) == len(ROWS)
    assert len(set(DEFINED)) == len(DEFINED)


def test_every_row_names_a_figure_of_the_report() -> None:
    known = {f"card.{card.key}" for report in REPORTS for section in report.sections for card in section.cards}
    known |= {f"card.{name}" for name in FIRST_PAGE}
    for report in REPORTS:
        for table in report.tables():
            known |= {column.name for column in table.columns}
            known |= {f"{table.key}.{column.name}" for column in table.columns}
    assert not [figure for figure, _ in ROWS if figure not in known]


@pytest.mark.parametrize("language", ["hu", "ru", "en"])
def test_headings_and_appendix_say_the_same(language: str) -> None:
    page = html(build(toy(60), language=language))
    say = report_wording(language)
    assert f'<th scope="col" title="{say("definition.mean_sentiment")}"' in page
    assert f"<dd>{say('definition.mean_sentiment')}</dd>" in page
