"""The HTML exit: one self-contained page without scripts or requests."""

from __future__ import annotations

from functools import lru_cache
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pandas as pd

from socialinsight.reports.cells import cell, is_figure
from socialinsight.reports.definitions import definition_of
from socialinsight.reports.episodes import STAGES
from socialinsight.reports.report import Column, Figure, Report, Table
from socialinsight.reports.svg import svg

if TYPE_CHECKING:
    from jinja2 import Environment

TEMPLATES = Path(__file__).with_name("templates")
NARROW = 7
"""Columns up to which quotes stand in a column of their own; in wider tables, or where two columns quote, below their
row."""


@lru_cache(maxsize=1)
def _environment() -> Environment:
    from jinja2 import Environment, FileSystemLoader, StrictUndefined

    loader = FileSystemLoader(TEMPLATES, encoding="utf-8")
    return Environment(loader=loader, autoescape=True, undefined=StrictUndefined, trim_blocks=True, lstrip_blocks=True)


def html(report: Report) -> str:
    """Return the page of a report.

    Parameters
    ----------
    report : Report
        Result of `build`.

    Returns
    -------
    str
        An HTML document; all data in it are escaped, charts are SVG elements, no script runs in it.
    """
    from markupsafe import Markup

    from socialinsight.reports import report_wording

    say = report_wording(report.language)

    def draw(figure: Figure) -> Markup:
        return Markup(svg(figure, language=report.language))

    def rows(table: Table) -> list[list[Any]]:
        seen = [column for column in table.columns if column.seen]
        names = [column.name for column in seen]
        return [
            [cell(value, column, say, report.quotes) for value, column in zip(row, seen)]
            for row in table.top[names].itertuples(index=False, name=None)
        ]

    def meaning(table: Table, column: Column) -> str:
        key = definition_of(column.name, table.key)
        return say(f"definition.{key}") if key else ""

    def split_quotes(seen: list[Column]) -> list[Column]:
        said = [column for column in seen if column.kind == "quotes"]
        return said if len(seen) > NARROW or len(said) > 1 else []

    style = Markup((TEMPLATES / "report.css").read_text(encoding="utf-8"))
    return (
        _environment()
        .get_template("report.html")
        .render(
            report=report,
            say=say,
            draw=draw,
            rows=rows,
            style=style,
            is_figure=is_figure,
            meaning=meaning,
            split_quotes=split_quotes,
            first_day=first_day,
            episodes=_episodes(report),
        )
    )


def first_day(start: pd.Timestamp) -> pd.Timestamp:
    """Return a moment of the first day of a period that begins after `start`.

    A period begins where the day before it ends, an hour earlier when the clocks were changed within it.

    Examples
    --------
    >>> first_day(pd.Timestamp("2026-03-01 22:59:59", tz="Europe/Budapest")).date()
    datetime.date(2026, 3, 1)
    >>> first_day(pd.Timestamp("2026-03-01 22:59:59.999999", tz="Europe/Budapest")).date()
    datetime.date(2026, 3, 2)
    """
    return start + pd.Timedelta(hours=1, microseconds=1)


def _episodes(report: Report) -> list[dict[str, Any]]:
    """Return the cells of each shown episode by column name, and its stages in order."""
    from socialinsight.reports import report_wording

    say = report_wording(report.language)
    table = next((table for table in report.tables() if table.layout == "episodes"), None)
    if table is None:
        return []
    columns: dict[str, Column] = {column.name: column for column in table.columns}
    result = []
    for row in table.top.to_dict("records"):
        cells = {name: cell(row[name], column, say, report.quotes) for name, column in columns.items()}
        steps = []
        for stage in STAGES:
            done = cells[f"{stage}_seconds"]
            absent = say("stage.never") if row["is_over"] else say("stage.not_yet")
            reached = done.style != "none"
            links = cells[f"{stage}_ids"].links
            steps.append(
                {
                    "name": say(f"stage.{stage}"),
                    "text": say("stage.after", wait=done.text) if reached else absent,
                    "reached": reached,
                    "anchor": links[0].anchor if links and reached else "",
                }
            )
        result.append({"cells": cells, "steps": steps, "is_over": row["is_over"], "titles": columns})
    return result
