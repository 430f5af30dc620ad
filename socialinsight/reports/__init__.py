"""The report room: an analysis as a report that management can read, in HTML, XLSX and JSON."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from socialinsight.charts.wording import Wording, wording
from socialinsight.parallel import map_parts, n_workers
from socialinsight.reports import (
    assumptions,
    attention,
    clients,
    community,
    conduct,
    contentment,
    deadlines,
    departments,
    direction,
    episodes,
    handled,
    leaving,
    moderated,
    recurring,
    responses,
    rivals,
    rounds,
    scored,
    staffing,
    wordings,
)
from socialinsight.reports.cards import cards
from socialinsight.reports.definitions import definitions
from socialinsight.reports.findings import findings
from socialinsight.reports.quotes import quotes
from socialinsight.reports.report import Report, Section
from socialinsight.reports.view import View

if TYPE_CHECKING:
    from socialinsight.result import Analysis

LOCALE = Path(__file__).with_name("locale")
SECTIONS = (
    attention,
    contentment,
    recurring,
    departments,
    direction,
    rivals,
    leaving,
    clients,
    episodes,
    responses,
    deadlines,
    staffing,
    rounds,
    handled,
    conduct,
    scored,
    wordings,
    moderated,
    community,
    assumptions,
)


def report_wording(language: str) -> Wording:
    """Return the wording of reports in a language.

    Examples
    --------
    >>> report_wording("en")("section.churn")
    'Customers about to leave'
    """
    return wording(language, LOCALE)


def build(analysis: Analysis, *, language: str) -> Report:
    """Return the report of an analysis; nothing is written.

    Parameters
    ----------
    analysis : Analysis
        Result of `socialinsight.analyze`.
    language : {"hu", "ru", "en"}
        Language of the report.

    Returns
    -------
    Report
        Findings, sections with cards, charts and tables, definitions, and the quoted messages, masked.

    Raises
    ------
    ValueError
        When there is no such report language.
    """
    say = report_wording(language)
    view = View(analysis, say)
    first = Section("summary", say("section.summary"), "", cards=cards(analysis.summary, say))
    sections = (first, *(room.section(view) for room in SECTIONS))
    wanted = [one for section in sections for table in section.tables for one in table.quoted_ids()]
    current, previous = (
        (period.start.tz_convert(analysis.zone), period.end.tz_convert(analysis.zone))
        for period in (analysis.current, analysis.previous)
    )
    return Report(
        language=language,
        title=say("report.title"),
        firm=", ".join(analysis.settings.names[:1]),
        zone=analysis.zone,
        as_of=analysis.as_of.tz_convert(analysis.zone),
        current=current,
        previous=previous,
        facts=_facts(view),
        figures=analysis.summary,
        findings=findings(view),
        sections=sections,
        definitions=definitions(say),
        quotes=quotes(view, wanted),
    )


def write(analysis: Analysis, folder: Path, *, language: str) -> Path:
    """Write report.html, report.xlsx and report.json into a folder.

    Parameters
    ----------
    analysis : Analysis
        Result of `socialinsight.analyze`.
    folder : Path
        Made when it is not there; files of these names in it are replaced.
    language : {"hu", "ru", "en"}
        Language of the report.

    Returns
    -------
    Path
        The HTML file.

    Raises
    ------
    ValueError
        When there is no such report language.
    """
    report = build(analysis, language=language)
    folder = Path(folder)
    folder.mkdir(parents=True, exist_ok=True)
    exits = [(name, report, folder) for name in ("report.html", "report.xlsx", "report.json")]
    map_parts(_write_exit, exits, workers=n_workers(len(analysis.messages)))
    return folder / "report.html"


def _write_exit(part: tuple[str, Report, Path]) -> None:
    """Write one of the three files."""
    name, report, folder = part
    path = folder / name
    if name.endswith(".xlsx"):
        from socialinsight.reports.workbook import write_workbook

        write_workbook(report, path)
    elif name.endswith(".json"):
        from socialinsight.reports.records import json_text

        path.write_text(json_text(report), encoding="utf-8", errors="replace")
    else:
        from socialinsight.reports.page import html

        path.write_text(html(report), encoding="utf-8", errors="replace")


def _facts(view: View) -> tuple[tuple[str, str], ...]:
    """Return what stands below the title: how much was read, from where, in which languages."""
    say, messages, signals = view.say, view.analysis.messages, view.analysis.signals
    langs = signals["lang"].value_counts()
    channels = messages["channel"].dropna().unique()[:6]
    return (
        (say("fact.messages"), say.number(len(messages))),
        (say("fact.authors"), say.number(messages["author_id"].nunique())),
        (say("fact.conversations"), say.number(len(view.analysis.conversations))),
        (say("fact.channels"), ", ".join(say.term("channel", one) for one in channels) or "–"),
        (say("fact.languages"), ", ".join(say.term("lang", one) for one in langs.index) or "–"),
    )
