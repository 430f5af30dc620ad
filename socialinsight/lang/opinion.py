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
OUTPUTS = ("model_negative", "model_positive", "model_toxic")
LEAST_TOXIC = 0.5
_CAUTION = 2.0
_REGISTER, _USUAL_REGISTER = 4.0, 0.3
_LENGTH, _USUAL_LENGTH = 2.0, 2.9
_TRUST = 2.0
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

    def judge(self, columns: np.ndarray, n_tokens: np.ndarray) -> np.ndarray:
        """Return the three outputs of each text from its scores and length, float32 of shape (n_texts, 3)."""
        inputs = np.column_stack((columns, np.ones(len(columns), columns.dtype)))
        register = _softmax(inputs @ self.gate.T)
        mixed = np.zeros((len(columns), 3))
        for number in range(len(self.registers)):
            mixed += register[:, [number]] * _softmax(inputs @ self.opinion[number].T)
        logs = np.log(np.maximum(mixed, 1e-6))
        toxic = self._toxicity(inputs, n_tokens) if len(self.toxic) else np.full(len(columns), np.nan)
        return np.column_stack((logs[:, 0] - logs[:, 1], logs[:, 2] - logs[:, 1], toxic)).astype(np.float32)

    def _toxicity(self, inputs: np.ndarray, n_tokens: np.ndarray) -> np.ndarray:
        """Return the evidence of toxicity, lower by up to 2 where the text does not read like a forum's comment.

        The model has seen insults in forums only; elsewhere, above all in short texts, what it knows is mostly
        obscenity. The constants were set by eye on the spread of both kinds of text.
        """
        forum = _REGISTER * (inputs[:, self.weights.columns.index("register:forum")] - _USUAL_REGISTER)
        forum = forum + _LENGTH * (np.log1p(n_tokens) - _USUAL_LENGTH) + _TRUST
        return inputs @ self.toxic - _CAUTION / (1 + np.exp(forum))


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
        NaN without that model).
    """
    model = opinion_model(code, tuple(groups))
    if model is None:
        return None
    return model.judge(model.weights.apply(reading.tokens, reading.words), reading.tokens.lengths())


def opinion_table(opinion: np.ndarray, code: str, ids: np.ndarray) -> pd.DataFrame:
    """Return the outputs as annotations of whole texts; toxicity only where there is some evidence of it."""
    toxic = np.flatnonzero(opinion[:, 2] >= LEAST_TOXIC)
    n_texts, n_toxic = len(ids), len(toxic)
    number = np.repeat([0, 1, 2], [n_texts, n_texts, n_toxic])
    sources = [f"model:opinion_{code}", f"model:toxic_{code}"]
    nowhere = np.full(len(number), -1, np.int32)
    return pd.DataFrame(
        {
            "text_id": np.concatenate((ids, ids, ids[toxic])).astype(np.int32),
            "start": nowhere,
            "end": nowhere,
            "label": pd.Categorical.from_codes(number, pd.Index(OUTPUTS)),
            "source": pd.Categorical.from_codes((number == 2).astype(int), pd.Index(sources)),
            "weight": np.concatenate((*opinion[:, :2].T, opinion[toxic, 2])).astype(np.float32),
            "negated": np.zeros(len(number), bool),
        }
    )
