"""The learnt Hungarian word lexicon: form table, lemma lexicon and suffix rules."""

from __future__ import annotations

import math
import re
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path

import numpy as np

from socialinsight.lang.features import FEATS
from socialinsight.resources import model_path

Analysis = tuple[str, str, int]
Candidate = tuple[int, int, str, str, int, float]
"""Letters cut from the front and from the end, ending added, part of speech, feature mask, log probability."""

LONGEST_SUFFIX = 9
LIKELIER = 20
FREQUENT = 20
UNINFLECTED = -5.0
SHORTEST_ACCENTLESS = 5
ACCENTLESS_FLOOR = -6.0
VERB_PREFIXES = tuple(
    "meg fel le ki be el át oda vissza össze szét rá hozzá ide haza túl végig tovább újra ott tönkre "
    "külön alá fölé elő előre hátra félre körül közbe utána ellen bele neki keresztül szembe jóvá agyon "
    "föl abba mellé össze-vissza haza felül helyre hátba közzé létre világgá szerte".split()
)
_PREFIX = re.compile("(?:" + "|".join(sorted(set(VERB_PREFIXES), key=len, reverse=True)) + ")(?=.{2,})")
_PLAIN = str.maketrans("áéíóöőúüűÁÉÍÓÖŐÚÜŰ", "aeiooouuuAEIOOOUUU")


def plain(word: str) -> str:
    """Return the word without Hungarian accents.

    >>> plain("köszönöm")
    'koszonom'
    """
    return word.translate(_PLAIN)


_UNINFLECTED: tuple[Candidate, ...] = (
    (0, 0, "", "NOUN", FEATS["sg"], UNINFLECTED),
    (0, 0, "", "ADJ", FEATS["sg"], UNINFLECTED),
)


@dataclass(frozen=True)
class Lexicon:
    """What ``learn.lemma.train_hu`` learnt, ready for look-ups by word form."""

    table: Mapping[str, Analysis]
    lemmas: Mapping[str, Mapping[str, int]]
    rules: Mapping[str, tuple[Candidate, ...]]
    weights: Mapping[str, float]
    accented: Mapping[str, str]
    frequent: frozenset[str]
    participles: Mapping[str, float]
    context: Mapping[str, float]

    def guess(self, word: str) -> tuple[Analysis, bool]:
        """Analysis of a form that is not in the table, and whether its lemma is a known one."""
        best, best_score, best_support = (word, "X", 0), -math.inf, 0.0
        for front, cut, ending, tag, mask, score in (*_longest(self.rules, word), *_UNINFLECTED):
            lemma = word[front : len(word) - cut] + ending
            support = self.support(lemma, tag)
            if (support or score > UNINFLECTED) and score + support > best_score and lemma:
                best, best_score, best_support = (lemma, tag, mask), score + support, support
        if best_support == 0.0 and word.startswith("leg") and "bb" in word[4:]:
            (lemma, tag, mask), known = self.guess(word[3:])
            if known:
                return (lemma, tag, mask | FEATS["sup"] | FEATS["comp"]), True
        return best, best_support > 0.0

    def guess_accentless(self, word: str) -> Analysis | None:
        """Analyse an accentless form as an inflected form of a known accented lemma."""
        if not (len(word) >= SHORTEST_ACCENTLESS and word.isascii() and word.isalpha()):
            return None
        best, best_score = None, ACCENTLESS_FLOOR
        for front, cut, ending, tag, mask, score in _longest(self.plain_rules, word):
            lemma = self.plain_lemmas.get(word[front : len(word) - cut] + ending)
            if lemma is not None and tag in self.lemmas[lemma]:
                total = score + self.support(lemma, tag)
                if total > best_score:
                    best, best_score = (lemma, tag, mask), total
        return best

    def verb_lemma(self, word: str) -> str | None:
        """Best verbal lemma of a form, None without a verbal rule."""
        verbs = [
            (score + self.support(lemma, tag), lemma)
            for front, cut, ending, tag, _, score in _longest(self.rules, word)
            if tag == "VERB" and (lemma := word[front : len(word) - cut] + ending)
        ]
        return max(verbs)[1] if verbs else None

    @cached_property
    def plain_lemmas(self) -> dict[str, str]:
        """Accentless spelling of each lemma, the one with most forms winning."""
        ranked = sorted(self.lemmas, key=lambda lemma: sum(self.lemmas[lemma].values()))
        return {plain(lemma): lemma for lemma in ranked}

    @cached_property
    def plain_rules(self) -> dict[str, tuple[Candidate, ...]]:
        """Suffix rules without accents, those of merged suffixes side by side."""
        merged: dict[str, dict[tuple[int, int, str, str], Candidate]] = {}
        for suffix, candidates in self.rules.items():
            edits = merged.setdefault(plain(suffix), {})
            for front, cut, ending, tag, mask, score in candidates:
                key = (front, cut, plain(ending), tag)
                if key not in edits or edits[key][5] < score:
                    edits[key] = (*key, mask, score)
        return {suffix: tuple(edits.values()) for suffix, edits in merged.items()}

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


def _longest(rules: Mapping[str, tuple[Candidate, ...]], word: str) -> tuple[Candidate, ...]:
    for start in range(max(0, len(word) - LONGEST_SUFFIX), len(word)):
        found = rules.get(word[start:])
        if found:
            return found
    return ()


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
    learnt = tuple(dict(zip(_lines(read[name]), read[name + "_odds"].tolist())) for name in ("participles", "context"))
    frequent = frozenset(form for form, n in counts.items() if n >= FREQUENT)
    return Lexicon(table, lemma_paradigms(table), rules, weights, accented_forms(counts), frequent, *learnt)


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
