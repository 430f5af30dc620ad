"""The corpora that sentiment and toxicity are learnt from, as one table, with a split by text."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
import pandas as pd

from socialinsight.text.normalize import clean_text

CLASSES = ("negative", "neutral", "positive")
TOXICITY = ("clean", "toxic")
VALIDATION_SHARE = 5
_XED_GOOD, _XED_BAD = {5, 8}, {1, 3, 4, 6}
_CEDR_GOOD, _CEDR_BAD = {0}, {1, 3, 4}
Labeller = Callable[[dict[str, Any]], str | None]


def _emotion(good: set[int], bad: set[int]) -> Labeller:
    def label(row: dict[str, Any]) -> str | None:
        given = row["emotions"] if "emotions" in row else row["labels"].strip("[]").replace(",", " ").split()
        seen = {int(code) for code in given}
        if not seen:
            return "neutral"
        pleased, displeased = bool(seen & good), bool(seen & bad)
        return None if pleased == displeased else ("positive" if pleased else "negative")

    return label


def _stars(row: dict[str, Any]) -> str | None:
    return {1: "negative", 2: "negative", 4: "positive", 5: "positive"}.get(row["stars"])


def _named(field: str) -> Labeller:
    return lambda row: row[field] if row[field] in CLASSES else None


def _toxic(row: dict[str, Any]) -> str:
    return TOXICITY[row["toxic"]]


def _is_toxic(row: dict[str, Any]) -> bool:
    return bool(row.get("toxic", False))


@dataclass(frozen=True)
class Corpus:
    """A labelled corpus: its file, the expert that learns from it, its licence and that licence's group."""

    name: str
    expert: str
    group: str
    licence: str
    label: Labeller
    text: str = "text"
    task: str = "sentiment"
    in_sentences: bool = False


UNSTATED = "none stated"
CORPORA: dict[str, tuple[Corpus, ...]] = {
    "hu": (
        Corpus("sentiment_husst", "film", "share_alike", "CC BY-SA 4.0", _named("label")),
        Corpus("sentiment_opinhubank", "news", "unstated", "none; asks for citation", _named("label")),
        Corpus("emotion_xed", "emotion", "permissive", "CC BY 4.0", _emotion(_XED_GOOD, _XED_BAD)),
    ),
    "ru": (
        Corpus("sentiment_banks_2015", "brand", "unstated", "none; shared-task data", _named("label")),
        Corpus("sentiment_telecoms_2015", "brand", "unstated", "none; shared-task data", _named("label")),
        Corpus("sentiment_rusentitweet_train", "tweet", "unstated", "asks for citation", _named("label")),
        Corpus(
            "sentiment_opensentimentcorpus", "prose", "share_alike", "CC BY-SA 3.0", _named("sentiment"), "sentence"
        ),
        Corpus("reviews_banki", "review", "permissive", "MIT (texts from a review site)", _stars),
        Corpus("emotion_cedr", "emotion", "permissive", "Apache-2.0", _emotion(_CEDR_GOOD, _CEDR_BAD)),
        Corpus("emotion_xed", "emotion", "permissive", "CC BY 4.0", _emotion(_XED_GOOD, _XED_BAD)),
        Corpus("reviews_bank_products", "plain", "unstated", "none", lambda row: None, in_sentences=True),
        Corpus("toxic_2ch_pikabu", "toxic", "unstated", "none", _toxic, task="toxicity"),
        Corpus("toxic_vk", "toxic", "unstated", "none", _toxic, task="toxicity"),
    ),
}
NOT_A_REGISTER = ("emotion", "toxic", "plain")
N_SENTENCES = 12_000
_SENTENCE = re.compile(r"(?<=[.!?…])\s+")
_SHORTEST, _LONGEST = 3, 40
USERS = Corpus("labelled_table", "service", "permissive", "the user's own", _named("label"))


