"""Masked words: "п1дор", "д.е.б.и.л", "з@ебали", "х у й н я", "cyka" read as the words they hide."""

from __future__ import annotations

import re

import numpy as np

from socialinsight.lang.ru.morph import analyse_words
from socialinsight.text.tokens import Tokens
from socialinsight.text.words import Words

_STEMS = tuple(
    "хуй хуя хуе хую хуи нахуй нахуя похуй похую нихуя нехуй дохуя охуе охуи ахуе прихуе пизд пезд спизд распизд "
    "напизд отпизд запизд ебал ебан ебат ебуч ебло ебля ебну ебну еблан ебись заеба заебе заеби наеба наебы уебок "
    "уебк уебищ уебан выеб доеба отъеб съеб проеб разъеб объеб долбоеб долбаеб далбаеб далбоеб блят бляд бляха сука "
    "суки суку сукой сучк сучар мудак мудач мудил мудозвон пидор пидар педик педрил гандон гондон говн жопа жопу жопе "
    "жопой жопы дерьм шлюх шалав мразь мрази мразот тварь твари тварюг гнида гниды урод идиот дебил придур ублюд "
    "сволоч скотин козел козлы козлин кретин тупиц тупорыл дурак дураки дебич имбецил быдл хуйл херн хрен нахер похер "
    "сран засран обосра насра дрочи залуп манда паскуд ничтож подон чмошн засранец выродок".split()
)
_WHOLE = "бля чмо лох лохи хер хера дура дуры даун дауны мля".split()
_READ_AS = {
    "0": "о", "1": "ил", "3": "зеэ", "4": "ч", "6": "б", "7": "т", "8": "в", "9": "я", "@": "аоя", "$": "с",
    "€": "е", "a": "а", "b": "вб", "c": "с", "d": "д", "e": "е", "f": "ф", "g": "дг", "h": "нх", "i": "и", "j": "й",
    "k": "к", "l": "л", "m": "м", "n": "пн", "o": "о", "p": "рп", "r": "гр", "s": "с", "t": "т", "u": "иу", "v": "в",
    "x": "х", "y": "у", "z": "з",
}  # fmt: skip
_ANY = "*#_%&.-"
_LINK = frozenset(".-*_+|~…")
_TYPED = {
    letter: "[" + re.escape(letter + _ANY + "".join(sign for sign, read in _READ_AS.items() if letter in read)) + "]"
    for letter in set("".join((*_STEMS, *_WHOLE)))
}
_POSSIBLE = re.compile("|".join("".join(map(_TYPED.__getitem__, stem)) for stem in (*_STEMS, *_WHOLE)))
_MASK = re.compile(r"(?=.*[а-яё])(?=.*[a-z0-9@*#$€_-])[\w@*#$€%-]{3,30}")
_TWINS = re.compile(r"[acekmhoptbxyu]{4,12}")
_PIECE = re.compile(r"[а-яё]{1,12}|[.…*]{1,4}")
_LEAST_LETTERS = 2
_GAPS = (1, 2, 3)
_LEAST_SPELLED = 3


def unmasked(word: str) -> str | None:
    """Return the offensive word that a masked spelling hides, None when it hides none.

    Parameters
    ----------
    word : str
        Lower-cased; signs, digits and Latin letters stand for letters.

    Returns
    -------
    str or None
        The hidden stem with the rest of the word as far as it can be read.

    Examples
    --------
    >>> unmasked("п1доры"), unmasked("м*дак"), unmasked("дол6оебы"), unmasked("х5")
    ('пидоры', 'мудак', 'долбоебы', None)
    """
    bare = word.replace("ё", "е")
    for spelling in dict.fromkeys((bare, "".join(sign for sign in bare if sign not in _LINK))):
        if not _POSSIBLE.match(spelling):
            continue
        for stem in _STEMS:
            if len(spelling) >= len(stem) and _hides(spelling[: len(stem)], stem):
                return stem + "".join(_letter(sign) for sign in spelling[len(stem) :])
        for stem in _WHOLE:
            if len(spelling) == len(stem) and _hides(spelling, stem):
                return stem
    return None


