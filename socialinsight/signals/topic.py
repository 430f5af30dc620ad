"""The topic of a message: the topic label with the largest sum of weights."""

from __future__ import annotations

import numpy as np
import pandas as pd

from socialinsight.labels import label_names
from socialinsight.tables import STRING

LEAST = 0.5


def score(sums: pd.DataFrame) -> pd.Series:
    """Return the topic of each text; "other" when no topic reaches a weight of 0.5.

    Parameters
    ----------
    sums : pandas.DataFrame
        Summed weights per text and label.

    Returns
    -------
    pandas.Series of string
    """
    names = label_names("topic")
    weights = np.nan_to_num(sums[names].to_numpy(float), nan=0.0)
    best = weights.argmax(axis=1) if len(weights) else np.zeros(0, int)
    topics = np.array([name.removeprefix("topic_") for name in names], object)[best]
    topics[weights.max(axis=1, initial=0.0) < LEAST] = "other"
    return pd.Series(topics, index=sums.index, dtype=STRING)
