"""Names of issues: phrases that customers really wrote."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence

import numpy as np
import pandas as pd

from socialinsight.issues.terms import general_nouns
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
    analysed = language(lang).analyse([plain_word(word) for word in tokens.vocabulary])
    folded = {fold_accents(word): weight for word, weight in weights.items()}
    found = _phrases(tokens, analysed, fold_accents(head))
    others = _widespread(tokens, analysed, {word: weight for word, weight in weights.items() if word != head})
    noun, *beside = spelled(tokens, analysed["lemma"].tolist(), [head, *others[:BESIDE]])
    return _best(found, folded, fold_accents(head), noun, taken), ", ".join(dict.fromkeys(beside))


def _widespread(tokens: Tokens, analysed: pd.DataFrame, weights: dict[str, float]) -> list[str]:
    """Return lemmas by weight times the share of texts that have them: what stands in one long text comes last."""
    code, lemmas = pd.factorize(np.array([fold_accents(word) for word in analysed["lemma"]], object))
    pairs = np.unique(np.stack([tokens.text, code[tokens.word]]), axis=1) if len(tokens) else np.zeros((2, 0), int)
    n_texts = dict(zip(lemmas, np.bincount(pairs[1], minlength=len(lemmas)).tolist()))
    return sorted(weights, key=lambda word: -weights[word] * n_texts.get(fold_accents(word), 0))


def _phrases(tokens: Tokens, analysed: pd.DataFrame, head: str) -> dict[tuple[str, ...], Counter[str]]:
    """Return the phrases around a noun by their lemmas, with the number of texts that have each spelling."""
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


def spelled(tokens: Tokens, analysed: Sequence[str], lemmas: Sequence[str]) -> list[str]:
    """Return lemmas as customers and the dictionary spell them: a lemma may have lost its accents.

    Parameters
    ----------
    tokens : Tokens
        Tokens of the texts.
    analysed : sequence of str
        Lemma of each word of their vocabulary, with its accents where it has them.
    lemmas : sequence of str
        What is to be spelled.

    Examples
    --------
    >>> tokens = tokenize(["Nem húzta be a szerelő, gyenge a térerő."])
    >>> spelled(tokens, ["nem", "húz", "be", "a", "szerelő", ",", "gyenge", "térerő", "."], ["szerelö", "huz", "díj"])
    ['szerelő', 'húz', 'díj']
    """
    forms: dict[str, Counter[str]] = {}
    for code, n in zip(*np.unique(tokens.word, return_counts=True)):
        for form in {tokens.vocabulary[code].lower(), analysed[code]}:
            forms.setdefault(fold_accents(form), Counter())[form] += int(n)
    return [_spelled(forms.get(fold_accents(lemma), Counter()), lemma) for lemma in lemmas]


def _spelled(forms: Counter[str], lemma: str) -> str:
    """Return the lemma as customers spell it: a lemma may have lost its accents."""
    alike = [form for form, _ in forms.most_common() if fold_accents(form) == fold_accents(lemma)]
    return max(alike[:3], key=lambda form: (form != fold_accents(form), forms[form]), default=lemma)


def titled(issues: pd.DataFrame) -> list[str]:
    """Return names for readers: with two of the words beside it where the noun alone says little.

    Examples
    --------
    >>> table = pd.DataFrame({"name": ["pénz", "szerelő"], "head": ["pénz", "szerelő"]})
    >>> titled(table.assign(beside="visszatérítés, számla, utalás"))
    ['pénz (visszatérítés, számla)', 'szerelő']
    """
    vague = [name == head and fold_accents(head) in general_nouns("vague") for name, head in _pairs(issues)]
    beside = [", ".join(words.split(", ")[:2]) for words in issues["beside"].fillna("").astype(str)]
    return [
        f"{name} ({two})" if is_vague and two else name for name, is_vague, two in zip(issues["name"], vague, beside)
    ]


def _pairs(issues: pd.DataFrame) -> list[tuple[str, str]]:
    return [(fold_accents(name), fold_accents(head)) for name, head in zip(issues["name"], issues["head"])]


def top_lemmas(centre: np.ndarray, terms: pd.DataFrame, n: int = 12) -> dict[str, float]:
    """Return the heaviest lemmas of a group, with their weights."""
    best = np.argsort(-centre, kind="stable")[:n]
    return {terms["lemma"].iloc[column]: float(centre[column]) for column in best if centre[column] > 0}
