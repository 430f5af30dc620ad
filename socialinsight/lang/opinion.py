"""Learnt opinion of texts: log-odds of negative and positive, and evidence of toxicity, from words alone."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import Any

import numpy as np
import pandas as pd

from socialinsight.lang.reading import Reading
from socialinsight.resources import model_path
from socialinsight.text.word_weights import WordWeights, load_weights

LICENCE_GROUPS = ("permissive", "share_alike", "unstated")
OUTPUTS = ("model_negative", "model_positive", "model_toxic", "model_elsewhere")
LEAST_TOXIC, LEAST_ELSEWHERE = 0.5, 0.05
_ELSEWHERE = {"film": 0.65, "news": 0.6, "prose": 0.75, "tweet": 0.7, "forum": 0.95}
"""Scores of registers that hardly a customer's message to a firm reaches."""
_STEEP = 10.0
EVEN = 2.0
_CAUTION = 2.0
_STEEPNESS, _USUAL_FORUM, _SURE_FORUM = 4.0, 0.3, 0.5
SERVICE = "service"


@dataclass(frozen=True)
class OpinionModel:
    """Word weights and how their columns are mixed.

    Each register (film talk, tweets, customer messages, ...) has its own multinomial model over all columns; a
    gate tells how likely each register is, and the probabilities are mixed (Jacobs et al. 1991, mixture of experts).

    Attributes
    ----------
    weights : WordWeights
        Scores of the licence groups in use, side by side.
    registers : tuple of str
        Names of the registers.
    gate : numpy.ndarray
        Shape (n_registers, n_columns + 1), the last column being the intercept.
    opinion : numpy.ndarray
        Shape (n_registers, 3, n_columns + 1): negative, neutral, positive.
    toxic : numpy.ndarray
        Weights of the columns, and an intercept, that give the evidence of toxicity; empty without that model.
    """

    weights: WordWeights
    registers: tuple[str, ...]
    gate: np.ndarray
    opinion: np.ndarray
    toxic: np.ndarray

    def judge(self, columns: np.ndarray) -> np.ndarray:
        """Return the three outputs of each text from its scores, float32 of shape (n_texts, 3)."""
        inputs = np.column_stack((columns, np.ones(len(columns), columns.dtype)))
        register = _softmax(inputs @ self.gate.T)
        mixed = np.zeros((len(columns), 3))
        for number in range(len(self.registers)):
            mixed += register[:, [number]] * _softmax(inputs @ self.opinion[number].T)
        logs = np.log(np.maximum(mixed, 1e-6))
        toxic = self._toxicity(inputs) if len(self.toxic) else np.full(len(columns), np.nan)
        outputs = (logs[:, 0] - logs[:, 1], logs[:, 2] - logs[:, 1], toxic, self._elsewhere(columns))
        return np.column_stack(outputs).astype(np.float32)

    def _elsewhere(self, columns: np.ndarray) -> np.ndarray:
        """Return how surely each text is of a register in which nobody speaks to a firm, 0..1; 0 without models."""
        limits = {f"register:{name}": limit for name, limit in _ELSEWHERE.items()}
        places = [(place, limits[name]) for place, name in enumerate(self.weights.columns) if name in limits]
        if not places:
            return np.zeros(len(columns))
        beyond = np.max([columns[:, place] - limit for place, limit in places], axis=0)
        return 1 / (1 + np.exp(-_STEEP * beyond))

    def _toxicity(self, inputs: np.ndarray) -> np.ndarray:
        """Return the evidence of toxicity, lower by up to 2 where the text does not read like a forum's comment.

        The model has seen insults in forums only; elsewhere what it knows is mostly obscenity. Where a text is surely a
        forum's comment and the evidence is not even, what lacks of it is returned as a negative number. The constants
        were set by eye on the spread of both kinds of text.
        """
        forum = inputs[:, self.weights.columns.index("register:forum")]
        share = 1 / (1 + np.exp(-_STEEPNESS * (forum - _USUAL_FORUM)))
        evidence = inputs @ self.toxic - _CAUTION * (1 - share)
        harmless = (forum >= _SURE_FORUM) & (evidence < EVEN)
        return np.where(harmless, evidence - EVEN, np.maximum(evidence, 0))


