"""The one command that measures everything: packaged messages always, the corpora when their folder is named."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import numpy as np
import pandas as pd

from socialinsight.learn import acts
from socialinsight.resources import model_path

COLUMNS = ("task", "corpus", "n", "metric", "value", "low", "high", "baseline", "reference")
TASKS = ("acts", "sentiment", "topic", "lemma", "toxicity", "ner", "redaction")
LANGUAGES = ("hu", "ru")
SETS = ("dev", "dev2", "dev3", "dev4", "dev5", "dev6", "dev7", "dev8", "test")
N_RESAMPLES = 200
REFERENCE = {
    "sentiment_husst": "linear .604 (another split)",
    "sentiment_opinhubank": "linear .565, huBERT .786 (other splits)",
    "sentiment_banks_2015": "2016: linear .526-.574, shared task .552, RuBERT .664",
    "sentiment_telecoms_2015": "2016: linear .553-.585, shared task .559, RuBERT .661",
    "sentiment_rusentitweet_train": "linear about .655 (three classes)",
    "reviews_banki": "linear .893",
    "toxic_2ch_pikabu": "linear .903, MNB .832, ruBERT .922",
    "toxic_vk": "linear from 2ch .467",
    "NerKor devel, hand-made": "simplemma .842, HuSpaCy .973-.976 (another corpus)",
    "messages test": "linear from corpora: sentiment .43 hu, .58 ru",
}


def evaluate(corpora: Path | None = None, tasks: tuple[str, ...] = TASKS) -> pd.DataFrame:
    """Measure the rules and models.

    Parameters
    ----------
    corpora : Path, optional
        Folder of the public corpora with ``hu/`` and ``ru/``; without it the packaged messages alone.
    tasks : tuple of str
        Which of `TASKS`.

    Returns
    -------
    pandas.DataFrame
        task, corpus, n, metric, value, low, high (95 % interval, NaN when none), baseline (untuned linear model on
        the same split, NaN when none) and reference (what others published).

    Raises
    ------
    ValueError
        When a task is unknown.
    """
    unknown = set(tasks) - set(TASKS)
    if unknown:
        raise ValueError(f"--task: received {sorted(unknown)}; legal: {', '.join(TASKS)}.")
    tables = [_messages(lang, name, tasks) for lang in LANGUAGES for name in SETS]
    if "redaction" in tasks:
        from socialinsight.learn.name_scores import redaction_figures

        tables += [redaction_figures(lang) for lang in LANGUAGES]
    if corpora is not None:
        tables += [table for lang in LANGUAGES for table in _from_corpora(Path(corpora), lang, tasks)]
    table = pd.concat([part for part in tables if len(part)], ignore_index=True).reindex(columns=list(COLUMNS))
    return table.assign(reference=table["corpus"].map(REFERENCE).fillna(""))


def _messages(lang: str, name: str, tasks: tuple[str, ...]) -> pd.DataFrame:
    """Measure acts, sentiment and topic on one packaged set, with roles given and not given."""
    path = model_path("evaluation") / f"{lang}_{name}.jsonl"
    if not path.is_file():
        return pd.DataFrame()
    rows = acts.read_labelled(path)
    figures: list[tuple] = []
    for roles in ("roles given", "roles unknown"):
        scores = acts.predict(rows, lang=lang, with_roles=roles == "roles given")
        corpus = f"messages {name}, {roles}"
        if "acts" in tasks:
            figures += _act_figures(rows, scores, lang, corpus)
        if "sentiment" in tasks:
            known = rows["sentiment"].notna().to_numpy()
            truth, found = (
                table[known].to_numpy(object) for table in (rows["sentiment"], scores["sentiment_label"].astype(object))
            )
            figures.append(
                (f"{lang} sentiment", corpus, int(known.sum()), "macro-F1", *_resampled(_macro, truth, found))
            )
        if "topic" in tasks and roles == "roles given":
            truth, found = rows["topic"].to_numpy(object), scores["topic"].astype(object).to_numpy()
            figures.append((f"{lang} topic", corpus, len(rows), "accuracy", *_resampled(_accuracy, truth, found)))
    return pd.DataFrame(figures, columns=list(COLUMNS[:7]))


def _act_figures(rows: pd.DataFrame, scores: pd.DataFrame, lang: str, corpus: str) -> list[tuple]:
    table = acts.act_scores(rows, scores)
    names = table["label"].tolist()
    truth = np.array([[name in labels for name in names] for labels in rows["labels"]])
    found = scores[names].to_numpy(float) >= 0.5
    mean = _resampled(_mean_f1, truth, found)
    figures = [(f"{lang} acts", corpus, len(rows), f"mean F1 of {len(names)} labels", *mean)]
    if corpus.endswith("given"):
        settled = np.where(acts.open_cells(rows, names), truth, found)
        fair = _resampled(_mean_f1, truth, settled)
        figures.append((f"{lang} acts", corpus, len(rows), "mean F1, cells open to a fair reader not counted", *fair))
        for number, row in enumerate(table.itertuples()):
            interval = _resampled(_mean_f1, truth[:, [number]], found[:, [number]])
            figures.append((f"{lang} act {row.label}", corpus, row.n, "F1", *interval))
    return figures


def _mean_f1(truth: np.ndarray, found: np.ndarray) -> float:
    hits = (truth & found).sum(axis=0)
    return float(np.mean(2 * hits / np.maximum(truth.sum(axis=0) + found.sum(axis=0), 1)))


def _macro(truth: np.ndarray, found: np.ndarray) -> float:
    return acts.macro_f1(pd.Series(truth), pd.Series(found))


def _accuracy(truth: np.ndarray, found: np.ndarray) -> float:
    return float(np.mean(truth == found))


def _resampled(
    metric: Callable[[np.ndarray, np.ndarray], float], truth: np.ndarray, found: np.ndarray
) -> tuple[float, float, float]:
    """Return a figure with its 95 % bootstrap interval over rows, fixed seed."""
    random = np.random.default_rng(0)
    draws = (random.integers(0, len(truth), len(truth)) for _ in range(N_RESAMPLES))
    values = [metric(truth[rows], found[rows]) for rows in draws]
    return metric(truth, found), float(np.quantile(values, 0.025)), float(np.quantile(values, 0.975))


def _from_corpora(corpora: Path, lang: str, tasks: tuple[str, ...]) -> list[pd.DataFrame]:
    tables = []
    if "lemma" in tasks:
        from socialinsight.learn.lemma import evaluate as lemma_figures

        tables.append(lemma_figures(corpora, lang).assign(task=lambda table: lang + " " + table["task"]))
    if "ner" in tasks:
        from socialinsight.learn.name_scores import name_figures

        tables.append(name_figures(corpora, lang))
    if {"sentiment", "toxicity"} & set(tasks):
        from socialinsight.learn.opinion_scores import validated

        figures = validated(corpora, lang)
        tables.append(figures[figures["task"].str.split().str[-1].isin(tasks)])
    return tables


def write_scores(table: pd.DataFrame, folder: Path) -> None:
    """Write the figures as scores.csv and as a Markdown table, SCORES.md."""
    table.round(4).to_csv(folder / "scores.csv", index=False)
    (folder / "SCORES.md").write_text("# Measured figures\n\n" + _INTRODUCTION + as_markdown(table), encoding="utf-8")


_INTRODUCTION = """Written by `socialinsight evaluate`. Intervals are 95 % (bootstrap over messages; Wilson for lemmas).
Baseline: untuned word 1-2-gram and character 2-5-gram TF-IDF with a linear SVM, trained on the same corpus and split.
Sentiment and toxicity on corpora: learnt from 80 % of the texts, measured on the other 20 %, one scorer a language for
all its corpora; nothing is learnt from the packaged messages. `messages dev` to `dev8` were read by the authors of the
rules, who worked until most of what is in them was found; `messages test` was written and labelled by others, was not
read by any author of a rule, and its figure is the honest one. `roles unknown`: the writer's role is not passed on.

"""


def as_markdown(table: pd.DataFrame) -> str:
    """Return the figures as a Markdown table.

    Examples
    --------
    >>> row = {"task": "hu lemma", "corpus": "c", "n": 3, "metric": "accuracy", "value": 0.5, "low": 0.1, "high": 0.9}
    >>> print(as_markdown(pd.DataFrame([row]).reindex(columns=list(COLUMNS))).splitlines()[2])
    | hu lemma | c | 3 | accuracy | .500 | .100–.900 |  |  |
    """
    lines = ["| task | corpus | n | metric | value | interval | baseline | published |", "|---" * 8 + "|"]
    for row in table.fillna({"reference": ""}).itertuples():
        interval = f"{_short(row.low)}–{_short(row.high)}" if pd.notna(row.low) else ""
        cells = (
            row.task,
            row.corpus,
            row.n,
            row.metric,
            _short(row.value),
            interval,
            _short(row.baseline),
            row.reference,
        )
        lines.append("| " + " | ".join(map(str, cells)) + " |")
    return "\n".join(lines) + "\n"


def _short(value: float) -> str:
    return "" if pd.isna(value) else f"{value:.3f}".replace("0.", ".", 1)
