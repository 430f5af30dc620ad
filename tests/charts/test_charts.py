"""The contract of the chart room, run over every chart."""

import io
import warnings
from xml.etree import ElementTree

import pandas as pd
import pytest
from matplotlib.collections import PathCollection

from socialinsight.charts import NAMES, chart
from socialinsight.charts.network import placement, strongest_ties
from socialinsight.charts.satisfaction_trend import draw as draw_trend
from socialinsight.charts.workload_forecast import course
from socialinsight.reports import report_wording
from socialinsight.reports.community import network_ties
from socialinsight.reports.view import View
from tests.charts.service_toy import service_tables
from tests.reports.toy import HOSTILE, SCRIPT, toy

LANGUAGES = ("hu", "ru", "en")


def tables(n: int) -> dict[str, pd.DataFrame]:
    analysis, service = toy(n), service_tables(n)
    ties = network_ties(View(analysis, report_wording("en")), analysis.edges, "zengo")
    return {
        "satisfaction_trend": analysis.satisfaction,
        "satisfaction_groups": analysis.satisfaction,
        "issue_bars": analysis.issues,
        "churn_timeline": analysis.churn,
        "survival_curves": analysis.survival,
        "crisis_timeline": analysis.counts,
        "response_times": analysis.conversations,
        "activity_heatmap": analysis.activity,
        "waits_by_group": service["response"],
        "workload_forecast": course(service["workload"], service["forecast"]),
        "promise_states": service["promises"],
        "copied_replies": service["rates"],
        "unanswered_age": analysis.unanswered,
        "role_map": analysis.members,
        "network": ties,
        "ego_network": ties,
    }


FULL = tables(600)
EMPTY = tables(0)


def words(ax) -> str:
    parts = [*ax.texts, *ax.get_xticklabels(), *ax.get_yticklabels()]
    if ax.get_legend():
        parts += ax.get_legend().get_texts()
    return " ".join(text.get_text() for text in parts)


def as_svg(ax) -> bytes:
    file = io.BytesIO()
    ax.figure.savefig(file, format="svg")
    return file.getvalue()


def test_every_chart_has_a_table_here() -> None:
    assert set(FULL) == set(NAMES)


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("name", NAMES)
def test_empty_table_says_that_there_is_nothing(name: str, language: str) -> None:
    ax = chart(name)(EMPTY[name], language=language)
    assert report_wording(language)("chart.empty") in words(ax)


@pytest.mark.parametrize("name", NAMES)
def test_one_row_is_drawn(name: str) -> None:
    as_svg(chart(name)(FULL[name].head(1), language="ru"))


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("name", NAMES)
def test_full_table_is_drawn_without_a_warning_and_unchanged(name: str, language: str) -> None:
    before = FULL[name].copy(deep=True)
    with warnings.catch_warnings():
        warnings.simplefilter("error")
        ax = chart(name)(FULL[name], language=language)
        ElementTree.fromstring(as_svg(ax))
    pd.testing.assert_frame_equal(FULL[name], before)


@pytest.mark.parametrize("name", NAMES)
def test_given_axes_are_used(name: str) -> None:
    from matplotlib.figure import Figure

    ax = Figure().add_subplot()
    assert chart(name)(FULL[name], ax, language="hu") is ax


@pytest.mark.parametrize("name", NAMES)
def test_pyplot_knows_no_figure_of_ours(name: str) -> None:
    from matplotlib import pyplot

    chart(name)(FULL[name])
    assert not pyplot.get_fignums()


@pytest.mark.parametrize("text", [*HOSTILE, "ő ű Ё й", "🙂 $x^2$", "‮abc", "x" * 5000, ""])
def test_hostile_names_are_only_text(text: str) -> None:
    issues = FULL["issue_bars"].assign(name=text)
    svg = as_svg(chart("issue_bars")(issues, language="hu"))
    assert b"<script" not in svg
    ElementTree.fromstring(svg)


