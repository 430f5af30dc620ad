"""Russian word-level morphology: lemma, part of speech and features of distinct word forms."""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import lru_cache
from typing import Any

import pandas as pd

from socialinsight.lang.features import FEATS, mask_of

__all__ = ["FEATS", "analyse_words"]

_TAGS = {
    "NOUN": "NOUN", "ADJF": "ADJ", "ADJS": "ADJ", "COMP": "ADJ", "VERB": "VERB", "INFN": "VERB",
    "PRTF": "VERB", "PRTS": "VERB", "GRND": "VERB", "NUMR": "NUM", "ADVB": "ADV", "NPRO": "PRON",
    "PRED": "ADV", "PREP": "ADP", "CONJ": "CCONJ", "PRCL": "PART", "INTJ": "INTJ",
}  # fmt: skip
_GRAMMEMES = {
    "impr": "imp", "past": "past", "futr": "fut", "pres": "pres", "INFN": "inf", "PRTF": "part", "PRTS": "part",
    "GRND": "conv", "sing": "sg", "plur": "pl", "COMP": "comp", "Supr": "sup", "perf": "perf", "impf": "imperf",
    "accs": "acc", "gent": "gen", "datv": "dat",
}  # fmt: skip
LEAST_READING = 0.15
_RUN = re.compile(r"(.)\1\1+")


@lru_cache(maxsize=1)
def _analyser() -> Any:
    import pymorphy3

    return pymorphy3.MorphAnalyzer(lang="ru")


@lru_cache(maxsize=4096)
def _tag_features(tag: Any) -> tuple[str, int]:
    grammemes = tag.grammemes
    names = [name for grammeme, name in _GRAMMEMES.items() if grammeme in grammemes]
    if "VERB" in grammemes and "past" not in grammemes:
        plural = "plur" in grammemes
        if "1per" in grammemes:
            names.append("v1pl" if plural else "v1sg")
        if "2per" in grammemes or "impr" in grammemes and "excl" in grammemes:
            names += ["v2", "form" if plural else "fam"]
        if "3per" in grammemes:
            names.append("v3")
    return _TAGS.get(str(tag.POS), "X"), mask_of(*names)


def analyse_words(words: Sequence[str]) -> pd.DataFrame:
    """Lemma, part of speech and features of each word form, out of context.

    Parameters
    ----------
    words : Sequence[str]
        Distinct lower-cased word forms in NFC; anything else is analysed as well as it can be.

    Returns
    -------
    pandas.DataFrame
        Index 0..n-1; ``lemma`` (str, written as in UD Russian-Taiga: е for ё), ``pos`` (category of Universal
        POS tags), ``feats`` (int32, union of the ``FEATS`` bits of the frequent readings).

    Examples
    --------
    >>> analyse_words(["расторгаю", "договоры", "спасииибо"])["lemma"].tolist()
    ['расторгать', 'договор', 'спасибо']
    """
    rows = [_analysis(str(word)) for word in words]
    lemmas, tags, masks = zip(*rows) if rows else ((), (), ())
    return pd.DataFrame(
        {
            "lemma": pd.Series(list(lemmas), dtype="str" if pd.__version__ >= "3" else object),
            "pos": pd.Categorical(tags),
            "feats": pd.Series(list(masks), dtype="int32"),
        }
    )


def _analysis(word: str) -> tuple[str, str, int]:
    parses = _analyser().parse(_RUN.sub(r"\1", word)) if word else []
    if not parses:
        return word, "X", 0
    best = parses[0]
    mask = 0
    for parse in parses:
        if parse.score >= LEAST_READING:
            mask |= _tag_features(parse.tag)[1]
    return best.normal_form.replace("ё", "е"), _tag_features(best.tag)[0], mask
