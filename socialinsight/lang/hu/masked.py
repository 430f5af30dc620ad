"""Masked words: "sz@r", "f.a.s.z", "k*rva", "h ü l y é k" read as the words they hide."""

from __future__ import annotations

import re

import numpy as np

from socialinsight.lang.hu.morph import lexicon
from socialinsight.text.normalize import fold_accents
from socialinsight.text.tokens import Tokens
from socialinsight.text.words import Words

_HIDDEN = tuple(
    "kurv fasz fasznak faszfej faszkalap balfasz lófasz szar szarházi szemét szemetek szemétláda geci picsa picsá "
    "bazmeg bazdmeg basz baszd baszki kibasz elbasz megbasz lebasz szétbasz leszar lószar beszar köcsög buzi ribanc "
    "segg seggfej pöcs rohad rohadék mocsok mocsk hülye hülyé idiót barom barm bunkó tahó tapló tetű tetv féreg férg "
    "patkány tolvaj csaló rabló gazember csürhe söpredék balfék kretén debil paraszt suttyó gyökér kurafi szajha "
    "csicska fuck shit szopj szopd szopás anyád anyátok anyjá dögölj rohadj tetves retkes hazug hazudoz "
    "semmirekellő senkiházi mihaszna naplopó pancser bohóc lúzer agyhalott elmebeteg fasiszta náci nyomorult".split()
)
_STEMS = sorted(((fold_accents(stem), stem) for stem in _HIDDEN), key=lambda pair: -len(pair[0]))
_BY_FIRST = {first: [pair for pair in _STEMS if pair[0][0] == first] for first in {stem[0] for stem, _ in _STEMS}}
_READ_AS = {"0": "o", "1": "ilu", "3": "e", "4": "a", "5": "s", "7": "t", "@": "aeo", "$": "s", "€": "e", "!": "i"}
_ANY = "*#_%&.-/"
_MASK = re.compile(r"^[^\W\d_]+[\W\d_][\w@*#$€%-]*$")
_LINK = frozenset(".-/*_+|~")
_LEAST = 3
_LETTERS = 2
_SHORT = 5
_WHOLE = frozenset(stem for stem, _ in _STEMS if len(stem) > _LEAST)
_HOLED = frozenset(stem[:at] + _ANY[0] + stem[at + 1 :] for stem in _WHOLE for at in range(1, len(stem) - 1))


def _fits(letter: str, typed: str) -> bool:
    return typed == letter or letter in _READ_AS.get(typed, "") or (typed in _ANY)


def unmasked(word: str) -> str | None:
    """Return the offensive word that a masked spelling hides, None when it hides none.

    Parameters
    ----------
    word : str
        Lower-cased; signs and digits stand for letters, ``.`` and ``-`` for one letter or none.

    Returns
    -------
    str or None
        The hidden stem with the rest of the word as written.

    Examples
    --------
    >>> unmasked("sz@r"), unmasked("k*rvák"), unmasked("m0csok"), unmasked("b2")
    ('szar', 'kurvák', 'mocsok', None)
    """
    for spelling in dict.fromkeys(("".join(sign for sign in word if sign not in _LINK), word)):
        bare = fold_accents(spelling)
        for stem, meant in _BY_FIRST.get(bare[:1], () if bare[:1].isalpha() else _STEMS):
            rest = _after(bare, stem)
            if rest is not None and sum(map(str.isalpha, bare)) >= _LETTERS:
                head = (typed if typed.isalpha() else letter for typed, letter in zip(spelling, meant))
                return "".join((*head, *(_READ_AS.get(sign, sign)[0] for sign in spelling[len(stem) :])))
    return None


def _after(word: str, stem: str) -> int | None:
    """Return the number of characters of `word` after `stem`, None when it does not begin with it."""
    if len(word) < len(stem) or not all(map(_fits, stem, word)):
        return None
    return len(word) - len(stem)


