"""What counts as content, discontent and neither."""

import numpy as np
import pandas as pd
import pytest

from socialinsight.annotation import read_texts
from socialinsight.lang.opinion import LICENCE_GROUPS, opinion_model
from socialinsight.scoring import score_texts
from socialinsight.signals import rule_scores, sentiment, text_signals
from socialinsight.signals.label_score import model_weights

CLEAR = {
    "hu": {
        "positive": "Nagyon köszönöm a gyors segítséget, minden tökéletesen működik!",
        "negative": "Felháborító, hogy három hete nem működik az internet és senki nem válaszol.",
        "neutral": "Mikor van nyitva az üzlet szombaton?",
    },
    "ru": {
        "positive": "Спасибо большое, всё быстро решили, очень доволен обслуживанием!",
        "negative": "Ужасное обслуживание, третью неделю не работает интернет, никто не отвечает.",
        "neutral": "Во сколько открывается отделение в субботу?",
    },
}


@pytest.mark.parametrize("lang", CLEAR)
@pytest.mark.parametrize("expected", sentiment.CLASSES)
def test_clear_messages(lang: str, expected: str) -> None:
    assert score_texts([CLEAR[lang][expected]], lang=lang)["sentiment_label"][0] == expected


@pytest.mark.parametrize(
    ("lang", "text", "expected"),
    [
        ("hu", "Egyáltalán nem rossz szolgáltatás.", "positive"),
        ("ru", "Очень даже неплохо работает приложение.", "positive"),
        ("hu", "Nem mondhatnám, hogy elégedett vagyok.", "negative"),
        ("ru", "Не могу сказать, что доволен обслуживанием.", "negative"),
    ],
)
def test_negation(lang: str, text: str, expected: str) -> None:
    assert score_texts([text], lang=lang)["sentiment_label"][0] == expected


def test_label_and_number_agree() -> None:
    texts = [text for kinds in CLEAR.values() for text in kinds.values()]
    scores = score_texts(texts)
    value = scores["sentiment"].to_numpy(float)
    named = np.where(value >= 0.2, "positive", np.where(value <= -0.2, "negative", "neutral"))
    assert scores["sentiment_label"].tolist() == named.tolist()


def test_likeliest_class_decides_the_number() -> None:
    random = np.random.default_rng(0)
    probability = random.dirichlet([1, 1, 1], 500)
    value = sentiment.as_sentiment(probability)
    assert np.abs(value).max() <= 1
    assert sentiment.label(pd.Series(value)).tolist() == np.array(sentiment.CLASSES)[probability.argmax(1)].tolist()


@pytest.mark.parametrize(
    "groups", [(), ("permissive",), ("share_alike",), ("unstated",), ("permissive", "unstated"), LICENCE_GROUPS]
)
@pytest.mark.parametrize("lang", CLEAR)
def test_any_choice_of_licence_groups_scores(lang: str, groups: tuple[str, ...]) -> None:
    texts = list(CLEAR[lang].values())
    reading = read_texts(texts, np.array([lang] * 3, object), model_sets=groups)
    sources = set(reading.annotations["source"].astype(str))
    assert any(source.startswith("model:") for source in sources) == bool(groups)
    value = text_signals(reading.texts, reading.annotations)["sentiment"]
    assert value[0] > 0.2 > -0.2 > value[1]


def test_unknown_licence_group_is_refused() -> None:
    with pytest.raises(ValueError, match="model_sets: received"):
        opinion_model("hu", ("commercial",))


def test_rules_alone_without_model_rows() -> None:
    reading = read_texts([CLEAR["hu"]["negative"]], np.array(["hu"], object), model_sets=())
    sums, scores = rule_scores(reading.annotations, 1)
    rows = model_weights(reading.annotations, 1, sentiment.MODEL)
    assert rows.isna().all(axis=None)
    assert (sentiment.score(scores, sums, rows, pd.Series(["hu"])) < -0.2).all(axis=None)


def test_an_angry_customer_is_not_hostile() -> None:
    texts = [CLEAR["ru"]["negative"], "Безобразие! Верните мои деньги немедленно, сколько можно ждать?"]
    assert (score_texts(texts, lang="ru")["hostility"] < 0.5).all()
