"""Russian lemmas in context: the few frequent forms whose reading the neighbours decide."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from functools import lru_cache
from typing import Any

from socialinsight.lang.ru.morph import analyse_words
from socialinsight.lang.ru.spelling import analyser

_POSSESSIVES = {"его": "он", "ее": "она", "её": "она", "их": "они"}
_WHOLE = frozenset("все всё всех всем всего всему всеми всём".split())
_POINTING = frozenset("это этого этому этим этом то того тому тем том".split())
_LEAST = 0.1


@lru_cache(maxsize=50_000)
def _grammemes(word: str) -> frozenset[str]:
    """Return the grammemes of the plausible readings, words without letters having none."""
    if not any(map(str.isalpha, word)):
        return frozenset()
    return frozenset().union(*(p.tag.grammemes for p in analyser().parse(word) if p.score >= _LEAST))


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
    >>> analyse_tokens("все всё поняли , его договор у него".split())[0]
    'все'
    >>> analyse_tokens("я его жду".split()), analyse_tokens("это ужасно".split())
    (['я', 'он', 'ждать'], ['это', 'ужасный'])
    """
    words = [form.lower() for form in forms]
    return settle(words, analyse_words(words))


def settle(words: Sequence[str], analysed: Mapping[str, Any]) -> list[str]:
    """Return the lemmas of one sentence, given its lower-cased words and their analysis out of context."""
    lemmas = analysed["lemma"].tolist()
    for i, word in enumerate(words):
        if word not in _TRIGGERS:
            continue
        before = words[i - 1] if i else ""
        after = words[i + 1 : i + 3]
        for rule in _RULES:
            lemma = rule(word, before, after)
            if lemma:
                lemmas[i] = lemma
                break
    return lemmas


def _nominal(word: str) -> bool:
    return bool(_grammemes(word) & {"NOUN", "ADJF", "PRTF"}) and not _grammemes(word) & {"VERB", "PREP", "CONJ", "ADVB"}


def possessive(word: str, before: str, after: Sequence[str]) -> str | None:
    """Read *его договор* as a determiner, *жду его* as a pronoun."""
    if word not in _POSSESSIVES:
        return None
    return word.replace("ё", "е") if after and _nominal(after[0]) else _POSSESSIVES[word]


def whole(word: str, before: str, after: Sequence[str]) -> str | None:
    """Read *все карты* as *весь*, *все ждут* as *все*, *всё работает* as *всё*."""
    if word not in _WHOLE:
        return None
    following = _grammemes(after[0]) if after else frozenset()
    plural = word in ("все", "всех", "всеми")
    pointing = after and after[0] in ("эти", "этих", "это", "этого", "мои", "наши", "ваши", "свои", "остальные")
    if pointing or (after and _nominal(after[0]) and (word == "всех" or ("plur" if plural else "sing") in following)):
        return "весь"
    if word == "все" and "VERB" in following and "plur" not in following:
        return "всё"
    return "все" if plural else "всё"


def pointing(word: str, before: str, after: Sequence[str]) -> str | None:
    """Read *это время* as *этот*, *это плохо* as *это*."""
    if word not in _POINTING:
        return None
    following = _grammemes(after[0]) if after else frozenset()
    nominal = bool(after) and _nominal(after[0]) and "sing" in following and bool(following & {"neut", "masc"})
    if word in ("это", "то"):
        nominal = nominal and "neut" in following and "nomn" in following and "NOUN" in following
    stem = "эт" if word.startswith("эт") else "т"
    return {"эт": ("этот", "это"), "т": ("тот", "то")}[stem][0 if nominal else 1]


def predicate(word: str, before: str, after: Sequence[str]) -> str | None:
    """Read *это ужасно* as the short adjective, *ужасно работает* as the adverb."""
    if word not in _EVALUATIONS:
        return None
    around = _grammemes(before) | (_grammemes(after[0]) if after else frozenset())
    if around & {"VERB", "PRTF", "PRTS", "GRND", "ADJF", "NUMR"} and before not in _COPULAS:
        return None
    parse = next((p for p in analyser().parse(word) if p.tag.POS == "ADJS"), None)
    return parse and str(parse.normal_form).replace("ё", "е")


_COPULAS = frozenset("это как так очень было будет стало мне тебе вам нам ему ей им всё все не".split())
_EVALUATIONS = frozenset(
    "страшно красиво круто хорошо грустно плохо удобно вкусно модно тяжко смешно опасно понятно интересно важно обидно "
    "странно ужасно приятно дорого тяжело легко сложно трудно классно прекрасно отлично замечательно полезно "
    "бесполезно невозможно ясно известно холодно жарко тепло весело скучно больно темно тихо неудобно непонятно "
    "неприятно жутко мерзко противно неинтересно неважно логично справедливо печально глупо безопасно достаточно "
    "недостаточно очевидно заметно видно слышно нормально прикольно забавно отвратительно шикарно великолепно".split()
)
_RULES = (possessive, whole, pointing, predicate)
_TRIGGERS = frozenset(_POSSESSIVES) | _WHOLE | _POINTING | _EVALUATIONS
