"""Sentiment: how content the writer is with the firm or product."""

from __future__ import annotations

import json
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

import numpy as np
import pandas as pd

from socialinsight.resources import model_path
from socialinsight.signals import service_talk

NEUTRAL = 0.2
LEAST = 0.01
CLASSES = ("negative", "neutral", "positive")
MODEL = ("model_negative", "model_positive")
WORDS = ("positive", "negative")
_GOOD = {"praise": 2.5, "thanks": 1.2, "solution_confirmed": 1.8, "churn_taken_back": 0.8}
_BAD = {
    "complaint": 2.5,
    "churn_firm": 1.0,
    "churn_conditional": 1.0,
    "churn_considered": 1.0,
    "hostility": 2.0,
    "not_understood": 1.5,
    "hard_to_reach": 1.5,
    "sarcasm": 1.5,
    "legal_threat": 1.0,
    "publicity_threat": 1.0,
}
_ASKING = ("question", "request", "wish", "recommendation", "competitor", "question_mark", "profanity")
_BLAME = (*(name for name in _BAD if not name.startswith("churn_")), "churn_intent", "conditional_demand")
_WEIGHED = ("blamed", "credited", "both", "outweighed")
FEATURES = ("balance", *MODEL, *WORDS, *_GOOD, *_BAD, *_ASKING, "many_words", *_WEIGHED)
_BALANCE_SCALE = 2.0
_MOST_WORDS = 4.0


@dataclass(frozen=True)
class Combination:
    """Multinomial weights over `FEATURES` and an intercept, for customer talk and for other texts."""

    service: np.ndarray
    other: np.ndarray


@lru_cache(maxsize=4)
def combination(lang: str) -> Combination:
    """Return the combination of a language; the part for talk about a service is set by hand or from a user's table."""
    stored = json.loads(model_path(f"sentiment_{lang}.json").read_text(encoding="utf-8"))
    if tuple(stored["features"]) != FEATURES:
        raise ValueError(f"sentiment_{lang}.json: other features than {FEATURES}. Train it again.")
    service = np.array(stored["service"]) if stored["service"] else by_hand()
    return Combination(service, np.array(stored["other"]))


@lru_cache(maxsize=1)
def by_hand() -> np.ndarray:
    """Return the hand-set weights of sentiment_weights.csv, shape (3, len(FEATURES) + 1); what it leaves out is 0."""
    table = pd.read_csv(Path(__file__).with_name("sentiment_weights.csv"), index_col="feature")
    return table[list(CLASSES)].reindex([*FEATURES, "intercept"], fill_value=0).to_numpy(float).T


def score(scores: pd.DataFrame, sums: pd.DataFrame, model: pd.DataFrame, lang: pd.Series) -> pd.DataFrame:
    """Return the sentiment of each text, -1..1, where the writer's role is unknown and where it is known.

    A text by somebody known to be a customer or a peer is talk about a service; of other texts `service_talk` says
    how likely that is.

    Parameters
    ----------
    scores, sums : pandas.DataFrame
        Scores (0..1) and summed weights of the labels, one row a text.
    model : pandas.DataFrame
        `model_weights`: log-odds of the learnt model, NaN where none was in use.
    lang : pandas.Series of string
        Language of each text.

    Returns
    -------
    pandas.DataFrame
        Columns sentiment and sentiment_known_role: above 0.2 positive, below -0.2 negative. Without a model: the
        hyperbolic tangent of good minus bad evidence.
    """
    plain = np.tanh(_balance(_strict(scores), sums) / 2)
    result = pd.DataFrame({"sentiment": plain, "sentiment_known_role": plain}, index=scores.index)
    learnt = model[MODEL[0]].notna().to_numpy()
    inputs = features(scores, sums, model)
    share = service_talk.trusted(scores, sums, inputs[:, 0])
    for code in lang[learnt].unique():
        rows = np.flatnonzero(learnt & (lang == code).to_numpy(bool))
        for column, service in enumerate((share, np.ones(len(share)))):
            values = as_sentiment(probabilities(inputs[rows], service[rows], combination(code)))
            result.iloc[rows, column] = values
    return result


