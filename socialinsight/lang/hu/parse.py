"""The one door to installed Hungarian pipelines: huspacy's models or any spaCy pipeline named hu_core_news_*."""

from __future__ import annotations

from collections.abc import Sequence

from socialinsight.lang.pipelines import installed_pipeline, spacy_names

PREFIX = "hu_core_news_"
KINDS = {"PER": "PER", "PERSON": "PER", "ORG": "ORG", "LOC": "LOC", "GPE": "LOC", "MISC": "MISC"}


def installed() -> bool:
    """Whether a Hungarian pipeline is installed."""
    return installed_pipeline(PREFIX) is not None


def names(texts: Sequence[str]) -> list[tuple[int, int, int, str]]:
    """Return text, start, end and label of the names that the installed pipeline finds.

    Raises
    ------
    RuntimeError
        When none is installed.
    """
    return spacy_names(texts, PREFIX, KINDS)
