"""Sentiment: how content the writer is with the firm or product."""

from __future__ import annotations

import numpy as np
import pandas as pd

NEUTRAL = 0.2
_GOOD = {"praise": 2.5, "thanks": 1.2, "solution_confirmed": 1.8}
_BAD = {"complaint": 2.5, "churn_firm": 1.0, "hostility": 2.0, "not_understood": 1.5, "hard_to_reach": 1.5}


def score(scores: pd.DataFrame, sums: pd.DataFrame) -> pd.Series:
    """Return the sentiment of each text, -1..1.

    The hyperbolic tangent of good minus bad evidence: scores of speech acts and the summed weights of positive
    and negative words.
    """
    good = sum(weight * scores[name] for name, weight in _GOOD.items()) + sums["positive"].fillna(0)
    bad = sum(weight * scores[name] for name, weight in _BAD.items()) + sums["negative"].fillna(0)
    return pd.Series(np.tanh((good - bad) / 2), index=scores.index)


def label(sentiment: pd.Series) -> pd.Series:
    """Return negative, neutral or positive; the neutral class lies within 0.2 of zero."""
    names = np.array(["negative", "neutral", "positive"], object)
    code = 1 + np.sign(sentiment.fillna(0)).astype(int) * (sentiment.abs() >= NEUTRAL)
    return pd.Series(names[code], index=sentiment.index, dtype="object").where(sentiment.notna(), None)