def test_words_are_in_the_language() -> None:
    found = {code: words(chart("churn_timeline")(FULL["churn_timeline"], language=code)) for code in LANGUAGES}
    assert "már döntött" in found["hu"] and "решение принято" in found["ru"] and "decided" in found["en"]


def test_each_promise_stands_in_the_bar_of_its_state() -> None:
    table = FULL["promise_states"]
    bars = chart("promise_states")(table).containers
    heights = [sum(bar.get_height() for bar in one) for one in bars]
    assert heights == [(table["state"] == state).sum() for state in ("kept", "late", "broken", "open")]


def test_forecast_stands_behind_the_days_that_were() -> None:
    ax = chart("workload_forecast")(FULL["workload_forecast"], language="hu")
    expected, border = ax.get_lines()
    backlog = ax.figure.axes[1].get_lines()[0]
    assert max(backlog.get_xdata()) < border.get_xdata()[0] < min(expected.get_xdata())
    assert "80%-os tartomány" in words(ax)


def test_forecast_without_a_past_and_a_past_without_forecast_are_drawn() -> None:
    service = service_tables(30)
    for parts in (
        (service["workload"].head(0), service["forecast"]),
        (service["workload"], service["forecast"].head(0)),
    ):
        as_svg(chart("workload_forecast")(course(*parts), language="ru"))


def test_a_single_team_and_groups_of_two_waits_are_left_out() -> None:
    table = FULL["waits_by_group"]
    assert "billing" in words(chart("waits_by_group")(table))
    alone = table[(table["dimension"] != "team") | (table["value"] == "billing")]
    assert "billing" not in words(chart("waits_by_group")(alone))
    assert "Telegram" not in words(chart("waits_by_group")(table.assign(n=2)))


def test_teams_with_few_replies_are_not_drawn() -> None:
    rates = FULL["copied_replies"]
    assert len(chart("copied_replies")(rates).patches) == (rates["n"] >= 5).sum()
    assert "nothing" in words(chart("copied_replies")(rates.assign(n=4)))


def test_weeks_with_few_messages_are_hollow() -> None:
    row = {"dimension": "period", "n": 3, "net_sentiment": 0.2, "low": -0.5, "high": 0.8}
    few = pd.DataFrame([row | {"value": "2026-03-02"}, row | {"value": "2026-03-09", "n": 30}])
    dots = [part for part in draw_trend(few).collections if isinstance(part, PathCollection)]
    assert sorted(len(part.get_facecolor()) for part in dots) == [0, 1]


def test_network_keeps_the_largest_part_and_sums_both_directions() -> None:
    rows = [("a", "b", 1.0), ("b", "a", 2.0), ("b", "c", 1.0), ("x", "y", 9.0), ("a", "a", 5.0)]
    names, ties = strongest_ties(pd.DataFrame(rows, columns=["source", "target", "weight"]))
    assert names == ["a", "b", "c"]
    assert ties.tolist() == [[0.0, 1.0, 3.0], [1.0, 2.0, 1.0]]


def test_network_is_drawn_where_the_best_connected_people_do_not_know_each_other() -> None:
    stars = [(f"hub{hub}", f"leaf{hub}-{leaf}", 1.0) for hub in range(80) for leaf in range(4)]
    names, ties = strongest_ties(pd.DataFrame(stars, columns=["source", "target", "weight"]))
    assert len(names) == 5 and len(ties) == 4


def test_network_places_neighbours_nearer_than_strangers() -> None:
    pairs = [(0, 1, 1.0), (1, 2, 1.0), (0, 2, 1.0), (3, 4, 1.0), (4, 5, 1.0), (3, 5, 1.0), (2, 3, 0.1)]
    place = placement(6, pd.DataFrame(pairs).to_numpy(float))
    far = ((place[:, None] - place[None]) ** 2).sum(axis=2) ** 0.5
    assert far[0, 1] < far[0, 4] and far[3, 4] < far[1, 5]


def test_unknown_chart_is_refused_with_the_legal_ones() -> None:
    with pytest.raises(KeyError, match="issue_bars"):
        chart(SCRIPT)
