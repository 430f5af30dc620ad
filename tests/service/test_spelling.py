"""Spelling of the firm's own public replies, by team."""

import pandas as pd

from socialinsight.service.spelling import spelling_slips
from socialinsight.tables import SLIPS, SPELLING, check
from tests.threads import thread


def found(source: str, **teams: str) -> tuple[pd.DataFrame, pd.DataFrame]:
    slips, rates = spelling_slips(*thread(source), teams=teams)
    return check(slips, SLIPS), check(rates, SPELLING)


def test_slips_are_counted_by_team_with_the_place_and_an_interval() -> None:
    slips, rates = found(
        """
        a: 0 09:00 agent1 Ezt köszöjnük szépen , holnap hívjuk.
        b: 0 10:00 agent2 Holnap délelőtt hívjuk, és megnézzük.
        c: 0 11:00 anna Ezt köszöjnük , holnap hívjuk.
        """,
        agent1="Pécs",
        agent2="Eger",
    )
    assert slips["kind"].tolist() == ["misspelt", "spacing"] and set(slips["message_id"]) == {"a"}
    assert slips["written"].tolist()[0] == "köszöjnük" and slips["meant"].tolist()[0] == "köszönjük"
    table = rates.set_index("team")
    assert table.loc["Pécs", "per_thousand"] == 400 and table.loc["Eger", "per_thousand"] == 0
    assert table.loc["Pécs", "low"] < 400 < table.loc["Pécs", "high"] and table.loc["Eger", "high"] > 0
    assert table.loc["Pécs", "message_ids"] == ("a",) and table.loc["Eger", "message_ids"] == ()


def test_without_teams_nobody_stands_by_himself() -> None:
    _, rates = found("0 09:00 agent1 Holnap hívjuk.\n0 10:00 agent2 Ma hívjuk.")
    assert rates["team"].tolist() == [""] and rates["n"].tolist() == [2]


def test_private_replies_and_other_languages_are_not_read() -> None:
    messages, signals = thread("0 09:00 agent1 Ezt köszöjnük , holnap.")
    assert spelling_slips(messages.assign(is_public=False), signals, teams={})[1].empty
    assert spelling_slips(messages, signals.assign(lang="other"), teams={})[1].empty
    assert spelling_slips(messages.iloc[:0], signals.iloc[:0], teams={})[0].empty


def test_what_the_firm_writes_in_three_replies_is_its_own_word() -> None:
    lines = [f"{n} 09:00 agent1 A köszöjnük program {n} napja indult." for n in range(3)]
    assert len(found(lines[0])[0]) == 1 and found("\n".join(lines))[0].empty
