"""Training of the shipped models, by task."""

from __future__ import annotations

from pathlib import Path

import pandas as pd

LANGUAGES = ("hu", "ru")
TASKS = ("sentiment", "lemma", "ner")


def train(task: str, lang: str, *, corpora: Path | None, table: Path | None, folder: Path) -> pd.DataFrame:
    """Train the models of a task and write them.

    Parameters
    ----------
    task : {"sentiment", "lemma", "ner"}
        What to learn; sentiment includes toxicity where there is a corpus.
    lang : {"hu", "ru"}
        Language.
    corpora : Path or None
        Folder of the public corpora.
    table : Path or None
        The user's own labelled CSV with columns text and label (negative, neutral, positive), for sentiment.
    folder : Path
        Where the files go.

    Returns
    -------
    pandas.DataFrame
        Measured figures.

    Raises
    ------
    ValueError
        When the task or the language is unknown, or neither corpora nor a table is given.
    """
    if task not in TASKS:
        raise ValueError(f"train: received task {task!r}; legal: {', '.join(TASKS)}.")
    if lang not in LANGUAGES:
        raise ValueError(f"train: received --lang {lang!r}; legal: {', '.join(LANGUAGES)}.")
    if corpora is None and (table is None or task != "sentiment"):
        raise ValueError(f"train {task}: nothing to learn from; give --corpora FOLDER (or --table FILE for sentiment).")
    folder.mkdir(parents=True, exist_ok=True)
    if task == "sentiment":
        from socialinsight.learn.sentiment import train as train_sentiment

        return train_sentiment(corpora, lang, folder, table=table)
    return _train_words(task, lang, Path(str(corpora)), folder)


def _train_words(task: str, lang: str, corpora: Path, folder: Path) -> pd.DataFrame:
    target = folder / f"{lang}_{task}.npz"
    if task == "ner":
        from socialinsight.learn import ner

        ner.train(corpora, target, lang)
        return pd.DataFrame({"file": [target.name], "bytes": [target.stat().st_size]})
    if lang != "hu":
        raise ValueError("train lemma: Russian lemmas come from a dictionary, nothing is learnt; legal: --lang hu.")
    from socialinsight.learn import lemma

    lemma.train_hu(corpora, target)
    lemma.write_card_data(corpora, target, target.with_suffix(".json"))
    return lemma.evaluate(corpora, lang)
