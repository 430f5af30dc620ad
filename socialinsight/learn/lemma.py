"""Training and measuring of the lemmatizers."""

from __future__ import annotations

import hashlib
import json
import math
from collections.abc import Callable, Iterable, Sequence
from importlib import import_module
from pathlib import Path
from typing import Any

import numpy as np
import pandas as pd

from socialinsight.learn.lexicon_arrays import conjugated_forms, context_arrays, lexicon_arrays, with_customer_words
from socialinsight.learn.readings import LEFT_OUT, best_reading, corpus_rows, count_readings
from socialinsight.proportion import wilson

NAME_WEIGHT = 0.1
CONJUGATED_WEIGHT = 0.05
TRAINING = ("hu/nerkor_train.jsonl.gz",)
MEASURED = ("hu/nerkor_devel.jsonl.gz", "hu/szeged_web_faq.jsonl.gz")

Lemmatizer = Callable[[Sequence[str]], list[str]]


def train_hu(corpora: Path, target: Path) -> None:
    """Learn the Hungarian lexicon from NerKor and write it as an npz file.

    Parameters
    ----------
    corpora : Path
        Folder that holds ``hu/nerkor_train.jsonl.gz``.
    target : Path
        The npz file to write; the same corpus gives the same bytes.

    Raises
    ------
    FileNotFoundError
        The corpus is not in the folder.
    """
    source = Path(corpora) / TRAINING[0]
    if not source.is_file():
        raise FileNotFoundError(
            f"train_hu: no training corpus at {source}; give the folder that holds {', '.join(TRAINING)}"
        )
    readings = count_readings(corpus_rows(source))
    table = {form: best_reading(readings[form]) for form in sorted(readings)}
    examples = [
        (form, lemma, tag, mask, NAME_WEIGHT if tag == "PROPN" else 1.0)
        for form, (lemma, tag, mask, _) in table.items()
    ]
    examples += [(form, lemma, "VERB", mask, CONJUGATED_WEIGHT) for form, lemma, mask in conjugated_forms(table)]
    arrays: dict[str, Any] = {**lexicon_arrays(with_customer_words(table), examples)}
    arrays |= context_arrays(corpus_rows(source), {form: reading[1] for form, reading in table.items()})
    np.savez_compressed(target, **arrays)


def evaluate(corpora: Path, lang: str) -> pd.DataFrame:
    """Measure the shipped lemmatizer on the gold tokens of a corpora folder.

    Accuracy = tokens whose lemma is the gold one, case ignored, over all tokens but punctuation, numerals and proper
    names; higher is better, range 0..1. The interval is Wilson's at 95 % (Wilson 1927).

    Parameters
    ----------
    corpora : Path
        Folder with ``hu/`` and ``ru/``; corpora that are not there are left out.
    lang : str
        ``hu`` or ``ru``.

    Returns
    -------
    pandas.DataFrame
        One row a corpus and task (``lemma`` of the form alone, ``lemma in context``): task, corpus, n (tokens),
        metric, value, low, high.

    Raises
    ------
    ValueError
        A language without a lemmatizer.
    """
    if lang not in _SETS:
        raise ValueError(f"evaluate: language {lang!r} has no lemmatizer; legal: {', '.join(_SETS)}")
    rows = []
    for corpus, name, chosen in _SETS[lang]:
        path = Path(corpora) / lang / name
        if path.is_file():
            sentences = [row for i, row in enumerate(corpus_rows(path)) if chosen(i, row)]
            for task, lemmatizer in _lemmatizers(lang):
                rows.append((task, corpus, *accuracy(sentences, lemmatizer)))
    return pd.DataFrame(rows, columns=["task", "corpus", "n", "metric", "value", "low", "high"])


def accuracy(sentences: Iterable[dict], lemmatizer: Lemmatizer) -> tuple[int, str, float, float, float]:
    """Count, metric name, value and 95 % interval of a lemmatizer on gold sentences.

    >>> accuracy([{"form": ["Almák", "!"], "lemma": ["alma", "!"], "upos": ["NOUN", "PUNCT"]}], lambda forms: forms)[:3]
    (1, 'accuracy', 0.0)
    """
    n = right = 0
    for sentence in sentences:
        lemmas = lemmatizer(sentence["form"])
        for lemma, gold, tag in zip(lemmas, sentence["lemma"], sentence["upos"]):
            if tag not in LEFT_OUT:
                n += 1
                right += lemma.lower() == gold.lower()
    return n, "accuracy", right / n if n else math.nan, *wilson(right, n)


def write_card_data(corpora: Path, model: Path, target: Path) -> None:
    """Write size, sha256 of the inputs and measured figures of a trained Hungarian lexicon as JSON."""
    inputs = {name: hashlib.sha256((Path(corpora) / name).read_bytes()).hexdigest() for name in (*TRAINING, *MEASURED)}
    card = {
        "model": model.name,
        "bytes": model.stat().st_size,
        "sha256": hashlib.sha256(model.read_bytes()).hexdigest(),
        "inputs_sha256": inputs,
        "trained_on": list(TRAINING),
        "scores": evaluate(corpora, "hu").round(4).to_dict("records"),
    }
    target.write_text(json.dumps(card, indent=2, ensure_ascii=False) + "\n", encoding="utf-8")


def _lemmatizers(lang: str) -> list[tuple[str, Lemmatizer]]:
    analyse_words = import_module(f"socialinsight.lang.{lang}.morph").analyse_words
    in_context = import_module(f"socialinsight.lang.{lang}.context").analyse_tokens
    return [
        ("lemma", lambda forms: analyse_words([form.lower() for form in forms])["lemma"].tolist()),
        ("lemma in context", in_context),
    ]


_SETS: dict[str, list[tuple[str, str, Callable[[int, dict], bool]]]] = {
    "hu": [
        ("NerKor devel, hand-made", "nerkor_devel.jsonl.gz", lambda i, row: row["gold_morph"]),
        ("szeged_web_faq, informal", "szeged_web_faq.jsonl.gz", lambda i, row: True),
    ],
    "ru": [
        ("Taiga dev, even sentences (rules tuned here)", "lemma_taiga_dev.jsonl.gz", lambda i, row: i % 2 == 0),
        ("Taiga dev, odd sentences (measured only)", "lemma_taiga_dev.jsonl.gz", lambda i, row: i % 2 == 1),
    ],
}
