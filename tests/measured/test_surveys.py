"""CSAT, NPS and CES: where answers stand, scales, levels and intervals, and that nothing inferred gets in."""

import numpy as np
import pandas as pd
import pytest

from socialinsight.analysis import analyze
from socialinsight.measured.answers import survey_answers
from socialinsight.measured.levels import judged
from socialinsight.proportion import net_interval, wilson
from socialinsight.readers import read
from socialinsight.settings import Settings
from socialinsight.tables import EVENTS, MESSAGES, SATISFACTION, SURVEYS, check
from tests.threads import START, thread

AS_OF = START + pd.Timedelta(days=20)


def talk(n: int = 4) -> pd.DataFrame:
    parts = [thread(f"0 0{one}:00 u{one} szöveg {one}", conversation=f"c{one}")[0] for one in range(n)]
    table = pd.concat(parts, ignore_index=True)
    return MESSAGES.cast(table.assign(message_id=[f"m{one}" for one in range(n)]))


def events(*rows: tuple[str, str, str | None]) -> pd.DataFrame:
    table = pd.DataFrame(rows, columns=["kind", "value", "conversation_id"])
    at = [START + pd.Timedelta(days=1)] * len(table)
    return EVENTS.cast(table.assign(event_id=[f"e{one}" for one in table.index], at=at))


def answers(table: pd.DataFrame, *, messages: pd.DataFrame | None = None) -> pd.DataFrame:
    return judged(survey_answers(MESSAGES.empty() if messages is None else messages, table, as_of=AS_OF))


@pytest.mark.parametrize(
    ("kind", "value", "expected"),
    [
        ("csat", "4/5", [("csat", 4.0, 5.0)]),
        ("CSAT", "80 %", [("csat", 80.0, 100.0)]),
        ("survey", "nps=9", [("nps", 9.0, 10.0)]),
        ("survey", "CSAT: 4,5; NPS: 10", [("csat", 4.5, 5.0), ("nps", 10.0, 10.0)]),
        ("survey", '{"ces": 6, "csat": 3}', [("csat", 3.0, 5.0), ("ces", 6.0, 7.0)]),
        ("survey", "5", [("csat", 5.0, 5.0)]),
        ("survey", "elégedetlen", [("csat", 0.0, 1.0)]),
        ("survey", "доволен", [("csat", 1.0, 1.0)]),
        ("nps", "0", [("nps", 0.0, 10.0)]),
        ("purchase", "5", []),
    ],
)
def test_answers_are_read_as_they_are_written(kind: str, value: str, expected: list) -> None:
    found = answers(events((kind, value, "c0")))
    assert list(zip(found["measure"], found["score"], found["scale"])) == expected


@pytest.mark.parametrize(
    ("kind", "value"), [("nps", "11"), ("csat", "6/5"), ("csat", "0/5"), ("nps", "sok"), ("csat", "")]
)
def test_what_is_outside_the_scale_is_counted_and_in_no_figure(kind: str, value: str) -> None:
    found = answers(events((kind, value, "c0"), (kind, "4/5" if kind == "csat" else "9", "c1")))
    assert found["valid"].tolist() == [False, True] and found["top"].tolist() == [False, True]


@pytest.mark.parametrize(
    ("scores", "top", "bottom"),
    [
        ("1 2 3 4 5", [0, 0, 0, 1, 1], [1, 1, 0, 0, 0]),
        ("1 2 4 6 7", [0, 0, 0, 1, 1], [1, 1, 0, 0, 0]),
        ("1 3 7 8 10", [0, 0, 0, 1, 1], [1, 1, 0, 0, 0]),
        ("0 1 1 0 1", [0, 1, 1, 0, 1], [1, 0, 0, 1, 0]),
        ("0 25 50 75 100", [0, 0, 0, 1, 1], [1, 1, 0, 0, 0]),
    ],
)
def test_satisfied_is_the_upper_quarter_of_each_scale(scores: str, top: list[int], bottom: list[int]) -> None:
    found = answers(events(*(("csat", score, f"c{place}") for place, score in enumerate(scores.split()))))
    assert found["top"].astype(int).tolist() == top and found["bottom"].astype(int).tolist() == bottom


