"""A digest per department: the findings that concern it, as an HTML fragment and a CSV file ready to forward."""

from __future__ import annotations

import csv
import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pandas as pd

from socialinsight.reports.cells import excerpt
from socialinsight.reports.departments import department_title, routed_messages, tone
from socialinsight.reports.digest_items import FINDS, SHOWN, Item, Places
from socialinsight.reports.quotes import MOST, quotes
from socialinsight.reports.view import View
from socialinsight.text.normalize import fold_accents

if TYPE_CHECKING:
    from socialinsight.reports.report import Quote
    from socialinsight.result import Analysis

LONGEST_QUOTE = 300
_UNSAFE = re.compile(r"[^a-z0-9]+")


@dataclass(frozen=True, eq=False)
class Digest:
    """What concerns one department."""

    department: str
    name: str
    figures: tuple[tuple[str, str], ...]
    items: tuple[Item, ...]
    quotes: dict[str, Quote]

    def kinds(self) -> list[tuple[str, list[Item]]]:
        """Return the items by kind, in the order in which they stand."""
        found: dict[str, list[Item]] = {}
        for item in self.items:
            found.setdefault(item.kind, []).append(item)
        return list(found.items())


def digests(analysis: Analysis, *, language: str) -> list[Digest]:
    """Return the digests of an analysis; nothing is written.

    A finding goes to the department of its message; a promise to that of the message it answers, else of its
    conversation. Findings whose message is routed nowhere stand in a digest of their own. Issues and new moderation
    advice, churn statements, anger and closed doors are those of the current period; unanswered messages and promises
    that are open, late or broken those of both periods.

    Parameters
    ----------
    analysis : Analysis
        Result of `socialinsight.analyze`.
    language : {"hu", "ru", "en"}
        Language of the digests.

    Returns
    -------
    list of Digest
        By department, those with most findings first, "not routed" last. Texts are masked, authors pseudonymised.

    Raises
    ------
    ValueError
        When there is no such language.
    """
    from socialinsight.reports import report_wording

    view = View(analysis, report_wording(language))
    table = routed_messages(view)
    place = Places(view, table)
    found: dict[str, list[Item]] = {}
    for find in FINDS:
        for department, item in find(view, place):
            found.setdefault(department, []).append(item)
    for department in table["department"].unique():
        if department:
            found.setdefault(str(department), [])
    ordered = sorted(found, key=lambda name: (not name, -len(found[name]), name))
    return [_digest(view, name, found[name], table[table["department"] == name]) for name in ordered]


def write_digests(analysis: Analysis, folder: Path, *, language: str) -> list[Path]:
    """Write digest-DEPARTMENT.html and digest-DEPARTMENT.csv of every department into a folder.

    Parameters
    ----------
    analysis : Analysis
        Result of `socialinsight.analyze`.
    folder : Path
        Made when it is not there; files of these names in it are replaced.
    language : {"hu", "ru", "en"}
        Language of the digests.

    Returns
    -------
    list of Path
        The files. The HTML is a fragment without scripts, links and requests, all data in it escaped; no cell of the
        CSV begins with a sign that a spreadsheet would run.
    """
    from socialinsight.reports import report_wording

    say = report_wording(language)
    folder = Path(folder)
    folder.mkdir(parents=True, exist_ok=True)
    paths: list[Path] = []
    taken: set[str] = set()
    for one in digests(analysis, language=language):
        name = _file_name(one.department, taken)
        page, table = folder / f"{name}.html", folder / f"{name}.csv"
        page.write_text(html(one, analysis, language), encoding="utf-8", errors="replace")
        with table.open("w", encoding="utf-8-sig", errors="replace", newline="") as file:
            csv.writer(file).writerows(_rows(one, say))
        paths += [page, table]
    return paths


def html(digest: Digest, analysis: Analysis, language: str) -> str:
    """Return the HTML fragment of a digest, to stand in a mail or an intranet page."""
    from socialinsight.reports import report_wording
    from socialinsight.reports.page import _environment

    say = report_wording(language)
    local = analysis.current.start.tz_convert(analysis.zone), analysis.current.end.tz_convert(analysis.zone)
    template = _environment().get_template("digest.html")
    firm = ", ".join(analysis.settings.names[:1])
    return template.render(digest=digest, say=say, period=local, shown=SHOWN, firm=firm, quoted=quoted)


def _digest(view: View, name: str, items: list[Item], part: pd.DataFrame) -> Digest:
    analysis, say = view.analysis, view.say
    now, before = (part[period.holds(part["sent_at"])] for period in (analysis.current, analysis.previous))
    value, n, low, high = tone(now["sentiment"])
    written = say.number(value, 2, sign=True)
    if n:
        written += f" ({say.number(low, 2, sign=True)} … {say.number(high, 2, sign=True)}; n = {say.number(n)})"
    figures = (
        (say("digest.messages"), f"{say.number(len(now))} ({say('digest.before', n=say.number(len(before)))})"),
        (say("digest.complaints"), say.number(float((now["complaint"] >= 0.5).sum()))),
        (say("digest.tone"), written),
        (say("digest.tone_before"), say.number(tone(before["sentiment"])[0], 2, sign=True)),
    )
    wanted = list(dict.fromkeys(one for item in items for one in item.message_ids))
    shown: dict[str, Quote] = {}
    for start in range(0, len(wanted), MOST):
        shown |= quotes(view, wanted[start : start + MOST])
    return Digest(name, department_title(view, name), figures, tuple(items), shown)


def _rows(digest: Digest, say: Any) -> Iterator[list[str]]:
    from socialinsight.reports.sheet import harmless

    names = ("column.department", "column.kind", "digest.when", "digest.what", "column.message", "column.message_id")
    yield [say(name) for name in names]
    for item in digest.items:
        quoted = digest.quotes.get(item.message_ids[0]) if item.message_ids else None
        row = (
            digest.name,
            say(f"digest.kind.{item.kind}"),
            "" if pd.isna(item.at) else f"{item.at:%Y-%m-%d %H:%M}",
            item.what,
            quoted.text if quoted else "",
            " ".join(item.message_ids),
        )
        yield [harmless(cell) for cell in row]


def _file_name(department: str, taken: set[str]) -> str:
    plain = _UNSAFE.sub("-", fold_accents(department.lower())).strip("-")
    name = base = f"digest-{plain or ('unrouted' if not department else 'department')}"
    number = 2
    while name in taken:
        name, number = f"{base}-{number}", number + 1
    taken.add(name)
    return name


def quoted(item: Item, digest: Digest) -> list[str]:
    """Return what the messages behind a finding say, cut, each with its writer."""
    found = [digest.quotes[one] for one in item.message_ids if one in digest.quotes]
    return [f"{one.author}: {excerpt(one.text, LONGEST_QUOTE)}" for one in found[:3]]
