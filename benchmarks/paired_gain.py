"""Area under the ROC curve and the paired bootstrap interval of its gain over a baseline."""

from __future__ import annotations

import numpy as np
import pandas as pd

DRAWS = 2000


def auc(truth: np.ndarray, score: np.ndarray) -> float:
    """Mann-Whitney estimate of the area under the ROC curve, ties counted half."""
    rank = pd.Series(score).rank().to_numpy()
    n = truth.sum()
    return float((rank[truth].sum() - n * (n + 1) / 2) / (n * (len(truth) - n)))


def gain_interval(truth: np.ndarray, score: np.ndarray, baseline: np.ndarray, *, seed: int = 0) -> tuple[float, float]:
    """95 % interval of the gain in AUC, authors drawn with replacement in pairs."""
    rng = np.random.default_rng(seed)
    gains = []
    for _ in range(DRAWS):
        drawn = rng.integers(0, len(truth), len(truth))
        if 0 < truth[drawn].sum() < len(truth):
            gains.append(auc(truth[drawn], score[drawn]) - auc(truth[drawn], baseline[drawn]))
    low, high = np.quantile(gains, [0.025, 0.975])
    return float(low), float(high)


def verdict(low: float, high: float) -> str:
    """What the interval of the gain allows to say."""
    if low > 0:
        return "the score tells future helpers better than the count of distinct people helped"
    if high < 0:
        return "the count of distinct people helped tells future helpers better than the score"
    return "nothing here beats the count of distinct people helped beyond chance"
