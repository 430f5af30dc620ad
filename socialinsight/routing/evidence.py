"""What speaks for which department in a message: its topics, its acts and its words."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import pandas as pd

from socialinsight.annotation import TextReading
from socialinsight.issues import DEPARTMENTS
from socialinsight.routing.department_words import DepartmentWord, department_words, term_matrix
from socialinsight.settings import Settings
from socialinsight.signals.label_score import label_sums

ACTS = {
    "legal_threat": ("legal", 2.0),
    "publicity_threat": ("marketing", 0.8),
    "hard_to_reach": ("staff", 1.2),
    "not_understood": ("staff", 1.2),
    "churn_intent": ("sales", 0.8),
}
"""Department of each act, and its weight when the act is certain."""
SPOKEN = ("complaint", "question", "request", "praise", "wish", "recommendation", "solution_confirmed", *ACTS)
"""Acts of a message that somebody in the firm can use."""
OF_TOPIC = 0.7
SMALL_TALK = 0.6
SURE = 0.5
SHIPPED = ("product", "billing", "logistics", "web", "marketing", "legal", "staff", "sales")
"""Departments that the library knows by itself."""


def named(department: str, settings: Settings) -> str:
    """Return the firm's own name of a department or topic.

    Examples
    --------
    >>> from types import MappingProxyType
    >>> named("legal", Settings(departments=MappingProxyType({"legal": "Jog"}))), named("web", Settings())
    ('Jog', 'web')
    """
    own = settings.departments.get(department)
    if own is not None:
        return str(own)
    shipped = DEPARTMENTS.get(department, department)
    return str(settings.departments.get(shipped, shipped))


@dataclass(frozen=True, eq=False)
class Evidence:
    """What speaks for each department in each message.

    Attributes
    ----------
    departments : list of str
        The firm's names.
    sums : numpy.ndarray of float64
        Shape (n_messages, n_departments), at least 0.
    is_spoken : numpy.ndarray of bool
        Does the message hold an act that somebody in the firm can use?
    terms : list of str
        The department words.
    word : numpy.ndarray of int64
        For each message the heaviest department word of the department that most speaks for; -1 for none.
    """

    departments: list[str]
    sums: np.ndarray
    is_spoken: np.ndarray
    terms: list[str]
    word: np.ndarray


def evidence(reading: TextReading, text_id: np.ndarray, signals: pd.DataFrame, settings: Settings) -> Evidence:
    """Return what speaks for each department in each message.

    The sum of 0.7 · its heaviest topic, act score · act weight, and the weights of the department words that stand in
    the text; times 0.6 when the message holds no act that somebody in the firm can use; a sum below 0 is 0.

    Parameters
    ----------
    reading : TextReading
        Distinct texts, annotations and lemmas.
    text_id : numpy.ndarray of int
        Text of each message.
    signals : pandas.DataFrame
        Scores of the same messages.
    settings : Settings
        `departments` and `department_words` are used.
    """
    words = department_words(settings.department_words)
    keys = dict.fromkeys([*SHIPPED, *(word.department for word in words)])
    names = list(dict.fromkeys(named(key, settings) for key in [*keys, *DEPARTMENTS]))
    place = {key: names.index(named(key, settings)) for key in [*keys, *DEPARTMENTS]}
    found = term_matrix(reading.lemmas, words)
    weights = np.zeros((len(words), len(names)))
    weights[np.arange(len(words)), [place[word.department] for word in words]] = [word.weight for word in words]
    said = np.asarray(_topics(reading, place, len(names)) + found @ weights)[text_id]
    for act, (department, weight) in ACTS.items():
        said[:, place[department]] += weight * np.nan_to_num(signals[act].to_numpy(float))
    is_spoken = (signals[list(SPOKEN)] >= SURE).any(axis=1).to_numpy(bool)
    sums = said.clip(min=0.0) * np.where(is_spoken, 1.0, SMALL_TALK)[:, None]
    best = sums.argmax(axis=1) if len(sums) else np.zeros(0, np.int64)
    terms = [" ".join(word.lemmas) for word in words]
    return Evidence(names, sums, is_spoken, terms, _heaviest(found[text_id], words, place, best))


def _topics(reading: TextReading, place: dict[str, int], n_departments: int) -> np.ndarray:
    """Return 0.7 · the heaviest topic of each department, one row a text."""
    table = reading.annotations
    is_topic = np.array([str(name).startswith("topic_") for name in table["label"].cat.categories], bool)
    own = is_topic[table["label"].cat.codes.to_numpy()] if len(table) else np.zeros(0, bool)
    sums = label_sums(table[own], len(reading.texts))
    result = np.zeros((len(reading.texts), n_departments))
    for topic in DEPARTMENTS:
        weight = OF_TOPIC * np.nan_to_num(sums[f"topic_{topic}"].to_numpy(float))
        result[:, place[topic]] = np.maximum(result[:, place[topic]], weight)
    return result


def _heaviest(found: object, words: tuple[DepartmentWord, ...], place: dict[str, int], best: np.ndarray) -> np.ndarray:
    """Return the heaviest word of the best department of each message, -1 for none."""
    from scipy.sparse import coo_matrix

    cells = coo_matrix(found)
    department = np.array([place[word.department] for word in words], np.int64)
    weight = np.array([word.weight for word in words])
    keep = (department[cells.col] == best[cells.row]) & (weight[cells.col] > 0)
    row, column = cells.row[keep], cells.col[keep]
    order = np.argsort(weight[column], kind="stable")
    result = np.full(len(best), -1, np.int64)
    result[row[order]] = column[order]
    return result


def probabilities(sums: np.ndarray) -> np.ndarray:
    """Return how sure each department is: (exp s - 1) / (1 + Σ (exp s - 1)), 0 where nothing speaks for it.

    What is left to 1 is the doubt that no department is meant; two that speak equally loud share.

    Examples
    --------
    >>> probabilities(np.array([[1.5, 0.0], [1.5, 1.5]])).round(2).tolist()
    [[0.78, 0.0], [0.44, 0.44]]
    """
    odds = np.expm1(np.clip(sums, 0.0, 20.0))
    return np.asarray(odds / (1.0 + odds.sum(axis=1, keepdims=True)))
