"""Settings proposed from an export name the bots that nobody declared."""

from benchmarks.village import BOTS, village
from socialinsight.proposal import propose_settings


def test_bots_that_are_found_are_proposed() -> None:
    messages, _, _ = village(60, 200, 0, further=True)
    assert set(propose_settings(messages).bots) == set(BOTS)


def test_messages_without_author_are_nobody() -> None:
    messages, _, _ = village(60, 60, 0, further=True)
    unsigned = messages.assign(author_id=messages["author_id"].where(messages["author_id"].isin(BOTS)))
    assert set(propose_settings(unsigned).bots) <= set(BOTS)
