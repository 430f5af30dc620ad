"""Edges from threads in the domain's own notation."""

import pandas as pd
import pytest

from socialinsight.graph.edges import edges
from socialinsight.tables import EDGES, MESSAGES, check
from tests.threads import thread


def found(source: str) -> set[tuple[str, str, str]]:
    messages, signals = thread(source)
    table = check(edges(messages, signals), EDGES)
    return set(zip(table["kind"], table["source"], table["target"]))


def test_reply_and_thanks() -> None:
    source = """
    q: 0 09:00 anna [question] how?
    a: 0 09:05 bela>q so
    t: 0 09:10 anna>a [thanks] it works
    """
    assert found(source) == {("reply", "bela", "anna"), ("reply", "anna", "bela"), ("thanks", "anna", "bela")}


def test_nobody_has_an_edge_to_himself() -> None:
    assert found("q: 0 09:00 anna one\nb: 0 09:01 anna>q two") == set()


def test_reply_to_a_deleted_message_makes_no_edge() -> None:
    messages, signals = thread("q: 0 09:00 anna one\nb: 0 09:01 bela>q two")
    kept = messages[1:].reset_index(drop=True)
    assert edges(kept, signals[1:].reset_index(drop=True)).empty


def test_mention_means_an_author_of_the_community() -> None:
    source = "q: 0 09:00 anna one\nm: 0 09:01 cili hello @Anna and @nobody, write to a@b.hu"
    assert ("mention", "cili", "anna") in found(source)
    assert {pair for pair in found(source) if pair[0] == "mention"} == {("mention", "cili", "anna")}


def test_unread_signals_leave_tone_empty_and_thanks_out() -> None:
    messages, signals = thread("q: 0 09:00 anna [unread] one\nb: 0 09:01 bela>q [unread] two")
    table = edges(messages, signals)
    assert table["kind"].tolist() == ["reply"]
    assert table["tone"].isna().all()


def test_inputs_are_not_changed() -> None:
    messages, signals = thread("q: 0 09:00 anna one\nb: 0 09:01 bela>q two")
    before = messages.copy(deep=True), signals.copy(deep=True)
    edges(messages, signals)
    pd.testing.assert_frame_equal(messages, before[0])
    pd.testing.assert_frame_equal(signals, before[1])


@pytest.mark.parametrize("reply", ["a", "c"])
def test_rings_of_replies_end(reply: str) -> None:
    messages, signals = thread("a: 0 09:00 anna one\nb: 0 09:01 bela>a two\nc: 0 09:02 cili>b three")
    ids = messages["message_id"]
    ring = messages["reply_to"].copy()
    ring[0] = ids[{"a": 0, "c": 2}[reply]]
    table = edges(MESSAGES.cast(messages.assign(reply_to=ring)), signals)
    assert len(table) == 2 + (reply == "c")
