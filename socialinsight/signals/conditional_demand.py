"""Conditional demand: do this or else, demand and threat in one text."""

from __future__ import annotations

import numpy as np
import pandas as pd

THREATS = ("legal_threat", "publicity_threat", "churn_conditional")


def score(scores: pd.DataFrame) -> pd.Series:
    """Return the larger of the label's own score and the weaker of request and strongest threat."""
    threat = scores[list(THREATS)].max(axis=1)
    joint = np.minimum(scores["request"], threat)
    return pd.Series(np.maximum(scores["conditional_demand"], joint), index=scores.index)
