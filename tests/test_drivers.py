import numpy as np
import pandas as pd
import pytest

from socialinsight.drivers import drivers, mood_changes
from socialinsight.issues.direction import product_issues
from socialinsight.tables import CONVERSATIONS, DRIVERS, ISSUE_MESSAGES, MESSAGES, MOOD_CHANGES, PRODUCT_ISSUES, check

AT = pd.Timestamp("2026-03-01", tz="UTC")


def tables(moods: dict[str, list[float]]) -> tuple[pd.DataFrame, pd.DataFrame, pd.DataFrame]:
    pairs = [(issue, mood) for issue, own in moods.items() for mood in own]
    ids = [f"m{place}" for place in range(len(pairs))]
    known = {"message_id": ids, "conversation_id": ids, "author_id": ids, "author_role": "customer", "sent_at": AT}
    products = ["tv" if issue == "bad" else "net" for issue, _ in pairs]
    messages = pd.DataFrame({**known, "text": "x", "product": products})
    messages["sent_at"] = messages["sent_at"].dt.as_unit("us")
    signals = pd.DataFrame({"message_id": ids, "sentiment": np.float32([mood for _, mood in pairs])})
    assigned = pd.DataFrame({"message_id": ids, "issue_id": [issue for issue, _ in pairs], "weight": 1.0})
    return MESSAGES.cast(messages), signals, ISSUE_MESSAGES.cast(assigned)


def test_the_issue_with_the_unhappiest_conversations_drags_most() -> None:
    messages, signals, assigned = tables({"bad": [-0.9] * 40, "mild": [0.0] * 40 + [-0.9] * 20})
    table = check(drivers(messages, signals, assigned), DRIVERS)
    worst = table.iloc[0]
    assert worst["issue_id"] == "bad"
    assert worst["gap"] == pytest.approx(-1 + 1 / 3)
    assert worst["drag"] == pytest.approx(2 / 3 * 40 / 100)
    assert worst["high"] < 0
    assert worst["q_value"] < 0.001


def test_equal_moods_give_no_driver() -> None:
    table = drivers(*tables({"one": [-0.9, 0.0] * 20, "other": [-0.9, 0.0] * 20}))
    assert (table["q_value"] > 0.5).all()
    assert (table["low"] < 0).all()
    assert (table["high"] > 0).all()


def test_few_conversations_are_not_compared() -> None:
    assert drivers(*tables({"one": [-0.9] * 4, "other": [0.0] * 9})).empty


def test_moods_within_conversations_and_recovery() -> None:
    rows = pd.DataFrame({"message_id": list("abcdef"), "conversation_id": list("112233"), "author_id": list("xxyyzz")})
    rows = rows.assign(author_role="customer", sent_at=AT.as_unit("us"), text="x")
    talks = pd.DataFrame({column.name: [None] * 3 for column in CONVERSATIONS.columns}).assign(
        conversation_id=list("123"),
        answered_by=["agent", "agent", "nobody"],
        channel="email",
        satisfaction_start=[-0.8, -0.6, 0.5],
        satisfaction_end=[0.6, -0.7, 0.5],
        satisfaction_change=[1.4, -0.1, 0.0],
    )
    table = check(mood_changes(talks, MESSAGES.cast(rows)), MOOD_CHANGES).set_index(["dimension", "value"])
    whole = table.loc[("all", "all")]
    assert (whole["n"], whole["n_unhappy"], whole["recovered_share"]) == (3, 2, 0.5)
    assert np.isnan(table.loc[("answered", "nobody"), "recovered_share"])


def test_products_are_compared_with_their_usual_issues() -> None:
    messages, _, assigned = tables({"bad": [-0.9] * 30, "mild": [-0.5] * 30})
    table = check(product_issues(messages, assigned), PRODUCT_ISSUES)
    assert table[["product", "issue_id", "n", "expected"]].to_numpy().tolist() == [
        ["net", "mild", 30, 15.0],
        ["tv", "bad", 30, 15.0],
    ]
    assert (table["q_value"] < 0.001).all()
