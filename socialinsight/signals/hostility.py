"""Hostility: insult, contempt or threat aimed at people."""

from __future__ import annotations

import numpy as np
import pandas as pd

from socialinsight.signals.label_score import as_score

LEARNT = "model_toxic"
KNOWN_ROLE = 2.0
_TALK = 2.0
_COLOUR, _MOST_COLOUR = 4.0, 2.0


def score(scores: pd.DataFrame, sums: pd.DataFrame, learnt: pd.Series, talk: pd.Series) -> pd.DataFrame:
    """Return the score of hostility where the writer's role is unknown, and where it is known, and that of profanity.

    Rules see insults and contempt. The learnt evidence of toxicity comes from forums, where half of what looks rude
    is; in talk about a service it counts less: by 2 x `talk`, and by 2 more where the writer is known to be a
    customer, a peer or an agent. An insulting word counts as hostility because insult is only given to words
    aimed at people; obscene emphasis has its own label, profanity. In forums an obscene word is often nothing but
    the colour of speech: where the learnt evidence speaks against toxicity (`learnt` below 0), the log-odds of
    profanity fall by 4 x that, by 2 at most.

    Parameters
    ----------
    scores, sums : pandas.DataFrame
        Scores (0..1) and summed weights of the labels, one row a text.
    learnt : pandas.Series
        Weights of `model_toxic`, NaN where there is none; 2 is even, below 0 is against it.
    talk : pandas.Series
        `service_talk.score`, 0..1.

    Returns
    -------
    pandas.DataFrame
        Columns hostility, hostility_known_role and profanity, 0..1.
    """
    ruled = sums["hostility"].to_numpy(float)
    result = {}
    for name, doubt in (("hostility", 0.0), ("hostility_known_role", KNOWN_ROLE)):
        evidence = (learnt - _TALK * talk - doubt).clip(lower=0).fillna(0).to_numpy()
        both = as_score(np.where(np.isnan(ruled) & (evidence == 0), np.nan, np.nan_to_num(ruled) + evidence))
        result[name] = np.maximum(both, scores["insult"])
    result["profanity"] = _without_colour(scores["profanity"].to_numpy(float), learnt.fillna(0).to_numpy(float))
    return pd.DataFrame(result, index=scores.index)


def _without_colour(profanity: np.ndarray, learnt: np.ndarray) -> np.ndarray:
    kept = np.exp(-np.clip(-_COLOUR * learnt, 0, _MOST_COLOUR))
    return profanity * kept / (1 - profanity + profanity * kept)
