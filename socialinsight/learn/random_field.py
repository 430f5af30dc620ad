"""Training of the name tagger: a linear-chain conditional random field, by Adam on blocks of equal length."""

from __future__ import annotations

import numpy as np

from socialinsight.lang.name_tagger import N_CLASSES, OFFSETS, TAGS, NameModel, by_length, feature_rows
from socialinsight.learn.tag_rows import TagRows

SIZES = (2**15, 2**16, 2**18, 2**16, 2**15)
RATE, DECAY, BLOCK = 0.02, 5e-5, 400
RARE = 2
IDENTITY = (0, 6, 9)
_N = len(TAGS)


class FieldTrainer:
    """Holds the weights while they are learnt.

    Rare words are seen without the features that single them out (`IDENTITY`: the word, its longest ending and
    beginning), so that the weights of shape and surroundings learn what to do with words never seen.
    """

    def __init__(self, examples: TagRows, sizes: tuple[int, ...] = SIZES) -> None:
        from scipy.sparse import csr_matrix

        self.examples = examples
        rows = examples.rows
        self.features = []
        known = rows.features.copy()
        rare = np.bincount(rows.variant, minlength=len(known)) <= RARE
        known[np.ix_(rare[:-2].nonzero()[0], IDENTITY)] = 0
        for offset, size in zip(OFFSETS, sizes):
            columns = feature_rows(known, offset, size)
            at = np.repeat(np.arange(len(columns)), columns.shape[1])
            values = (columns != size).ravel().astype(np.float32)
            self.features.append(csr_matrix((values, (at, columns.ravel())), (len(columns), size + 1)))
        self.near = [rows.neighbours(offset) for offset in OFFSETS]
        shapes = [(size + 1, _N) for size in sizes] + [(2 * N_CLASSES * N_CLASSES, _N), (_N, _N)]
        self.weights = [np.zeros(shape, np.float32) for shape in shapes]
        self._first = [np.zeros(shape, np.float32) for shape in shapes]
        self._second = [np.zeros(shape, np.float32) for shape in shapes]
        self._sums = [np.zeros(shape, np.float32) for shape in shapes]
        self._n_steps = self._n_summed = 0

    def fit(self, epochs: int, seed: int) -> NameModel:
        """Return the weights averaged over the second half of the epochs."""
        random = np.random.default_rng(seed)
        blocks = by_length(self.examples.rows.sentence, BLOCK)
        for epoch in range(epochs):
            for number in random.permutation(len(blocks)):
                self._step(blocks[number], RATE * (1 - epoch / (epochs + 1)))
                if epoch * 2 >= epochs and number % 8 == 0:
                    self._n_summed += 1
                    for total, weight in zip(self._sums, self.weights):
                        total += weight
        *words, pairs, steps = (total / max(self._n_summed, 1) for total in self._sums)
        return NameModel(words, pairs.reshape(2, N_CLASSES, N_CLASSES, _N), steps)

    def _step(self, places: np.ndarray, rate: float) -> None:
        flat = places.ravel()
        rows = self.examples.rows
        scores = np.zeros((len(flat), _N), np.float32)
        used = []
        for weights, features, near in zip(self.weights, self.features, self.near):
            variants, at = np.unique(near[flat], return_inverse=True)
            chosen = features[variants]
            used.append((chosen, at))
            scores += (chosen @ weights)[at]
        here = rows.classes[rows.variant[flat]]
        pairs = [
            (side * N_CLASSES + rows.classes[self.near[place][flat]]) * N_CLASSES + here
            for side, place in ((0, 1), (1, 3))
        ]
        for pair in pairs:
            scores += self.weights[-2][pair]
        gradient, steps = field_gradient(
            scores.reshape(*places.shape, _N), self.examples.tags[places], self.weights[-1]
        )
        gradient = gradient.reshape(len(flat), _N) / len(places)
        gradients = []
        for chosen, at in used:
            touched = np.unique(chosen.indices)
            gradients.append((touched, (chosen.T @ _summed(gradient, at, chosen.shape[0]))[touched]))
        both = np.concatenate(pairs)
        touched, at = np.unique(both, return_inverse=True)
        gradients.append((touched, _summed(np.concatenate((gradient, gradient)), at, len(touched))))
        gradients.append((np.arange(_N), (steps / len(places)).astype(np.float32)))
        self._adam(gradients, rate)

    def _adam(self, gradients: list[tuple[np.ndarray, np.ndarray]], rate: float) -> None:
        """Move the rows that have a gradient (Kingma and Ba 2015, lazily)."""
        self._n_steps += 1
        grown = float(rate * np.sqrt(1 - 0.999**self._n_steps) / (1 - 0.9**self._n_steps))
        for weight, first, second, (touched, gradient) in zip(self.weights, self._first, self._second, gradients):
            gradient = gradient + DECAY * weight[touched]
            mean = first[touched] * 0.9 + 0.1 * gradient
            square = second[touched] * 0.999 + 0.001 * gradient * gradient
            first[touched], second[touched] = mean, square
            weight[touched] -= grown * mean / (np.sqrt(square) + 1e-6)


def _summed(values: np.ndarray, at: np.ndarray, n: int) -> np.ndarray:
    return np.stack([np.bincount(at, values[:, column], n) for column in range(values.shape[1])], axis=1).astype(
        np.float32
    )


def field_gradient(scores: np.ndarray, tags: np.ndarray, steps: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
    """Return the gradient of the negative log likelihood by the scores and by the transition weights.

    Parameters
    ----------
    scores : numpy.ndarray
        (sentences, length, tags).
    tags : numpy.ndarray of int
        (sentences, length), the right tags.
    steps : numpy.ndarray
        (tags, tags), transition weights.

    Examples
    --------
    >>> by_score, by_step = field_gradient(np.zeros((1, 1, 2)), np.array([[1]]), np.zeros((2, 2)))
    >>> by_score.tolist(), by_step.tolist()
    ([[[0.5, -0.5]]], [[0.0, 0.0], [0.0, 0.0]])
    """
    n, length, n_tags = scores.shape
    local = np.exp(scores - scores.max(axis=2, keepdims=True))
    move = np.exp(steps)
    forward = np.zeros_like(local)
    forward[:, 0] = _scaled(local[:, 0])
    for place in range(1, length):
        forward[:, place] = _scaled((forward[:, place - 1] @ move) * local[:, place])
    backward = np.ones_like(local)
    expected = np.zeros((n_tags, n_tags), scores.dtype)
    for place in range(length - 1, 0, -1):
        ahead = local[:, place] * backward[:, place]
        total = np.einsum("ni,ij,nj->n", forward[:, place - 1], move, ahead)
        expected += move * ((forward[:, place - 1] / total[:, None]).T @ ahead)
        backward[:, place - 1] = _scaled(ahead @ move.T)
    marginal = forward * backward
    marginal /= marginal.sum(axis=2, keepdims=True)
    np.subtract.at(marginal, (np.arange(n)[:, None], np.arange(length), tags), 1.0)
    if length > 1:
        np.subtract.at(expected, (tags[:, :-1].ravel(), tags[:, 1:].ravel()), 1.0)
    return marginal, expected


def _scaled(values: np.ndarray) -> np.ndarray:
    return values / values.sum(axis=1, keepdims=True)
