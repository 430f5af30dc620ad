import numpy as np
import pytest

import socialinsight as si
from socialinsight.labels import label_names


def test_one_row_a_text_in_input_order_with_the_documented_columns() -> None:
    table = si.score_texts(["Köszönöm!", "Не работает интернет!", "Köszönöm!", "", "hello there my friend"])
    assert list(table.columns) == [
        *("lang", "sentiment", "sentiment_label"),
        *label_names("act", "detail", "cue"),
        "topic",
    ]
    assert table["lang"].tolist() == ["hu", "ru", "hu", "other", "other"]
    assert table.iloc[0].equals(table.iloc[2])


def test_scores_lie_in_their_ranges() -> None:
    messages = si.load_sample()
    table = si.score_texts(messages["text"].head(400).tolist())
    read = table[table["lang"] != "other"]
    scores = read[label_names("act", "detail", "cue")].to_numpy()
    assert ((scores >= 0) & (scores <= 1)).all()
    assert read["sentiment"].between(-1, 1).all()
    assert set(read["sentiment_label"]) <= {"negative", "neutral", "positive"}


def test_other_languages_get_no_invented_scores() -> None:
    table = si.score_texts(["The parcel is late and I am angry"], lang="other")
    assert np.isnan(table["sentiment"].iloc[0])
    assert table[label_names("act")].isna().all(axis=None)
    assert table["topic"].isna().all()


def test_roles_decide_which_labels_can_be_carried() -> None:
    text = "Elnézést kérünk a hibáért, holnap visszautaljuk az összeget."
    table = si.score_texts([text, text], author_roles=["agent", "customer"])
    assert table.loc[0, "apology"] >= 0.5
    assert table.loc[1, "apology"] == 0
    assert np.isnan(table.loc[0, "sentiment"])
    assert not np.isnan(table.loc[1, "sentiment"])


@pytest.mark.parametrize("texts", [[], [None], [float("nan")], ["\x00\x00"], ["a" * 100_000], ["👍" * 50]])
def test_odd_texts_are_no_crash(texts: list) -> None:
    assert len(si.score_texts(texts)) == len(texts)


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        ({"texts": "one string"}, "legal: a sequence of str"),
        ({"texts": ["a"], "lang": "de"}, "legal: \\['hu', 'other', 'ru'\\]"),
        ({"texts": ["a"], "author_roles": ["boss"]}, "received 'boss'"),
        ({"texts": ["a", "b"], "lang": ["hu"]}, "1 values for 2 texts"),
    ],
)
def test_errors_say_what_is_legal(arguments: dict, message: str) -> None:
    with pytest.raises(ValueError, match=message):
        si.score_texts(**arguments)