def corpus_path(corpora: Path, lang: str, corpus: Corpus) -> Path:
    """Return the file of a corpus in a corpora folder."""
    return Path(corpora) / lang / f"{corpus.name}.jsonl.gz"


def read_corpora(corpora: Path | None, lang: str, *, table: Path | None = None) -> pd.DataFrame:
    """Return the rows of all corpora that are there, and of a labelled table.

    Returns
    -------
    pandas.DataFrame
        text, label (None when the row has none that counts), corpus, expert, group, date, fold (0..19; the same
        text is in one fold whatever its corpus; 0..3 are kept for validation).

    Raises
    ------
    FileNotFoundError
        When no corpus is in the folder.
    """
    parts = [] if table is None else [read_labelled_table(table)]
    for corpus in CORPORA[lang] if corpora is not None else ():
        path = corpus_path(corpora, lang, corpus)
        if path.is_file():
            parts.append(_rows(pd.read_json(path, lines=True), corpus))
    if not parts:
        names = ", ".join(f"{lang}/{corpus.name}.jsonl.gz" for corpus in CORPORA[lang])
        raise FileNotFoundError(f"--corpora {corpora}: none of {names} is there. Name the folder that holds {lang}/.")
    return _with_folds(pd.concat(parts, ignore_index=True))


def read_labelled_table(path: Path) -> pd.DataFrame:
    """Return the rows of a user's CSV with columns text and label.

    Raises
    ------
    ValueError
        When a column is missing or a label is none of negative, neutral, positive.
    """
    table = pd.read_csv(path)
    missing = {"text", "label"} - set(table.columns)
    if missing:
        raise ValueError(f"{path}: lacks the columns {sorted(missing)}; received {list(table.columns)}. Rename them.")
    table = table.dropna(subset=["text", "label"])
    unknown = set(table["label"]) - set(CLASSES)
    if unknown:
        raise ValueError(f"{path}: labels {sorted(map(str, unknown))}; legal: {', '.join(CLASSES)}. Correct them.")
    return _rows(table, USERS)


def _rows(table: pd.DataFrame, corpus: Corpus) -> pd.DataFrame:
    if corpus.in_sentences:
        table = _sentences(table[corpus.text]).to_frame(corpus.text)
    records = table.to_dict("records")
    title = table["title"].fillna("").astype(str) + ". " if "title" in table else ""
    return pd.DataFrame(
        {
            "text": (title + table[corpus.text].astype(str)).map(clean_text),
            "label": [corpus.label(row) for row in records],
            "corpus": corpus.name,
            "expert": corpus.expert,
            "group": corpus.group,
            "task": corpus.task,
            "toxic": [_is_toxic(row) for row in records],
            "date": pd.to_datetime(table["date"]) if "date" in table else pd.NaT,
        }
    )


def _sentences(texts: pd.Series) -> pd.Series:
    """Return sentences of 3 to 40 words, evenly taken from all texts, 12,000 at most."""
    sentences = texts.dropna().astype(str).str.split(_SENTENCE).explode(ignore_index=True)
    n_words = sentences.str.count(r"\S+")
    sentences = sentences[n_words.between(_SHORTEST, _LONGEST)].reset_index(drop=True)
    chosen = np.unique(np.linspace(0, max(len(sentences) - 1, 0), N_SENTENCES).astype(int))
    return sentences.iloc[chosen[chosen < len(sentences)]].reset_index(drop=True)


def _with_folds(table: pd.DataFrame) -> pd.DataFrame:
    plain = table["text"].str.lower().str.replace(r"https?://\S+|@\w+|\W+", " ", regex=True).str.strip()
    hashes = pd.util.hash_array(plain.to_numpy(object), hash_key="socialinsight000")
    return table.assign(fold=(hashes % np.uint64(4 * VALIDATION_SHARE)).astype(int))


def in_validation(table: pd.DataFrame) -> np.ndarray:
    """Return which rows are kept for validation: 20 % of the texts."""
    return (table["fold"] < 4).to_numpy(bool)