def _hides(typed: str, stem: str) -> bool:
    """Whether each sign can stand for its letter and most letters are written out."""
    guessed = sum(sign in _ANY for sign in typed)
    written = sum(sign.isalpha() for sign in typed)
    if written < _LEAST_LETTERS or guessed > len(stem) // 2:
        return False
    return all(sign == letter or letter in _READ_AS.get(sign, "") or sign in _ANY for sign, letter in zip(typed, stem))


def _letter(sign: str) -> str:
    return sign if sign.isalpha() and sign not in _READ_AS else _READ_AS.get(sign, "")[:1]


def masked_words(tokens: Tokens, words: Words) -> tuple[np.ndarray, list[str], np.ndarray]:
    """Return the words that are hidden by signs, digits, Latin letters, dots or spaces.

    Parameters
    ----------
    tokens : Tokens
        Tokens of Russian texts.
    words : Words
        Their analysed vocabulary.

    Returns
    -------
    tuple
        Index of the first token, the lemma of the hidden word, and the word code of that token, for each reading.
    """
    found = [*_in_one(tokens, words), *_in_pieces(tokens, words)]
    place = np.array([at for at, _ in found], np.int64)
    hidden = [word for _, word in found]
    lemmas = analyse_words(hidden)["lemma"].tolist() if hidden else []
    return place, [lemma.replace("ё", "е") for lemma in lemmas], tokens.word[place].astype(np.int64)


def _in_one(tokens: Tokens, words: Words) -> list[tuple[int, str]]:
    hidden = {}
    for code, form in enumerate(words.form):
        if _MASK.fullmatch(form) or _TWINS.fullmatch(form):
            meant = unmasked(form)
            if meant is not None and not form.startswith(_STEMS):
                hidden[code] = meant
    if not hidden:
        return []
    chosen = np.zeros(len(words), bool)
    chosen[list(hidden)] = True
    return [(int(at), hidden[int(tokens.word[at])]) for at in np.flatnonzero(chosen[tokens.word])]


def _in_pieces(tokens: Tokens, words: Words) -> list[tuple[int, str]]:
    """Return words spelled out in single letters, or torn by dots without a space."""
    form = words.form
    single = np.fromiter((len(word) == 1 and (word.isalpha() or word in _LINK) for word in form), bool, len(form))
    piece = np.fromiter((_PIECE.fullmatch(word) is not None for word in form), bool, len(form))
    dots = np.fromiter((word[:1] in _LINK for word in form), bool, len(form))
    found = []
    for run in _runs(np.flatnonzero(single[tokens.word]), tokens):
        letters = [at for at in run if form[tokens.word[at]].isalpha()]
        for first in range(max(len(letters) - _LEAST_SPELLED + 1, 0)):
            joined = "".join(form[tokens.word[at]] for at in letters[first:])
            meant = unmasked(joined)
            if meant is not None:
                found.append((int(letters[first]), meant))
                break
    for at in np.flatnonzero(dots[tokens.word]).tolist():
        if 0 < at < len(tokens) - 1 and _touches(tokens, at) and piece[tokens.word[at - 1 : at + 2]].all():
            before, after = form[tokens.word[at - 1]], form[tokens.word[at + 1]]
            readings = (unmasked(before + "." * letters + after) for letters in _GAPS)
            found += [(at - 1, meant) for meant in readings if meant is not None][:1]
    return found


def _runs(at: np.ndarray, tokens: Tokens) -> list[np.ndarray]:
    if not len(at):
        return []
    breaks = np.flatnonzero((np.diff(at) > 1) | (np.diff(tokens.text[at]) > 0)) + 1
    return [run for run in np.split(at, breaks) if len(run) >= _LEAST_SPELLED]


def _touches(tokens: Tokens, at: int) -> bool:
    """Whether a token stands between two others of its text without any space."""
    same = tokens.text[at - 1] == tokens.text[at] == tokens.text[at + 1]
    return bool(same and tokens.end[at - 1] == tokens.start[at] and tokens.end[at] == tokens.start[at + 1])
