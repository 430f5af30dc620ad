"""When learnt rudeness counts as hostility, and when an obscene word is only the colour of a forum's speech."""

import numpy as np
import pandas as pd
import pytest

from socialinsight.lang.opinion import OpinionModel, opinion_table
from socialinsight.signals import hostility
from socialinsight.text.word_weights import WordWeights


def judged(learnt: list[float], talk: float = 0.0, profanity: float = 0.7) -> pd.DataFrame:
    n_texts = len(learnt)
    scores = pd.DataFrame({"insult": np.zeros(n_texts), "profanity": np.full(n_texts, profanity)})
    sums = pd.DataFrame({"hostility": np.full(n_texts, np.nan)})
    return hostility.score(scores, sums, pd.Series(learnt), pd.Series(np.full(n_texts, talk)))


def test_even_evidence_gives_one_half_where_nothing_is_known() -> None:
    found = judged([2.0, np.nan])
    assert found["hostility"].tolist() == [0.5, 0.0]
    assert (found["hostility_known_role"] < 0.5).all()


def test_talk_about_a_service_casts_doubt() -> None:
    assert judged([3.0], talk=1.0)["hostility"][0] < 0.5 < judged([3.0], talk=0.0)["hostility"][0]


@pytest.mark.parametrize(("learnt", "kept"), [(np.nan, True), (3.0, True), (-0.1, True), (-1.0, False)])
def test_obscene_words_of_harmless_forum_talk_are_colour(learnt: float, kept: bool) -> None:
    assert (judged([learnt])["profanity"][0] >= 0.5) == kept


def test_only_sure_comments_of_forums_speak_against_toxicity() -> None:
    weights = WordWeights(("register:forum", "toxic"), np.zeros((1, 2)), np.zeros((1, 2)), np.zeros(2))
    even = np.zeros((1, 3, 3))
    model = OpinionModel(weights, ("tweet",), np.zeros((1, 3)), even, np.array([0.0, 1.0, 0.0]))
    outputs = model.judge(np.array([[1.0, 0.0], [-1.0, 0.0], [1.0, 3.0]], np.float32))
    assert outputs[0, 2] < 0 and outputs[1, 2] == 0 and outputs[2, 2] > 2.5
    told = opinion_table(outputs, "ru", np.arange(3))
    assert told.loc[told["label"] == "model_toxic", "text_id"].tolist() == [0, 2]