def _softmax(scores: np.ndarray) -> np.ndarray:
    power = np.exp(scores - scores.max(axis=1, keepdims=True))
    return power / power.sum(axis=1, keepdims=True)


def mixture_from(stored: Mapping[str, Any], weights: WordWeights) -> OpinionModel:
    """Return the model of a stored mixture."""
    gate, opinion = np.array(stored["gate"], np.float32), np.array(stored["opinion"], np.float32)
    return OpinionModel(weights, tuple(stored["registers"]), gate, opinion, np.array(stored["toxic"], np.float32))


@lru_cache(maxsize=8)
def opinion_model(code: str, groups: tuple[str, ...] = LICENCE_GROUPS) -> OpinionModel | None:
    """Return the model of a language from the files of some licence groups, None when no group is left.

    Raises
    ------
    ValueError
        When a group is unknown.
    FileNotFoundError
        When the files are not there.
    """
    unknown = set(groups) - set(LICENCE_GROUPS)
    if unknown:
        raise ValueError(f"model_sets: received {sorted(unknown)}; legal: {LICENCE_GROUPS}. Correct the setting.")
    stored = json.loads(model_path(f"opinion_{code}.json").read_text(encoding="utf-8"))
    chosen = [group for group in LICENCE_GROUPS if group in groups and group in stored["groups"]]
    if not chosen:
        return None
    weights = load_weights(model_path(f"opinion_{code}_{chosen[0]}.npz"))
    for group in chosen[1:]:
        weights = weights.beside(load_weights(model_path(f"opinion_{code}_{group}.npz")))
    return mixture_from(stored["mixtures"]["+".join(chosen)], weights)


def read_opinion(reading: Reading, code: str, groups: Sequence[str] = LICENCE_GROUPS) -> np.ndarray | None:
    """Return the outputs of the language's model for each text, None when no licence group is in use.

    Returns
    -------
    numpy.ndarray of float32 or None
        Shape (n_texts, 3): log-odds of negative and of positive against neutral, and evidence of toxicity (2 = even,
        below 0 = a forum's comment without any, NaN without that model).
    """
    model = opinion_model(code, tuple(groups))
    if model is None:
        return None
    return model.judge(model.weights.apply(reading.tokens, reading.words))


def opinion_table(opinion: np.ndarray, code: str, ids: np.ndarray) -> pd.DataFrame:
    """Return the outputs as annotations of whole texts; toxicity and registers where there is evidence of them."""
    everywhere = np.ones(len(ids), bool)
    toxic = (opinion[:, 2] >= LEAST_TOXIC) | (opinion[:, 2] < 0)
    told = (everywhere, everywhere, toxic, opinion[:, 3] >= LEAST_ELSEWHERE)
    rows = [np.flatnonzero(one) for one in told]
    number = np.repeat(np.arange(len(OUTPUTS)), [len(one) for one in rows])
    sources = [f"model:opinion_{code}", f"model:toxic_{code}"]
    nowhere = np.full(len(number), -1, np.int32)
    return pd.DataFrame(
        {
            "text_id": ids[np.concatenate(rows)].astype(np.int32),
            "start": nowhere,
            "end": nowhere,
            "label": pd.Categorical.from_codes(number, pd.Index(OUTPUTS)),
            "source": pd.Categorical.from_codes((number == 2).astype(int), pd.Index(sources)),
            "weight": np.concatenate([opinion[one, place] for place, one in enumerate(rows)]).astype(np.float32),
            "negated": np.zeros(len(number), bool),
        }
    )
