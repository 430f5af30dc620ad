"""Redaction on planted items: running text written for the test, with hard negatives."""

import numpy as np
import pytest

from socialinsight.labels import label_names
from socialinsight.masking import MASKS, redact, spans
from tests.redaction.planted import measure, report


@pytest.mark.parametrize("lang", ["hu", "ru"])
def test_planted_items(lang: str) -> None:
    masked, planted, n_right, n_found = measure([f"planted_{lang}.txt", f"not_planted_{lang}.txt"], lang, show=True)
    print(lang, report(masked, planted, n_right, n_found))
    assert planted.total() >= 300
    assert masked.total() / planted.total() >= 0.97
    assert n_right / n_found >= 0.93
    for kind in planted:
        assert masked[kind] / planted[kind] >= 0.9, kind


@pytest.mark.parametrize("lang", ["hu", "ru"])
def test_language_need_not_be_given(lang: str) -> None:
    masked, planted, _, _ = measure([f"planted_{lang}.txt"], None)
    assert masked.total() / planted.total() >= 0.95


def test_masks_cover_the_personal_labels() -> None:
    assert set(MASKS) == set(label_names("personal"))


@pytest.mark.parametrize(
    "text",
    [
        "12 990 Ft volt",
        "2024. 03. 12. 10:30",
        "hívtam a 1818-at és a 112-t",
        "звонил на 900",
        "8-800-555-35-35",
        "30 500 000 Ft",
        "3 500 000 рублей",
        "256 GB",
        "договор 2019 года",
        "",
        "\x00\x00",
        "👍",
    ],
)
def test_what_is_nobodys_stays(text: str) -> None:
    assert redact([text]) == [text]


def test_spans_are_sorted_and_apart_and_say_what_they_hold() -> None:
    texts = ["Kati: kati@freemail.hu, 06-30/123-4567", "", "Иван Петров, ИНН 500100732259"]
    found = spans(texts)
    assert found.text.dtype == found.start.dtype == found.end.dtype == np.int32
    order = list(zip(found.text.tolist(), found.start.tolist()))
    assert order == sorted(order)
    same = found.text[1:] == found.text[:-1]
    assert np.all(found.start[1:][same] >= found.end[:-1][same])
    held = {texts[t][s:e] for t, s, e in zip(found.text, found.start, found.end)}
    assert {"kati@freemail.hu", "06-30/123-4567", "500100732259", "Иван Петров"} <= held


def test_missing_texts_and_wrong_arguments() -> None:
    assert redact([None, float("nan"), "jó"]) == ["", "", "jó"]
    assert redact([]) == []
    with pytest.raises(ValueError, match=r"Write \[text\]"):
        redact("06 30 123 4567")
    with pytest.raises(ValueError, match="received 'de'"):
        redact(["a"], lang="de")
    with pytest.raises(ValueError, match="1 values for 2 texts"):
        redact(["a", "b"], lang=["hu"])


@pytest.mark.parametrize("piece", ["9", "a@", "1 ", "Kovács ", "ул. ", "А. ", "kukac "])
def test_hostile_texts_come_back(piece: str) -> None:
    text = piece * 4_000
    assert len(redact([text, "jó"])) == 2
