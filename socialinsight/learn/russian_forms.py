"""Analyses frequent Russian word forms once and for all, so that running text needs few look-ups in the dictionary."""

from __future__ import annotations

import gzip
import json
from collections import Counter
from pathlib import Path

import numpy as np

from socialinsight.lang.ru.form_table import FILE
from socialinsight.lang.ru.morph import analyse_form
from socialinsight.text.normalize import plain_word
from socialinsight.text.tokens import tokenize

LEAST_COUNT = 2


def train_forms(corpora: Path, target: Path) -> int:
    """Write the analysed forms that occur at least twice in the Russian corpora.

    Parameters
    ----------
    corpora : Path
        Folder with ru/*.jsonl.gz, each row with a text or tokens.
    target : Path
        Folder to write to.

    Returns
    -------
    int
        Number of forms.
    """
    forms = sorted(form for form, n in _counts(corpora / "ru").items() if n >= LEAST_COUNT)
    rows = [(form, *analyse_form(form)) for form in forms]
    tags = sorted({row[2] for row in rows})
    np.savez_compressed(
        target / FILE,
        forms=np.frombuffer("\n".join(row[0] for row in rows).encode(), np.uint8),
        lemmas=np.frombuffer("\n".join(row[1] for row in rows).encode(), np.uint8),
        tags=np.frombuffer("\n".join(tags).encode(), np.uint8),
        tag=np.array([tags.index(row[2]) for row in rows], np.uint8),
        feats=np.array([row[3] for row in rows], np.int32),
    )
    return len(rows)


def _counts(folder: Path) -> Counter[str]:
    counts: Counter[str] = Counter()
    for path in sorted(folder.glob("*.jsonl.gz")):
        with gzip.open(path, "rt", encoding="utf-8") as file:
            rows = [json.loads(line) for line in file]
        texts = [str(row["text"]) if "text" in row else " ".join(row.get("form", [])) for row in rows]
        tokens = tokenize(texts)
        found = np.bincount(tokens.word, minlength=len(tokens.vocabulary))
        for word, n in zip(tokens.vocabulary, found.tolist()):
            plain = plain_word(word)
            if plain.replace("-", "").isalpha() and "а" <= plain[0] <= "ё":
                counts[plain] += n
    return counts
