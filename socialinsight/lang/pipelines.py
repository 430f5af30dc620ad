"""spaCy pipelines that happen to be installed: found by name, streamed, copied to plain rows, their Docs dropped."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from functools import lru_cache
from importlib.metadata import distributions
from importlib.util import find_spec
from typing import Any

_SIZES = ("trf", "lg", "md", "sm")
_BATCH = 256


def installed_pipeline(prefix: str) -> str | None:
    """Return the name of the largest installed pipeline whose name begins with `prefix`.

    Examples
    --------
    >>> installed_pipeline("xx_no_such_") is None
    True
    """
    if find_spec("spacy") is None:
        return None
    names = {(found.metadata["Name"] or "").replace("-", "_") for found in distributions()}
    fitting = sorted(name for name in names if name.startswith(prefix))
    by_size = [name for size in _SIZES for name in fitting if name.endswith(f"_{size}")]
    return next(iter(by_size + fitting), None)


@lru_cache(maxsize=4)
def load_pipeline(name: str) -> Any:
    """Return an installed pipeline, through huspacy for its Hungarian models when huspacy is there."""
    if name.startswith("hu_") and find_spec("huspacy") is not None:
        import huspacy

        return huspacy.load(name)
    import spacy

    return spacy.load(name)


def spacy_names(texts: Sequence[str], prefix: str, kinds: Mapping[str, str]) -> list[tuple[int, int, int, str]]:
    """Return text, start, end and label of the names that the installed pipeline finds; other kinds are left out.

    Raises
    ------
    RuntimeError
        When no pipeline of that name is installed.

    Examples
    --------
    >>> spacy_names([], "xx_no_such_", {})
    Traceback (most recent call last):
    ...
    RuntimeError: profile "thorough": no pipeline named xx_no_such_* is installed; install one or use profile "fast".
    """
    name = installed_pipeline(prefix)
    if name is None:
        raise RuntimeError(
            f'profile "thorough": no pipeline named {prefix}* is installed; install one or use profile "fast".'
        )
    pipeline = load_pipeline(name)
    rows = []
    for number, doc in enumerate(pipeline.pipe(texts, batch_size=_BATCH)):
        found = ((ent.start_char, ent.end_char, kinds.get(ent.label_)) for ent in doc.ents)
        rows += [(number, start, end, label) for start, end, label in found if label]
    return rows
