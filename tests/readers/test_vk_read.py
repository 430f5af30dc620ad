import json

import pytest

from socialinsight.readers import ReadError

COMMENTS = {
    "response": {
        "count": 4,
        "items": [
            {
                "id": 10,
                "from_id": 501,
                "date": 1767346200,
                "text": "Второй день нет связи",
                "post_id": 9,
                "owner_id": -300,
                "parents_stack": [],
                "likes": {"count": 7},
                "thread": {
                    "count": 2,
                    "items": [
                        {
                            "id": 11,
                            "from_id": -300,
                            "date": 1767346300,
                            "text": "[id501|Анна], проверяем.",
                            "owner_id": -300,
                            "post_id": 9,
                            "parents_stack": [10],
                            "reply_to_comment": 10,
                            "reply_to_user": 501,
                        },
                        {"id": 12, "from_id": 502, "date": 1767346400, "text": "У меня тоже", "owner_id": -300},
                    ],
                },
            },
            {"id": 13, "deleted": True, "date": 1767346500, "text": "", "owner_id": -300},
            {
                "id": 14,
                "from_id": 503,
                "date": 1767346600,
                "text": "",
                "owner_id": -300,
                "attachments": [{"type": "photo"}],
            },
            {"id": 15, "from_id": -999, "date": 1767346700, "text": "Реклама", "owner_id": -300},
        ],
        "profiles": [{"id": 501, "first_name": "Анна", "last_name": "Белова"}],
        "groups": [{"id": 300, "name": "Связь Плюс"}],
    }
}
DIALOGUE = {
    "response": {
        "count": 3,
        "items": [
            {"id": 1, "peer_id": 501, "from_id": 501, "out": 0, "date": 1767346200, "text": "Где посылка?"},
            {
                "id": 2,
                "peer_id": 501,
                "from_id": -300,
                "out": 1,
                "admin_author_id": 77,
                "date": 1767346260,
                "text": "Уточняем.",
                "reply_message": {"id": 1},
                "update_time": 1767346300,
            },
            {
                "id": 3,
                "peer_id": 501,
                "from_id": 501,
                "out": 0,
                "date": 1767346270,
                "text": "",
                "action": {"type": "x"},
            },
        ],
        "groups": [{"id": 300, "name": "Связь Плюс"}],
    }
}


def test_comments_with_threads(export, account_of):
    messages, account = account_of(export("vk.json", json.dumps(COMMENTS)))
    assert messages["message_id"].tolist() == ["vk:-300:10", "vk:-300:11", "vk:-300:12", "vk:-300:15"]
    assert messages["author_role"].tolist() == ["member", "agent", "member", "member"]
    assert messages["reply_to"].iloc[1:3].tolist() == ["vk:-300:10", "vk:-300:10"]
    assert messages["conversation_id"].iloc[:3].nunique() == 1
    assert messages["text"].iloc[1] == "Анна, проверяем."
    assert messages["author_name"].iloc[0] == "Анна Белова"
    assert messages["reactions"].iloc[0] == 7
    assert account.skipped == {"deleted": 1, "media_only": 1}


def test_messages_know_the_agent_behind_the_community(export, account_of):
    messages, account = account_of(export("vk.json", json.dumps(DIALOGUE)))
    assert messages["author_role"].tolist() == ["customer", "agent"]
    assert messages["author_id"].tolist() == ["501", "77"]
    assert messages["conversation_id"].unique().tolist() == ["vk:-300:peer501"]
    assert messages["reply_to"].iloc[1] == "vk:-300:1"
    assert not messages["is_public"].any()
    assert account.skipped == {"service": 1}


def test_pages_in_a_list_are_read_together(export, account_of):
    messages, account = account_of(export("vk.json", json.dumps([COMMENTS, COMMENTS])))
    assert (account.accepted, account.duplicates) == (4, 4)


def test_a_truncated_answer_gives_its_whole_items(export, account_of):
    text = json.dumps(COMMENTS)
    messages, account = account_of(export("vk.json", text[: text.index("503") + 3]))
    assert messages["message_id"].tolist() == ["vk:-300:10", "vk:-300:11", "vk:-300:12"]
    assert (account.rejected, account.skipped) == (1, {"deleted": 1})


def test_items_that_are_none_are_rejected(export, account_of):
    items = [None, 3, {"id": 1}, {"id": 2, "text": "x", "date": "soon"}, {"id": 4, "text": "ok", "date": 1767346200}]
    messages, account = account_of(export("vk.json", json.dumps({"response": {"items": items}})), format="vk")
    assert (account.accepted, account.rejected) == (1, 4)


def test_json_without_items_is_refused(export, account_of):
    with pytest.raises(ReadError, match="holds no VK items"):
        account_of(export("vk.json", '{"response": 5}'), format="vk")
