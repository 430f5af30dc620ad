"""The pure part of the report: figures, findings, people, quotes."""

import pandas as pd
import pytest

from socialinsight.reports import build, report_wording
from socialinsight.reports.attention import crises_now
from socialinsight.reports.cards import card
from socialinsight.reports.episodes import stages
from socialinsight.reports.quotes import LONGEST, MOST, quotes
from socialinsight.reports.view import MOST_ROWS, View
from socialinsight.settings import Settings
from tests.reports.toy import SCRIPT, toy

SAY = report_wording("en")


def row(**changes: object) -> pd.Series:
    base = {"metric": "complaint_share", "value": 0.3, "n": 100, "low": 0.25, "high": 0.36, "previous": 0.2}
    base |= {"previous_n": 90, "unit": "share", "direction": "down"}
    return pd.Series(base | changes)


@pytest.mark.parametrize(
    ("changes", "direction", "tone"),
    [
        ({}, "up", "bad"),
        ({"previous": 0.4}, "down", "good"),
        ({"previous": 0.26}, "flat", "none"),
        ({"direction": "up"}, "up", "good"),
        ({"direction": "none"}, "up", "none"),
        ({"previous": float("nan")}, "", "none"),
        ({"previous_n": 2}, "", "none"),
        ({"low": float("nan"), "high": float("nan")}, "up", "none"),
    ],
)
def test_change_is_coloured_only_when_it_leaves_the_interval(changes: dict, direction: str, tone: str) -> None:
    shown = card(row(**changes), SAY)
    assert (shown.direction, shown.tone) == (direction, tone)


@pytest.mark.parametrize(
    ("changes", "reason"),
    [
        ({"value": float("nan"), "n": 0}, SAY("reason.not_measurable")),
        ({"n": 3}, SAY("reason.too_few", n="3", fewest=5)),
    ],
)
def test_what_cannot_be_told_is_a_dash_with_its_reason_and_never_zero(changes: dict, reason: str) -> None:
    shown = card(row(**changes), SAY)
    assert (shown.value, shown.reason) == ("–", reason)


def test_a_measured_zero_is_a_zero() -> None:
    assert card(row(value=0.0, low=0.0, high=0.04), SAY).value == "0.0%"


def test_every_quoted_id_of_the_shown_rows_is_a_quote() -> None:
    report = build(toy(), language="hu")
    wanted = [one for table in report.tables() for one in table.quoted_ids()]
    assert wanted and set(wanted) == set(report.quotes)
    assert len(report.quotes) <= MOST


@pytest.mark.parametrize("language", ["hu", "ru", "en"])
def test_an_empty_analysis_gives_a_report_without_findings(language: str) -> None:
    report = build(toy(0), language=language)
    assert report.findings == () and not report.quotes
    assert all(table.n_rows == 0 for table in report.tables())


def test_unknown_language_is_refused() -> None:
    with pytest.raises(ValueError, match="legal: hu, ru, en"):
        build(toy(0), language="de")


def test_authors_are_pseudonymised_and_agents_shown_as_their_team() -> None:
    settings = Settings(teams={"agent1": "Számlázás"})
    view = View(toy(200, settings=settings), SAY)
    names = view.names(["u1", "agent1", "agent2"])
    assert names["agent1"] == "Számlázás" and names["agent2"] == SAY("people.agent")
    assert "u1" not in names["u1"] and len(names["u1"]) == 9


def test_names_are_shown_when_the_settings_say_so() -> None:
    shown = View(toy(200, settings=Settings(show_names=True)), SAY).names(["u1", "u2", "agent1"])
    assert shown == {"u1": SCRIPT, "u2": "Név u2", "agent1": SAY("people.agent")}
    agents = View(toy(200, settings=Settings(show_agents=True)), SAY).names(["agent1"])
    assert agents == {"agent1": "Név agent1"}


def test_the_firms_key_makes_pseudonyms_that_outlive_the_data() -> None:
    keyed = [View(toy(n, settings=Settings(pseudonym_key="secret")), SAY).names(["u1"]) for n in (50, 80)]
    derived = [View(toy(n), SAY).names(["u1"]) for n in (50, 80)]
    assert keyed[0] == keyed[1] and derived[0] != derived[1]


def with_text(text: str, **columns: str) -> View:
    analysis = toy(8)
    place = analysis.messages.index[4]
    analysis.messages.loc[place, "text"] = text
    for name, value in columns.items():
        analysis.messages.loc[place + 1, name] = value
    return View(analysis, SAY)


def quoted(view: View) -> str:
    one = view.analysis.messages["message_id"][4]
    return quotes(view, [one])[one].text


def test_personal_data_in_quotes_are_masked() -> None:
    text = quoted(with_text("Írjon ide: kovacs.anna@example.hu vagy +36 30 123 4567, @kovacs_anna"))
    assert "kovacs" not in text and "123" not in text


def test_names_of_the_people_around_are_replaced_in_quotes() -> None:
    view = with_text("Kedves Ildikó, Szabó Ildikó! Az ildikói nem név.", author_name="Ildikó Szabó", author_id="u9")
    text = quoted(view)
    assert text.startswith("Kedves ")
    assert "Ildikó" not in text
    assert "Szabó" not in text


def test_long_messages_are_cut_and_invisible_marks_removed() -> None:
    view = with_text("a\u202eb\x00" + "c" * 100_000)
    text = quoted(view)
    assert text.startswith("abccc") and text.endswith("…") and len(text) == LONGEST + 1


def test_tables_stop_at_ten_thousand_rows_and_count_all() -> None:
    view = View(toy(0), SAY)
    many = pd.DataFrame({"name": ["x"] * (MOST_ROWS + 5)})
    table = view.table("issues", many, [view.column("name")])
    assert (len(table.frame), table.n_rows) == (MOST_ROWS, MOST_ROWS + 5)


def test_stages_count_from_the_onset_and_never_is_nan() -> None:
    view = View(toy(), SAY)
    found = stages(view, view.analysis.episodes).set_index("episode_id")
    assert found.loc["e12", "acknowledged_seconds"] == pytest.approx(0.7 * 3600)
    assert pd.isna(found.loc["e55", "acknowledged_seconds"]) and found.loc["e55", "acknowledged_ids"] == ()


def test_crises_of_the_period_hold_those_still_on() -> None:
    assert crises_now(View(toy(), SAY))["episode_id"].tolist() == ["e1", "e12"]


def test_building_leaves_the_analysis_alone() -> None:
    analysis = toy(300)
    before = {name: table.copy(deep=True) for name, table in analysis.tables()}
    build(analysis, language="ru")
    for name, table in analysis.tables():
        pd.testing.assert_frame_equal(table, before[name])
