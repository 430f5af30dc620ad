"""The learnt Hungarian word lexicon: form table, lemma lexicon and suffix rules."""

from __future__ import annotations

import math
import re
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

import numpy as np

from socialinsight.resources import model_path

Analysis = tuple[str, str, int]
Candidate = tuple[int, int, str, str, int, float]
"""Letters cut from the front and from the end, ending added, part of speech, feature mask, log probability."""

LONGEST_SUFFIX = 9
LIKELIER = 50
VERB_PREFIXES = tuple(
    "meg fel le ki be el át oda vissza össze szét rá hozzá ide haza túl végig tovább újra ott tönkre külön "
    "alá fölé elő előre hátra félre körül közbe utána ellen bele neki keresztül szembe jóvá agyon föl abba "
    "mellé össze-vissza haza felül helyre hátba közzé létre világgá szerte".split()
)
_PREFIX = re.compile("(?:" + "|".join(sorted(set(VERB_PREFIXES), key=len, reverse=True)) + ")(?=.{2,})")
_PLAIN = str.maketrans("áéíóöőúüűÁÉÍÓÖŐÚÜŰ", "aeiooouuuAEIOOOUUU")


def plain(word: str) -> str:
    """Return the word without Hungarian accents.

    >>> plain("köszönöm")
    'koszonom'
    """
    return word.translate(_PLAIN)


@dataclass(frozen=True)
class Lexicon:
    """What ``learn.lemma.train_hu`` learnt, ready for look-ups by word form."""

    table: Mapping[str, Analysis]
    lemmas: Mapping[str, Mapping[str, int]]
    rules: Mapping[str, tuple[Candidate, ...]]
    weights: Mapping[str, float]
    accented: Mapping[str, str]

    def candidates(self, word: str) -> tuple[Candidate, ...]:
        """Candidates of the longest suffix with rules."""
        for start in range(max(0, len(word) - LONGEST_SUFFIX), len(word)):
            found = self.rules.get(word[start:])
            if found:
                return found
        return ()

    def guess(self, word: str) -> Analysis:
        """Lemma, part of speech and features of a form that is not in the table."""
        best, best_score = (word, "X", 0), -math.inf
        for front, cut, ending, tag, mask, score in self.candidates(word):
            lemma = word[front : len(word) - cut] + ending
            total = score + self.support(lemma, tag)
            if total > best_score and lemma:
                best, best_score = (lemma, tag, mask), total
        return best

    def support(self, lemma: str, tag: str) -> float:
        """Log weight of evidence that the lemma exists with this part of speech."""
        known = self.lemmas.get(lemma)
        weights = self.weights
        if known is not None:
            if tag in known:
                return weights["same"] + weights["forms"] * math.log(known[tag])
            return weights["other"]
        if tag in ("VERB", "ADJ"):
            prefix = _PREFIX.match(lemma)
            if prefix and tag in self.lemmas.get(lemma[prefix.end() :], ()):
                return weights["prefixed"]
        if tag in ("NOUN", "ADJ"):
            for start in range(3, len(lemma) - 2):
                if tag in self.lemmas.get(lemma[start:], ()):
                    return weights["compound"] + weights["letters"] * min(len(lemma) - start, 8)
        return 0.0


def load_lexicon(path: Path | None = None) -> Lexicon:
    """Read the shipped lexicon (or the one at ``path``)."""
    with np.load(path or model_path("hu_lemma.npz"), allow_pickle=False) as arrays:
        read = {name: arrays[name] for name in arrays.files}
    classes = [_edit(line) for line in _lines(read["classes"])]
    masks = read["masks"].tolist()
    forms = _lines(read["forms"])
    table = {
        form: (_edited(form, classes[code][:3]), classes[code][3], masks[mask])
        for form, code, mask in zip(forms, read["form_class"].tolist(), read["form_mask"].tolist())
    }
    rules = _rules(read, classes, masks)
    weights = dict(zip(_lines(read["weight_names"]), read["weights"].tolist()))
    counts = dict(zip(forms, read["form_count"].tolist()))
    return Lexicon(table, lemma_paradigms(table), rules, weights, accented_forms(counts))


def accented_forms(counts: Mapping[str, int]) -> dict[str, str]:
    """Map accentless spellings to the accented form that is much likelier than the accentless one."""
    chosen: dict[str, str] = {}
    for form, n in counts.items():
        bare = plain(form)
        if bare != form and n > counts.get(chosen.get(bare, ""), 0):
            chosen[bare] = form
    return {bare: form for bare, form in chosen.items() if counts[form] >= LIKELIER * counts.get(bare, 0)}


def lemma_paradigms(table: Mapping[str, Analysis]) -> dict[str, dict[str, int]]:
    """Count, for each lemma and part of speech, one more than the forms of it in the table."""
    paradigms: dict[str, dict[str, int]] = {}
    for lemma, tag, _ in table.values():
        tags = paradigms.setdefault(lemma, {})
        tags[tag] = tags.get(tag, 1) + 1
    return paradigms


def _rules(
    read: Mapping[str, np.ndarray], classes: list[tuple[int, int, str, str]], masks: list[int]
) -> dict[str, tuple[Candidate, ...]]:
    candidates = [
        (*classes[code], masks[mask], -score / 16)
        for code, mask, score in zip(
            read["rule_class"].tolist(), read["rule_mask"].tolist(), read["rule_score"].tolist()
        )
    ]
    ends = np.cumsum(read["rule_length"], dtype=np.int64).tolist()
    starts = [0, *ends[:-1]]
    suffixes = _lines(read["suffixes"])
    return {suffix: tuple(candidates[a:b]) for suffix, a, b in zip(suffixes, starts, ends)}


def _lines(array: np.ndarray) -> list[str]:
    return array.tobytes().decode("utf-8").split("\n")


def _edit(line: str) -> tuple[int, int, str, str]:
    front, cut, ending, tag = line.split("\t")
    return int(front), int(cut), ending, tag


def _edited(form: str, edit: tuple[int, int, str]) -> str:
    front, cut, ending = edit
    return form[front : len(form) - cut] + ending
