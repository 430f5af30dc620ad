"""Hungarian lemmas in context: past verbs and past participles of one form."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from typing import Any

from socialinsight.lang.features import FEATS
from socialinsight.lang.hu.lexicon import Lexicon
from socialinsight.lang.hu.morph import analyse_words, lexicon

SURE = 1.0


def analyse_tokens(forms: Sequence[str]) -> list[str]:
    """Lemmas of the tokens of one sentence, looking at the neighbours where it pays.

    Parameters
    ----------
    forms : Sequence[str]
        Tokens of one sentence in order, punctuation included.

    Returns
    -------
    list of str
        One lower-cased lemma a token.

    Examples
    --------
    >>> analyse_tokens("a lezárt ügyet újra lezárta".split())[1]
    'lezárt'
    >>> analyse_tokens("Tegnap végre lezárt a rendszer .".split())[2]
    'lezár'
    """
    words = [form.lower() for form in forms]
    return settle(words, analyse_words(words))


def settle(words: Sequence[str], analysed: Mapping[str, Any]) -> list[str]:
    """Return the lemmas of one sentence, given its lower-cased words and their analysis out of context."""
    known = lexicon()
    lemmas, tags, masks = analysed["lemma"].tolist(), analysed["pos"].tolist(), analysed["feats"].tolist()
    tag_of = dict(zip(words, tags))
    for i, word in enumerate(words):
        prior = participle_prior(word, lemmas[i], tags[i], masks[i], known)
        if prior is not None:
            odds = prior + sum(known.context.get(key, 0.0) for key in neighbour_keys(words, i, tag_of.__getitem__))
            if odds > SURE:
                lemmas[i] = word
            elif odds < -SURE and lemmas[i] == word:
                lemmas[i] = known.verb_lemma(word) or word
    return lemmas


def participle_prior(word: str, lemma: str, tag: str, mask: int, known: Lexicon) -> float | None:
    """Log odds of the adjective for a form that may be a past verb or a participle, else None."""
    if not word.endswith("t"):
        return None
    if word in known.participles or word in known.table:
        return known.participles.get(word)
    verb = tag == "VERB" and mask & FEATS["past"]
    adjective = tag == "ADJ" and lemma == word and mask & FEATS["part"]
    return known.context["base"] if verb or adjective else None


def neighbour_keys(words: Sequence[str], i: int, tag_of: Callable[[str], str]) -> tuple[str, str]:
    """Keys of the part of speech (or the kind of punctuation) before and after a token.

    >>> neighbour_keys(["a", "lezárt", "."], 1, {"a": "DET"}.__getitem__)
    ('before DET', 'after .')
    """
    return (
        "before " + (_kind(words[i - 1], tag_of) if i else "start"),
        "after " + (_kind(words[i + 1], tag_of) if i + 1 < len(words) else "end"),
    )


def _kind(word: str, tag_of: Callable[[str], str]) -> str:
    if any(map(str.isalpha, word)):
        return tag_of(word)
    return word if word in (",", ".") else "other"
