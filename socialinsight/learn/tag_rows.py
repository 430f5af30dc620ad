"""Name corpora as rows of tags on our own tokens."""

from __future__ import annotations

import gzip
import json
from collections.abc import Sequence
from dataclasses import dataclass
from importlib import import_module
from pathlib import Path

import numpy as np

from socialinsight.lang.name_tagger import TAGS, Sequences, sequences
from socialinsight.text.normalize import fold_accents
from socialinsight.text.tokens import Tokens, tokenize

Spans = list[tuple[int, int, str]]
_KINDS = {"Person": "PER", "Org": "ORG", "LocOrg": "LOC", "Location": "LOC"}
_FIRST = {"PER": 0, "LOC": 1, "ORG": 2, "MISC": 3}


@dataclass(frozen=True)
class TagRows:
    """Tagged tokens: their word variants and the index of each tag."""

    rows: Sequences
    tags: np.ndarray


def read_texts(path: Path) -> tuple[list[str], list[Spans]]:
    """Return the texts of a corpus with its names; of names that overlap, persons before the longest."""
    texts, spans = [], []
    with gzip.open(path, "rt", encoding="utf-8") as file:
        for line in file:
            row = json.loads(line)
            text, found = _from_tokens(row) if "form" in row else _from_spans(row)
            texts.append(text)
            spans.append(found)
    return texts, spans


def _from_tokens(row: dict[str, list[str]]) -> tuple[str, Spans]:
    spans: Spans = []
    place = 0
    for form, tag in zip(row["form"], row["ner"]):
        if tag.startswith("I-") and spans and spans[-1][1] == place - 1 and spans[-1][2] == tag[2:]:
            spans[-1] = (spans[-1][0], place + len(form), tag[2:])
        elif "-" in tag:
            spans.append((place, place + len(form), tag[2:]))
        place += len(form) + 1
    return " ".join(row["form"]), spans


def _from_spans(row: dict[str, object]) -> tuple[str, Spans]:
    entities = [(e["start"], e["end"], _KINDS[e["label"]]) for e in row["entities"] if e["label"] in _KINDS]
    entities.sort(key=lambda span: (_FIRST[span[2]] > 0, span[0] - span[1]))
    chosen: Spans = []
    for start, end, label in entities:
        if all(end <= other[0] or start >= other[1] for other in chosen):
            chosen.append((start, end, label))
    return str(row["text"]), sorted(chosen)


def typed_carelessly(
    texts: Sequence[str], spans: Sequence[Spans], share: float, seed: int
) -> tuple[list[str], list[Spans]]:
    """Return some of the texts as customers type them: in lower case, half of these without accents too."""
    random = np.random.default_rng(seed)
    chosen = np.flatnonzero(random.random(len(texts)) < np.where([bool(found) for found in spans], share, share / 4))
    lower = [texts[row].lower() for row in chosen]
    lower = [fold_accents(text) if place % 2 else text for place, text in enumerate(lower)]
    kept = [place for place, row in enumerate(chosen) if len(lower[place]) == len(texts[row])]
    return [lower[place] for place in kept], [spans[chosen[place]] for place in kept]


def tag_rows(texts: Sequence[str], spans: Sequence[Spans], lang: str) -> TagRows:
    """Return the texts as word variants with the tag of each token."""
    tokens = tokenize(list(texts))
    flags = import_module(f"socialinsight.lang.{lang}.names").word_flags(tokens.vocabulary)
    return TagRows(sequences(tokens, flags), _tags(tokens, spans))


def _tags(tokens: Tokens, spans: Sequence[Spans]) -> np.ndarray:
    tags = np.zeros(len(tokens), np.int64)
    bounds = np.searchsorted(tokens.text, np.arange(tokens.n_texts + 1))
    for text, found in enumerate(spans):
        low, high = bounds[text], bounds[text + 1]
        for start, end, label in found:
            first = low + np.searchsorted(tokens.start[low:high], start)
            last = low + np.searchsorted(tokens.start[low:high], end)
            tags[first:last] = TAGS.index(f"I-{label}")
            tags[first : min(first + 1, last)] = TAGS.index(f"B-{label}")
    return tags