def features(scores: pd.DataFrame, sums: pd.DataFrame, model: pd.DataFrame) -> np.ndarray:
    """Return what the combination weighs, shape (n_texts, len(FEATURES))."""
    scores = _strict(scores)
    words = {name: sums[name].fillna(0).clip(upper=_MOST_WORDS) / _MOST_WORDS for name in WORDS}
    parts = {"balance": _balance(scores, sums) / _BALANCE_SCALE, **words}
    parts |= dict(zip(MODEL, _bounded_odds(model)))
    parts["many_words"] = words["positive"] * words["negative"]
    parts |= dict(zip(_WEIGHED, _weighed(scores)))
    return np.column_stack([np.asarray(parts.get(name, scores.get(name)), float) for name in FEATURES])


def _strict(scores: pd.DataFrame) -> pd.DataFrame:
    """Return the scores with hostility as it is judged where the role is known: rudeness of forums is no judgement."""
    return scores.assign(hostility=scores["hostility_known_role"])


def _weighed(scores: pd.DataFrame) -> tuple[np.ndarray, ...]:
    """Return the clearest blame, the clearest credit, their product, and by which of the two it is outweighed."""
    bad, good = scores[list(_BLAME)].to_numpy(float), scores[list(_GOOD)].to_numpy(float)
    blamed, credited = bad.max(axis=1), good.max(axis=1)
    both = blamed * credited
    return blamed, credited, both, both * np.tanh(bad.sum(axis=1) - good.sum(axis=1))


def _bounded_odds(model: pd.DataFrame) -> np.ndarray:
    """Return the model's log-odds of negative and positive, no class being given less than one percent."""
    odds = np.nan_to_num(model[list(MODEL)].to_numpy(float))
    logs = np.log(np.maximum(_softmax(np.column_stack((odds, np.zeros(len(odds))))), LEAST))
    return (logs[:, :2] - logs[:, [2]]).T


def probabilities(inputs: np.ndarray, service: np.ndarray, learnt: Combination) -> np.ndarray:
    """Return the probabilities of negative, neutral and positive, shape (n_texts, 3).

    The two combinations are mixed by `service`, the share of the one for talk about a service.
    """
    inputs = np.column_stack((inputs, np.ones(len(inputs))))
    return service[:, None] * _softmax(inputs @ learnt.service.T) + (1 - service[:, None]) * _softmax(
        inputs @ learnt.other.T
    )


def as_sentiment(probability: np.ndarray) -> np.ndarray:
    """Return -1..1 from the three probabilities; beyond 0.2 exactly when negative or positive is likeliest.

    Examples
    --------
    >>> as_sentiment(np.array([[0.1, 0.2, 0.7], [0.3, 0.6, 0.1]])).round(2).tolist()
    [0.6, -0.07]
    """
    negative, neutral, positive = probability.T
    lead = np.abs(positive - negative)
    gap = np.maximum(positive, negative) - np.maximum(neutral, np.minimum(positive, negative))
    polar = np.maximum(positive, negative) > neutral
    size = np.where(polar, NEUTRAL + (1 - NEUTRAL) * gap, 0.99 * NEUTRAL * lead / np.maximum(neutral, 1e-9))
    return np.sign(positive - negative) * size


def _balance(scores: pd.DataFrame, sums: pd.DataFrame) -> np.ndarray:
    """Return good minus bad evidence: scores of speech acts and summed weights of evaluating words."""
    good = sum(weight * scores[name] for name, weight in _GOOD.items()) + sums["positive"].fillna(0)
    bad = sum(weight * scores[name] for name, weight in _BAD.items()) + sums["negative"].fillna(0)
    return np.asarray(good - bad, float)


def _softmax(values: np.ndarray) -> np.ndarray:
    power = np.exp(values - values.max(axis=1, keepdims=True))
    return power / power.sum(axis=1, keepdims=True)


def label(sentiment: pd.Series) -> pd.Series:
    """Return negative, neutral or positive; the neutral class lies within 0.2 of zero."""
    names = np.array(CLASSES, object)
    code = 1 + np.sign(sentiment.fillna(0)).astype(int) * (sentiment.abs() >= NEUTRAL)
    return pd.Series(names[code], index=sentiment.index, dtype="object").where(sentiment.notna(), None)
