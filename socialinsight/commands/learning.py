"""Commands that measure and train: evaluate, train."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from socialinsight.commands.options import told

Corpora = Annotated[Path | None, typer.Option("--corpora", help="Folder of the public corpora, with hu/ and ru/.")]


@told
def evaluate(
    corpora: Corpora = None,
    task: Annotated[list[str] | None, typer.Option(help="acts, sentiment, topic, lemma, toxicity, ner.")] = None,
    out: Annotated[Path, typer.Option("-o", "--out", help="Folder for scores.csv and SCORES.md.")] = Path("models"),
) -> None:
    """Measure the rules and models; with the corpora also lemmas, sentiment, toxicity and names.

    Example: socialinsight evaluate --corpora ../corpora --task sentiment
    """
    from socialinsight.learn.evaluation import TASKS, as_markdown, write_scores
    from socialinsight.learn.evaluation import evaluate as figures

    table = figures(corpora, tuple(task or TASKS))
    print(as_markdown(table))
    if out.is_dir():
        write_scores(table, out)
        print(f"scores: {out / 'scores.csv'}, {out / 'SCORES.md'}")
    else:
        print(f"scores: not written, {out} is no folder; name one with -o")


@told
def train(
    task: Annotated[str, typer.Argument(help="sentiment (with toxicity), lemma or ner.")],
    lang: Annotated[str, typer.Option(help="hu or ru.")],
    corpora: Corpora = None,
    table: Annotated[Path | None, typer.Option(help="Your labelled CSV: text, label (negative, ...).")] = None,
    out: Annotated[Path, typer.Option("-o", "--out", help="Folder for the model files.")] = Path("models"),
) -> None:
    """Train a shipped model again, from the public corpora, from your own labelled table, or from both.

    Example: socialinsight train sentiment --lang hu --corpora ../corpora --table labelled.csv -o models
    """
    from socialinsight.learn.training import train as train_task

    print(train_task(task, lang, corpora=corpora, table=table, folder=out).to_string(index=False))
