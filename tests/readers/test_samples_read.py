"""The shipped sample exports, read whole; their ground truth names messages that must be there."""

import json

import pytest

from socialinsight.resources import sample_path
from socialinsight.settings import Settings

SAMPLES = {
    "telegram_hu.json": "Europe/Budapest",
    "mail_hu.mbox": "Europe/Budapest",
    "vk_ru.json": "Europe/Moscow",
    "tickets.csv": "Europe/Moscow",
}


@pytest.mark.parametrize("name", SAMPLES)
def test_a_sample_is_read_whole(account_of, name):
    messages, account = account_of(sample_path(name), settings=Settings(time_zone=SAMPLES[name]))
    assert account.rejected == 0
    assert account.accepted > 90
    assert messages["conversation_id"].nunique() < len(messages)
    assert messages["author_id"].notna().all()


@pytest.mark.parametrize("name", SAMPLES)
def test_the_truth_names_messages_that_were_read(account_of, name):
    truth = json.loads((sample_path("truth") / name).with_suffix(".json").read_text(encoding="utf-8"))
    zone = Settings(time_zone=SAMPLES[name], agents=tuple(truth["agents"]), bots=tuple(truth["bots"]))
    messages, _ = account_of(sample_path(name), settings=zone)
    native = set(messages["message_id"].str.split(":", n=2).str[2])
    named = [row["message_id"] for row in truth["labels"]]
    assert named
    assert set(named) <= native
    assert (messages["author_role"] == "agent").any()
