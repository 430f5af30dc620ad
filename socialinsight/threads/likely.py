"""Likely reply links in a chat that marks none: every message against the ones before it.

A conditional logit chooses among the preceding messages and "begins something new". Its features see names,
time, turn-taking and shared words, never the meaning of a word, so that they serve any language.
"""

from __future__ import annotations

import numpy as np
import pandas as pd

from socialinsight.threads.clues import Clues

CHUNK = 4000
WEIGHTS = {
    "new": -1.484,
    "new_names": -0.683,
    "new_first": 1.339,
    "new_silent": 0.400,
    "new_question": 0.847,
    "new_named_before": -0.844,
    "new_long": 0.416,
    "distance": -0.255,
    "distance_sq": -0.269,
    "minutes": -0.425,
    "names_author": 4.918,
    "names_other": -0.740,
    "names_author_last": 0.269,
    "names_back": 1.744,
    "names_elsewhere": -1.609,
    "unnamed_elsewhere": -1.577,
    "unnamed_back": 2.120,
    "answers_call": 1.035,
    "same": 0.039,
    "same_last": 1.737,
    "same_last_soon": 0.191,
    "same_named_alike": 1.217,
    "last_of_author": -0.176,
    "next_line": 0.106,
    "partner": 1.145,
    "partner_last": 0.571,
    "partner_back": -1.367,
    "question": 0.188,
    "question_unnamed": -0.025,
    "newcomer": -0.013,
    "newcomer_question_named": 0.409,
    "overlap": 4.477,
    "overlap_named": 1.584,
    "named_newcomer_first": 0.574,
    "between_own": -1.150,
    "since_reply": -0.477,
}
"""Log-odds per feature, learnt by `benchmarks.reply_links --fit` on ten hand-annotated hours of the Ubuntu IRC channel
(Kummerfeld et al. 2019, CC BY 4.0); cross-validated by file: link F .68."""


FEATURES = tuple(WEIGHTS)


def likely_links(messages: pd.DataFrame, *, prior: float = 0.0) -> pd.DataFrame:
    """Return the likeliest message that each message answers.

    Parameters
    ----------
    messages : pandas.DataFrame
        Messages of one chat in the order of time: author_id, sent_at, text and, when there is one, author_name.
    prior : float
        Added to the log-odds of beginning something new.

    Returns
    -------
    pandas.DataFrame
        Same rows: `parent` (int64, row number, -1 = begins something new) and `confidence` (float64, probability
        of that choice).
    """
    clues = Clues(messages)
    weights = np.array([WEIGHTS[name] for name in FEATURES], np.float32)
    parent, sure = np.full(len(messages), -1, np.int64), np.ones(len(messages))
    for start in range(0, len(messages), CHUNK):
        rows = np.arange(start, min(start + CHUNK, len(messages)))
        scores = clues.features(rows, FEATURES) @ weights
        scores[:, 0] += prior
        scores[~clues.legal(rows)] = -np.inf
        chance = np.exp(scores - scores.max(axis=1, keepdims=True))
        chance /= chance.sum(axis=1, keepdims=True)
        best = chance.argmax(axis=1)
        parent[rows] = np.where(best > 0, rows - best, -1)
        sure[rows] = chance[np.arange(len(rows)), best]
    return pd.DataFrame({"parent": parent, "confidence": sure}, index=messages.index)
