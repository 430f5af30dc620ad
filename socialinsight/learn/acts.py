"""Measures the speech-act labels on hand-labelled messages."""

from __future__ import annotations

import json
from pathlib import Path

import numpy as np
import pandas as pd

from socialinsight.labels import label_names
from socialinsight.scoring import score_texts


def read_labelled(path: Path) -> pd.DataFrame:
    """Read a labelled set: JSON lines with text, role, labels, sentiment and topic.

    Raises
    ------
    ValueError
        When a line is no JSON object or names an unknown label.
    """
    rows = []
    legal = set(label_names("act", "detail", "cue"))
    for number, line in enumerate(path.read_text(encoding="utf-8").splitlines(), 1):
        try:
            row = json.loads(line)
        except ValueError as error:
            raise ValueError(f"{path}:{number}: is no JSON object ({error}). Mend the line.") from error
        unknown = set(row["labels"]) - legal
        if unknown:
            raise ValueError(f"{path}:{number}: unknown labels {sorted(unknown)}; legal: {sorted(legal)}.")
        rows.append(row)
    return pd.DataFrame(rows)


def predict(rows: pd.DataFrame, *, lang: str | None, with_roles: bool = True) -> pd.DataFrame:
    """Return the scores of the labelled messages."""
    roles = rows["role"].tolist() if with_roles else None
    return score_texts(rows["text"].tolist(), lang=lang, author_roles=roles)


def act_scores(rows: pd.DataFrame, scores: pd.DataFrame) -> pd.DataFrame:
    """Return precision, recall and F1 of each act label.

    Returns
    -------
    pandas.DataFrame
        label, n (positives), n_found, precision, recall, f1; labels without positives are left out.
    """
    table = []
    for name in label_names("act"):
        truth = np.array([name in labels for labels in rows["labels"]])
        found = (scores[name].to_numpy(float) >= 0.5).astype(bool)
        if not truth.any():
            continue
        hits = int((truth & found).sum())
        precision = hits / found.sum() if found.any() else np.nan
        recall = hits / truth.sum()
        f1 = 2 * hits / (truth.sum() + found.sum())
        table.append((name, int(truth.sum()), int(found.sum()), precision, recall, f1))
    return pd.DataFrame(table, columns=["label", "n", "n_found", "precision", "recall", "f1"])


def open_cells(rows: pd.DataFrame, names: list[str]) -> np.ndarray:
    """Return which labels a fair reader could give or not give to each message, shape (n_messages, n_labels)."""
    unsure = rows["unsure"] if "unsure" in rows else pd.Series(None, rows.index, dtype=object)
    known = [set(labels) if isinstance(labels, list) else set() for labels in unsure]
    return np.array([[name in labels for name in names] for labels in known], bool).reshape(len(rows), len(names))


def macro_f1(truth: pd.Series, found: pd.Series) -> float:
    """Return the mean of the classes' F1 values."""
    values = []
    for name in sorted(truth.dropna().unique()):
        hits = ((truth == name) & (found == name)).sum()
        values.append(2 * hits / max((truth == name).sum() + (found == name).sum(), 1))
    return float(np.mean(values))


def errors(rows: pd.DataFrame, scores: pd.DataFrame, label: str) -> pd.DataFrame:
    """Return the messages that a label misses or wrongly marks."""
    truth = pd.Series([label in labels for labels in rows["labels"]], index=rows.index)
    found = scores[label] >= 0.5
    wrong = truth != found
    kind = np.where(truth[wrong], "missed", "wrongly marked")
    return pd.DataFrame({"error": kind, "score": scores.loc[wrong, label], "text": rows.loc[wrong, "text"]})
