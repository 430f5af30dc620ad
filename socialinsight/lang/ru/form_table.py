"""Frequent Russian word forms with their analyses, made by learn.russian_forms."""

from __future__ import annotations

from functools import lru_cache

import numpy as np

from socialinsight.resources import model_path

FILE = "ru_forms.npz"


@lru_cache(maxsize=1)
def form_table() -> dict[str, tuple[str, str, int]]:
    """Return lemma, part of speech and feature mask of each listed form; empty when the file is left out.

    Examples
    --------
    >>> form_table()["деньги"][0]
    'деньги'
    """
    try:
        path = model_path(FILE)
    except FileNotFoundError:
        return {}
    with np.load(path, allow_pickle=False) as arrays:
        forms, lemmas, tags = (arrays[name].tobytes().decode().split("\n") for name in ("forms", "lemmas", "tags"))
        named = [tags[code] for code in arrays["tag"].tolist()]
        return dict(zip(forms, zip(lemmas, named, arrays["feats"].tolist())))
