"""Messages made by recombining corpora: Zipf-like words, people, threads and times."""

from __future__ import annotations

import gzip
import json
from pathlib import Path

import numpy as np
import pandas as pd

HU = ("sentiment_husst", "sentiment_opinhubank", "szeged_web_faq")
RU = (
    "sentiment_banks_2015",
    "sentiment_telecoms_2015",
    "sentiment_rusentitweet_train",
    "reviews_banki",
    "reviews_bank_products",
    "toxic_2ch_pikabu",
)
_LETTERS = {"hu": "aáeéiíoóöőuúüűbcdfghjklmnprstvz", "ru": "абвгдежзийклмнопрстуфхцчшщыьэюя"}


def fragments(folder: Path, lang: str) -> list[str]:
    """Return the clauses of the corpora of a language, at most 30 words each."""
    found: list[str] = []
    for name in HU if lang == "hu" else RU:
        with gzip.open(folder / lang / f"{name}.jsonl.gz", "rt", encoding="utf-8") as file:
            for line in file:
                row = json.loads(line)
                text = row.get("text") or " ".join(row.get("tokens", []))
                found += [" ".join(part.split()[:30]) for part in str(text).splitlines() if part.strip()]
    return found


def misspelt(texts: list[str], lang: str, rng: np.random.Generator, share: float = 0.02) -> list[str]:
    """Return the texts with a letter changed in a share of their words, so that many words are seen once."""
    letters = _LETTERS[lang]
    result = []
    for text in texts:
        words = text.split(" ")
        for at in np.flatnonzero(rng.random(len(words)) < share):
            word = words[at]
            if len(word) > 3:
                place = int(rng.integers(1, len(word)))
                words[at] = word[:place] + letters[int(rng.integers(len(letters)))] + word[place + 1 :]
        result.append(" ".join(words))
    return result


def recombined(folder: Path, n: int, *, seed: int = 0) -> pd.DataFrame:
    """Return `n` messages of half a year in 12 communities: one or two fragments each, replies, agents."""
    rng = np.random.default_rng(seed)
    is_ru = rng.random(n) < 0.5
    text = np.empty(n, object)
    for lang, mask in (("hu", ~is_ru), ("ru", is_ru)):
        parts = fragments(folder, lang)
        size = int(mask.sum())
        rank = np.minimum(rng.zipf(1.15, size), len(parts)) - 1
        first = np.where(rng.random(size) < 0.15, rank, rng.integers(len(parts), size=size))
        second = rng.integers(len(parts), size=size)
        joined = [parts[a] if b % 3 else f"{parts[a]} {parts[b]}" for a, b in zip(first, second)]
        text[mask] = misspelt(joined, lang, rng)
    start = pd.Timestamp("2025-10-01", tz="UTC").value // 10**9
    seconds = np.sort(rng.integers(0, 180 * 86_400, n)) + start
    author = np.minimum(rng.zipf(1.3, n), max(n // 8, 10))
    agent = rng.random(n) < 0.15
    back = rng.geometric(0.02, n)
    parent = np.arange(n) - back
    replies = (rng.random(n) < 0.7) & (parent >= 0)
    community = np.where(is_ru, "ru", "hu").astype(object) + rng.integers(0, 6, n).astype(str).astype(object)
    return pd.DataFrame(
        {
            "message_id": np.arange(n),
            "community_id": community,
            "reply_to": pd.array(np.where(replies, parent, 0), dtype="Int64"),
            "author_id": np.where(agent, "agent" + (author % 25).astype(str).astype(object), author.astype(str)),
            "author_role": np.where(agent, "agent", "customer"),
            "sent_at": pd.to_datetime(seconds, unit="s", utc=True).strftime("%Y-%m-%dT%H:%M:%SZ"),
            "text": text,
        }
    ).assign(reply_to=lambda table: table["reply_to"].where(replies))


def once_share(texts: pd.Series) -> float:
    """Return the share of distinct words that are seen once."""
    words = texts.str.split().explode().value_counts()
    return float((words == 1).mean())
