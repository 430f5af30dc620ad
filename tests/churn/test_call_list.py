"""Whom to call: reasons, points, order, capacity, and who is left in peace."""

import pandas as pd
import pytest

from socialinsight.analysis import analyze
from socialinsight.churn.call_list import POINTS, call_list
from socialinsight.datasets import load_sample, sample_settings
from socialinsight.settings import Settings
from socialinsight.summary import periods
from socialinsight.tables import (
    CALL_LIST,
    CHURN,
    CUSTOMER_HISTORY,
    MESSAGES,
    PROMISES,
    RETURNING,
    RISK,
    TURNED,
    UNANSWERED,
    check,
)

AS_OF = pd.Timestamp("2026-03-31", tz="UTC")
DAY = pd.Timedelta(days=1)
CURRENT, PREVIOUS = periods(AS_OF, 30)
SCHEMAS = {
    "churn": CHURN,
    "promises": PROMISES,
    "unanswered": UNANSWERED,
    "turned": TURNED,
    "returning": RETURNING,
    "risk": RISK,
}


def filled(schema, rows: list[dict]) -> pd.DataFrame:
    blank = {"int32": 0, "float64": float("nan"), "bool": False, "ids": (), "time": pd.NaT}
    columns = {column.name: [row.get(column.name, blank.get(column.kind)) for row in rows] for column in schema.columns}
    return schema.cast(pd.DataFrame(columns))


def called(capacity: int = 20, *, people: list[dict] | None = None, **tables: list[dict]) -> pd.DataFrame:
    rows = {name: filled(schema, tables.get(name, [])) for name, schema in SCHEMAS.items()}
    names = ("a", "b", "c", "d")
    owed = rows["promises"]["conversation_id"].astype(object).map(lambda one: str(one)[1:])
    rows["promises"] = rows["promises"].assign(author_id=owed)
    people = people or [{"author_id": one, "weight": 1.0} for one in names]
    written = [
        {"message_id": f"m{one}", "conversation_id": f"c{one}", "author_id": one, "author_role": "customer"}
        for one in names
    ]
    messages = filled(MESSAGES, [row | {"sent_at": AS_OF - 50 * DAY, "text": "x"} for row in written])
    table = call_list(
        filled(CUSTOMER_HISTORY, people), messages, rows, current=CURRENT, previous=PREVIOUS, capacity=capacity
    )
    return check(table, CALL_LIST).set_index("author_id")


def stated(author: str, kind: str = "firm", days: float = 3) -> dict:
    at = AS_OF - days * DAY
    return {"author_id": author, "kind": kind, "last_at": at, "message_id": f"s{author}", "quote_ids": (f"s{author}",)}


def waiting(author: str, kind: str = "complaint", days: float = 3, **more: object) -> dict:
    at = AS_OF - days * DAY
    return {
        "author_id": author,
        "kind": kind,
        "asked_at": at,
        "message_id": f"w{author}",
        "peer_answered": False,
    } | more


def test_reasons_add_up_with_their_quotes_and_each_counts_once() -> None:
    broken = {"message_id": "p", "conversation_id": "ca", "promised_at": AS_OF - 9 * DAY, "due_at": AS_OF - 5 * DAY}
    broken |= {"state": "broken", "reminder_id": "r"}
    table = called(
        churn=[stated("a")], promises=[broken, broken | {"start": 9}], unanswered=[waiting("a"), waiting("b")]
    )
    assert table["points"].to_dict() == {"a": 6.5, "b": 1.5}
    assert table.loc["a", "reasons"] == ("stated_firm", "broken_promise", "unanswered_complaint")
    assert table.loc["a", "quote_ids"] == ("sa", "p", "r", "wa")


def test_older_evidence_counts_half_and_the_oldest_nothing() -> None:
    table = called(
        churn=[stated("a", days=5), stated("b", days=40), stated("c", days=80), stated("d", "considered", 40)]
    )
    assert table["points"].to_dict() == {"a": 3.0, "b": 1.5}


def test_taken_back_questions_and_what_peers_solved_are_no_reason() -> None:
    table = called(
        churn=[stated("a", "taken_back")],
        unanswered=[waiting("b", "question"), waiting("c", peer_answered=True)],
        promises=[{"message_id": "p", "conversation_id": "cd", "promised_at": AS_OF - DAY, "state": "open"}],
    )
    assert table.empty


def test_private_reasons_and_the_lost_are_left_in_peace_unless_wronged() -> None:
    people = [
        {"author_id": "a", "weight": 1.0, "churn": "firm", "private_reason": True},
        {"author_id": "b", "weight": 1.0, "churn": "lost"},
        {"author_id": "c", "weight": 1.0, "churn": "lost"},
    ]
    rows = [stated("a"), stated("b"), stated("c")]
    table = called(people=people, churn=rows, unanswered=[waiting("c")])
    assert table.index.tolist() == ["c"] and table.loc["c", "has_left"]


def test_value_and_tenure_decide_between_equals_and_capacity_cuts_the_week() -> None:
    people = [{"author_id": one, "weight": weight} for one, weight in (("a", 0.5), ("b", 2.0), ("c", 1.0))]
    table = called(2, people=people, churn=[stated(one) for one in "abc"])
    assert table.index.tolist() == ["b", "c", "a"]
    assert table["rank"].tolist() == [1, 2, 3] and table["this_week"].tolist() == [True, True, False]


def test_silence_needs_a_rhythm_and_a_model_twice_the_mean() -> None:
    quiet = {"usual_gap_days": 10.0, "n_events": 6, "idle_days": 31.0, "horizon_days": 90.0}
    rows = [quiet | {"author_id": "a"}, quiet | {"author_id": "b", "idle_days": 29.0}, quiet | {"author_id": "c"}]
    rows[2]["n_events"] = 2
    risk = [{"customer_id": "d", "p_leave": 0.4, "lift": 2.5}, {"customer_id": "b", "p_leave": 0.2, "lift": 1.4}]
    table = called(returning=rows, risk=risk)
    assert table["reasons"].to_dict() == {"a": ("silent",), "d": ("model_risk",)}
    assert set(POINTS) >= {"silent", "model_risk"}


def test_strangers_to_the_history_are_never_called() -> None:
    assert called(churn=[stated("anonymous:x"), stated("agent1")]).empty


@pytest.fixture(scope="module")
def sample():
    return analyze(load_sample(), as_of="2026-03-31", settings=sample_settings())


def test_the_sample_list_holds_who_said_so_and_nobody_who_left_in_peace(sample) -> None:
    table = sample.call_list.set_index("author_id")
    fresh = sample.churn[sample.current.holds(sample.churn["last_at"])]
    peaceful = sample.customer_history.loc[sample.customer_history["private_reason"], "author_id"]
    leaving = fresh.loc[fresh["kind"].isin(["firm", "conditional"]), "author_id"]
    assert set(leaving) - set(peaceful) <= set(table.index) and not table.index.isin(peaceful).any()
    assert "65680272" in set(peaceful)
    assert (table["this_week"].sum(), len(table) > 20) == (20, True)
    known = set(sample.messages["message_id"])
    assert all(ids and set(ids) <= known for ids in table["quote_ids"])


def test_the_capacity_is_a_setting() -> None:
    with pytest.raises(ValueError, match="calls_per_week"):
        Settings.from_mapping({"calls_per_week": 0})
