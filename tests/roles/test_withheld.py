"""Roles that are not shown say why, and those that are shown can be followed to messages."""

import numpy as np
import pandas as pd

from benchmarks.village import judged, village
from socialinsight.roles.quotations import quotes
from socialinsight.settings import Settings


def test_counter_example_speaks_against_the_role_or_shows_nothing_of_it() -> None:
    turns = pd.DataFrame({"member": [0, 0, 0, 1, 1, 2], "message_id": list("abcdef")})
    shown, counter = quotes(turns, np.array([0.5, -1, 0, 0.2, 0, 0.9]), np.array([0, 1, 2]))
    assert shown == [("a",), ("d",), ("f",)]
    assert counter == [("b",), ("e",), ()]


def test_shown_roles_have_three_quotes_to_follow() -> None:
    messages, signals, _ = village(120, 800, 3, further=True)
    _, evidence = judged(messages, signals)
    told = evidence[evidence["withheld"].isna()]
    assert len(told) >= 9
    assert told["message_ids"].map(len).between(3, 5).all()
    assert told["score"].between(told["low"], told["high"]).all()


def test_every_withheld_role_has_its_reason() -> None:
    messages, signals, _ = village(60, 100, 3, further=True)
    _, evidence = judged(messages, signals)
    few = evidence["n"] < 2 * Settings().min_support
    assert few.any()
    assert (evidence.loc[few, "withheld"] == "support").all()
    assert evidence.loc[few, "q_value"].isna().all()
    tested = evidence[~few & (evidence["withheld"] != "links")]
    clear = tested["q_value"] <= Settings().false_discovery_rate
    assert set(tested.loc[~clear, "withheld"]) <= {"chance"}
    assert set(tested.loc[clear, "withheld"].dropna()) <= {"quotes"}


def test_guessed_links_withhold_what_stands_on_them() -> None:
    messages, signals, _ = village(60, 300, 3)
    unlinked = messages.assign(reply_to=pd.array([pd.NA] * len(messages), dtype=messages["reply_to"].dtype))
    _, evidence = judged(unlinked, signals)
    weak = evidence[(evidence["link_confidence"] < 0.5) & (evidence["n"] >= 10)]
    assert (weak["withheld"] == "links").all()
