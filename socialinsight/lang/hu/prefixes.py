"""Separated verb prefixes: "mondom le", "le akarom mondani" read as forms of *lemond*."""

from __future__ import annotations

import numpy as np

from socialinsight.text.tokens import Tokens
from socialinsight.text.words import Words

PREFIXES = frozenset(
    "abba agyon alá át be bele el ellen elő előre fel fenn félre föl ide ki le meg neki oda össze rá szét "
    "szembe tele tovább tönkre túl újra utána végig vissza hozzá haza jóvá külön".split()
)
_NOT_DIRECTLY_BEFORE = frozenset(
    {"ki", "túl", "tovább", "újra", "ide", "oda", "utána", "meg", "külön", "tele", "ellen"}
)
_BETWEEN = frozenset(
    "akar fog tud kell lehet szeretne szeret kíván kéne kellene akarok is se sem nem ne volt lett lesz "
    "szokott szokik bír mer próbál hagy enged csak már még én te ő mi ti ők ön önök azt ezt majd most "
    "ugye hogy tudna kellett volna ma holnap azonnal inkább".split()
)


def separated_prefixes(tokens: Tokens, words: Words) -> tuple[np.ndarray, list[str], np.ndarray]:
    """Return the verbs whose prefix stands apart.

    Parameters
    ----------
    tokens : Tokens
        Tokens of Hungarian texts.
    words : Words
        Their analysed vocabulary.

    Returns
    -------
    tuple
        Index of the verb's token, the lemma with its prefix, and the word code of the verb, for each reading.
    """
    is_prefix = np.fromiter((form in PREFIXES for form in words.form), bool, len(words))
    direct = np.fromiter(
        (form in PREFIXES and form not in _NOT_DIRECTLY_BEFORE for form in words.form), bool, len(words)
    )
    light = np.fromiter(
        (form in _BETWEEN or lemma in _BETWEEN for form, lemma in zip(words.form, words.lemma)), bool, len(words)
    )
    verb = words.pos == "VERB"
    at = np.flatnonzero(is_prefix[tokens.word])
    found = [_verbs(tokens, at, -1, verb), _verbs(tokens, at[direct[tokens.word[at]]], 1, verb)]
    back = at[at >= 2]
    found.append(_verbs(tokens, back[light[tokens.word[back - 1]]], -2, verb))
    reach = at
    for step in (1, 2):
        ahead = reach + step
        inside = ahead < len(tokens)
        reach = reach[inside][light[tokens.word[ahead[inside]]]]
        found.append(_verbs(tokens, reach, step + 1, verb))
    verbs = np.concatenate([pair[0] for pair in found])
    prefixes = np.concatenate([pair[1] for pair in found])
    lemmas = [
        words.form[tokens.word[prefix]] + words.lemma[tokens.word[place]] for place, prefix in zip(verbs, prefixes)
    ]
    return verbs, lemmas, tokens.word[verbs]


def _verbs(tokens: Tokens, prefixes: np.ndarray, step: int, verb: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
    """Return the verbs `step` tokens from the prefixes, inside the same clause, with those prefixes."""
    place = prefixes + step
    inside = (place >= 0) & (place < len(tokens))
    place, prefixes = place[inside], prefixes[inside]
    fits = verb[tokens.word[place]] & (tokens.clause[place] == tokens.clause[prefixes])
    return place[fits], prefixes[fits]
