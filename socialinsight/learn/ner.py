"""Training and measuring of the name taggers."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

import numpy as np
import pandas as pd

from socialinsight.lang.name_tagger import TAGS, NameModel, best_tags
from socialinsight.learn.random_field import FieldTrainer
from socialinsight.learn.tag_rows import Spans, read_texts, tag_rows, typed_carelessly

TRAINING = {"hu": "hu/nerkor_train.jsonl.gz", "ru": "ru/ner_factrueval_dev.jsonl.gz"}
MEASURED = {"hu": "hu/nerkor_devel.jsonl.gz"}
EPOCHS = {"hu": 8, "ru": 20}
CARELESS_SHARE = {"hu": 0.2, "ru": 0.5}
_FOLDS = 5


def train(corpora: Path, target: Path, lang: str, *, seed: int = 0) -> None:
    """Learn a name tagger and write its weights as an npz file.

    Parameters
    ----------
    corpora : Path
        Folder of the public corpora.
    target : Path
        The npz file to write.
    lang : str
        "hu" or "ru".
    seed : int
        Order of the examples; the same seed gives the same bytes.
    """
    save(fit(*read_texts(Path(corpora) / TRAINING[lang]), lang, seed), target)


def fit(texts: list[str], spans: list[Spans], lang: str, seed: int) -> NameModel:
    """Return the model learnt from texts and their names."""
    more, more_spans = typed_carelessly(texts, spans, CARELESS_SHARE[lang], seed)
    return FieldTrainer(tag_rows(texts + more, spans + more_spans, lang)).fit(EPOCHS[lang], seed)


def save(model: NameModel, target: Path) -> None:
    """Write the weights as 8-bit integers with a scale for each array."""
    arrays: dict[str, np.ndarray] = {}
    for number, weights in enumerate((*model.words, model.pairs, model.steps)):
        scale = max(float(np.quantile(np.abs(weights), 0.9999)), 1e-6) / 127
        arrays[f"weights_{number}"] = np.clip(np.round(weights / scale), -127, 127).astype(np.int8)
        arrays[f"scale_{number}"] = np.array(scale, np.float32)
    np.savez_compressed(target, **arrays)


def evaluate(model: NameModel, texts: Sequence[str], spans: Sequence[Spans], lang: str) -> pd.DataFrame:
    """Return precision, recall and F1 of exact spans by label: label, n, precision, recall, f1."""
    examples = tag_rows(texts, spans, lang)
    right, found = (_chunks(tags, examples.rows.sentence) for tags in (examples.tags, best_tags(model, examples.rows)))
    rows = []
    for label in ("PER", "ORG", "LOC", "MISC"):
        gold, guess = ({chunk for chunk in chunks if chunk[2] == label} for chunks in (right, found))
        hits = len(gold & guess)
        precision, recall = hits / max(len(guess), 1), hits / max(len(gold), 1)
        rows.append((label, len(gold), precision, recall, 2 * hits / max(len(gold) + len(guess), 1)))
    return pd.DataFrame(rows, columns=["label", "n", "precision", "recall", "f1"])


def cross_validate(corpora: Path, lang: str, *, seed: int = 0) -> pd.DataFrame:
    """Return the mean scores over folds of documents, for a corpus without a part of its own to measure on."""
    texts, spans = read_texts(Path(corpora) / TRAINING[lang])
    fold = np.random.default_rng(seed).permutation(len(texts)) % _FOLDS
    tables = []
    for held in range(_FOLDS):
        inside, outside = np.flatnonzero(fold != held), np.flatnonzero(fold == held)
        model = fit([texts[row] for row in inside], [spans[row] for row in inside], lang, seed)
        tables.append(evaluate(model, [texts[row] for row in outside], [spans[row] for row in outside], lang))
    table = pd.concat(tables)
    counts = table.groupby("label", sort=False)["n"].sum()
    means = table.groupby("label", sort=False)[["precision", "recall", "f1"]].mean()
    return means.assign(n=counts).reset_index()[["label", "n", "precision", "recall", "f1"]]


def _chunks(tags: np.ndarray, sentence: np.ndarray) -> set[tuple[int, int, str]]:
    return {(start, end, label) for start, end, label in tag_spans(tags, sentence)}


def tag_spans(tags: np.ndarray, sentence: np.ndarray) -> list[tuple[int, int, str]]:
    """Return first token, last token + 1 and label of each name."""
    names = [TAGS[tag] for tag in tags]
    spans: list[tuple[int, int, str]] = []
    for place, name in enumerate(names):
        if name == "O":
            continue
        label = name[2:]
        joined = (
            name[0] == "I" and spans and spans[-1][1] == place and spans[-1][2] == label
            and sentence[place] == sentence[place - 1]
        )  # fmt: skip
        if joined:
            spans[-1] = (spans[-1][0], place + 1, label)
        else:
            spans.append((place, place + 1, label))
    return spans
