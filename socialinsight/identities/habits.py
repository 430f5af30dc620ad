"""How alike two authors write, and at what hours."""

from __future__ import annotations

import numpy as np
import pandas as pd

LEAST = 20
SAMPLE = 60
HOURS = 24


def habits(messages: pd.DataFrame, authors: list[str]) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
    """Return what the given authors' habits are compared by.

    Parameters
    ----------
    messages : pandas.DataFrame
        A messages table.
    authors : list of str
        Author ids.

    Returns
    -------
    tuple of ndarray
        hours: shape (authors, 24), unit length, smoothed over neighbouring hours (UTC); wording: shape
        (authors, authors), cosine of the character trigrams of up to sixty messages, rare trigrams weighing more;
        enough: which authors have at least twenty messages.
    """
    code = pd.Index(authors).get_indexer(pd.Index(messages["author_id"].astype(object)))
    rows = np.flatnonzero(code >= 0)
    code = code[rows]
    size = np.bincount(code, minlength=len(authors))
    clock = messages["sent_at"].dt.hour.to_numpy()[rows]
    day = np.bincount(code * HOURS + clock, minlength=len(authors) * HOURS).reshape(-1, HOURS).astype(float)
    day = day + (np.roll(day, 1, axis=1) + np.roll(day, -1, axis=1)) / 2
    length = np.linalg.norm(day, axis=1, keepdims=True)
    place = pd.Series(code).groupby(code).cumcount().to_numpy()
    kept = place < SAMPLE
    text = messages["text"].fillna("").astype(object).to_numpy()[rows[kept]]
    texts = pd.Series(text).groupby(code[kept]).agg(" ".join).reindex(range(len(authors)), fill_value="")
    return day / np.maximum(length, 1e-12), _wording(texts), size >= LEAST


def _wording(texts: pd.Series) -> np.ndarray:
    from sklearn.feature_extraction.text import HashingVectorizer, TfidfTransformer

    if not len(texts):
        return np.zeros((0, 0))
    maker = HashingVectorizer(analyzer="char_wb", ngram_range=(3, 3), n_features=2**16, norm=None, alternate_sign=False)
    matrix = TfidfTransformer(sublinear_tf=True).fit_transform(maker.transform(texts))
    return np.asarray((matrix @ matrix.T).todense())
