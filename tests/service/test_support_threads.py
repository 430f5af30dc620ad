"""First response times of real English support threads, against a computation from the raw columns alone.

Set SOCIALINSIGHT_THREADS to a CSV file with the columns tweet_id, author_id, inbound, created_at, text and
in_response_to_tweet_id ("Customer Support on Twitter").
"""

import csv
import os
from collections import defaultdict
from datetime import datetime
from pathlib import Path
from statistics import median

import pandas as pd
import pytest

from socialinsight.readers import read
from socialinsight.service.conversations import conversations
from socialinsight.service.turns import turns
from socialinsight.settings import Settings
from socialinsight.signals import message_signals
from socialinsight.tables import ANNOTATIONS, TEXTS

FILE = os.environ.get("SOCIALINSIGHT_THREADS", "")
pytestmark = pytest.mark.skipif(
    not Path(FILE).is_file(), reason="SOCIALINSIGHT_THREADS names no file of support threads"
)


def raw() -> list[dict[str, str]]:
    """Return the whole rows; one of this corpus is broken in two by a line break outside quotes."""
    with Path(FILE).open(encoding="utf-8", newline="") as file:
        return [row for row in csv.DictReader(file) if None not in row.values()]


def threads(rows: list[dict[str, str]]) -> dict[str, list[dict[str, str]]]:
    """Follow the reply links upwards by hand; what replies to one tweet that is not in the file is one thread."""
    by_id = {row["tweet_id"]: row for row in rows}

    def root(row: dict[str, str]) -> str:
        seen = set()
        while row["in_response_to_tweet_id"] and row["tweet_id"] not in seen:
            seen.add(row["tweet_id"])
            parent = str(int(float(row["in_response_to_tweet_id"])))
            if parent not in by_id:
                return parent
            row = by_id[parent]
        return row["tweet_id"]

    grouped = defaultdict(list)
    for row in rows:
        grouped[root(row)].append(row)
    return grouped


def at(row: dict[str, str]) -> datetime:
    return datetime.strptime(row["created_at"], "%a %b %d %H:%M:%S %z %Y")


def by_hand(grouped: dict[str, list[dict[str, str]]]) -> dict[str, list[float]]:
    """Seconds from a customer's opening tweet to the first later tweet of a company, by that company."""
    waited = defaultdict(list)
    for rows in grouped.values():
        ordered = sorted(rows, key=lambda row: (at(row), int(row["tweet_id"])))
        if ordered[0]["inbound"] != "True":
            continue
        answer = next((row for row in ordered[1:] if row["inbound"] == "False"), None)
        if answer is not None:
            waited[answer["author_id"]].append((at(answer) - at(ordered[0])).total_seconds())
    return waited


def by_library() -> dict[str, list[float]]:
    """Read the file as it is, and take the conversations that a customer opened."""
    messages = read(FILE)
    signals = message_signals(messages, *unread(messages))
    facts = turns(messages, signals)
    talks = conversations(facts, settings=Settings(), zone="UTC", country="")
    opening = facts.drop_duplicates("conversation").set_index("conversation_id")["is_firm"]
    opened = talks[~talks["conversation_id"].map(opening).astype(bool) & talks["first_response_at"].notna()]
    author = facts[facts["is_agent"]].set_index(["conversation_id", "sent_at"])["author_id"]
    waited = defaultdict(list)
    for row in opened.itertuples():
        first = author.loc[[(row.conversation_id, row.first_response_at)]].iloc[0]
        waited[first].append(row.first_response_seconds)
    return waited


def unread(messages: pd.DataFrame) -> tuple[pd.DataFrame, pd.DataFrame]:
    """Return the texts as in a language that is not read, and no annotation."""
    texts = pd.DataFrame({"text": messages["text"].drop_duplicates().reset_index(drop=True), "lang": "other"})
    return TEXTS.cast(texts.assign(text_id=range(len(texts)), n_messages=1)), ANNOTATIONS.empty()


def test_first_response_time_per_company_agrees_with_the_raw_columns() -> None:
    own, ours = by_hand(threads(raw())), by_library()
    assert len(own) > 20 and sum(map(len, own.values())) > 1000
    assert {name: len(waits) for name, waits in own.items()} == {name: len(waits) for name, waits in ours.items()}
    assert {name: median(waits) for name, waits in own.items()} == {name: median(waits) for name, waits in ours.items()}
    assert all(sorted(own[name]) == sorted(ours[name]) for name in own)
