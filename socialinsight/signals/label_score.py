"""The score of a label: the weights of the rules that fired, as a probability-like number."""

from __future__ import annotations

import numpy as np
import pandas as pd

from socialinsight.labels import label_names

SUMMED_GROUPS = ("act", "detail", "cue", "measure", "lexicon", "topic")
EVEN = 2.0


def label_sums(annotations: pd.DataFrame, n_texts: int) -> pd.DataFrame:
    """Return the summed weights per text and label.

    Overlapping spans of one label are one piece of evidence and count with their largest weight; negative
    weights count once a rule.

    Parameters
    ----------
    annotations : pandas.DataFrame
        An annotations table.
    n_texts : int
        Number of texts.

    Returns
    -------
    pandas.DataFrame of float32
        Shape (n_texts, n_labels); NaN where no rule of the label fired.
    """
    names = label_names(*SUMMED_GROUPS)
    number = {name: code for code, name in enumerate(names)}
    code_of = np.array([number.get(name, -1) for name in annotations["label"].cat.categories], np.int64)
    code = code_of[annotations["label"].cat.codes.to_numpy()] if len(annotations) else np.zeros(0, np.int64)
    keep = code >= 0
    table = annotations.loc[keep]
    key = table["text_id"].to_numpy(np.int64) * len(names) + code[keep]
    weight = table["weight"].to_numpy(float)
    sums = np.full(n_texts * len(names), np.nan)
    up = weight > 0
    _add(sums, *_clusters(key[up], table["start"].to_numpy()[up], table["end"].to_numpy()[up], weight[up]))
    down = ~up
    rule = table["source"].cat.codes.to_numpy()[down]
    once = ~pd.DataFrame({"key": key[down], "rule": rule}).duplicated().to_numpy()
    _add(sums, key[down][once], weight[down][once])
    return pd.DataFrame(sums.reshape(n_texts, len(names)).astype(np.float32), columns=names)


def _clusters(key: np.ndarray, start: np.ndarray, end: np.ndarray, weight: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
    """Return the key and the largest weight of each group of overlapping spans."""
    if not len(key):
        return key, weight
    order = np.lexsort((start, key))
    key, start, end, weight = key[order], start[order].astype(np.int64), end[order].astype(np.int64), weight[order]
    span = int(end.max()) + 3
    reach = np.maximum.accumulate(end + 1 + key * span) - key * span - 1
    fresh = np.concatenate(([True], (np.diff(key) > 0) | (start[1:] >= reach[:-1])))
    first = np.flatnonzero(fresh)
    return key[first], np.maximum.reduceat(weight, first)


def _add(sums: np.ndarray, key: np.ndarray, weight: np.ndarray) -> None:
    sums[key] = np.nan_to_num(sums[key])
    np.add.at(sums, key, weight)


def model_weights(annotations: pd.DataFrame, n_texts: int, names: tuple[str, ...]) -> pd.DataFrame:
    """Return what learnt models gave to whole texts, one column a label; NaN where none did."""
    result = {}
    codes = annotations["label"].cat.codes.to_numpy()
    categories = list(annotations["label"].cat.categories)
    for name in names:
        values = np.full(n_texts, np.nan)
        if name in categories:
            rows = np.flatnonzero(codes == categories.index(name))
            values[annotations["text_id"].to_numpy()[rows]] = annotations["weight"].to_numpy()[rows]
        result[name] = values
    return pd.DataFrame(result)


def as_score(sums: np.ndarray) -> np.ndarray:
    """Return 1 / (1 + exp(2 - sum)): weights that add up to 2 give one half; NaN (nothing fired) gives 0.

    Examples
    --------
    >>> as_score(np.array([2.0, np.nan])).tolist()
    [0.5, 0.0]
    """
    return np.nan_to_num(1.0 / (1.0 + np.exp(EVEN - sums)), nan=0.0)
