"""Names of issues: phrases that customers really wrote."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence

import numpy as np
import pandas as pd

from socialinsight.lang.language import language
from socialinsight.text.normalize import plain_word
from socialinsight.text.tokens import tokenize

READ_TEXTS = 50
READ_LETTERS = 250
LONGEST = 3
LEAST_PHRASE = 3
_BLOCKED = frozenset({"PUNCT", "X", "NUM"})
_THING = frozenset({"NOUN", "PROPN"})
_EDGE = frozenset({"NOUN", "PROPN", "VERB", "ADJ"})


def name_issue(texts: Sequence[str], lang: str, weights: dict[str, float], *, taken: set[str]) -> str:
    """Return the phrase of one to three words that stands best for some complaints.

    Phrases begin and end with a content word; a single word is a noun. A phrase's value is the square root of
    the number of texts it stands in times the summed weights of its lemmas, so that longer phrases win when
    they are common.

    Parameters
    ----------
    texts : sequence of str
        The issue's complaints, most typical first; the first 250 letters of at most 50 are read.
    lang : str
        Their language.
    weights : dict of str to float
        Weight of the issue's lemmas, the centre of its group.
    taken : set of str
        Names given already.

    Returns
    -------
    str
        The most frequent spelling of the best phrase; a single word stands as its lemma, with the best longer
        phrase behind it.
    """
    tokens = tokenize([text[:READ_LETTERS] for text in texts[:READ_TEXTS]])
    plain = [plain_word(word) for word in tokens.vocabulary]
    analysed = language(lang).analyse(plain)
    lemma, pos = analysed["lemma"].to_numpy(object), analysed["pos"].astype(object).to_numpy()
    found: dict[tuple[str, ...], Counter[str]] = {}
    seen: set[tuple[int, tuple[str, ...]]] = set()
    codes, sentence = tokens.word, tokens.sentence
    for size in range(1, LONGEST + 1):
        for at in range(len(codes) - size + 1):
            span = codes[at : at + size]
            if sentence[at] != sentence[at + size - 1] or not _is_phrase([pos[code] for code in span]):
                continue
            key = tuple(lemma[code] for code in span)
            if (int(tokens.text[at]), key) in seen or not any(word in weights for word in key):
                continue
            seen.add((int(tokens.text[at]), key))
            found.setdefault(key, Counter())[" ".join(plain[code] for code in span)] += 1
    return _best(found, weights, taken)


def _is_phrase(tags: list[str]) -> bool:
    if len(tags) == 1:
        return tags[0] in _THING
    return tags[0] in _EDGE and tags[-1] in _EDGE and not _BLOCKED.intersection(tags)


def _best(found: dict[tuple[str, ...], Counter[str]], weights: dict[str, float], taken: set[str]) -> str:
    ranked = sorted(
        found,
        key=lambda key: (-(found[key].total() ** 0.5) * sum(weights.get(word, 0.0) for word in set(key)), key),
    )
    common = [key for key in ranked if len(key) > 1 and found[key].total() >= LEAST_PHRASE]
    for key in ranked:
        if len(key) > 1 and key not in common:
            continue
        phrase = next((other for other in common if key[0] in other), None)
        spelled = [found[part].most_common(1)[0][0] for part in (key, phrase) if part and len(part) > 1]
        name = " – ".join(dict.fromkeys([key[0], *spelled] if len(key) == 1 else spelled))
        if name not in taken:
            return name
    return ", ".join(sorted(weights, key=lambda word: -weights[word])[:3])


def top_lemmas(centre: np.ndarray, terms: pd.DataFrame, n: int = 12) -> dict[str, float]:
    """Return the heaviest lemmas of a group, with their weights."""
    best = np.argsort(-centre, kind="stable")[:n]
    return {terms["lemma"].iloc[column]: float(centre[column]) for column in best if centre[column] > 0}
