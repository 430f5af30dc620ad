"""Digests per department: what concerns it, escaped, neutralised, masked, in three languages."""

import csv
from dataclasses import replace
from pathlib import Path

import pandas as pd
import pytest
from lxml import html as parser

from socialinsight.reports.digest import SHOWN, digests, write_digests
from socialinsight.result import Analysis
from socialinsight.tables import ANGRY_MESSAGES, HARD_TO_REACH, ROUTES
from tests.reports.toy import FORMULA, SCRIPT, toy


def routed(done: Analysis) -> Analysis:
    """Return the toy with its customers' messages sent to two departments and to none in turn."""
    theirs = done.messages[done.messages["author_role"] != "agent"].reset_index(drop=True)
    names = pd.array([("billing", "Jog & Rend", None)[i % 3] for i in range(len(theirs))], dtype="string")
    routes = pd.DataFrame({"message_id": theirs["message_id"], "department": names})
    routes = ROUTES.cast(routes.assign(certainty=0.9, second=None, basis="rules", word=None))
    scores = done.signals.assign(complaint=0.9, sentiment=-0.5)
    near = theirs[theirs["sent_at"] > done.current.start].head(6)
    angry = near[["message_id", "conversation_id", "community_id", "author_id", "channel", "sent_at"]]
    angry = ANGRY_MESSAGES.cast(angry.assign(kind="handling", reason="left_waiting", sentiment=-0.5))
    doors = near[["message_id", "conversation_id", "author_id", "channel", "sent_at"]].assign(kind="queue")
    return replace(done, routes=routes, signals=scores, angry_messages=angry, hard_to_reach=HARD_TO_REACH.cast(doors))


@pytest.fixture(scope="module")
def done() -> Analysis:
    return routed(toy())


def test_findings_stand_with_the_department_of_their_message(done: Analysis) -> None:
    found = {one.department: one for one in digests(done, language="en")}
    assert list(found)[-1] == "" and "Pénzügy" in found
    department = dict(zip(done.routes["message_id"], done.routes["department"].fillna("")))
    for name in ("billing", "Jog & Rend", ""):
        own = [item for item in found[name].items if item.kind in ("unanswered", "churn", "handling", "door")]
        assert own and {department[item.message_ids[0]] for item in own} == {name}


def test_every_waiting_message_of_both_periods_is_in_one_digest(done: Analysis) -> None:
    from socialinsight.reports import report_wording
    from socialinsight.reports.view import View

    waiting = View(done, report_wording("en")).waiting
    expected = sorted(waiting.loc[waiting["asked_at"] > done.previous.start, "message_id"])
    told = [i.message_ids[0] for one in digests(done, language="en") for i in one.items if i.kind == "unanswered"]
    assert sorted(told) == expected and len(expected) > 5


@pytest.mark.parametrize("language", ["hu", "ru", "en"])
def test_fragments_are_escaped_and_self_contained(done: Analysis, language: str, tmp_path: Path) -> None:
    paths = write_digests(done, tmp_path, language=language)
    assert len(paths) == len(set(paths)) == 2 * len(digests(done, language=language))
    for path in paths[::2]:
        text = path.read_text(encoding="utf-8")
        tree = parser.fragment_fromstring(text)
        assert tree.tag == "section" and tree.get("lang") == language
        assert not tree.xpath("//script | //link | //img | //a | //iframe | //style | //@href | //@src")
        assert not [name for node in tree.iter() for name in node.attrib if name.startswith("on")]


def test_hostile_names_of_issues_and_departments_stay_text(done: Analysis, tmp_path: Path) -> None:
    issues = done.issues.assign(department=pd.array([SCRIPT] * len(done.issues), dtype="string"))
    write_digests(replace(done, issues=issues), tmp_path, language="en")
    page = tmp_path / "digest-script-alert-1-script.html"
    assert SCRIPT in parser.fragment_fromstring(page.read_text(encoding="utf-8")).text_content()
    assert "<script" not in page.read_text(encoding="utf-8")


def test_no_cell_of_the_table_is_a_formula_and_authors_are_pseudonyms(done: Analysis, tmp_path: Path) -> None:
    issues = done.issues.assign(department=pd.array([FORMULA] * len(done.issues), dtype="string"))
    paths = write_digests(replace(done, issues=issues), tmp_path, language="hu")
    cells = []
    for path in paths[1::2]:
        with path.open(encoding="utf-8-sig", newline="") as file:
            cells += [cell for row in csv.reader(file) for cell in row]
    assert len(cells) > 100 and not [cell for cell in cells if cell[:1] in "=+-@\t\r" and cell]
    pages = "".join(path.read_text(encoding="utf-8") for path in paths[::2])
    assert "Név u" not in pages and "u1:" not in pages


def test_the_page_shows_the_first_and_the_table_holds_all(done: Analysis, tmp_path: Path) -> None:
    everything = done.routes.assign(department=pd.array(["x"] * len(done.routes), dtype="string"))
    one = replace(done, routes=everything)
    items = [item for item in digests(one, language="en")[0].items if item.kind == "unanswered"]
    assert len(items) > SHOWN
    write_digests(one, tmp_path, language="en")
    tree = parser.fragment_fromstring((tmp_path / "digest-x.html").read_text(encoding="utf-8"))
    assert max(len(part.xpath("./li")) for part in tree.xpath("//ul")) == SHOWN
    with (tmp_path / "digest-x.csv").open(encoding="utf-8-sig", newline="") as file:
        rows = [row for row in csv.reader(file) if row[1] == "Waiting for an answer"]
    assert len(rows) == len(items)


def test_an_empty_analysis_has_no_digest_and_an_unknown_language_is_refused(tmp_path: Path) -> None:
    assert write_digests(toy(0), tmp_path, language="en") == []
    with pytest.raises(ValueError, match="language = 'de'"):
        toy(0).digest(tmp_path, language="de")
