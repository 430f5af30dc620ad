"""The firm's criteria on conversations, with evidence."""

from pathlib import Path

import pandas as pd
import pytest

from socialinsight.moderation.rules import RulesError
from socialinsight.service.scorecards import read_criteria, scorecard
from socialinsight.settings import Settings
from socialinsight.tables import PROMISES, SCORECARD, check
from tests.threads import thread


def scored(source: str, *, due: tuple[str, ...] = (), settings: Settings = Settings()) -> pd.DataFrame:  # noqa: B008
    messages, signals = thread(source)
    rows = [
        {"message_id": one, "start": 0, "end": 1, "conversation_id": "c1", "agent_id": "agent1", "state": "open"}
        | {"promised_at": messages["sent_at"][0], "due_at": messages["sent_at"][0], "n_reminders": 0}
        for one in due
    ]
    names = [column.name for column in PROMISES.columns]
    ledger = PROMISES.cast(pd.DataFrame(rows, columns=names)) if rows else PROMISES.empty()
    table = scorecard(messages, signals, ledger, teams={"agent1": "A"}, settings=settings)
    return check(table, SCORECARD).set_index("criterion")


CASE = """
    a: 0 09:00 anna [complaint] rossz
    b: 0 10:00 agent1 Kedves Anna! Utánanézünk.
    c: 0 11:00 agent1 [apology promise] Elnézést, holnap küldjük.
    d: 1 11:00 agent1 [follow_up] Rendben van azóta?
    """


def test_each_criterion_names_the_reply_that_meets_it() -> None:
    table = scored(CASE, due=("c",))
    assert table["passed"].all()
    evidence = {"greeting": "b", "acknowledges_the_problem": "c", "deadline": "c", "follow_up": "d"}
    assert {name: table.loc[name, "evidence_id"] for name in evidence} == evidence
    assert set(table["team"]) == {"A"}


def test_a_missed_criterion_shows_the_first_reply_or_the_last() -> None:
    table = scored("a: 0 09:00 anna [complaint] rossz\nb: 0 10:00 agent1 [boilerplate] jó\nc: 0 11:00 agent1 jó")
    missed = table[~table["passed"].astype(bool)]
    assert missed["evidence_id"].to_dict() == {
        "greeting": "b",
        "acknowledges_the_problem": "b",
        "next_step": "b",
        "deadline": "b",
        "own_words": "b",
        "follow_up": "c",
    }


def test_what_is_meant_for_complaints_does_not_count_for_questions() -> None:
    table = scored("a: 0 09:00 anna [question] mikor?\nb: 0 10:00 agent1 Kedves Anna! Holnap.")
    assert set(table.index) == {"greeting", "next_step", "own_words"}


@pytest.mark.parametrize(
    "source", ["0 09:00 anna [complaint] x", "0 09:00 agent1 x", "0 09:00 bot1 x\n0 10:00 anna [question] y"]
)
def test_without_an_answer_there_is_nothing_to_score(source: str) -> None:
    assert scored(source).empty


def test_the_firm_writes_its_own_criteria(tmp_path: Path) -> None:
    own = tmp_path / "own.toml"
    own.write_text('[[criterion]]\nname = "thanks"\nwhen = ["thanks > 0.5"]\n', encoding="utf-8")
    assert scored(CASE, settings=Settings(scorecard=str(own)))["passed"].to_dict() == {"thanks": False}


@pytest.mark.parametrize(
    ("text", "wrong"),
    [
        ('[[criterion]]\nname = "x"\nwhen = ["thank > 0.5"]', "Did you mean 'thanks'"),
        ('[[criterion]]\nname = "x"\nwhere = "somewhere"\nwhen = ["thanks > 0.5"]', "first_reply, any_reply"),
        ('[[criterion]]\nwhen = ["thanks > 0.5"]', "name and when"),
        ("[[rule]]", "tables"),
    ],
)
def test_wrong_criteria_are_refused(tmp_path: Path, text: str, wrong: str) -> None:
    own = tmp_path / "own.toml"
    own.write_text(text, encoding="utf-8")
    with pytest.raises(RulesError, match=wrong):
        read_criteria(str(own))


def test_every_shipped_criterion_is_told_in_the_three_report_languages() -> None:
    assert all(set(one.wording) == {"hu", "ru", "en"} for one in read_criteria(""))
