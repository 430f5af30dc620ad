"""Cards of the opinion models: corpora and licences, figures, use, failures, sizes, sha256 of the inputs."""

from __future__ import annotations

import hashlib
import json
from pathlib import Path

import pandas as pd

from socialinsight.learn.evaluation import as_markdown
from socialinsight.learn.opinion_corpora import CORPORA, Corpus, corpus_path
from socialinsight.learn.sentiment import Prepared

_NAMES = {"hu": "Hungarian", "ru": "Russian"}
_TASKS = {"hu": "sentiment", "ru": "sentiment and toxicity"}


def write_card(
    prepared: Prepared, figures: pd.DataFrame, corpora: Path | None, table: Path | None, folder: Path
) -> None:
    """Write ``opinion_<lang>.md`` and ``opinion_<lang>_card.json`` beside the models."""
    lang = prepared.lang
    used = [corpus for corpus in CORPORA[lang] if corpora is not None and corpus_path(corpora, lang, corpus).is_file()]
    paths = {f"{lang}/{corpus.name}.jsonl.gz": corpus_path(Path(str(corpora)), lang, corpus) for corpus in used}
    paths |= {} if table is None else {table.name: table}
    files = sorted([*folder.glob(f"opinion_{lang}*.npz"), folder / f"opinion_{lang}.json"])
    files.append(folder / f"sentiment_{lang}.json")
    card = {
        "language": lang,
        "files": {path.name: {"bytes": path.stat().st_size, "sha256": _sha256(path)} for path in files},
        "inputs_sha256": {name: _sha256(path) for name, path in paths.items()},
        "scores": json.loads(figures.round(4).to_json(orient="records")),
    }
    text = json.dumps(card, indent=1, ensure_ascii=False) + "\n"
    (folder / f"opinion_{lang}_card.json").write_text(text, encoding="utf-8")
    (folder / f"opinion_{lang}.md").write_text(_card(lang, used, figures, files, prepared), encoding="utf-8")


def _sha256(path: Path) -> str:
    return hashlib.sha256(path.read_bytes()).hexdigest()


def _card(lang: str, used: list[Corpus], figures: pd.DataFrame, files: list[Path], prepared: Prepared) -> str:
    counts = prepared.rows["corpus"].value_counts()
    corpora = [
        f"| {corpus.name} | {counts.get(corpus.name, 0)} | {corpus.expert} | {corpus.licence} | {corpus.group} |"
        for corpus in used
    ]
    sizes = "\n".join(f"- `{path.name}`, {path.stat().st_size / 1e6:.2f} MB" for path in files)
    errors = figures.dropna(subset=["calibration_error"])
    calibration = ", ".join(f"{row.corpus} {row.calibration_error:.3f}" for row in errors.itertuples())
    table = as_markdown(figures.assign(reference=""))
    return _TEXT.format(
        language=_NAMES[lang],
        lang=lang,
        tasks=_TASKS[lang],
        corpora="\n".join(corpora),
        sizes=sizes,
        table=table,
        calibration=calibration,
    )


_TEXT = """# opinion_{lang}: {language} {tasks}

What texts say is judged in two steps. `opinion_{lang}_*.npz` hold weights of hashed character 2-5-grams inside words,
words, lemmas and pairs of neighbours; `opinion_{lang}.json` mixes them by register. `sentiment_{lang}.json` then weighs
this learnt opinion together with the speech acts and evaluating words found by rules. In talk with a firm the weights
are set by hand (`signals/sentiment_weights.csv`): there is no public corpus of such talk to learn them from.

| corpus | rows | expert | licence as stated | file group |
|---|---|---|---|---|
{corpora}

Files (arrays of fixed dtype, `allow_pickle=False`; no text can be read back from hashed weights):
{sizes}

Each licence group is a file of its own. `model_sets` in the firm's settings leaves groups out; the mixture for every
choice is stored, and with none the rules judge alone. The few numbers of `sentiment_{lang}.json` and of the mixtures of
several groups are fitted on all corpora of these groups.

## Measured

Learnt from 80 % of the texts, measured on the other 20 % (the same text is never on both sides); the shipped files are
then learnt from all rows with the same settings. Baseline: untuned TF-IDF with a linear SVM on the same split, one
model a corpus; ours is one scorer that is not told the corpus.

{table}
Expected calibration error of the likeliest class (ten bins): {calibration}.
Figures on hand-written customer messages stand in `SCORES.md`.

## Intended use

Sentiment of customers' messages, posts and reviews, summed over many messages. Not for decisions about one person.

## Known failures

- Irony without a mark, opinions that need knowledge of the world, and quotations of other people's opinion.
- The neutral class of film reviews and of encyclopaedic sentences is the least reliable.
- Sentiment is the writer's mood in tweets and films, and contentment with the firm in customer talk: where registers
  meet (a customer who tells a private sorrow) the two are confused.
- Weights were balanced so that the rarer classes are found: probabilities lean to positive and negative.
- Corpora are from 2014-2024; new words, brands and emoji are unknown to it.
"""
