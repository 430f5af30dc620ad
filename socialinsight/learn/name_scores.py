"""Figures of names in the corpora and of redaction on planted personal data."""

from __future__ import annotations

import re
from importlib import import_module
from pathlib import Path

import pandas as pd

from socialinsight.learn import ner
from socialinsight.learn.tag_rows import Spans, read_texts
from socialinsight.masking import spans
from socialinsight.names import entities
from socialinsight.proportion import wilson

PLANTED = Path(__file__).resolve().parents[2] / "tests" / "data"
COLUMNS = ["task", "corpus", "n", "metric", "value", "low", "high"]
_MARK = re.compile(r"\[(phone|email|card|iban|tax|contract|address|name):([^\]]*)\]")


def name_figures(corpora: Path, lang: str) -> pd.DataFrame:
    """Return F1 of exact spans by label: the shipped tagger on NerKor devel, or cross-validated on factRuEval.

    The thorough profile is measured beside it on the same texts where one of its pipelines is installed.
    """
    held_out = lang in ner.MEASURED
    path = Path(corpora) / (ner.MEASURED if held_out else ner.TRAINING)[lang]
    if not path.is_file():
        return pd.DataFrame(columns=COLUMNS)
    texts, gold = read_texts(path)
    if held_out:
        tables = [_as_figures(_by_label(entities(texts, lang=lang), gold), lang, "NerKor devel")]
    else:
        tables = [_as_figures(ner.cross_validate(Path(corpora), lang), lang, "factRuEval devset, five folds")]
    if import_module(f"socialinsight.lang.{lang}.parse").installed():
        found = entities(texts, lang=lang, profile="thorough")
        tables.append(_as_figures(_by_label(found, gold), lang, f"{path.name.split('.')[0]}, thorough profile"))
    return pd.concat(tables, ignore_index=True)


def _by_label(found: pd.DataFrame, gold: list[Spans]) -> pd.DataFrame:
    guessed = set(zip(found["text_index"], found["start"], found["end"], found["label"]))
    right = {(number, *span) for number, names in enumerate(gold) for span in names}
    rows = []
    for label in ("PER", "ORG", "LOC", "MISC"):
        of_label = [{name for name in names if name[3] == label} for names in (guessed, right)]
        n_shared, n_both = len(of_label[0] & of_label[1]), len(of_label[0]) + len(of_label[1])
        rows.append((label, len(of_label[1]), 2 * n_shared / max(n_both, 1)))
    return pd.DataFrame(rows, columns=["label", "n", "f1"])


def _as_figures(table: pd.DataFrame, lang: str, corpus: str) -> pd.DataFrame:
    table = table[table["n"] > 0]
    rows = [(f"{lang} ner {row.label}", corpus, row.n, "F1", row.f1) for row in table.itertuples()]
    return pd.DataFrame(rows, columns=COLUMNS[:5])


def redaction_figures(lang: str, folder: Path = PLANTED) -> pd.DataFrame:
    """Return recall and precision of masking on texts in which ``[kind:datum]`` marks personal data.

    The texts stand among the tests of a checkout; without them the table is empty.
    """
    paths = [folder / f"{name}_{lang}.txt" for name in ("planted", "not_planted")]
    if not all(path.is_file() for path in paths):
        return pd.DataFrame(columns=COLUMNS)
    rows = [unmark(line) for path in paths for line in path.read_text(encoding="utf-8").splitlines()]
    found = spans([text for text, _ in rows], lang)
    masked: dict[int, set[int]] = {}
    n_right = 0
    for number, start, end in zip(found.text, found.start, found.end):
        masked.setdefault(number, set()).update(range(start, end))
        n_right += any(start < last and end > first for first, last in rows[number][1])
    hidden = [
        all(place in masked.get(number, ()) for place in range(first, last) if text[place].isalnum())
        for number, (text, data) in enumerate(rows)
        for first, last in data
    ]
    figures = [
        ("recall", len(hidden), sum(hidden) / len(hidden), *wilson(sum(hidden), len(hidden))),
        ("precision", len(found), n_right / len(found), *wilson(n_right, len(found))),
    ]
    table = [(f"{lang} redaction", "planted items", n, name, *rest) for name, n, *rest in figures]
    return pd.DataFrame(table, columns=COLUMNS)


def unmark(line: str) -> tuple[str, list[tuple[int, int]]]:
    """Return the text without marks, and where the marked data stand in it.

    Examples
    --------
    >>> unmark("Írj [name:Évának]!")
    ('Írj Évának!', [(4, 10)])
    """
    text, data, last = "", [], 0
    for mark in _MARK.finditer(line):
        text += line[last : mark.start()]
        data.append((len(text), len(text) + len(mark[2])))
        text += mark[2]
        last = mark.end()
    return text + line[last:], data
