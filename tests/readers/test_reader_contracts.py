"""What every reader module promises; a new file in the room is tested by being there."""

import inspect
import json

import pandas as pd
import pytest

from socialinsight.readers import read, read_batches
from socialinsight.readers.formats import formats, reader_of
from socialinsight.tables import MESSAGES, ROLES, check

EXPORTS = {
    "table": ("a.csv", "id,date,text\n1,2026-01-02 10:30Z,Nincs net\n2,,Нет связи\n"),
    "telegram": (
        "result.json",
        json.dumps(
            {
                "name": "x",
                "type": "private_group",
                "id": 7,
                "messages": [
                    {
                        "id": 1,
                        "type": "message",
                        "date_unixtime": "1767346200",
                        "from_id": "user1",
                        "text": "Nincs net",
                    },
                    {"id": 2, "type": "message", "from_id": "user2", "text": "Нет связи"},
                ],
            }
        ),
    ),
    "vk": (
        "vk.json",
        '{"response": {"count": 2, "items": [{"id": 1, "from_id": 5, "date": 1767346200, "text": "Нет связи"},'
        '{"id": 2, "from_id": 6, "text": "Nincs net"}]}}',
    ),
    "mail": (
        "a.mbox",
        "From x Fri Jan  2 10:30:00 2026\nFrom: a@x.example\nMessage-ID: <1@x>\n"
        "Date: Fri, 2 Jan 2026 10:30:00 +0100\n\nNincs net\n\n"
        "From x Fri Jan  2 10:30:00 2026\nFrom: b@x.example\nMessage-ID: <2@x>\n\nНет связи\n",
    ),
    "whatsapp": ("chat.txt", "ez nem sor\n2026. 01. 02. 10:30 - Éva: Nincs net\n"),
    "convokit": (
        "utterances.jsonl",
        '{"id": "1", "speaker": "a", "conversation_id": "1", "reply_to": null, "timestamp": 1767346200, "text": "N"}\n'
        '{"id": "2", "speaker": "a", "conversation_id": "1", "reply_to": null, "timestamp": null, "text": "Нет"}\n',
    ),
}


@pytest.fixture(params=sorted(formats()))
def name(request):
    return request.param


@pytest.fixture
def path(name, export):
    return export(*EXPORTS[name])


def test_every_format_has_an_export_here():
    assert set(EXPORTS) == set(formats())


def test_the_room_has_one_verb(name):
    reader = formats()[name]
    assert name == reader.FORMAT
    assert isinstance(reader.SOURCE, str)
    parameters = inspect.signature(reader.read).parameters
    assert list(parameters) == ["path", "columns", "zone"]
    assert all(parameters[key].kind is inspect.Parameter.KEYWORD_ONLY for key in ("columns", "zone"))


def test_a_file_is_known_by_its_own_reader_only(name, path):
    head = path.read_bytes()[: 1 << 16]
    assert name == reader_of(path).FORMAT
    for module in formats().values():
        assert 0.0 <= module.sniff(path, head) <= 1.0
        assert module.sniff(path, b"") <= 1.0


def test_messages_fit_the_schema_and_nothing_is_lost(name, path):
    reader = formats()[name]
    messages, rejected, skipped = reader.read(path, columns=None, zone="Europe/Budapest")
    assert list(rejected.columns) == ["file", "row", "reason"]
    assert len(messages) == len(rejected) == 1
    assert skipped == {}
    assert rejected["file"].tolist() == [path.name]
    assert messages["message_id"].iloc[0].startswith(f"{reader.SOURCE}:")
    whole = read(path)
    assert check(whole, MESSAGES) is whole
    assert whole["author_role"].isin(ROLES).all()
    assert whole.index.equals(pd.RangeIndex(1))
    assert whole["conversation_id"].notna().all()
    assert whole.attrs["account"].records == 2


def test_batches_and_whole_agree(name, path):
    whole, batches = read(path), list(read_batches(path, size=1))
    joined = pd.concat(batches, ignore_index=True)
    joined.attrs = whole.attrs
    pd.testing.assert_frame_equal(joined, whole)
    assert dict(batches[-1].attrs["account"]) == dict(whole.attrs["account"])


def test_the_file_is_not_changed(path):
    before = path.read_bytes()
    read(path)
    assert path.read_bytes() == before
