"""Names of issues: phrases that customers really wrote."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence

import numpy as np
import pandas as pd

from socialinsight.lang.language import language
from socialinsight.text.normalize import fold_accents, plain_word
from socialinsight.text.tokens import Tokens, tokenize

READ_TEXTS = 200
READ_LETTERS = 250
BESIDE = 5
LEAST_PHRASE = 3
LEAST_SHARE = 0.4
_BLOCKED = frozenset({"PUNCT", "X", "NUM"})
_THING = frozenset({"NOUN", "PROPN"})
_EDGE = frozenset({"NOUN", "PROPN", "VERB", "ADJ"})
_SPANS = ((0, 1), (0, 2), (1, 1), (0, 3), (1, 2), (2, 1))


def name_issue(
    texts: Sequence[str], lang: str, weights: dict[str, float], *, head: str, taken: set[str]
) -> tuple[str, str]:
    """Return the name of an issue, and the words that stand beside its noun.

    The name is the noun, with the phrase around it that customers write most when there is one. Phrases begin and
    end with a content word. A phrase's value is the square root of the number of texts it stands in times the summed
    weights of its lemmas. It joins the name when it stands in at least 3 texts and in two fifths of those that have
    the noun: rarer ones would change from month to month.

    Parameters
    ----------
    texts : sequence of str
        The issue's complaints, most typical first; the first 250 letters of at most 200 are read.
    lang : str
        Their language.
    weights : dict of str to float
        Weight of the issue's lemmas, the centre of its group, heaviest first.
    head : str
        Its noun, as a lemma.
    taken : set of str
        Names given already.

    Returns
    -------
    tuple of str
        The noun as its lemma and the most frequent spelling of the phrase behind it; the next lemmas with commas.
    """
    tokens = tokenize([text[:READ_LETTERS] for text in texts[:READ_TEXTS]])
    folded = {fold_accents(word): weight for word, weight in weights.items()}
    found = _phrases(tokens, lang, fold_accents(head))
    others = [lemma for lemma in weights if lemma != head][:BESIDE]
    noun, *beside = spelled(tokens, [head, *others])
    return _best(found, folded, fold_accents(head), noun, taken), ", ".join(beside)


def _phrases(tokens: Tokens, lang: str, head: str) -> dict[tuple[str, ...], Counter[str]]:
    """Return the phrases around a noun by their lemmas, with the number of texts that have each spelling."""
    plain = [plain_word(word) for word in tokens.vocabulary]
    analysed = language(lang).analyse(plain)
    lemma = [fold_accents(word) for word in analysed["lemma"]]
    pos = analysed["pos"].astype(object).to_numpy()
    is_head = np.array([word == head for word in lemma], bool)
    found: dict[tuple[str, ...], Counter[str]] = {}
    seen: set[tuple[int, tuple[str, ...]]] = set()
    codes, sentence = tokens.word, tokens.sentence
    for at in np.flatnonzero(is_head[codes]):
        for low, high in _SPANS:
            span = codes[max(at - low, 0) : at + high]
            inside = at >= low and at + high <= len(codes) and sentence[at - low] == sentence[at + high - 1]
            if not inside or not _is_phrase([pos[code] for code in span]):
                continue
            key = tuple(lemma[code] for code in span)
            if (int(tokens.text[at]), key) not in seen:
                seen.add((int(tokens.text[at]), key))
                spelling = " ".join(tokens.vocabulary[code].lower() for code in span)
                found.setdefault(key, Counter())[spelling] += 1
    return found


def _is_phrase(tags: list[str]) -> bool:
    if len(tags) == 1:
        return tags[0] in _THING
    return tags[0] in _EDGE and tags[-1] in _EDGE and not _BLOCKED.intersection(tags)


def _best(
    found: dict[tuple[str, ...], Counter[str]], weights: dict[str, float], head: str, noun: str, taken: set[str]
) -> str:
    least = max(LEAST_PHRASE, LEAST_SHARE * found.get((head,), Counter()).total())
    around = [key for key in found if len(key) > 1 and head in key and found[key].total() >= least]
    around.sort(
        key=lambda key: (-(found[key].total() ** 0.5) * sum(weights.get(word, 0.0) for word in set(key)), key),
    )
    names = [f"{noun} – {found[key].most_common(1)[0][0]}" for key in around]
    free = [name for name in [*names[:1], noun, *names[1:]] if name not in taken]
    return free[0] if free else ", ".join(sorted(weights, key=lambda word: -weights[word])[:3])


def spelled(tokens: Tokens, lemmas: Sequence[str]) -> list[str]:
    """Return lemmas as the texts write them, where they do: a lemma may have lost its accents.

    Examples
    --------
    >>> spelled(tokenize(["Nem jött a szerelő, gyenge a térerő."]), ["szerelö", "térerö", "díj"])
    ['szerelő', 'térerő', 'díj']
    """
    forms: dict[str, Counter[str]] = {}
    for code, n in zip(*np.unique(tokens.word, return_counts=True)):
        word = tokens.vocabulary[code].lower()
        forms.setdefault(fold_accents(word), Counter())[word] += int(n)
    return [_spelled(forms.get(fold_accents(lemma), Counter()), lemma) for lemma in lemmas]


def _spelled(forms: Counter[str], lemma: str) -> str:
    """Return the lemma as customers spell it: a lemma may have lost its accents."""
    alike = [form for form, _ in forms.most_common() if fold_accents(form) == fold_accents(lemma)]
    return max(alike[:3], key=lambda form: (form != fold_accents(form), forms[form]), default=lemma)


def top_lemmas(centre: np.ndarray, terms: pd.DataFrame, n: int = 12) -> dict[str, float]:
    """Return the heaviest lemmas of a group, with their weights."""
    best = np.argsort(-centre, kind="stable")[:n]
    return {terms["lemma"].iloc[column]: float(centre[column]) for column in best if centre[column] > 0}
