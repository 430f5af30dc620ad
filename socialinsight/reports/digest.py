"""A digest per department: the findings that concern it, as an HTML fragment and a CSV file ready to forward."""

from __future__ import annotations

import csv
import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pandas as pd

from socialinsight.reports.cells import excerpt
from socialinsight.reports.departments import department_title, routed_messages, tone
from socialinsight.reports.quotes import MOST, issue_titles, quotes
from socialinsight.reports.view import View
from socialinsight.text.normalize import fold_accents

if TYPE_CHECKING:
    from socialinsight.reports.report import Quote
    from socialinsight.result import Analysis

SHOWN = 12
"""Findings of a kind that the HTML fragment shows; the CSV file holds all."""
LONGEST_QUOTE = 300
_UNSAFE = re.compile(r"[^a-z0-9]+")


@dataclass(frozen=True)
class Item:
    """One finding: its kind, when, what, and the messages behind it."""

    kind: str
    at: pd.Timestamp
    what: str
    message_ids: tuple[str, ...]


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
    place = _Places(view, table)
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


class _Places:
    """Which department a message, or the conversation it stands in, belongs to."""

    def __init__(self, view: View, routed: pd.DataFrame) -> None:
        messages = view.analysis.messages
        self.of_message = dict(zip(routed["message_id"].astype(str), routed["department"]))
        sure = routed[routed["department"] != ""].sort_values("sent_at").drop_duplicates("conversation_id")
        self.of_talk = dict(zip(sure["conversation_id"].astype(str), sure["department"]))
        self.parent = dict(zip(messages["message_id"].astype(str), messages["reply_to"].astype(object)))

    def message(self, one: object) -> str:
        return str(self.of_message.get(str(one), ""))

    def answer(self, one: object, talk: object) -> str:
        return self.message(self.parent.get(str(one))) or str(self.of_talk.get(str(talk), ""))


Found = Iterator[tuple[str, Item]]


def _local(view: View, at: pd.Timestamp) -> pd.Timestamp:
    return at if pd.isna(at) else at.tz_convert(view.analysis.zone)


def _recent(view: View, times: pd.Series) -> pd.Series:
    return (times > view.analysis.previous.start).fillna(False).astype(bool)


def _issues(view: View, place: _Places) -> Found:
    found = view.analysis.issues[(view.analysis.issues["n_current"] > 0).to_numpy(bool)]
    order = found.assign(shown=found["issue_id"].map(issue_titles(view))).sort_values(
        ["is_emerging", "n_current"], ascending=False, kind="stable"
    )
    for row in order.to_dict("records"):
        counts = {name: view.say.number(row[name]) for name in ("n_current", "n_previous")}
        key = "digest.issue.emerging" if row["is_emerging"] else "digest.issue"
        what = view.say(key, name=row["shown"], n=counts["n_current"], before=counts["n_previous"])
        department = "" if pd.isna(row["department"]) else str(row["department"])
        yield department, Item("issue", _local(view, row["last_at"]), what, tuple(row["quote_ids"][:SHOWN]))


def _unanswered(view: View, place: _Places) -> Found:
    waiting = view.waiting[_recent(view, view.waiting["asked_at"])]
    order = waiting.assign(private=~waiting["is_public"].fillna(False).astype(bool))
    for row in order.sort_values(["private", "asked_at"], kind="stable").to_dict("records"):
        reach = view.say("reach.private" if row["private"] else "reach.public")
        what = view.say("digest.unanswered", wait=view.say.duration(row["age_seconds"]), reach=reach)
        yield (
            place.message(row["message_id"]),
            Item("unanswered", _local(view, row["asked_at"]), what, (row["message_id"],)),
        )


def _promises(view: View, place: _Places) -> Found:
    ledger = view.analysis.promises
    chosen = ledger[ledger["state"].isin(["broken", "late", "open"]) & _recent(view, ledger["promised_at"])]
    rank = chosen["state"].map({"broken": 0, "open": 1, "late": 2}).astype(int)
    for row in chosen.assign(rank=rank).sort_values(["rank", "promised_at"], kind="stable").to_dict("records"):
        due = view.say.moment(_local(view, row["due_at"]))
        what = view.say("digest.promise", state=view.say.term("promise_state", row["state"]), due=due)
        ids = tuple(one for one in (row["message_id"], row["evidence_id"]) if isinstance(one, str))
        department = place.answer(row["message_id"], row["conversation_id"])
        yield department, Item("promise", _local(view, row["promised_at"]), what, ids)


def _churn(view: View, place: _Places) -> Found:
    churn = view.analysis.churn
    chosen = churn[view.analysis.current.holds(churn["last_at"]) & (churn["kind"] != "taken_back").to_numpy(bool)]
    for row in chosen.sort_values("score", ascending=False, kind="stable").to_dict("records"):
        reason = view.say.term("topic", row["topic"])
        what = view.say("digest.churn", kind=view.say.term("churn_kind", row["kind"]), topic=reason)
        ids = tuple(dict.fromkeys((row["message_id"], *row["quote_ids"])))
        yield place.message(row["message_id"]), Item("churn", _local(view, row["last_at"]), what, ids)


def _advice(view: View, place: _Places) -> Found:
    given = view.analysis.moderation
    for row in given[view.analysis.current.holds(given["sent_at"])].to_dict("records"):
        what = view.say.term("advice", row["advice"])
        department = place.message(row["message_id"])
        yield department, Item("advice", _local(view, row["sent_at"]), what, (row["message_id"],))


def _angry(view: View, place: _Places) -> Found:
    angry = view.analysis.angry_messages
    chosen = angry[(angry["kind"] == "handling").to_numpy(bool) & view.analysis.current.holds(angry["sent_at"])]
    for row in chosen.sort_values("sent_at", ascending=False, kind="stable").to_dict("records"):
        what = view.say.term("handling_reason", row["reason"])
        department = place.message(row["message_id"])
        yield department, Item("handling", _local(view, row["sent_at"]), what, (row["message_id"],))


def _doors(view: View, place: _Places) -> Found:
    found = view.analysis.hard_to_reach
    for row in found[view.analysis.current.holds(found["sent_at"])].to_dict("records"):
        what = view.say.term("door", row["kind"])
        yield place.message(row["message_id"]), Item("door", _local(view, row["sent_at"]), what, (row["message_id"],))


def _differing(view: View, place: _Places) -> Found:
    found = view.analysis.contradictions
    for row in found[_recent(view, found["last_at"])].to_dict("records"):
        what = view.say("digest.contradiction", asked=view.say.term("asked", row["kind"]))
        ids = (row["question_id"], row["answer_id"], row["other_question_id"], row["other_answer_id"])
        yield place.message(row["other_question_id"]), Item("contradiction", _local(view, row["last_at"]), what, ids)


FINDS: tuple[Callable[[View, _Places], Found], ...] = (
    _issues,
    _unanswered,
    _promises,
    _churn,
    _angry,
    _doors,
    _differing,
    _advice,
)


def quoted(item: Item, digest: Digest) -> list[str]:
    """Return what the messages behind a finding say, cut, each with its writer."""
    found = [digest.quotes[one] for one in item.message_ids if one in digest.quotes]
    return [f"{one.author}: {excerpt(one.text, LONGEST_QUOTE)}" for one in found[:3]]