def test_the_scale_can_be_set() -> None:
    found = survey_answers(MESSAGES.empty(), events(("csat", "5", "c0")), as_of=AS_OF)
    assert judged(found, csat_scale=10)["top"].tolist() == [False]


def test_the_last_score_of_a_conversation_counts_and_events_win_over_the_export() -> None:
    source = "0 09:00 u1 x\n0 10:00 u1 y"
    messages = thread(source)[0].assign(rating=pd.array([1.0, 5.0], "Float64"), nps=pd.array([None, 9.0], "Float64"))
    found = answers(EVENTS.empty(), messages=messages)
    assert list(zip(found["measure"], found["score"])) == [("csat", 5.0), ("nps", 9.0)]
    both = answers(events(("csat", "2", "c1")), messages=messages)
    assert both.loc[both["measure"] == "csat", "score"].tolist() == [2.0]


def test_later_answers_are_left_out() -> None:
    assert survey_answers(talk(), events(("csat", "5", "c0")), as_of=START).empty


def test_levels_intervals_and_dimensions() -> None:
    messages = talk().assign(product=pd.array(["net", "net", "tv", "tv"], "string[pyarrow]"))
    rows = [("nps", score, f"c{place}") for place, score in enumerate(("10", "9", "8", "3"))]
    rows += [("csat", score, f"c{place}") for place, score in enumerate(("5", "4", "1", "5"))]
    rows += [("ces", score, f"c{place}") for place, score in enumerate(("7", "5", "6", "2"))]
    done = analyze(MESSAGES.cast(messages), as_of=AS_OF, events=events(*rows))
    table = check(done.surveys, SURVEYS).set_index(["measure", "dimension", "value"])
    nps, csat, ces = (table.loc[(name, "all", "")] for name in ("nps", "csat", "ces"))
    assert nps["level"] == 0.25 and (nps["low"], nps["high"]) == pytest.approx(net_interval(2, 1, 4))
    assert csat["level"] == 0.75 and (csat["low"], csat["high"]) == pytest.approx(wilson(3, 4))
    assert ces["level"] == 5 and ces["low"] < 5 < ces["high"] and ces["scale"] == 7
    assert table.loc[("nps", "product", "net"), "level"] == 1 and table.loc[("nps", "product", "tv"), "level"] == -0.5
    assert table.loc[("csat", "channel", "chat"), "n"] == 4 and csat["n_current"] == 4
    beside = check(done.satisfaction, SATISFACTION).set_index(["dimension", "value"])
    assert beside.loc[("product", "tv"), ["n_csat", "csat", "n_nps", "nps"]].tolist() == [2, 0.5, 2, -0.5]
    plain = analyze(MESSAGES.cast(messages), as_of=AS_OF).satisfaction.set_index(["dimension", "value"])
    same = ["n", "net_sentiment", "low", "high", "n_rated"]
    pd.testing.assert_frame_equal(beside.loc[plain.index, same], plain[same])


def test_what_was_only_measured_has_a_row_in_which_nothing_is_inferred() -> None:
    done = analyze(talk(1), as_of=AS_OF, events=events(("nps", "9", None)))
    week = done.satisfaction[(done.satisfaction["dimension"] == "period") & (done.satisfaction["n_nps"] > 0)]
    assert week["n"].tolist() == [1] and week["nps"].tolist() == [1.0]
    old = events(("nps", "2", None)).assign(at=START - pd.Timedelta(days=30))
    row = analyze(talk(1), as_of=AS_OF, events=EVENTS.cast(old)).satisfaction.set_index("value").loc["2026-01-26"]
    assert row["n"] == 0 and np.isnan(row["net_sentiment"]) and row["nps"] == -1


def test_survey_columns_of_an_export_are_read(tmp_path) -> None:
    path = tmp_path / "jegyek.csv"
    path.write_text(
        "id;ügyszám;dátum;szöveg;NPS;CES;Elégedettség\n"
        "1;A;2026-03-10 10:00;Köszönöm a segítséget;9;6,5;5\n2;B;2026-03-11 10:00;Nem jött ki senki;3;;2\n",
        encoding="utf-8",
    )
    table = read(path, settings=Settings(time_zone="Europe/Budapest"))
    assert table["nps"].tolist() == [9, 3] and table.loc[0, "ces"] == 6.5 and table["rating"].tolist() == [5, 2]
