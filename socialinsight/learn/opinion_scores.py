"""Figures of sentiment and toxicity: F1 with bootstrap intervals, calibration error, an untuned baseline."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import numpy as np
import pandas as pd

from socialinsight.learn.opinion_corpora import CLASSES, TOXICITY, in_validation
from socialinsight.learn.sentiment import Prepared, fit, predict, prepare

N_RESAMPLES = 500
N_BINS = 10
POLAR = ("negative", "positive")
_METRICS: dict[str, tuple[str, tuple[str, ...]]] = {
    "sentiment_banks_2015": ("F-macro(+,-)", POLAR),
    "sentiment_telecoms_2015": ("F-macro(+,-)", POLAR),
    "reviews_banki": ("macro-F1, 1-2 against 4-5 stars", POLAR),
    "toxic_2ch_pikabu": ("F1 of toxic", ("toxic",)),
    "toxic_vk": ("F1 of toxic", ("toxic",)),
}
MEASURED = (
    "sentiment_husst",
    "sentiment_opinhubank",
    "sentiment_banks_2015",
    "sentiment_telecoms_2015",
    "sentiment_rusentitweet_train",
    "sentiment_opensentimentcorpus",
    "reviews_banki",
    "toxic_2ch_pikabu",
    "toxic_vk",
    "labelled_table",
)


def measure(predicted: pd.DataFrame, prepared: Prepared, validation: np.ndarray) -> pd.DataFrame:
    """Return a figure for each corpus: task, corpus, n, metric, value, low, high, baseline, calibration_error.

    Parameters
    ----------
    predicted : pandas.DataFrame
        Result of `learn.sentiment.predict`.
    prepared : Prepared
        The corpora.
    validation : numpy.ndarray of bool
        Rows that the model has not learnt from.
    """
    rows = prepared.rows
    figures = []
    for corpus in MEASURED:
        here = (rows["corpus"] == corpus).to_numpy() & rows["label"].notna().to_numpy()
        test = np.flatnonzero(here & validation)
        if len(test):
            task = rows["task"].iloc[test[0]]
            truth = rows["label"].to_numpy(object)[test]
            found = _found(predicted.iloc[test], task, corpus)
            metric, classes = _METRICS.get(corpus, ("macro-F1", CLASSES))
            value, low, high = with_interval(truth, found, classes)
            base = f1(truth, _baseline(rows, np.flatnonzero(here & ~validation), test), classes)
            error = calibration_error(predicted.iloc[test], truth) if task == "sentiment" else np.nan
            figures.append((f"{prepared.lang} {task}", corpus, len(test), metric, value, low, high, base, error))
    columns = ["task", "corpus", "n", "metric", "value", "low", "high", "baseline", "calibration_error"]
    return pd.DataFrame(figures, columns=columns)


def _found(predicted: pd.DataFrame, task: str, corpus: str) -> np.ndarray:
    if task == "toxicity":
        return np.where(predicted["toxic"] >= 0.5, *TOXICITY[::-1])
    if corpus == "reviews_banki":
        return np.where(predicted["sentiment"] > 0, "positive", "negative").astype(object)
    return predicted["label"].to_numpy(object)


def f1(truth: np.ndarray, found: np.ndarray, classes: tuple[str, ...]) -> float:
    """Return the mean over `classes` of 2 hits / (true + found).

    Examples
    --------
    >>> f1(np.array(["a", "b"]), np.array(["a", "a"]), ("a", "b")).__round__(2)
    0.33
    """
    values = []
    for name in classes:
        hits = ((truth == name) & (found == name)).sum()
        values.append(2 * hits / max((truth == name).sum() + (found == name).sum(), 1))
    return float(np.mean(values))


def with_interval(truth: np.ndarray, found: np.ndarray, classes: tuple[str, ...]) -> tuple[float, float, float]:
    """Return F1 and its 95 % bootstrap interval (percentiles of resampled rows, fixed seed)."""
    random = np.random.default_rng(0)
    values = []
    for _ in range(N_RESAMPLES):
        rows = random.integers(0, len(truth), len(truth))
        values.append(f1(truth[rows], found[rows], classes))
    return f1(truth, found, classes), float(np.quantile(values, 0.025)), float(np.quantile(values, 0.975))


def calibration_error(predicted: pd.DataFrame, truth: np.ndarray) -> float:
    """Return the expected calibration error of the likeliest class: mean gap of confidence and accuracy in ten bins.

    Formula: sum over bins of n / N * abs(accuracy - mean confidence) (Naeini et al. 2015); lower is better, 0..1.
    """
    probability = predicted[list(CLASSES)].to_numpy()
    confidence = probability.max(axis=1)
    right = np.array(CLASSES, object)[probability.argmax(axis=1)] == truth
    bins = np.minimum((confidence * N_BINS).astype(int), N_BINS - 1)
    return float(sum(abs(right[bins == b].sum() - confidence[bins == b].sum()) for b in range(N_BINS)) / len(truth))


def _baseline(rows: pd.DataFrame, train: np.ndarray, test: np.ndarray) -> np.ndarray:
    """Return what an untuned linear SVM on word 1-2-grams and character 2-5-grams finds."""
    from sklearn.feature_extraction.text import TfidfVectorizer
    from sklearn.pipeline import make_pipeline, make_union
    from sklearn.svm import LinearSVC

    words, letters = TfidfVectorizer(ngram_range=(1, 2)), TfidfVectorizer(analyzer="char", ngram_range=(2, 5))
    fit: Callable = make_pipeline(make_union(words, letters), LinearSVC(random_state=0)).fit
    model = fit(rows["text"].iloc[train], rows["label"].iloc[train])
    return np.asarray(model.predict(rows["text"].iloc[test]), object)


def validated(corpora: Path, lang: str) -> pd.DataFrame:
    """Train on the training part of the corpora of a language and measure on its validation part."""
    return measured_fit(prepare(corpora, lang))


def measured_fit(prepared: Prepared) -> pd.DataFrame:
    """Fit on the training part and return the figures of the validation part."""
    validation = in_validation(prepared.rows)
    fitted = fit(prepared, ~validation, every_choice=False)
    return measure(predict(fitted, prepared), prepared, validation)
