"""Which language a text is in: script and letters first, then known words and letter triples of each distinct word."""

from __future__ import annotations

from functools import lru_cache

import numpy as np

from socialinsight.resources import model_path
from socialinsight.text.normalize import fold_accents
from socialinsight.text.tokens import Tokens

HUNGARIAN, RUSSIAN, OTHER = range(3)
_CODES = np.array(["hu", "ru", "other"], object)
_BASE = 27
_N_TRIPLES = _BASE**3
_LETTER_CLASSES = (
    "öü", "őű", "áéíóú", "äß", "čšžřěňďťľĺŕůôý", "łąęśźżńć", "ăâîșțşţ", "đ", "õû", "àèìòùêëïçñåøæ",
)  # fmt: skip
_LETTERS = 1  # classes of a sign
_RUSSIAN_SIGN, _FOREIGN_CYRILLIC, _OTHER_SCRIPT, _DIGIT = 2, 4, 8, 16
_CYRILLIC_WORD, _FOREIGN_WORD, _KNOWN_WORD = 1.5, 5.0, 4.0
_MOST = 3.0


def detect_languages(tokens: Tokens) -> np.ndarray:
    """Return the language of each text: "hu", "ru" or "other".

    Parameters
    ----------
    tokens : Tokens
        Tokens of the texts.

    Returns
    -------
    numpy.ndarray of object
        One code a text, that of most of its words; "other" for texts without words too. Russian typed in Latin
        letters is "ru".

    Examples
    --------
    >>> from socialinsight.text.tokens import tokenize
    >>> detect_languages(tokenize(["nem mukodik a netem", "ne rabotaet internet", "Спасибо!", "Дякую!", "ok", ""]))
    array(['hu', 'ru', 'ru', 'other', 'other', 'other'], dtype=object)
    """
    scores = word_scores(tokens.vocabulary)
    totals = np.zeros((tokens.n_texts, 3))
    for column in range(3):
        totals[:, column] = np.bincount(tokens.text, scores[tokens.word, column], tokens.n_texts)
    best = totals.argmax(axis=1)
    undecided = (totals >= totals.max(axis=1, keepdims=True)).sum(axis=1) > 1
    return _CODES[np.where(undecided, OTHER, best)]


def word_scores(vocabulary: list[str]) -> np.ndarray:
    """Return for each word how much it speaks for Hungarian, Russian and other languages, (n, 3) float."""
    words = [word.lower() for word in vocabulary]
    kinds = _sign_kinds(words)
    scores = np.zeros((len(words), 3))
    russian = (kinds & _RUSSIAN_SIGN) > 0
    foreign = (kinds & _FOREIGN_CYRILLIC) > 0
    scores[russian, RUSSIAN] = _CYRILLIC_WORD
    scores[foreign] = (0, 0, _FOREIGN_WORD)
    scores[(kinds & _OTHER_SCRIPT) > 0] = (0, 0, _KNOWN_WORD)
    latin = np.flatnonzero(kinds == _LETTERS)
    latin = latin[[words[row][0] != "@" and not words[row].startswith(("http", "www.")) for row in latin.tolist()]]
    scores[latin] = _letter_scores([words[row] for row in latin])
    table = _known()
    frequent = [row for row, word in enumerate(words) if word in table]
    if frequent:
        scores[frequent] = [table[words[row]] for row in frequent]
    return scores


@lru_cache(maxsize=1)
def _known() -> dict[str, tuple[float, float, float]]:
    """Return the scores of frequent words, shared by the languages that have the word; none for names of brands."""
    words, shares = _model()[2:]
    return dict(zip(words, map(tuple, (shares * _KNOWN_WORD).tolist())))


def _sign_kinds(words: list[str]) -> np.ndarray:
    """Return for each word the classes of its signs, joined by or."""
    joined, bounds = _joined(words)
    return np.bitwise_or.reduceat(_kind_table()[np.minimum(joined, 0x2FFF)], bounds[:-1]) if words else bounds[:0]


@lru_cache(maxsize=1)
def _kind_table() -> np.ndarray:
    table = np.zeros(0x3000, np.uint8)
    for code in range(0x2FFF):
        if chr(code).isalpha():
            table[code] = _LETTERS if code < 0x250 or 0x1E00 <= code < 0x1F00 else _OTHER_SCRIPT
    table[0x0400:0x0530] = _FOREIGN_CYRILLIC
    table[[ord(letter) for letter in "абвгдежзийклмнопрстуфхцчшщъыьэюяё"]] = _RUSSIAN_SIGN
    table[[ord(digit) for digit in "0123456789"]] = _DIGIT
    return table


def _joined(words: list[str]) -> tuple[np.ndarray, np.ndarray]:
    """Return the code points of the words, a line feed after each, and where each word begins, the end included."""
    text = "".join(word + "\n" for word in words)
    bounds = np.concatenate(([0], np.cumsum(np.fromiter(map(len, words), np.int64, len(words)) + 1)))
    return np.frombuffer(text.encode("utf-32-le", "surrogatepass"), np.uint32), bounds


def letter_features(words: list[str]) -> tuple[np.ndarray, np.ndarray, int]:
    """Return word and feature number of each letter triple and accent class, and the number of features."""
    joined, bounds = _joined(words)
    folded = _fold_table()[np.minimum(joined, 0x2FF)].astype(np.int64)
    word = np.repeat(np.arange(len(words)), np.diff(bounds))
    before = np.concatenate(([0], folded[:-1])) if len(folded) else folded
    after = np.concatenate((folded[1:], [0])) if len(folded) else folded
    triples = (before * _BASE + folded) * _BASE + after
    real = folded > 0
    classes = _class_table()[np.minimum(joined, 0x2FF)]
    accented = classes > 0
    return (
        np.concatenate((word[real], word[accented])),
        np.concatenate((triples[real], _N_TRIPLES + classes[accented] - 1)),
        _N_TRIPLES + len(_LETTER_CLASSES),
    )


@lru_cache(maxsize=1)
def _fold_table() -> np.ndarray:
    table = np.zeros(0x300, np.uint8)
    for code in range(0x2FF):
        letter = fold_accents(chr(code))
        table[code] = ord(letter) - 96 if "a" <= letter <= "z" else 0
    return table


@lru_cache(maxsize=1)
def _class_table() -> np.ndarray:
    table = np.zeros(0x300, np.int64)
    for place, letters in enumerate(_LETTER_CLASSES):
        table[[ord(letter) for letter in letters]] = place + 1
    return table


@lru_cache(maxsize=1)
def _model() -> tuple[np.ndarray, np.ndarray, list[str], np.ndarray]:
    with np.load(model_path("language_letters.npz"), allow_pickle=False) as arrays:
        weights, intercept = arrays["weights"].astype(np.float64), arrays["intercept"].astype(np.float64)
        return weights, intercept, arrays["words"].tolist(), arrays["shares"].astype(np.float64)


def _letter_scores(words: list[str]) -> np.ndarray:
    """Return the scores of words in Latin letters: at most `_MOST` for the best language, none below 0."""
    weights, intercept = _model()[:2]
    word, feature, _ = letter_features(words)
    scores = np.stack(
        [np.bincount(word, weights[feature, column], len(words)) + intercept[column] for column in range(3)], axis=1
    )
    scores -= scores.max(axis=1, keepdims=True) - _MOST
    scores[word[(feature >= _N_TRIPLES + 3) & (feature < _N_TRIPLES + 8)]] = (0, 0, _FOREIGN_WORD)
    return np.maximum(scores, 0.0)
