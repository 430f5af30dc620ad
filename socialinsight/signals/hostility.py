"""Hostility: insult, contempt or threat aimed at people."""

from __future__ import annotations

import numpy as np
import pandas as pd


def score(scores: pd.DataFrame) -> pd.Series:
    """Return the larger of the scores of hostility and insult.

    An insulting word counts as hostility because insult is only given to words aimed at people;
    obscene emphasis has its own label, profanity.
    """
    return pd.Series(np.maximum(scores["hostility"], scores["insult"]), index=scores.index)
