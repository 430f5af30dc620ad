"""The one door to installed Russian pipelines: natasha, else any spaCy pipeline named ru_core_news_*."""

from __future__ import annotations

from collections.abc import Sequence
from functools import lru_cache
from importlib.util import find_spec
from typing import Any

from socialinsight.lang.pipelines import installed_pipeline, spacy_names

PREFIX = "ru_core_news_"
KINDS = {"PER": "PER", "ORG": "ORG", "LOC": "LOC"}


def installed() -> bool:
    """Whether natasha or a Russian spaCy pipeline is installed."""
    return find_spec("natasha") is not None or installed_pipeline(PREFIX) is not None


def names(texts: Sequence[str]) -> list[tuple[int, int, int, str]]:
    """Return text, start, end and label of the names that the installed tagger finds.

    Raises
    ------
    RuntimeError
        When none is installed.
    """
    if find_spec("natasha") is None:
        return spacy_names(texts, PREFIX, KINDS)
    rows = []
    for number, text in enumerate(texts):
        found = _natasha()(text) if text.strip() else []
        rows += [(number, span.start, span.stop, KINDS[span.type]) for span in found]
    return rows


@lru_cache(maxsize=1)
def _natasha() -> Any:
    from natasha import NewsEmbedding, NewsNERTagger

    tagger = NewsNERTagger(NewsEmbedding())
    return lambda text: tagger(text).spans
