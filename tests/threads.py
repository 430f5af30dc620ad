"""Threads in the domain's own notation: `day hour:minute author>reply_to [labels] text`, one message a line."""

import re

import numpy as np
import pandas as pd

from socialinsight.labels import label_names
from socialinsight.tables import MESSAGES, STRING

_LINE = re.compile(r"^\s*(?:(\w+):)?\s*(\d+) (\d\d:\d\d) (\w+)(?:>(\w+))?(?: \[([^\]]*)\])?\s*(.*)$")
START = pd.Timestamp("2026-03-02", tz="UTC")


def thread(source: str, *, conversation: str = "c1") -> tuple[pd.DataFrame, pd.DataFrame]:
    """Return the messages and signals that a notation describes.

    Day 0 is Monday, 2 March 2026, UTC. An author whose name begins with `agent` or `bot` has that role. Labels
    in brackets score 0.9; `s=-0.5` gives the sentiment, 0 otherwise; `unread` leaves all signals NaN.
    """
    rows, scores = [], []
    for number, line in enumerate(line for line in source.splitlines() if line.strip()):
        name, day, clock, author, reply_to, labels, text = _LINE.match(line).groups()
        role = next((role for role in ("agent", "bot") if author.startswith(role)), "customer")
        message_id = name or f"m{number}"
        rows.append(
            {
                "message_id": message_id,
                "community_id": "g",
                "conversation_id": conversation,
                "reply_to": reply_to,
                "author_id": author,
                "author_role": role,
                "channel": "chat",
                "is_public": True,
                "sent_at": START + pd.Timedelta(days=int(day)) + pd.Timedelta(f"{clock}:00"),
                "text": text or f"text {number}",
            }
        )
        scores.append(_scores(message_id, role, (labels or "").split()))
    signals = pd.DataFrame(scores).astype({"message_id": STRING, "lang": STRING, "topic": STRING})
    return MESSAGES.cast(pd.DataFrame(rows)), signals


def _scores(message_id: str, role: str, marks: list[str]) -> dict[str, object]:
    names = label_names("act", "detail", "cue")
    if "unread" in marks:
        empty = dict.fromkeys([*names, "sentiment"], np.float32(np.nan))
        return {"message_id": message_id, "lang": "other", **empty, "topic": None}
    sentiment = next((float(mark[2:]) for mark in marks if mark.startswith("s=")), 0.0)
    topic = next((mark[6:] for mark in marks if mark.startswith("topic=")), "other")
    given = {name: np.float32(0.9 if name in marks else 0.0) for name in names}
    mood = np.float32(np.nan if role != "customer" else sentiment)
    return {"message_id": message_id, "lang": "hu", **given, "sentiment": mood, "topic": topic}
