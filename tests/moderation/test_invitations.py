"""Private invitations, and complaints that met silence."""

import pandas as pd
import pytest

from socialinsight.moderation.invitations import invitations
from socialinsight.moderation.silence import hidden_ids, silence
from socialinsight.service.turns import turns
from socialinsight.tables import EVENTS, INVITATIONS, SILENCE, check
from tests.threads import thread

ASKED = "a: 0 09:00 anna [complaint] rossz\nb: 0 10:00 agent1>a [private_invitation] írjon privátban\n"


def invited(rest: str = "", *, private: tuple[str, ...] = ()) -> pd.Series:
    messages, signals = thread(ASKED + rest)
    away = messages["message_id"].isin(private)
    messages.loc[away, "is_public"] = False
    messages.loc[away, "conversation_id"] = "c2"
    return check(invitations(messages, signals), INVITATIONS).iloc[0]


@pytest.mark.parametrize(
    ("answer", "state"),
    [
        ("c: 0 10:05 anna Elküldtem privátban.", "accepted"),
        ("c: 0 10:05 anna Háromszor írtam már privátban, egyre sem válaszoltatok.", "refused"),
        ("c: 0 10:05 anna hát jó", "no_sign"),
        ("c: 9 10:05 anna Elküldtem privátban.", "no_sign"),
        ("c: 0 10:05 bela Elküldtem privátban.", "no_sign"),
    ],
)
def test_the_invited_says_in_the_thread_whether_he_wrote(answer: str, state: str) -> None:
    assert invited(answer)["state"] == state


def test_a_private_message_of_the_invited_accepts_it() -> None:
    row = invited("c: 1 10:00 anna [question] itt vagyok", private=("c",))
    assert (row["state"], row["answer_id"]) == ("accepted", "c")


def test_the_thread_hears_the_outcome_or_not() -> None:
    assert not invited("c: 0 10:05 anna Elküldtem.")["outcome_told"]
    told = invited("c: 0 10:05 anna Elküldtem.\nd: 1 09:00 anna [solution_confirmed] jó lett")
    assert told["outcome_told"] and told["outcome_id"] == "d"


def fates(source: str, gone: set[str] = frozenset()) -> pd.DataFrame:
    messages, signals = thread(source)
    return check(silence(turns(messages, signals), signals, set(gone)), SILENCE).set_index("fate")


def test_complaints_are_answered_unanswered_or_hidden_and_the_shares_add_up() -> None:
    table = fates(
        """
        a: 0 09:00 anna [complaint] one
        b: 0 10:00 agent1 answer
        c: 1 09:00 bela [complaint] two
        d: 2 09:00 bela [complaint churn_intent] three
        e: 3 09:00 cili [complaint] four
        """,
        {"e"},
    )
    assert table["n"].to_dict() == {"answered": 1, "unanswered": 2, "hidden": 1}
    assert table["share"].sum() == pytest.approx(1)
    assert table.loc["unanswered", ["n_again", "n_leaving"]].tolist() == [1, 1]
    assert table.loc["answered", "again_share"] == 0


def test_no_complaint_gives_an_empty_table() -> None:
    assert fates("0 09:00 anna [thanks] thanks").empty


def test_hidden_messages_come_from_the_export_and_from_events() -> None:
    messages, _ = thread("a: 0 09:00 anna one\nb: 0 09:01 bela two")
    messages.loc[0, "deleted_at"] = messages["sent_at"][1]
    event = {"event_id": "1", "at": messages["sent_at"][1], "kind": "hidden", "message_id": "b"}
    assert hidden_ids(messages, EVENTS.cast(pd.DataFrame([event]))) == {"a", "b"}
