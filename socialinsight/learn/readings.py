"""Readings (lemma, part of speech, features) of word forms counted in a tagged corpus."""

from __future__ import annotations

import gzip
import json
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator
from pathlib import Path

from socialinsight.lang.features import FEATS

GOLD_WEIGHT = 5
READING_SHARE = 0.1
NAME_SHARE = 0.98
LEFT_OUT = ("PUNCT", "NUM", "PROPN")

Reading = tuple[str, str, int]
"""Lower-cased lemma, Universal POS tag, feature mask."""

_UD_BITS = {
    "Mood=Imp": "imp",
    "Mood=Cnd": "cond",
    "Mood=Pot": "pot",
    "Mood=Imp,Pot": "imp pot",
    "Mood=Cnd,Pot": "cond pot",
    "Tense=Past": "past",
    "VerbForm=Inf": "inf",
    "VerbForm=PartPres": "part",
    "VerbForm=PartPast": "part past",
    "VerbForm=PartFut": "part fut",
    "VerbForm=Conv": "conv",
    "Number=Sing": "sg",
    "Number=Plur": "pl",
    "Degree=Cmp": "comp",
    "Degree=Sup": "sup comp",
    "Person[psor]=1": "poss1",
    "Person[psor]=2": "poss2 fam",
    "Person[psor]=3": "poss3",
    "Person=2": "fam",
    "Case=Acc": "acc",
    "Case=Gen": "gen",
    "Case=Dat": "dat",
}
_FUTURE = ("fog", "lesz")
_NEGATORS = frozenset("nem ne sem se nincs nincsen nincsenek sincs sincsen sincsenek nélkül nélküli sose soha".split())


def corpus_rows(path: Path) -> Iterator[dict]:
    """Yield the sentences of a gzipped JSON-lines corpus file."""
    with gzip.open(path, "rt", encoding="utf-8") as lines:
        for line in lines:
            yield json.loads(line)


def ud_mask(form: str, tag: str, feats: str) -> int:
    """Return the feature bits of one corpus token.

    >>> from socialinsight.lang.features import mask_of
    >>> ud_mask("kérem", "VERB", "Number=Sing|Person=1|Tense=Pres|VerbForm=Fin") == mask_of("v1sg", "pres", "sg")
    True
    """
    pairs = set(feats.split("|"))
    names = [name for pair in pairs for name in _UD_BITS.get(pair, "").split()]
    if tag in ("VERB", "AUX") and "VerbForm=Fin" in pairs:
        person = next((pair[-1] for pair in pairs if pair.startswith("Person=")), "")
        names += {"1": ["v1pl" if "Number=Plur" in pairs else "v1sg"], "2": ["v2"], "3": ["v3"]}.get(person, [])
        names += ["pres"] if "Tense=Pres" in pairs and not {"Mood=Imp", "Mood=Cnd"} & pairs else []
    if form in _NEGATORS:
        names.append("neg")
    mask = 0
    for name in names:
        mask |= FEATS[name]
    return mask


def count_readings(rows: Iterable[dict]) -> dict[str, Counter[Reading]]:
    """Count the readings of each lower-cased form, hand-made sentences weighing ``GOLD_WEIGHT``."""
    readings: dict[str, Counter[Reading]] = defaultdict(Counter)
    for row in rows:
        weight = GOLD_WEIGHT if row["gold_morph"] else 1
        for form, lemma, tag, feats in zip(row["form"], row["lemma"], row["upos"], row["feats"]):
            if tag != "PUNCT" and any(map(str.isalpha, form)) and form.isprintable():
                low = form.lower()
                mask = ud_mask(low, tag, feats)
                if lemma in _FUTURE and mask & FEATS["pres"]:
                    mask |= FEATS["fut"]
                readings[low][lemma.lower(), tag, mask] += weight
    return readings


def best_reading(readings: Counter[Reading]) -> tuple[str, str, int, int]:
    """Return the most frequent lemma, its tag, the union of frequent features and the count of one form.

    Proper names are left aside unless the form is hardly ever anything else.
    """
    total = sum(readings.values())
    common = Counter({reading: n for reading, n in readings.items() if reading[1] not in LEFT_OUT})
    if sum(common.values()) < (1 - NAME_SHARE) * total:
        common = readings
    lemma = _heaviest((reading[0], n) for reading, n in common.items())
    tag = _heaviest((reading[1], n) for reading, n in common.items() if reading[0] == lemma)
    floor = READING_SHARE * sum(common.values())
    by_mask: Counter[int] = Counter()
    for (_, _, bits), n in common.items():
        by_mask[bits] += n
    mask = 0
    for bits, n in by_mask.items():
        mask |= bits if n >= floor else 0
    return lemma, tag, mask, total


def _heaviest(pairs: Iterable[tuple[str, int]]) -> str:
    weights: Counter[str] = Counter()
    for name, n in pairs:
        weights[name] += n
    return max(weights, key=lambda name: (weights[name], name))
