"""Tell past verbs in -t (*az ügyintéző lezárt*) from participles of the same form (*a lezárt ügy*)."""

from __future__ import annotations

import math
from collections import defaultdict
from collections.abc import Iterable, Mapping

from socialinsight.lang.hu.context import neighbour_keys
from socialinsight.learn.readings import LEFT_OUT

Counts = dict[str, list[float]]
"""Verb and adjective counts by key."""

RARE = 2
PRIOR_COUNT = 0.3


def participle_weights(
    rows: Iterable[dict], tags: Mapping[str, str]
) -> tuple[dict[str, float], dict[str, float], float]:
    """Learn naive Bayes log odds (adjective against verb) of forms and of neighbouring parts of speech.

    Parameters
    ----------
    rows : Iterable of dict
        Sentences with ``form``, ``lemma``, ``upos``.
    tags : Mapping of str to str
        Part of speech by lower-cased form, as the lexicon knows it.

    Returns
    -------
    tuple
        Log odds by ambiguous or rare form; log odds by neighbour key; log odds of all of them together.
    """
    forms: Counts = defaultdict(lambda: [0, 0])
    tokens: list[tuple[str, int, tuple[str, str]]] = []
    for row in rows:
        words = [form.lower() for form in row["form"]]
        for i, (lemma, tag) in enumerate(zip(row["lemma"], row["upos"])):
            adjective = _is_adjective(words[i], lemma.lower(), tag)
            if adjective is not None:
                forms[words[i]][adjective] += 1
                tokens.append((words[i], adjective, neighbour_keys(words, i, lambda word: tags.get(word, "X"))))
    keys: Counts = defaultdict(lambda: [1, 1])
    totals = [1, 1]
    for word, adjective, neighbours in tokens:
        if all(forms[word]) or sum(forms[word]) <= RARE:
            totals[adjective] += 1
            for key in neighbours:
                keys[key][adjective] += 1
    base = math.log(totals[1] / totals[0])
    priors = {
        form: math.log((adjective + PRIOR_COUNT) / (verb + PRIOR_COUNT))
        for form, (verb, adjective) in sorted(forms.items())
        if verb and adjective or verb + adjective <= RARE + 1
    }
    return priors, {key: math.log(a / v) - base for key, (v, a) in sorted(keys.items())}, base


def _is_adjective(word: str, lemma: str, tag: str) -> int | None:
    if not word.endswith("t") or tag in LEFT_OUT:
        return None
    if lemma == word and tag in ("ADJ", "NOUN"):
        return 1
    return 0 if tag == "VERB" and lemma != word else None
