import json

import pandas as pd
import pytest

from socialinsight.readers import ReadError

MESSAGES = [
    {"id": 1, "type": "service", "date": "2026-01-02T10:00:00", "actor": "Éva", "action": "create_group", "text": ""},
    {
        "id": 2,
        "type": "message",
        "date": "2026-01-02T10:30:00",
        "date_unixtime": "1767346200",
        "from": "Kiss Éva",
        "from_id": "user11",
        "text": ["Nincs net, írtam ide: ", {"type": "email", "text": "a@ceg.example"}],
        "text_entities": [],
        "reactions": [{"type": "emoji", "count": 3, "emoji": "👍"}, {"type": "emoji", "count": 1, "emoji": "😢"}],
    },
    {
        "id": 3,
        "type": "message",
        "date": "2026-01-02T10:40:00",
        "date_unixtime": "1767346800",
        "edited": "2026-01-02T10:45:00",
        "edited_unixtime": "1767347100",
        "from": "Zengő Net",
        "from_id": "channel77",
        "reply_to_message_id": 2,
        "text": "Dolgozunk rajta.",
    },
    {
        "id": 4,
        "type": "message",
        "date_unixtime": "1767346900",
        "from": None,
        "from_id": "user12",
        "text": "",
        "photo": "x",
    },
    {
        "id": 5,
        "type": "message",
        "date_unixtime": "1767346900",
        "from": "Béla",
        "from_id": "user13",
        "forwarded_from": "Hírek",
        "text": "Továbbított hír",
        "reply_to_message_id": 3,
    },
    {"id": 6, "type": "message", "date_unixtime": "1767346950", "from": "Béla", "from_id": "user13", "text": ""},
    {
        "id": 6,
        "type": "message",
        "date_unixtime": "1767346950",
        "from": "Béla",
        "from_id": "user13",
        "text": "még egyszer",
    },
    {"id": 6, "type": "message", "date_unixtime": "1767346950", "from": "Béla", "from_id": "user13", "text": "ugyanaz"},
]
CHAT = {"name": "Zengő Net", "type": "public_supergroup", "id": 77, "messages": MESSAGES}


def dumped(document):
    return json.dumps(document, ensure_ascii=False, indent=1)


def test_one_chat(export, account_of):
    messages, account = account_of(export("result.json", dumped(CHAT)))
    assert messages["message_id"].tolist() == ["telegram:77:2", "telegram:77:3", "telegram:77:5", "telegram:77:6"]
    assert messages["text"].iloc[0] == "Nincs net, írtam ide: a@ceg.example"
    assert messages["author_role"].tolist() == ["member", "agent", "member", "member"]
    assert messages["conversation_id"].iloc[:3].unique().tolist() == ["telegram:77:2"]
    assert messages["forwarded"].tolist() == [False, False, True, False]
    assert messages["reactions"].iloc[0] == 4
    assert messages["edited_at"].iloc[1] == pd.Timestamp("2026-01-02 09:45", tz="UTC")
    assert messages["is_public"].all()
    assert account.skipped == {"service": 1, "media_only": 1}
    assert (account.rejected, account.duplicates, account.records) == (1, 1, 8)
    assert account.rejected_rows["reason"].tolist() == ["no text"]


def test_full_export_with_private_chat(export, account_of):
    private = {
        "name": "Kiss Éva",
        "type": "personal_chat",
        "id": 11,
        "messages": [
            {
                "id": 1,
                "type": "message",
                "date_unixtime": "1767346200",
                "from": "É",
                "from_id": "user11",
                "text": "Segítség!",
            },
            {
                "id": 2,
                "type": "message",
                "date_unixtime": "1767346201",
                "from": "Cég",
                "from_id": "user5",
                "text": "Máris.",
            },
        ],
    }
    whole = {"about": "x", "chats": {"about": "y", "list": [CHAT]}, "left_chats": {"list": [private]}}
    messages, account = account_of(export("result.json", dumped(whole)))
    own = messages[messages["community_id"] == "11"]
    assert own["author_role"].tolist() == ["customer", "agent"]
    assert own["conversation_id"].nunique() == 1
    assert not own["is_public"].any()
    assert account.records == 10


def test_known_faults_are_mended(export, account_of):
    broken = dumped(CHAT).replace("Dolgozunk rajta.", "Dolgozunk\\x0C rajta. C:\\\\x0C")
    broken = broken.replace('"forwarded_from"', '"document_id": (File not included),\n "forwarded_from"')
    messages, account = account_of(export("result.json", broken))
    assert messages["text"].iloc[1] == "Dolgozunk\x0c rajta. C:\\x0C"
    assert account.records == 8


def test_a_truncated_export_gives_its_whole_messages(export, account_of):
    text = dumped(CHAT)
    messages, account = account_of(export("result.json", text[: text.index("Továbbított") + 5]))
    assert messages["message_id"].tolist() == ["telegram:77:2", "telegram:77:3"]
    assert account.rejected_rows["row"].tolist() == [5]
    assert messages["author_role"].tolist() == ["member", "agent"]


def test_a_damaged_message_in_the_middle_is_rejected_alone(export, account_of):
    text = dumped(CHAT).replace('"date_unixtime": "1767346800"', '"date_unixtime": 17673""')
    messages, account = account_of(export("result.json", text))
    assert messages["message_id"].tolist() == ["telegram:77:2", "telegram:77:5", "telegram:77:6"]
    assert account.rejected == 2


@pytest.mark.parametrize("messages", [[None, 5, "x", [], {"type": "message"}, {"id": 1, "text": {"a": 1}, "date": []}]])
def test_hostile_messages_are_rejected(export, account_of, messages):
    _, account = account_of(export("result.json", dumped(CHAT | {"messages": messages})), format="telegram")
    assert account.rejected == len(messages)


def test_json_without_a_chat_is_refused(export, account_of):
    with pytest.raises(ReadError, match=r"holds no Telegram chat; legal: result.json"):
        account_of(export("result.json", "{}"), format="telegram")
