"""Training and measuring of the lemmatizers."""

from __future__ import annotations

import math
from collections.abc import Iterable
from pathlib import Path

import numpy as np

from socialinsight.learn.readings import best_reading, corpus_rows, count_readings
from socialinsight.learn.suffix_rules import CANDIDATES, Example, common_mask, edit, pruned, smoothed, suffix_counts

NAME_WEIGHT = 0.1
MASK_SHARE = 0.2
SUPPORT_WEIGHTS = {"same": 1.0, "forms": 1.0, "other": 0.5, "prefixed": 2.0, "compound": 0.5, "letters": 0.2}


def train_hu(corpora: Path, target: Path) -> None:
    """Learn the Hungarian lexicon from NerKor and write it as an npz file.

    Parameters
    ----------
    corpora : Path
        Folder that holds ``hu/nerkor_train.jsonl.gz``.
    target : Path
        The npz file to write; the same corpus gives the same arrays.
    """
    readings = count_readings(corpus_rows(Path(corpora) / "hu" / "nerkor_train.jsonl.gz"))
    table = {form: best_reading(readings[form]) for form in sorted(readings)}
    examples = [
        (form, lemma, tag, mask, NAME_WEIGHT if tag == "PROPN" else 1.0)
        for form, (lemma, tag, mask, _) in table.items()
    ]
    np.savez_compressed(target, **lexicon_arrays(table, examples))


def lexicon_arrays(table: dict[str, tuple[str, str, int, int]], examples: Iterable[Example]) -> dict[str, np.ndarray]:
    """Arrays of the form table and of the suffix rules, as ``lang.hu.lexicon.load_lexicon`` reads them."""
    counts, masks_at = suffix_counts(examples)
    rules = pruned(smoothed(counts), counts)
    classes: dict[tuple[int, int, str, str], int] = {}
    masks: dict[int, int] = {}
    form_class = [classes.setdefault((*edit(f, r[0]), r[1]), len(classes)) for f, r in table.items()]
    form_mask = [masks.setdefault(r[2], len(masks)) for r in table.values()]
    rule_class, rule_mask, rule_score = [], [], []
    for suffix in sorted(rules):
        for code, probability in rules[suffix]:
            rule_class.append(classes.setdefault(code, len(classes)))
            mask = _mask_at(masks_at, suffix, code)
            rule_mask.append(masks.setdefault(mask, len(masks)))
            rule_score.append(min(255, round(-16 * math.log(probability))))
    return {
        "forms": _bytes(table),
        "form_class": np.array(form_class, dtype=np.uint16),
        "form_mask": np.array(form_mask, dtype=np.uint16),
        "form_count": np.array([min(65535, r[3]) for r in table.values()], dtype=np.uint16),
        "classes": _bytes("\t".join(map(str, code)) for code in classes),
        "masks": np.array(list(masks), dtype=np.int32),
        "suffixes": _bytes(sorted(rules)),
        "rule_length": np.array([len(rules[s]) for s in sorted(rules)], dtype=np.uint8),
        "rule_class": np.array(rule_class, dtype=np.uint16),
        "rule_mask": np.array(rule_mask, dtype=np.uint16),
        "rule_score": np.array(rule_score, dtype=np.uint8),
        "weight_names": _bytes(SUPPORT_WEIGHTS),
        "weights": np.array(list(SUPPORT_WEIGHTS.values()), dtype=np.float32),
    }


def _mask_at(masks_at: dict, suffix: str, code: tuple[int, int, str, str]) -> int:
    for start in range(len(suffix) + 1):
        found = masks_at.get((suffix[start:], code))
        if found:
            return common_mask(found, MASK_SHARE)
    return 0


def _bytes(lines: Iterable[str]) -> np.ndarray:
    return np.frombuffer("\n".join(lines).encode("utf-8"), dtype=np.uint8)
