"""Training and measuring of sentiment and toxicity on all corpora of a language at once."""

from __future__ import annotations

import json
from dataclasses import dataclass
from pathlib import Path

import numpy as np
import pandas as pd

from socialinsight.annotation import annotate_reading
from socialinsight.lang.language import language
from socialinsight.lang.reading import Reading
from socialinsight.learn.combination import fit_combination, rule_evidence, write_combination
from socialinsight.learn.opinion import Trained, train_opinion
from socialinsight.learn.opinion_corpora import read_corpora
from socialinsight.learn.opinion_design import Design, design, read_rows
from socialinsight.signals import sentiment, service_talk
from socialinsight.text.word_weights import save_weights


@dataclass(frozen=True)
class Prepared:
    """The rows of a language's corpora, read once."""

    lang: str
    rows: pd.DataFrame
    reading: Reading
    rules: pd.DataFrame


@dataclass(frozen=True)
class Fitted:
    """A trained opinion model and the combination with the rules."""

    trained: Trained
    combination: sentiment.Combination


def prepare(corpora: Path | None, lang: str, *, table: Path | None = None) -> Prepared:
    """Read the corpora of a language, and the user's own labelled table."""
    rows = read_corpora(corpora, lang, table=table)
    reading = read_rows(rows, lang)
    return Prepared(lang, rows, reading, annotate_reading(reading, language(lang), np.arange(len(rows)), None))


def fit(prepared: Prepared, train: np.ndarray, *, every_choice: bool = True) -> Fitted:
    """Train on some rows.

    Parameters
    ----------
    prepared : Prepared
        The corpora.
    train : numpy.ndarray of bool
        Rows to learn from.
    every_choice : bool
        Also fit the mixtures for choices of licence groups.
    """
    made: Design = design(prepared.rows, prepared.reading, train)
    trained = train_opinion(made, train, every_choice=every_choice)
    outputs = trained.model().judge(trained.columns.to_numpy(np.float32))
    return Fitted(trained, fit_combination(prepared.rules, outputs, prepared.lang, prepared.rows, train))


def predict(fitted: Fitted, prepared: Prepared) -> pd.DataFrame:
    """Return what the fitted model and the present rules say of all rows.

    Returns
    -------
    pandas.DataFrame
        negative, neutral, positive (probabilities), sentiment (-1..1), label, toxic (largest score of hostility,
        insult and profanity), one row a row of the corpora.
    """
    model = fitted.trained.model()
    tokens = prepared.reading.tokens
    outputs = model.judge(model.weights.apply(tokens, prepared.reading.words))
    return scored(outputs, fitted.combination, prepared)


def scored(outputs: np.ndarray, combination: sentiment.Combination, prepared: Prepared) -> pd.DataFrame:
    """Return the predictions that follow from the outputs of an opinion model."""
    scores, sums, model = rule_evidence(prepared.rules, outputs, prepared.lang)
    inputs = sentiment.features(scores, sums, model)
    share = service_talk.trusted(scores, sums, inputs[:, 0])
    probability = sentiment.probabilities(inputs, share, combination)
    result = pd.DataFrame(probability, columns=list(sentiment.CLASSES))
    result["sentiment"] = sentiment.as_sentiment(probability)
    result["label"] = sentiment.label(result["sentiment"])
    result["toxic"] = scores[["hostility", "insult", "profanity"]].max(axis=1)
    return result


def train(corpora: Path | None, lang: str, folder: Path, *, table: Path | None = None) -> pd.DataFrame:
    """Measure on the validation part, then learn from all rows and write the model files of a language.

    Returns
    -------
    pandas.DataFrame
        The measured figures (`learn.opinion_scores.measured_fit`).
    """
    from socialinsight.learn.opinion_card import write_card
    from socialinsight.learn.opinion_scores import measured_fit

    prepared = prepare(corpora, lang, table=table)
    figures = measured_fit(prepared)
    write(fit(prepared, np.ones(len(prepared.rows), bool)), lang, folder)
    write_card(prepared, figures, corpora, table, folder)
    return figures


def write(fitted: Fitted, lang: str, folder: Path) -> None:
    """Write weights, mixtures and combination of a language."""
    for group, weights in fitted.trained.weights.items():
        save_weights(weights, folder / f"opinion_{lang}_{group}.npz")
    stored = {"groups": list(fitted.trained.weights), "mixtures": fitted.trained.mixtures}
    text = json.dumps(stored, default=float)
    (folder / f"opinion_{lang}.json").write_text(_rounded(text), encoding="utf-8")
    write_combination(fitted.combination, folder / f"sentiment_{lang}.json")


def _rounded(text: str) -> str:
    return json.dumps(json.loads(text, parse_float=lambda digits: round(float(digits), 4))) + "\n"
