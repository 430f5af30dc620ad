"""The section on crises: advice in the report's language, quiet writers as pseudonyms, nothing without a crisis."""

import pandas as pd
import pytest

from socialinsight.crises.stage_advice import STAGES, advice
from socialinsight.reports import episodes, report_wording
from socialinsight.reports.view import View
from socialinsight.tables import ALARM_CHECK, WATCH_CHECK, WATCH_LIST
from tests.reports.toy import AS_OF, toy

LANGUAGES = ("hu", "ru", "en")
TABLES = ("crisis_advice", "crisis_words", "crisis_courses", "aftermath", "channel_shifts", "watch_list", "watch_check")


def section(language: str, **changed: pd.DataFrame):
    from dataclasses import replace

    return episodes.section(View(replace(toy(), **changed), report_wording(language)))


def staged() -> pd.DataFrame:
    table = toy().episodes
    return table.assign(present_stage=pd.Series(["no_follow_up", "denied", "no_status"], dtype=table["name"].dtype))


@pytest.mark.parametrize("language", LANGUAGES)
def test_each_crisis_has_the_advice_of_its_stage_and_a_source(language: str) -> None:
    tables = {table.key: table for table in section(language, episodes=staged()).tables}
    frame = tables["crisis_advice"].frame
    assert [advice(stage, language) for stage in frame["present_stage"]] == list(zip(frame["advice"], frame["source"]))
    assert len(frame) == 3 and frame["advice"].str.len().min() > 40


@pytest.mark.parametrize("language", LANGUAGES)
def test_all_tables_stand_in_the_section_with_a_note_for_nothing(language: str) -> None:
    nothing = episodes.section(View(toy(0), report_wording(language)))
    assert tuple(table.key for table in nothing.tables[1:]) == TABLES
    assert all(table.frame.empty and table.empty for table in nothing.tables)
    assert len(nothing.notes) == 1


def test_advice_is_there_for_every_stage_with_a_year() -> None:
    for stage in STAGES:
        sources = {advice(stage, language)[1] for language in LANGUAGES}
        assert len(sources) == 1 and any(str(year) in min(sources) for year in range(1990, 2025))
    with pytest.raises(ValueError, match="legal"):
        advice("unknown", "en")


def test_the_measured_false_alarms_are_told() -> None:
    row = {"community_id": "zengo", "n_hours": 2000, "nominal": 1.0, "n_alarms": 3, "n_crises": 2}
    row |= {"false_alarms": 0.25, "false_crises": 0.0, "n_months": 40.0}
    told = section("en", alarm_check=ALARM_CHECK.cast(pd.DataFrame([row]))).notes
    assert len(told) == 2 and "0.25 false alarms" in told[1]


def case(kind: str, subject: str) -> dict[str, object]:
    blanks = {"string": "", "int32": 0, "float64": 0.0, "time": AS_OF, "ids": ()}
    return {c.name: blanks[c.kind] for c in WATCH_LIST.columns} | {"kind": kind, "subject_id": subject, "score": 5.0}


def test_quiet_writers_are_pseudonyms_and_threads_have_none() -> None:
    rows = WATCH_LIST.cast(pd.DataFrame([case("private_silence", "secret@mail.example"), case("thread", "c1")]))
    tables = {table.key: table for table in section("hu", watch_list=rows).tables}
    frame = tables["watch_list"].frame
    assert "secret" not in frame.to_string() and "c1" not in frame.to_string()
    assert frame["writer"].notna().tolist() == [True, False]


def test_what_cannot_be_measured_stays_missing() -> None:
    unknown = {c.name: float("nan") for c in WATCH_CHECK.columns if c.kind == "float64"}
    row = unknown | {"kind": "thread", "n_past": 3, "n_grown": 0, "n_tested": 3, "n_listed": 0, "n_found": 0}
    tables = {t.key: t for t in section("en", watch_check=WATCH_CHECK.cast(pd.DataFrame([row]))).tables}
    assert tables["watch_check"].frame["base_rate"].isna().all()
