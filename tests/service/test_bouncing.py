"""Hand-overs, referrals, customers sent round and the same told twice."""

import pandas as pd

from socialinsight.service.bouncing import bounces
from socialinsight.tables import BOUNCES, EVENTS, check
from tests.threads import START, thread


def found(source: str, events: pd.DataFrame | None = None) -> pd.DataFrame:
    messages, signals = thread(source)
    return check(bounces(messages, signals, events), BOUNCES).set_index("evidence_id")


def test_one_referral_is_no_bounce_two_are() -> None:
    once = "a: 0 09:00 anna [question] hol?\nb: 0 10:00 agent1>a [referral] ott"
    assert found(once)["is_bounce"].tolist() == [False]
    twice = once + "\nc: 1 09:00 anna [question] ott nem\nd: 1 10:00 agent1>c [referral] amott"
    table = found(twice)
    assert table["kind"].tolist() == ["referred"] * 2 and table["is_bounce"].all()
    assert table["author_id"].tolist() == ["anna"] * 2 and table["agent_id"].tolist() == ["agent1"] * 2


def test_a_second_referral_after_two_months_is_another_case() -> None:
    source = """
        a: 0 09:00 anna [question] hol?
        b: 0 10:00 agent1>a [referral] ott
        c: 60 09:00 anna [question] és ez?
        d: 60 10:00 agent1>c [referral] amott
        """
    assert not found(source)["is_bounce"].any()


def test_the_customer_tells_that_he_is_sent_round() -> None:
    row = found("a: 0 09:00 anna [complaint] Telefonon azt mondták menjek be, bent azt mondták telefonáljak.").loc["a"]
    assert row["kind"] == "sent_round" and row["is_bounce"] and pd.isna(row["agent_id"])


SAME = "nem működik a router tegnap este óta, villog a piros lámpa a konyhában"


def test_the_same_told_again_after_an_answer_names_what_it_repeats() -> None:
    source = (
        f"a: 0 09:00 anna [complaint] {SAME}\nb: 0 10:00 agent1 értem\nc: 1 09:00 anna [complaint] Még egyszer: {SAME}"
    )
    row = found(source).loc["c"]
    assert (row["kind"], row["earlier_id"]) == ("told_again", "a")


def test_without_an_answer_in_between_repeating_is_impatience_not_bouncing() -> None:
    assert found(f"a: 0 09:00 anna [complaint] {SAME}\nc: 1 09:00 anna [complaint] {SAME}\n0 08:00 agent1 x").empty


def test_agents_who_ask_the_same_again() -> None:
    asked = "kérem adja meg a szerződés számát és a pontos lakcímét, ahol a hiba jelentkezik"
    source = f"0 09:00 anna [complaint] x\nb: 0 10:00 agent1 [question] {asked}\nc: 0 12:00 agent2 [question] {asked}"
    table = found(source)
    assert set(table.loc[["c"], "kind"]) == {"asked_again", "handed_over"}


def test_assigned_events_replace_the_guess_from_agents() -> None:
    source = "a: 0 09:00 anna [question] x\nb: 0 10:00 agent1 y\nc: 0 11:00 agent2 z"
    assert found(source)["kind"].tolist() == ["handed_over"]
    rows = [
        {
            "event_id": f"e{n}",
            "at": START + pd.Timedelta(hours=n),
            "kind": "assigned",
            "conversation_id": "c1",
            "value": team,
        }
        for n, team in enumerate(["A", "B", "B"])
    ]
    table = found(source, EVENTS.cast(pd.DataFrame(rows)))
    assert table.index.tolist() == ["e1"] and table["author_id"].tolist() == ["anna"]


def test_no_messages_no_bounces() -> None:
    messages, signals = thread("0 09:00 anna x")
    assert bounces(messages.iloc[:0], signals.iloc[:0]).empty


def test_a_content_customer_who_mentions_it_was_not_bounced() -> None:
    assert found("a: 0 09:00 anna [praise s=0.8] Nálatok nem küldözgetnek ide-oda, ezért szeretem.").empty


def test_two_who_point_at_each_other_bounce_the_customer_between_them() -> None:
    assert found("a: 0 09:00 anna [complaint s=-0.5] A gyártó a boltra hárít, a bolt a gyártóra.").loc["a", "is_bounce"]