def masked_words(tokens: Tokens, words: Words) -> tuple[np.ndarray, list[str], np.ndarray]:
    """Return the words that are hidden by signs, dots or spaces.

    Parameters
    ----------
    tokens : Tokens
        Tokens of Hungarian texts.
    words : Words
        Their analysed vocabulary.

    Returns
    -------
    tuple
        Index of the first token, the hidden word, and the word code of that token, for each reading.
    """
    readings = [(at, lemma) for at, lemma in (*_signs(tokens, words), *_pieces(tokens, words))]
    place = np.array([at for at, _ in readings], np.int64)
    return place, [lemma for _, lemma in readings], tokens.word[place].astype(np.int64)


def _signs(tokens: Tokens, words: Words) -> list[tuple[int, str]]:
    codes = [code for code, form in enumerate(words.form) if _MASK.match(form)]
    hidden = {code: lemma for code in codes if (lemma := unmasked(words.form[code]))}
    if not hidden:
        return []
    chosen = np.zeros(len(words), bool)
    chosen[list(hidden)] = True
    return [(int(at), hidden[int(tokens.word[at])]) for at in np.flatnonzero(chosen[tokens.word])]


def _pieces(tokens: Tokens, words: Words) -> list[tuple[int, str]]:
    """Return hidden words that are torn into pieces."""
    form = words.form
    letter = np.fromiter((len(word) <= 2 and (word.isalpha() or word in _LINK) for word in form), bool, len(form))
    odd = np.fromiter((_is_odd(word) for word in form), bool, len(form))
    short = np.fromiter((word.isalpha() and len(word) <= _SHORT for word in form), bool, len(form))
    return [*_spelled_out(tokens, form, letter), *_torn(tokens, form, odd, short)]


def _is_odd(word: str) -> bool:
    return word.isalpha() and len(word) <= _SHORT and word not in lexicon().table


def _spelled_out(tokens: Tokens, form: np.ndarray, letter: np.ndarray) -> list[tuple[int, str]]:
    at = np.flatnonzero(letter[tokens.word])
    if not len(at):
        return []
    breaks = np.flatnonzero((np.diff(at) > 1) | (np.diff(tokens.text[at]) > 0)) + 1
    found = []
    for run in np.split(at, breaks):
        for first in range(len(run) - _LEAST + 1):
            joined = "".join(form[tokens.word[i]] for i in run[first:])
            hidden = unmasked(joined) if joined[0].isalpha() else None
            if hidden:
                found.append((int(run[first]), hidden))
                break
    return found


def _torn(tokens: Tokens, form: np.ndarray, odd: np.ndarray, short: np.ndarray) -> list[tuple[int, str]]:
    """Return words in two halves one of which is no word: "kur va", "b.zmeg"."""
    found = []
    at = np.flatnonzero(odd[tokens.word])
    for i in at.tolist():
        for first, last in ((i, i + 1), (i - 1, i), (i, i + 2), (i - 2, i)):
            if first < 0 or last >= len(tokens) or tokens.text[first] != tokens.text[last]:
                continue
            parts = [form[tokens.word[k]] for k in range(first, last + 1)]
            if last - first == 2 and (parts[1] not in _LINK or tokens.end[first] != tokens.start[last] - 1):
                continue
            if not (short[tokens.word[first]] and short[tokens.word[last]]):
                continue
            joined = "".join(parts)
            if _is_torn_stem(fold_accents(joined), parts):
                found.append((first, unmasked(joined) or fold_accents(joined)))
    return found


def _is_torn_stem(joined: str, parts: list[str]) -> bool:
    """Whether two pieces are a hidden stem, a sign between them standing for one of its letters."""
    if len(parts) == 2:
        return joined in _WHOLE
    at = len(parts[0])
    return parts[1] in _ANY and joined[:at] + _ANY[0] + joined[at + 1 :] in _HOLED
