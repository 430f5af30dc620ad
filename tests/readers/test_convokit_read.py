import json

import pandas as pd
import pytest

from socialinsight.readers import ReadError, read

FIRST = {"id": "1", "speaker": "eva", "conversation_id": "1", "timestamp": 1767346200, "text": "Hol a csomag?"}
UTTERANCES = [
    FIRST | {"reply_to": None},
    FIRST | {"id": "2", "speaker": {"id": "ceg"}, "reply_to": "1", "text": "Úton.", "meta": {"score": 2}},
    {"id": "3", "user": "béla", "root": "3", "reply-to": None, "timestamp": "1767346300", "text": "Nálam is."},
    FIRST | {"id": "4", "timestamp": None},
    FIRST | {"id": "5", "text": None},
]


def test_a_corpus_folder_and_its_file(export, account_of):
    path = export("corpus/utterances.jsonl", "\n".join(map(json.dumps, UTTERANCES)) + "\n{broken\n\n[1]\n")
    messages, account = account_of(path.parent)
    assert messages["message_id"].tolist() == ["convokit:corpus:1", "convokit:corpus:2", "convokit:corpus:3"]
    assert messages["conversation_id"].tolist() == [f"convokit:corpus:{n}" for n in (1, 1, 3)]
    assert messages["author_id"].tolist() == ["eva", "ceg", "béla"]
    assert messages["sent_at"].iloc[0] == pd.Timestamp("2026-01-02 09:30", tz="UTC")
    assert account.rejected_rows["row"].tolist() == [4, 5, 6, 7]
    assert read(path)["message_id"].tolist() == messages["message_id"].tolist()


def test_a_folder_without_utterances_is_refused(tmp_path):
    with pytest.raises(ReadError, match=r"no utterances.jsonl"):
        read(tmp_path, format="convokit")
