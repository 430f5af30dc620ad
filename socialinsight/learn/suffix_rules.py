"""Suffix rules: which edit makes the lemma of a form that ends so."""

from __future__ import annotations

import math
from collections import Counter, defaultdict
from collections.abc import Iterable

from socialinsight.lang.hu.lexicon import LONGEST_SUFFIX

EditClass = tuple[int, int, str, str]
"""Letters cut in front, letters cut behind, ending added, part of speech."""

Example = tuple[str, str, str, int, float]
"""Form, lemma, part of speech, feature mask, weight."""

CANDIDATES = 10
LEAST_PROBABILITY = 0.001
LEAST_GAIN = 0.15
KEPT_IN_BACKOFF = 20


def edit(form: str, lemma: str) -> tuple[int, int, str]:
    """Return the letters to cut in front and behind and the ending to add.

    >>> edit("számlákat", "számla")
    (0, 4, 'a')
    >>> edit("legszebb", "szép")
    (3, 3, 'ép')
    """
    superlative = form.startswith("leg") and not lemma.startswith("leg") and lemma[:1] == form[3:4]
    front = 3 if superlative else 0
    shared = 0
    for a, b in zip(form[front:], lemma):
        if a != b:
            break
        shared += 1
    return front, len(form) - front - shared, lemma[shared:]


def suffix_counts(
    examples: Iterable[Example],
) -> tuple[dict[str, Counter[EditClass]], dict[tuple[str, EditClass], Counter[int]]]:
    """Weighted counts of edit classes, and of feature masks within them, at every suffix."""
    classes: dict[str, Counter[EditClass]] = defaultdict(Counter)
    masks: dict[tuple[str, EditClass], Counter[int]] = defaultdict(Counter)
    for form, lemma, tag, mask, weight in examples:
        code = (*edit(form, lemma), tag)
        for length in range(code[1], min(LONGEST_SUFFIX, len(form)) + 1):
            suffix = form[len(form) - length :]
            classes[suffix][code] += weight
            masks[suffix, code][mask] += weight
    return classes, masks


def smoothed(counts: dict[str, Counter[EditClass]]) -> dict[str, dict[EditClass, float]]:
    """Probabilities of the classes at each suffix, backed off to the next shorter suffix (Witten and Bell 1991)."""
    rules: dict[str, dict[EditClass, float]] = {}
    for suffix in sorted(counts, key=lambda s: (len(s), s)):
        parent = rules.get(suffix[1:], {}) if suffix else {}
        seen = counts[suffix]
        prior = len(seen)
        total = sum(seen.values()) + prior
        joint = {code: (seen.get(code, 0) + prior * parent.get(code, 0.0)) / total for code in set(seen) | set(parent)}
        ranked = sorted(joint.items(), key=lambda pair: (-pair[1], pair[0]))
        rules[suffix] = dict(ranked[:KEPT_IN_BACKOFF])
    return rules


def pruned(
    rules: dict[str, dict[EditClass, float]], counts: dict[str, Counter[EditClass]]
) -> dict[str, list[tuple[EditClass, float]]]:
    """Keep the suffixes whose classes differ from those of the nearest kept shorter suffix."""
    kept: dict[str, list[tuple[EditClass, float]]] = {}
    for suffix in sorted(rules, key=lambda s: (len(s), s)):
        nearest = next((suffix[i:] for i in range(1, len(suffix) + 1) if suffix[i:] in kept), None)
        if nearest is not None:
            parent = rules[nearest]
            divergence = sum(
                p * math.log(p / max(parent.get(code, 0.0), 1e-3))
                for code, p in rules[suffix].items()
                if p > LEAST_PROBABILITY
            )
            if divergence * sum(counts[suffix].values()) < LEAST_GAIN:
                continue
        ranked = list(rules[suffix].items())[:CANDIDATES]
        kept[suffix] = [(code, p) for code, p in ranked if p > LEAST_PROBABILITY] or ranked[:1]
    return kept


def common_mask(masks: Counter[int], share: float) -> int:
    """Union of the feature masks that make up at least ``share`` of the weight."""
    floor = share * sum(masks.values())
    union = 0
    for bits, weight in masks.items():
        union |= bits if weight >= floor else 0
    return union
