"""Reply links: those of the export first, likely ones where there are none."""

import numpy as np
import pandas as pd

from socialinsight.tables import MESSAGES
from socialinsight.threads import answered
from socialinsight.threads.clues import named_people
from socialinsight.threads.likely import likely_links


def chat(lines: str, *, channel: str = "irc") -> pd.DataFrame:
    """Lines `minute author: text` of one chat; every message stands in a conversation of its own."""
    rows = [line.strip().split(maxsplit=2) for line in lines.strip().splitlines()]
    table = pd.DataFrame(rows, columns=["minute", "author_id", "text"])
    table["author_id"] = table["author_id"].str.rstrip(":")
    table["sent_at"] = pd.Timestamp("2026-01-01", tz="UTC") + pd.to_timedelta(
        table.pop("minute").astype(int), unit="min"
    )
    ids = [f"m{row}" for row in range(len(table))]
    return MESSAGES.cast(
        table.assign(
            message_id=ids, conversation_id=ids, community_id="c", reply_to=None, author_role="member", channel=channel
        )
    )


TALK = """
0 anna: how can I reset the router to factory settings?
0 bela: does anybody know a cheap plan for my mother?
1 cili: anna: hold the small button on the router for ten seconds
1 dani: bela: the pensioner plan, 4290 a month
2 anna: cili: great, the router works
2 bela: dani: thanks, that plan is cheap
"""


def test_named_people_are_answered() -> None:
    assert answered(chat(TALK))["parent"].tolist() == [-1, -1, 0, 1, 2, 3]


def test_guesses_are_less_sure_than_links_of_the_export() -> None:
    guessed = answered(chat(TALK))["confidence"][2:]
    assert guessed.between(0.3, 1, inclusive="left").all()
    messages = chat(TALK)
    given = MESSAGES.cast(messages.assign(reply_to=messages["reply_to"].where(messages.index != 4, "m2")))
    assert answered(given)["confidence"][4] == 1.0


def test_no_guesses_where_the_channel_is_no_chat() -> None:
    assert (answered(chat(TALK, channel="email"))["parent"] == -1).all()


def test_two_chats_do_not_mix() -> None:
    one, other = chat(TALK), chat(TALK)
    other = other.assign(
        community_id="d", message_id="x" + other["message_id"], conversation_id="x" + other["message_id"]
    )
    both = MESSAGES.cast(
        pd.concat([one, other], ignore_index=True).sort_values("sent_at", kind="stable", ignore_index=True)
    )
    parent = answered(both)["parent"].to_numpy()
    child = np.flatnonzero(parent >= 0)
    places = both["community_id"].to_numpy(object)
    assert len(child) == 8
    assert (places[child] == places[parent[child]]).all()


def test_parents_come_before() -> None:
    rng = np.random.default_rng(0)
    lines = "\n".join(
        f"{row // 3} p{rng.integers(9)}: word{rng.integers(50)} word{rng.integers(50)}?" for row in range(400)
    )
    link = likely_links(chat(lines))
    assert (link["parent"] < np.arange(400)).all()
    assert link["confidence"].between(0, 1).all()


def test_a_common_word_that_is_also_a_name_does_not_name() -> None:
    lines = (
        "\n".join(f"{row} p{row % 5}: good morning to all" for row in range(60)) + "\n61 good: hi\n62 p1: a good plan"
    )
    messages = chat(lines)
    author = pd.factorize(messages["author_id"])[0]
    words = [text.split() for text in messages["text"]]
    assert named_people(words, messages, author)[-1] == -1


def test_empty_and_single() -> None:
    assert answered(MESSAGES.empty()).empty
    assert answered(chat("0 anna: alone"))["parent"].tolist() == [-1]
