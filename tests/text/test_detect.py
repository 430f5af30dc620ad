"""Language detection on short messages written for the test: tests/data/short_messages.csv."""

import csv
from collections import Counter
from pathlib import Path

import numpy as np
import pytest

from socialinsight.text.detect import detect_languages, word_scores
from socialinsight.text.tokens import tokenize

MESSAGES = Path(__file__).parents[1] / "data" / "short_messages.csv"


def test_short_messages_by_language() -> None:
    with MESSAGES.open(encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file))
    found = detect_languages(tokenize([row["text"] for row in rows]))
    right, n = Counter(), Counter()
    for row, lang in zip(rows, found):
        n[row["kind"]] += 1
        right[row["kind"]] += lang == row["lang"]
    print({kind: f"{right[kind]}/{n[kind]}" for kind in n})
    assert n.total() >= 200
    assert right.total() / n.total() >= 0.95
    for kind in ("accented", "bare", "cyrillic", "latin", "en", "uk", "de", "sk", "ro"):
        assert right[kind] / n[kind] >= 0.9, kind


@pytest.mark.parametrize(
    ("text", "lang"),
    [
        ("", "other"),
        ("   \n", "other"),
        ("\x00\x00", "other"),
        ("👍👍", "other"),
        ("日本語のメッセージ", "other"),
        ("ელექტროენერგია", "other"),
        ("Сәлем, қалайсыз", "other"),
        ("@kata https://example.org nem jött meg", "hu"),
        ("НЕ РАБОТАЕТ!!!", "ru"),
        ("nem megy a Windows Update, не работает, nem indul el, mit csináljak", "hu"),
        ("\ud800 nem jó", "hu"),
    ],
)
def test_odd_and_mixed_texts(text: str, lang: str) -> None:
    assert detect_languages(tokenize([text])).tolist() == [lang]


def test_no_texts_and_texts_beside_each_other_do_not_mix() -> None:
    assert detect_languages(tokenize([])).tolist() == []
    texts = ["не работает", "", "nem jó", "hello there"]
    assert detect_languages(tokenize(texts)).tolist() == ["ru", "other", "hu", "other"]


def test_brands_speak_for_no_language() -> None:
    scores = word_scores(["iPhone", "Samsung", "Telekom", "12345", "!!!"])
    assert np.all(scores == 0)
