"""A linear-chain tagger of names: every score is a sum over words, so that each distinct word is looked at once.

The score of a tag at a token is the sum, over the words two before to two after it, of hashed weights of word form,
endings, shape and gazetteer flags, and of a table over the classes of neighbouring words. The best row of tags of a
sentence is found with transition weights (a conditional random field, Lafferty et al. 2001).
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from socialinsight.text.tokens import Tokens

TAGS = ("O", "B-PER", "I-PER", "B-ORG", "I-ORG", "B-LOC", "I-LOC", "B-MISC", "I-MISC")
OFFSETS = (-2, -1, 0, 1, 2)
N_CLASSES = 40
PERSON_BONUS = 0.3
_LONGEST = 20
_PRIME = np.uint64(0x100000001B3)
_SPREAD = np.uint64(0x9E3779B97F4A7C15)
MID, FIRST, CASELESS = range(3)


@dataclass(frozen=True)
class NameModel:
    """Weights of a tagger.

    Attributes
    ----------
    words : list of numpy.ndarray
        For each offset the weights of hashed word features, (size + 1, tags); the last row is 0.
    pairs : numpy.ndarray
        Weights of the classes of a word and the one before and after it, (2, classes, classes, tags).
    steps : numpy.ndarray
        Transition weights from tag to tag, (tags, tags).
    """

    words: list[np.ndarray]
    pairs: np.ndarray
    steps: np.ndarray


@dataclass(frozen=True)
class Sequences:
    """Sentences as rows of word variants.

    Attributes
    ----------
    variant : numpy.ndarray of int64
        Word variant of each token; the last two variants stand for what is before and after a sentence.
    features : numpy.ndarray of uint64
        Hashed features of each variant, (variants, features); 0 means none.
    classes : numpy.ndarray of int64
        Class of each variant, below `N_CLASSES`.
    sentence : numpy.ndarray of int64
        Sentence of each token, from 0.
    """

    variant: np.ndarray
    features: np.ndarray
    classes: np.ndarray
    sentence: np.ndarray

    def neighbours(self, offset: int) -> np.ndarray:
        """Return the variant that stands `offset` tokens away in the sentence."""
        n = len(self.variant)
        place = np.arange(n) + offset
        inside = (place >= 0) & (place < n)
        place = np.clip(place, 0, max(n - 1, 0))
        inside &= self.sentence[place] == self.sentence
        edge = len(self.features) - (2 if offset < 0 else 1)
        return np.where(inside, self.variant[place], edge)


def sequences(tokens: Tokens, flags: np.ndarray) -> Sequences:
    """Return the word variants of tokens: inside a sentence, first in it, or in a sentence without upper case.

    Parameters
    ----------
    tokens : Tokens
        Tokens of texts of one language.
    flags : numpy.ndarray of int64
        Gazetteer and grammar bits of each word of the vocabulary; the lowest is the most telling.
    """
    sentence = _sentences(tokens)
    shape = _shapes(tokens.vocabulary)
    state = _states(shape[tokens.word], sentence)
    combined = tokens.word.astype(np.int64) * 3 + state
    used, variant = np.unique(combined, return_inverse=True)
    word, kind = used // 3, used % 3
    shape = np.where((kind == CASELESS) & (shape[word] <= 4), 0, shape[word]) if len(word) else word
    features = _features([tokens.vocabulary[code].lower() for code in word], shape, flags[word], kind)
    classes = np.minimum(shape, 4) * 8 + np.minimum(_lowest_bit(flags[word]), 7)
    edges = np.zeros((2, features.shape[1]), np.uint64)
    edges[:, 0] = (11, 13)
    return Sequences(
        variant, np.concatenate((features, edges)), np.concatenate((classes, [N_CLASSES - 2, N_CLASSES - 1])), sentence
    )


def _sentences(tokens: Tokens) -> np.ndarray:
    """Return running numbers of sentences; the dot of "Dr." or of an initial ends none."""
    n = len(tokens)
    if not n:
        return np.zeros(0, np.int64)
    short = np.fromiter((len(word) <= 3 and word[0].isupper() for word in tokens.vocabulary), bool)[tokens.word]
    dot = np.fromiter((word == "." for word in tokens.vocabulary), bool)[tokens.word]
    ends = tokens.sentence[1:] != tokens.sentence[:-1]
    abbreviated = dot[:-1] & np.concatenate(([False], short))[: n - 1] & (tokens.text[1:] == tokens.text[:-1])
    return np.concatenate(([0], np.cumsum(ends & ~abbreviated)))


def _shapes(vocabulary: Sequence[str]) -> np.ndarray:
    """Return 0 lower case, 1 capital first, 2 capitals, 3 mixed, 4 one capital, 5 digits, 6 sign, 7 with hyphen."""
    return np.fromiter(map(_shape, vocabulary), np.int64, len(vocabulary))


def _shape(word: str) -> int:
    if word.islower():
        return 0
    if word.istitle():
        return 4 if len(word) == 1 else 1
    if word.isupper():
        return 2
    if word[0].isdigit():
        return 5
    if not word[0].isalpha():
        return 6
    return 1 if word[0].isupper() and word[1:].islower() else 3


def _states(shape: np.ndarray, sentence: np.ndarray) -> np.ndarray:
    if not len(sentence):
        return np.zeros(0, np.int64)
    n = int(sentence[-1]) + 1
    lower = np.bincount(sentence, shape == 0, n)
    capitals = np.bincount(sentence, (shape >= 1) & (shape <= 4), n)
    shouted = np.bincount(sentence, shape == 2, n)
    caseless = (capitals == 0) | ((lower == 0) & (shouted >= 3))
    first = np.concatenate(([True], sentence[1:] != sentence[:-1]))
    return np.where(caseless[sentence], CASELESS, np.where(first, FIRST, MID))


def _lowest_bit(flags: np.ndarray) -> np.ndarray:
    """Return the number of the lowest bit that is set, from 1; 0 where none is."""
    lowest = flags & -flags
    return np.where(lowest > 0, np.log2(np.maximum(lowest, 1)).astype(np.int64) + 1, 0)


def _features(words: Sequence[str], shape: np.ndarray, flags: np.ndarray, kind: np.ndarray) -> np.ndarray:
    """Return hashes: word, shape, prefixes 2 to 4, endings 1 to 5, flags; the first two serve all offsets."""
    n = len(words)
    right = np.zeros((n, _LONGEST), np.uint64)
    left = np.zeros((n, 5), np.uint64)
    for row, word in enumerate(words):
        codes = np.frombuffer(word[-_LONGEST:].encode("utf-32-le", "surrogatepass"), np.uint32)
        right[row, : len(codes)] = codes[::-1]
        head = np.frombuffer(word[:5].encode("utf-32-le", "surrogatepass"), np.uint32)
        left[row, : len(head)] = head
    lengths = np.fromiter(map(len, words), np.int64, n)
    endings = _rolling(right)
    beginnings = _rolling(left)
    mode = (kind.astype(np.uint64) + np.uint64(1)) * np.uint64(7919)
    columns = [endings[:, -1] + mode * (kind == CASELESS), _mark(1, shape.astype(np.uint64) * np.uint64(31) + mode)]
    columns += [_mark(10 + k, endings[:, k - 1] + mode) * (lengths > k) for k in (1, 2, 3, 4, 5)]
    columns += [_mark(20 + k, beginnings[:, k - 1]) * (lengths > k) for k in (2, 3, 4)]
    columns.append(_mark(30, endings[:, 1] + shape.astype(np.uint64) * np.uint64(131)))
    columns.append(_mark(31, flags.astype(np.uint64) + mode * np.uint64(65537)))
    columns.append(_mark(32, np.minimum(lengths, 12).astype(np.uint64) + shape.astype(np.uint64) * np.uint64(64)))
    for bit in range(16):
        columns.append(_mark(40 + bit, mode) * ((flags >> bit) & 1).astype(np.uint64))
    return np.stack(columns, axis=1)


def _rolling(codes: np.ndarray) -> np.ndarray:
    hashes = np.zeros_like(codes)
    running = np.full(len(codes), 1469598103934665603, np.uint64)
    for column in range(codes.shape[1]):
        running = np.where(codes[:, column] > 0, (running ^ codes[:, column]) * _PRIME, running)
        hashes[:, column] = running
    return hashes


def _mark(kind: int, values: np.ndarray) -> np.ndarray:
    return (values ^ np.uint64(kind * 0x51ED27)) * _SPREAD


def feature_rows(features: np.ndarray, offset: int, size: int) -> np.ndarray:
    """Return the weight row of each feature for an offset; `size` where there is no feature.

    Far neighbours are looked at by word and shape only.
    """
    chosen = features[:, :2] if abs(offset) == 2 else features
    mixed = (chosen + np.uint64(offset + 3)) * _SPREAD
    mixed ^= mixed >> np.uint64(29)
    rows = ((mixed * _PRIME) >> np.uint64(20)) % np.uint64(size)
    return np.where(chosen == 0, size, rows.astype(np.int64))


def emissions(model: NameModel, rows: Sequences) -> np.ndarray:
    """Return the score of each tag at each token, (tokens, tags) float32."""
    scores = np.zeros((len(rows.variant), len(TAGS)), np.float32)
    for weights, offset in zip(model.words, OFFSETS):
        of_variant = weights[feature_rows(rows.features, offset, len(weights) - 1)].sum(axis=1)
        scores += of_variant[rows.neighbours(offset)]
    here = rows.classes[rows.variant]
    for table, offset in zip(model.pairs, (-1, 1)):
        scores += table[rows.classes[rows.neighbours(offset)], here]
    return scores


def best_tags(model: NameModel, rows: Sequences) -> np.ndarray:
    """Return the best tag of each token as an index into `TAGS` (Viterbi, all sentences of a length at once).

    Persons get `PERSON_BONUS`, so that precision and recall of their names come out even.
    """
    scores = emissions(model, rows)
    scores[:, 1:3] += PERSON_BONUS
    tags = np.zeros(len(scores), np.int64)
    for places in by_length(rows.sentence):
        tags[places] = _viterbi(scores[places], model.steps)
    return tags


def by_length(sentence: np.ndarray, most: int = 4096) -> list[np.ndarray]:
    """Return the token places of the sentences in blocks of equal length, each (sentences, length)."""
    starts = np.flatnonzero(np.concatenate(([True], sentence[1:] != sentence[:-1]))) if len(sentence) else sentence
    lengths = np.diff(np.concatenate((starts, [len(sentence)])))
    blocks = []
    for length in np.unique(lengths):
        first = starts[lengths == length]
        per_block = max(1, most * 16 // int(length))
        for low in range(0, len(first), per_block):
            blocks.append(first[low : low + per_block, None] + np.arange(length))
    return blocks


def _viterbi(scores: np.ndarray, steps: np.ndarray) -> np.ndarray:
    n, length, n_tags = scores.shape
    best = scores[:, 0] + np.where([tag.startswith("I-") for tag in TAGS], -1e4, 0.0)
    back = np.zeros((length, n, n_tags), np.int8)
    for place in range(1, length):
        through = best[:, :, None] + steps
        back[place] = through.argmax(axis=1)
        best = through.max(axis=1) + scores[:, place]
    tags = np.zeros((n, length), np.int64)
    tags[:, -1] = best.argmax(axis=1)
    rows = np.arange(n)
    for place in range(length - 1, 0, -1):
        tags[:, place - 1] = back[place, rows, tags[:, place]]
    return tags
