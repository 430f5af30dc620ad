"""Russian word-level morphology: lemma, part of speech and features of distinct word forms."""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import lru_cache
from typing import Any

import pandas as pd

from socialinsight.lang.features import FEATS, mask_of
from socialinsight.lang.ru.form_table import form_table
from socialinsight.lang.ru.readings import NEGATORS, READINGS
from socialinsight.lang.ru.spelling import analyser, in_dictionary, respelled

__all__ = ["FEATS", "analyse_words"]

_TAGS = {
    "NOUN": "NOUN",
    "ADJF": "ADJ",
    "ADJS": "ADJ",
    "COMP": "ADJ",
    "VERB": "VERB",
    "INFN": "VERB",
    "PRTF": "VERB",
    "PRTS": "VERB",
    "GRND": "VERB",
    "NUMR": "NUM",
    "ADVB": "ADV",
    "NPRO": "PRON",
    "PRED": "ADV",
    "PREP": "ADP",
    "CONJ": "CCONJ",
    "PRCL": "PART",
    "INTJ": "INTJ",
}
_GRAMMEMES = {
    "impr": "imp",
    "past": "past",
    "futr": "fut",
    "pres": "pres",
    "INFN": "inf",
    "PRTF": "part",
    "PRTS": "part",
    "GRND": "conv",
    "sing": "sg",
    "plur": "pl",
    "COMP": "comp",
    "Supr": "sup",
    "perf": "perf",
    "impf": "imperf",
    "accs": "acc",
    "gent": "gen",
    "datv": "dat",
}
_UNCHANGING = frozenset({"PREP", "CONJ", "PRCL", "INTJ", "ADVB", "PRED"})
LEAST_READING = 0.15
SUBSTANTIVE = 0.5
_CYRILLIC = re.compile("[а-яё]")
_BARE_STEM = re.compile(r"(?:[бгджзклнпрстфцчшщ]|[^аеёиоуыэюя][вм])(?<!ет|ит|ут|ют|ят|ил|ал)$")
_SOFT = re.compile(r"ь(?:е|я|ю|ем|и|ям|ями|ях)$")
_SUPERLATIVE = re.compile(r"(?<=ш)(?:ий|ая|ее|ие|их|им|ими|ую|ей|ею|его|ему|ем)$")
_WORD = re.compile(r"[\w.'’`-]{1,200}")
_ADDRESS = re.compile(r"^[#@]|^https?:|^www\.")


def analyse_words(words: Sequence[str]) -> pd.DataFrame:
    """Lemma, part of speech and features of each word form, out of context.

    Parameters
    ----------
    words : Sequence[str]
        Distinct lower-cased word forms in NFC; anything else is analysed as well as it can be.

    Returns
    -------
    pandas.DataFrame
        Index 0..n-1; ``lemma`` (str, written as in UD Russian-Taiga: е for ё but in "всё"), ``pos`` (category
        of Universal POS tags), ``feats`` (int32, union of the ``FEATS`` bits of the frequent readings).

    Examples
    --------
    >>> analyse_words(["расторгаю", "договоры", "спасииибо", "денег"])["lemma"].tolist()
    ['расторгать', 'договор', 'спасибо', 'деньги']
    """
    listed = form_table()
    rows = [listed.get(word) or analyse_form(word) for word in map(str, words)]
    lemmas, tags, masks = zip(*rows) if rows else ((), (), ())
    return pd.DataFrame(
        {
            "lemma": pd.Series(list(lemmas), dtype=object),
            "pos": pd.Categorical(tags),
            "feats": pd.Series(list(masks), dtype="int32"),
        }
    )


@lru_cache(maxsize=200_000)
def analyse_form(word: str) -> tuple[str, str, int]:
    """Return lemma, part of speech and feature mask of one form, from the dictionary."""
    if not _CYRILLIC.search(word) or _ADDRESS.match(word) or not _WORD.fullmatch(word):
        return word, "X", 0
    spelled, parses = word, analyser().parse(word)
    if word not in READINGS and not in_dictionary(parses):
        spelled = respelled(word)
        parses = parses if spelled == word else analyser().parse(spelled)
    mask = FEATS["neg"] if spelled in NEGATORS else 0
    for parse in parses:
        if parse.score >= LEAST_READING:
            mask |= _tag_features(str(parse.tag))[1]
    if spelled in READINGS:
        return (*READINGS[spelled], mask)
    best = _best(parses, spelled)
    tag = _tag_features(str(best.tag))[0]
    return _lemma(best, spelled).replace("ё", "е"), tag, mask


def _lemma(parse: Any, word: str) -> str:
    """Return the treebank's lemma: superlatives keep their ending, *сомненье* its soft sign."""
    if parse.tag.POS in _UNCHANGING:
        return word
    if "Supr" in parse.tag:
        return _SUPERLATIVE.sub("ий", word)
    if parse.normal_form.endswith("ие") and _SOFT.search(word):
        return parse.normal_form[:-2] + "ье"
    return parse.normal_form


def _best(parses: Sequence[Any], word: str) -> Any:
    """Return the likeliest parse.

    Among equals one whose lemma is the form itself; an adjective before the noun made of it; an adjective before an
    equally likely passive participle; an adverb before a short adjective;
    an active participle before an equally likely adjective.
    """
    best = parses[0]
    if not in_dictionary(parses) and _BARE_STEM.search(word):
        return next((p for p in parses if p.tag.POS == "NOUN" and p.normal_form == word), best)
    for parse in parses[1:]:
        tied = parse.score >= best.score - 1e-9
        if best.tag.POS == "NOUN" and parse.tag.POS == "ADJF" and parse.score >= SUBSTANTIVE * best.score:
            return parse
        if tied and best.tag.POS == "PRTF" and parse.tag.POS == "ADJF" and "pssv" in best.tag:
            return parse
        if tied and best.tag.POS == "ADJF" and parse.tag.POS == "PRTF" and "actv" in parse.tag:
            return parse
        if best.tag.POS == "ADJS" and parse.tag.POS in ("ADVB", "PRED"):
            return parse
        if tied and best.normal_form != word and parse.normal_form == word and parse.tag.POS in ("NOUN", "ADJF"):
            return parse
    return best


@lru_cache(maxsize=4096)
def _tag_features(tag: str) -> tuple[str, int]:
    grammemes = tag.replace(" ", ",").split(",")
    names = [name for grammeme, name in _GRAMMEMES.items() if grammeme in grammemes]
    plural = "plur" in grammemes
    if "1per" in grammemes and "VERB" in grammemes:
        names.append("v1pl" if plural else "v1sg")
    if "2per" in grammemes or "impr" in grammemes and "excl" in grammemes:
        names += [*(["v2"] if "VERB" in grammemes else []), "form" if plural else "fam"]
    if "3per" in grammemes and "VERB" in grammemes:
        names.append("v3")
    return _TAGS.get(grammemes[0], "X"), mask_of(*names)
