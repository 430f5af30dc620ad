"""Whether a text is talk between a firm and its customers, from what the rules found in it."""

from __future__ import annotations

import numpy as np
import pandas as pd

from socialinsight.labels import label_names

_ACTS = (
    "complaint",
    "churn_intent",
    "question",
    "request",
    "wish",
    "thanks",
    "apology",
    "promise",
    "compensation",
    "private_invitation",
    "follow_up",
    "boilerplate",
    "acknowledgement",
    "all_clear",
    "referral",
    "legal_threat",
    "publicity_threat",
    "competitor",
    "solution_confirmed",
    "not_understood",
    "hard_to_reach",
)
_TOPIC, _VOICE, _ACT, _START = 1.2, 1.5, 2.0, -2.0
_MOST_TOPIC = 2.0


def score(scores: pd.DataFrame, sums: pd.DataFrame) -> pd.Series:
    """Return how likely each text is talk about a service, 0..1.

    Logistic of hand-set weights: 1.2 a topic cue (two at most), 1.5 the voice of either side, 2.0 the clearest act
    between the two, less 2.0.

    Parameters
    ----------
    scores, sums : pandas.DataFrame
        Scores (0..1) and summed weights of the labels, one row a text (`rule_scores`).
    """
    topic = sums[label_names("topic")].max(axis=1).fillna(0).clip(0, _MOST_TOPIC)
    voice = scores[["agent_voice", "customer_voice"]].max(axis=1)
    act = scores[list(_ACTS)].max(axis=1)
    return pd.Series(1 / (1 + np.exp(-(_START + _TOPIC * topic + _VOICE * voice + _ACT * act))), index=scores.index)


def setting(scores: pd.DataFrame, sums: pd.DataFrame) -> pd.Series:
    """Return how likely each text is about a service by its things and voices alone, 0..1.

    Logistic of 1.5 a topic cue (two at most) and 2.0 the voice of either side, less 1.2: what `score` says without
    the acts, so that an act does not vouch for itself.
    """
    topic = sums[label_names("topic")].max(axis=1).fillna(0).clip(0, _MOST_TOPIC)
    voice = scores[["agent_voice", "customer_voice"]].max(axis=1)
    return pd.Series(1 / (1 + np.exp(-(-1.2 + 1.5 * topic + 2.0 * voice))), index=scores.index)


def trusted(scores: pd.DataFrame, sums: pd.DataFrame, evidence: np.ndarray) -> np.ndarray:
    """Return the share of the judgement that is left to the weights for talk about a service, 0..1.

    1 - (1 - talk^5) (1 - (evidence x setting)^2 / 2) (1 - asking): texts that are surely such talk, texts in which the
    rules found clear praise or blame of something that looks like a service, and questions without either.

    Parameters
    ----------
    scores, sums : pandas.DataFrame
        As for `score`.
    evidence : numpy.ndarray
        Good minus bad evidence of the rules.
    """
    talk = score(scores, sums).to_numpy(float)
    clear = np.minimum(1, (evidence * setting(scores, sums).to_numpy(float)) ** 2 / 2)
    asking = scores["question"].to_numpy(float) * (1 - np.minimum(1, np.abs(evidence)))
    return 1 - (1 - talk**5) * (1 - clear) * (1 - asking)
