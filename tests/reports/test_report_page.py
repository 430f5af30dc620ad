"""The HTML exit: self-contained, accessible, harmless."""

import re
from dataclasses import replace
from pathlib import Path

import pandas as pd
import pytest
from lxml import html as lxml_html

from socialinsight.analysis import as_moment
from socialinsight.charts import NAMES
from socialinsight.reports import build, report_wording, write
from socialinsight.reports.page import NARROW, html
from socialinsight.reports.quotes import quotes as quotes_of
from socialinsight.reports.report import Column, Section, Table
from socialinsight.reports.view import View
from socialinsight.settings import Settings
from socialinsight.summary import periods
from tests.reports.toy import toy

PAGES = {language: html(build(toy(), language=language)) for language in ("hu", "ru", "en")}
TREES = {language: lxml_html.document_fromstring(page) for language, page in PAGES.items()}


def test_hostile_text_is_shown_and_never_markup() -> None:
    page = html(build(toy(300, settings=Settings(show_names=True, names=("<b>Cég</b>",))), language="hu"))
    tree = lxml_html.document_fromstring(page)
    assert not tree.xpath("//script") and "<b>Cég</b>" not in page
    assert "&lt;script&gt;alert(1)&lt;/script&gt;" in page
    assert not [name for node in tree.iter() for name in node.attrib if name.startswith("on")]


@pytest.mark.parametrize("language", PAGES)
def test_nothing_is_loaded_and_no_script_may_run(language: str) -> None:
    tree = TREES[language]
    policy = tree.xpath("//meta[@http-equiv='Content-Security-Policy']/@content")[0]
    assert "default-src 'none'" in policy and "script" not in policy
    links = tree.xpath("//@href | //@src | //@xlink:href", namespaces={"xlink": "http://www.w3.org/1999/xlink"})
    assert links and all(link.startswith("#") for link in links)
    assert not re.search(r"@import|url\((?!#)", PAGES[language])


@pytest.mark.parametrize("language", PAGES)
def test_ids_are_unique_and_every_link_arrives(language: str) -> None:
    ids = TREES[language].xpath("//@id")
    assert len(ids) == len(set(ids))
    targets = {link[1:] for link in TREES[language].xpath("//a/@href")}
    assert targets <= set(ids)
    assert any(target.startswith("m-") for target in targets)
    assert set(re.findall(r"url\(#([^)]+)\)", PAGES[language])) <= set(ids)


@pytest.mark.parametrize("language", PAGES)
def test_page_can_be_read_without_eyes(language: str) -> None:
    tree = TREES[language]
    assert tree.get("lang") == language
    assert len(tree.xpath("//h1")) == 1 and len(tree.xpath("//main")) == 1
    levels = [int(node.tag[1]) for node in tree.xpath("//h1|//h2|//h3|//h4")]
    assert all(after - before <= 1 for before, after in zip(levels, levels[1:]))
    assert all(node.xpath("./title") and node.xpath("./desc") for node in tree.xpath("//svg"))
    assert all(node.xpath(".//th[@scope='col']") for node in tree.xpath("//table"))
    assert tree.xpath("//table//tr/th[@scope='row']")


@pytest.mark.parametrize("language", PAGES)
def test_all_charts_are_there_and_follow_the_theme(language: str) -> None:
    charts = TREES[language].xpath("//svg")
    assert len(charts) == len(NAMES)
    assert "var(--accent)" in PAGES[language] and "#0e5a6b;" not in PAGES[language].split("</style>")[1]


def test_a_dash_tells_its_reason() -> None:
    reasons = TREES["en"].xpath("//span[@class='dash']/@title")
    assert {"not measurable", "nothing to compare with"} <= set(reasons)
    assert not re.search(r">\s*(nan|NaN|NaT|None|<NA>)\s*<", PAGES["en"])


def test_crisis_steps_say_never_and_not_yet() -> None:
    assert "never" in PAGES["en"] and "not yet" in PAGES["en"]
    assert "soha" in PAGES["hu"] and "ещё нет" in PAGES["ru"]


def test_same_analysis_gives_the_same_page() -> None:
    assert html(build(toy(), language="hu")) == PAGES["hu"]


def test_three_files_are_written(tmp_path: Path) -> None:
    page = write(toy(60), tmp_path / "new" / "folder", language="ru")
    assert page == tmp_path / "new" / "folder" / "report.html"
    assert sorted(file.name for file in page.parent.iterdir()) == ["report.html", "report.json", "report.xlsx"]


def test_page_of_a_large_analysis_stays_small() -> None:
    assert max(len(page.encode()) for page in PAGES.values()) < 1_000_000


def wide(quotes: tuple[str, ...]) -> str:
    analysis = toy(60)
    view = View(analysis, report_wording("hu"))
    ids = tuple(analysis.messages["message_id"].head(2)) if quotes else ()
    names = [f"n_{place}" for place in range(NARROW)]
    columns = [*(Column(name, name, "count") for name in names), Column("quote_ids", "Idézetek", "quotes")]
    frame = pd.DataFrame([{**dict.fromkeys(names, 1), "quote_ids": ids}])
    table = Table("wide", "wide", frame, tuple(columns), "", n_rows=1)
    section = Section("one", "one", "", tables=(table,))
    report = replace(build(analysis, language="hu"), sections=(section,), quotes=quotes_of(view, list(ids)))
    return html(report)


def test_quotes_of_a_wide_table_stand_below_their_row() -> None:
    tree = lxml_html.document_fromstring(wide(("some",)))
    said = tree.xpath("//tr[@class='said']")
    assert len(said) == 1 and len(said[0].xpath(".//a[@class='quote']")) == 2
    assert said[0].xpath("./td/@colspan") == [str(NARROW)] == [str(len(tree.xpath("//thead/tr/th")))]


def test_a_row_without_quotes_has_nothing_below_it() -> None:
    tree = lxml_html.document_fromstring(wide(()))
    assert not tree.xpath("//tr[@class='said' or @class='split']")
    assert len(tree.xpath("//tbody/tr")) == 1


def test_periods_stand_with_their_first_and_last_day_and_do_not_overlap() -> None:
    current, previous = periods(as_moment("2026-03-31", "Europe/Budapest"), 30)
    page = html(build(replace(toy(60), current=current, previous=previous), language="en"))
    assert "2 March 2026 to 31 March 2026" in page
    assert "31 January 2026 to 1 March 2026" in page
