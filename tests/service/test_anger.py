"""Anger at the handling apart from anger at the fault, and what followed each."""

import pandas as pd
import pytest

from socialinsight.service.anger import anger, anger_followed, angry_messages
from socialinsight.service.reach import hard_to_reach
from socialinsight.tables import ANGER, ANGER_FOLLOWED, ANGRY_MESSAGES, HARD_TO_REACH, check
from tests.threads import thread


def angry(source: str, **teams: str) -> pd.DataFrame:
    return check(angry_messages(*thread(source), teams=teams), ANGRY_MESSAGES).set_index("message_id")


def test_the_label_and_the_wording_show_anger_at_the_handling() -> None:
    table = angry("""
        a: 0 09:00 anna [complaint s=-0.8] nincs internet a lakásban
        b: 0 10:00 béla [not_understood s=-0.3] nem ezt kérdeztem
        c: 0 11:00 cili [complaint s=-0.5] három napja írtam, senki nem válaszol
        d: 0 12:00 dani [complaint s=-0.5] újra elmondom, már írtam tegnap is
        e: 0 13:00 elza [complaint s=0.2] nincs térerő, de kedvesek voltak
        f: 0 14:00 agent1 [not_understood] senki nem válaszol
        """)
    assert table["kind"].to_dict() == {"a": "fault", "b": "handling", "c": "handling", "d": "handling"}
    assert table["reason"].dropna().to_dict() == {"b": "not_understood", "c": "left_waiting", "d": "told_again"}


def test_it_is_laid_at_the_team_that_wrote_before_not_at_the_one_that_writes_after() -> None:
    table = angry(
        """
        a: 0 09:00 anna [complaint s=-0.8] x
        0 10:00 agent1 y
        b: 0 11:00 anna [not_understood s=-0.8] z
        0 12:00 agent2 y
        """,
        agent1="Pécs",
        agent2="Eger",
    )
    assert pd.isna(table.loc["a", "team"]) and table.loc["b", "team"] == "Pécs"


def test_shares_have_n_interval_and_the_messages_behind_them() -> None:
    lines = [f"m{i}: 0 09:{i:02d} u{i} [complaint s=-0.8 topic=billing] x" for i in range(8)]
    lines += [f"h{i}: 0 10:{i:02d} v{i} [not_understood s=-0.8 topic=staff] x" for i in range(2)]
    table = check(anger(angry("\n".join(lines)).reset_index()), ANGER).set_index(["dimension", "value"])
    total = table.loc[("all", "all")]
    assert (total["n"], total["n_handling"], total["n_fault"]) == (10, 2, 8)
    assert total["handling_share"] == 0.2 and total["low"] < 0.2 < total["high"] < 0.6
    assert total["handling_ids"] == ("h1", "h0") and table.loc[("topic", "staff"), "handling_share"] == 1.0
    assert "team" not in {dimension for dimension, _ in table.index}


def followed(source: str) -> pd.Series:
    messages, signals = thread(source)
    found = angry_messages(messages, signals, teams={})
    return check(anger_followed(found, messages, signals), ANGER_FOLLOWED).iloc[0]


def test_leaving_after_anger_at_the_handling_beside_a_matched_customer() -> None:
    row = followed("""
        0 09:00 anna [not_understood s=-0.5] x
        1 09:00 anna [churn_intent] megyek
        0 10:00 béla [complaint s=-0.5] x
        0 11:00 cili [complaint s=-0.9] x
        """)
    assert (row["n_handling"], row["n_pairs"], row["n_leaving"], row["n_leaving_fault"]) == (1, 1, 1, 0)
    assert row["difference"] == 1.0 and row["difference_low"] < 1.0


@pytest.mark.parametrize(
    ("source", "why"),
    [
        ("0 09:00 anna [not_understood s=-0.5] x\n0 10:00 béla [complaint s=-0.9] x", "not as strongly worded"),
        ("0 09:00 anna [not_understood s=-0.5] x\n80 10:00 béla [complaint s=-0.5] x", "too far off"),
        ("0 09:00 anna [not_understood s=-0.5] x\n1 09:00 anna [complaint s=-0.5] x", "the same customer"),
    ],
)
def test_without_a_partner_there_is_no_share(source: str, why: str) -> None:
    row = followed(source)
    assert (row["n_handling"], row["n_pairs"]) == (1, 0) and pd.isna(row["difference"]), why


def test_who_had_spoken_of_leaving_before_and_who_does_so_after_a_month_do_not_count() -> None:
    before = followed("0 08:00 anna [churn_intent] x\n0 09:00 anna [not_understood s=-0.5] x")
    assert before["n_handling"] == 0
    late = followed(
        "0 09:00 anna [not_understood s=-0.5] x\n40 09:00 anna [churn_intent] x\n0 10:00 b [complaint s=-0.5]"
    )
    assert (late["n_pairs"], late["n_leaving"]) == (1, 0)


def test_nothing_said_nothing_counted() -> None:
    messages, signals = thread("0 09:00 anna x")
    empty = angry_messages(messages.iloc[:0], signals.iloc[:0], teams={})
    assert empty.empty and anger(empty).empty and hard_to_reach(messages.iloc[:0], signals.iloc[:0]).empty
    assert anger_followed(empty, messages, signals).loc[0, "n_pairs"] == 0


def test_a_message_may_tell_of_several_closed_doors() -> None:
    messages, signals = thread("""
        a: 0 09:00 anna [complaint s=-0.5] Telefonszámot nem találok sehol, a chatbot meg ugyanazt mondja.
        b: 0 10:00 béla [hard_to_reach s=-0.5] Csak írásban lehet panaszt tenni?
        c: 0 11:00 cili [complaint s=-0.5] A hívásra negyven percet vártam a vonalban.
        d: 0 12:00 dani [complaint s=-0.5] nincs térerő a házban
        e: 0 13:00 elza [praise s=0.8] Nem vártam a vonalban, élő ember vette fel.
        f: 0 14:00 agent1 [complaint] Csak írásban lehet panaszt tenni.
        """)
    found = check(hard_to_reach(messages, signals), HARD_TO_REACH)
    kinds = {one: set(part["kind"]) for one, part in found.groupby("message_id")}
    assert kinds == {"a": {"no_way_in", "menu"}, "b": {"forced_channel"}, "c": {"queue"}}
