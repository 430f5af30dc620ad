"""The arrays of the Hungarian lexicon: form table, lemma evidence and suffix rules."""

from __future__ import annotations

import math
from collections.abc import Iterable, Iterator, Mapping

import numpy as np

from socialinsight.lang.features import FEATS
from socialinsight.learn.conjugation import conjugated
from socialinsight.learn.customer_nouns import ADJECTIVES, NOUNS
from socialinsight.learn.customer_verbs import irregular_forms, regular_verbs
from socialinsight.learn.participle_context import participle_weights
from socialinsight.learn.suffix_rules import Example, common_mask, edit, pruned, smoothed, suffix_counts

LEAST_FORMS = 2
MASK_SHARE = 0.2
BACK_ENDINGS = ("nak", "tam", "tak", "ok", "om", "ja", "ják", "juk", "ta", "ták", "ott", "jon", "na", "nám", "unk")
FRONT_ENDINGS = ("nek", "tem", "tek", "ek", "em", "ik", "jük", "te", "ték", "ett", "ött", "jen", "ne", "ném", "ünk")

Table = dict[str, tuple[str, str, int, int]]
"""Form to lemma, part of speech, feature mask and count."""
SUPPORT_WEIGHTS = {"same": 2.5, "forms": 1.25, "other": 0.5, "prefixed": 1.0, "compound": 0.25, "letters": 0.25}


def conjugated_forms(table: Table) -> Iterator[tuple[str, str, int]]:
    """Yield generated forms, lemmas and features of the verbs that the table knows in several forms."""
    seen: dict[str, list[str]] = {}
    for form, (lemma, tag, _, _) in table.items():
        if tag == "VERB" and lemma.isalpha():
            seen.setdefault(lemma, []).append(form)
    for lemma, forms in sorted(seen.items()):
        if len(forms) >= LEAST_FORMS and len(lemma) > 2 and not lemma.endswith(("sz", "jön", "megy", "szik")):
            votes = [form.endswith(BACK_ENDINGS) - form.endswith(FRONT_ENDINGS) for form in forms]
            back = None if sum(votes) == 0 else sum(votes) > 0
            for form, mask in conjugated(lemma, back):
                if form not in table:
                    yield form, lemma, mask


def with_customer_words(table: Table) -> Table:
    """Add the words of customer service; a known form keeps its lemma and gains their features."""
    added = [(form, lemma, mask) for lemma in regular_verbs() for form, mask in conjugated(lemma)]
    generated: Table = {noun: (noun, "NOUN", FEATS["sg"], 1) for noun in NOUNS if noun not in table}
    generated |= {word: (word, "ADJ", FEATS["sg"], 1) for word in ADJECTIVES if word not in table}
    for form, lemma, mask in [*added, *irregular_forms()]:
        known = table.get(form) or generated.get(form)
        if known is None:
            generated[form] = (lemma, "VERB", mask, 1)
        elif known[0] == lemma:
            generated[form] = (lemma, known[1], known[2] | mask, known[3])
    return dict(sorted((table | generated).items()))


def lexicon_arrays(table: Table, examples: Iterable[Example]) -> dict[str, np.ndarray]:
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


def context_arrays(rows: Iterable[dict], tags: Mapping[str, str]) -> dict[str, np.ndarray]:
    """Arrays of the log odds that tell participles from past verbs."""
    participles, context, base = participle_weights(rows, tags)
    context = {"base": base, **context}
    return {
        "participles": _bytes(participles),
        "participles_odds": np.array(list(participles.values()), dtype=np.float16),
        "context": _bytes(context),
        "context_odds": np.array(list(context.values()), dtype=np.float16),
    }


def _mask_at(masks_at: dict, suffix: str, code: tuple[int, int, str, str]) -> int:
    for start in range(len(suffix) + 1):
        found = masks_at.get((suffix[start:], code))
        if found:
            return common_mask(found, MASK_SHARE)
    return 0


def _bytes(lines: Iterable[str]) -> np.ndarray:
    return np.frombuffer("\n".join(lines).encode("utf-8"), dtype=np.uint8)
