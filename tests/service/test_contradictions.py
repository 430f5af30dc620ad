"""One firm, one answer: pairs that cannot both be right, and questions nobody could answer."""

from pathlib import Path

import pandas as pd
import pytest

from socialinsight.service.answered import answered_questions, unknown_answers
from socialinsight.service.contradictions import contradictions
from socialinsight.tables import CONTRADICTIONS, UNKNOWN_ANSWERS, check
from tests.threads import thread


def asked(*pairs: tuple[str, str]) -> str:
    lines = []
    for place, (question, answer) in enumerate(pairs):
        lines.append(f"q{place}: {place} 09:00 u{place} [question] {question}")
        lines.append(f"a{place}: {place} 10:00 agent{place}>q{place} {answer}")
    return "\n".join(lines)


def found(*pairs: tuple[str, str], lang: str = "hu") -> pd.DataFrame:
    messages, signals = thread(asked(*pairs))
    teams = {"agent0": "Pécs", "agent1": "Eger"}
    return check(contradictions(messages, signals.assign(lang=lang), teams=teams), CONTRADICTIONS)


FEE = "Mennyibe kerül a kiszállítás vidékre?"


def test_two_prices_for_one_question_stand_with_both_messages_and_teams() -> None:
    table = found((FEE, "1490 Ft."), ("Vidékre mennyibe kerül a kiszállítás?", "Vidékre 2190 Ft."))
    row = table.iloc[0]
    assert len(table) == 1 and (row["says"], row["other_says"], row["kind"]) == ("1490", "2190", "price")
    assert (row["answer_id"], row["other_answer_id"]) == ("a0", "a1") and row["days_apart"] == 1.0
    assert (row["team"], row["other_team"]) == ("Pécs", "Eger")


@pytest.mark.parametrize(
    ("first", "second", "lang"),
    [
        ((FEE, "1490 Ft."), (FEE, "1490 Ft, 20 000 Ft felett ingyenes."), "hu"),
        ((FEE, "1490 Ft."), ("Mennyibe kerül a kiszállítás Pestre?", "990 Ft."), "hu"),
        (("Mennyi az egyenlegem dija?", "3420 Ft."), ("Mennyi az egyenlegem dija?", "12 Ft."), "hu"),
        (("Van parkoló az üzletnél?", "Van."), ("Van parkoló az üzletnél?", "Jelenleg nincs."), "hu"),
        (("Van terasz a boltban?", "Igen."), ("Nincs terasz nélkül bolt?", "Nem."), "hu"),
        (("Сколько дней хранится заказ?", "5 дней."), ("Сколько дней хранится заказ?", "Обычно 3 дня, до 5."), "ru"),
        (("Можно забрать заказ?", "Да."), ("Можно забрать заказ?", "Ваш заказ пока нет."), "ru"),
        (("Когда открытие магазина?", "5 мая."), ("Когда открытие магазина?", "7 мая."), "ru"),
    ],
)
def test_what_is_no_contradiction(first: tuple[str, str], second: tuple[str, str], lang: str) -> None:
    assert found(first, second, lang=lang).empty


def test_yes_and_no_in_russian() -> None:
    pairs = (("Можно вернуть товар без чека?", "Да, можно."), ("Без чека товар вернуть можно?", "Нет, нельзя."))
    row = found(*pairs, lang="ru").iloc[0]
    assert (row["kind"], row["says"], row["other_says"]) == ("polarity", "1", "-1")


def test_the_same_two_answers_given_often_stand_once_with_the_latest_messages() -> None:
    table = found((FEE, "1490 Ft."), (FEE, "2190 Ft."), (FEE, "1490 Ft."), (FEE, "2190 Ft."))
    assert table[["answer_id", "other_answer_id"]].to_numpy().tolist() == [["a2", "a3"]]


def test_a_question_is_answered_by_the_reply_to_it_else_by_the_next_agent() -> None:
    messages, signals = thread("""
        a: 0 09:00 anna [question] x
        b: 0 09:30 béla [question] y
        c: 0 10:00 agent1>a z
        d: 0 11:00 agent2 w
        e: 0 12:00 agent2 v
        f: 0 13:00 bot1>b v
        """)
    pairs = answered_questions(messages, signals)
    named = [(messages["message_id"][q], messages["message_id"][a]) for q, a in pairs.itertuples(index=False)]
    assert named == [("a", "c"), ("b", "d")]


def test_what_the_firm_does_not_know_and_what_it_passes_on() -> None:
    messages, signals = thread("""
        a: 0 09:00 anna [question topic=web] x
        b: 0 10:00 agent1>a Erről sajnos nincs információnk.
        c: 0 11:00 béla [question topic=billing] x
        d: 0 12:00 agent1>c [referral] A bankhoz forduljon.
        e: 0 13:00 cili [question] x
        f: 0 14:00 agent1>e Holnap.
        """)
    table = check(unknown_answers(messages, signals, teams={"agent1": "Pécs"}), UNKNOWN_ANSWERS)
    assert table["kind"].tolist() == ["does_not_know", "sent_elsewhere"]
    assert table["topic"].tolist() == ["web", "billing"] and set(table["team"]) == {"Pécs"}


def test_no_messages_no_answers() -> None:
    messages, signals = thread("0 09:00 anna x")
    assert contradictions(messages.iloc[:0], signals.iloc[:0], teams={}).empty
    assert unknown_answers(messages.iloc[:0], signals.iloc[:0], teams={}).empty


@pytest.mark.parametrize("lang", ["hu", "ru"])
def test_planted_pairs_of_answers(lang: str) -> None:
    path = Path(__file__).parents[1] / "data" / f"answers_{lang}.txt"
    rows = [line.split("|") for line in path.read_text(encoding="utf-8").splitlines()]
    listed = [not found((one, first), (two, second), lang=lang).empty for _, one, first, two, second in rows]
    planted = [mark == "+" for mark, *_ in rows]
    assert not any(said and not meant for said, meant in zip(listed, planted))
    assert sum(listed) / sum(planted) >= 0.8
