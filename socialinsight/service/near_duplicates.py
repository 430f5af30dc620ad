"""Near-duplicates among many texts: MinHash over pairs of words, candidates by bands, checked by their signatures."""

from __future__ import annotations

import numpy as np

from socialinsight.service.reply_masks import N_MARKS, MaskedReplies

N_BANDS = 36
ROWS = 3
SIMILAR = 0.35
LEAST_WORDS = 3
_CHUNK = 20_000
_PAIRS = 200_000
_SPLITS = 4
_MIX = np.uint64(0x9E3779B97F4A7C15)
_HIGH = np.uint64(32)


def shingles(masked: MaskedReplies) -> tuple[np.ndarray, np.ndarray]:
    """Return the pairs of neighbouring units as (text, hash); a text of one unit is its own pair.

    Pairs of two marks tell nothing of the wording and are left out.

    Returns
    -------
    tuple of numpy.ndarray
        int32 and uint64, in the order of the texts.
    """
    code = masked.code.astype(np.uint64)
    if not len(code):
        return np.zeros(0, np.int32), np.zeros(0, np.uint64)
    follows = np.concatenate((masked.text[1:] == masked.text[:-1], [False]))
    alone = ~follows & ~np.concatenate(([False], follows[:-1]))
    after = np.where(follows, np.concatenate((code[1:], [np.uint64(0)])), np.uint64(0))
    pair = _mixed(code * _MIX + after)
    is_mark = masked.code < N_MARKS
    own = ~is_mark | (follows & ~np.concatenate((is_mark[1:], [True])))
    keep = (follows | alone) & own
    return masked.text[keep], pair[keep]


def _mixed(values: np.ndarray) -> np.ndarray:
    """Return well spread 64-bit hashes (the finaliser of SplitMix64, Steele et al. 2014)."""
    values = (values ^ (values >> np.uint64(30))) * np.uint64(0xBF58476D1CE4E5B9)
    values = (values ^ (values >> np.uint64(27))) * np.uint64(0x94D049BB133111EB)
    return values ^ (values >> np.uint64(31))


def clusters(masked: MaskedReplies) -> np.ndarray:
    """Return the cluster of near-duplicates of each text.

    Two texts are near-duplicates when the estimated Jaccard index of their pairs of words is at least 0.35, which is
    what is left when one of three sentences is another (Broder 1997). A cluster is connected, and each
    member is a near-duplicate of its most connected one.

    Parameters
    ----------
    masked : MaskedReplies

    Returns
    -------
    numpy.ndarray of int64
        Number of the cluster, equal for members, in the order of first appearance; -1 for texts with fewer than three
        words of their own and for texts without a near-duplicate.
    """
    text, pair = shingles(masked)
    words = np.bincount(masked.text[masked.code >= N_MARKS], minlength=masked.n_texts)
    rich = np.flatnonzero(words >= LEAST_WORDS)
    group = np.full(masked.n_texts, -1)
    if not len(rich):
        return group
    kept = np.isin(text, rich)
    distinct, form = _forms(text[kept], pair[kept], rich)
    signature = signatures(*distinct, int(form.max()) + 1)
    label = _split(_similar(signature), signature)
    members = label[form]
    sizes = np.bincount(members)
    shared = sizes[members] > 1
    first = np.unique(members[shared], return_index=True, return_inverse=True)
    group[rich[shared]] = np.argsort(np.argsort(first[1]))[first[2]]
    return group


def _forms(text: np.ndarray, pair: np.ndarray, rich: np.ndarray) -> tuple[tuple[np.ndarray, np.ndarray], np.ndarray]:
    """Return the shingles of distinct forms, and the form of each text: texts with equal shingles are one."""
    place = np.searchsorted(rich, text)
    starts = np.searchsorted(place, np.arange(len(rich) + 1))
    empty = np.diff(starts) == 0
    total = np.add.reduceat(np.append(pair, np.uint64(0)), np.minimum(starts[:-1], len(pair)))
    spread = np.bitwise_xor.reduceat(np.append(_mixed(pair + _MIX), np.uint64(0)), np.minimum(starts[:-1], len(pair)))
    keys = np.stack([np.where(empty, np.uint64(0), total), spread, np.diff(starts).astype(np.uint64)], axis=1)
    _, first, form = np.unique(keys, axis=0, return_index=True, return_inverse=True)
    order = np.argsort(first)
    rank = np.empty(len(order), np.int64)
    rank[order] = np.arange(len(order))
    chosen = np.zeros(len(rich), bool)
    chosen[first] = True
    inside = chosen[place]
    return (rank[form.ravel()[place[inside]]], pair[inside]), rank[form.ravel()]


def signatures(text: np.ndarray, pair: np.ndarray, n: int) -> np.ndarray:
    """Return the MinHash signatures of `n` texts, uint32 of shape (n, 108); `text` is ascending, each in it once."""
    rng = np.random.Generator(np.random.PCG64(20260331))
    factors = rng.integers(1, 2**63, N_BANDS * ROWS, dtype=np.uint64) * np.uint64(2) + np.uint64(1)
    shifts = rng.integers(0, 2**63, N_BANDS * ROWS, dtype=np.uint64)
    result = np.empty((n, len(factors)), np.uint32)
    bounds = np.searchsorted(text, np.arange(n + 1))
    for low in range(0, n, _CHUNK):
        high = min(low + _CHUNK, n)
        part = pair[bounds[low] : bounds[high]]
        starts = bounds[low:high] - bounds[low]
        for column, (factor, shift) in enumerate(zip(factors, shifts)):
            hashed = ((part * factor + shift) >> _HIGH).astype(np.uint32)
            result[low:high, column] = np.minimum.reduceat(hashed, starts)
    return result


def _similar(signature: np.ndarray) -> np.ndarray:
    """Return the pairs of similar texts that share a band, shape (n, 2), sorted."""
    found = []
    for band in range(N_BANDS):
        rows = signature[:, band * ROWS : (band + 1) * ROWS].astype(np.uint64)
        key = _mixed(_mixed(_mixed(rows[:, 0] + _MIX) + rows[:, 1]) + rows[:, 2])
        order = np.argsort(key, kind="stable")
        same = key[order][1:] == key[order][:-1]
        head = np.maximum.accumulate(np.where(np.concatenate(([True], ~same)), np.arange(len(order)), 0))
        places = np.flatnonzero(np.concatenate(([False], same)))
        found.append(np.stack([order[places - 1], order[places]], axis=1))
        found.append(np.stack([order[head[places]], order[places]], axis=1))
    pairs = np.concatenate(found)
    code = np.unique(np.minimum(*pairs.T) * len(signature) + np.maximum(*pairs.T))
    pairs = np.stack(np.divmod(code, len(signature)), axis=1)
    return pairs[similarity(signature, pairs) >= SIMILAR]


def similarity(signature: np.ndarray, pairs: np.ndarray) -> np.ndarray:
    """Return the estimated Jaccard index of pairs of texts, 0..1."""
    parts = [pairs[low : low + _PAIRS] for low in range(0, len(pairs), _PAIRS)]
    shares = [(signature[part[:, 0]] == signature[part[:, 1]]).mean(axis=1) for part in parts]
    return np.concatenate(shares) if shares else np.zeros(0)


def _split(pairs: np.ndarray, signature: np.ndarray) -> np.ndarray:
    """Return connected components whose members are all similar to the most connected one."""
    from scipy.sparse import coo_matrix
    from scipy.sparse.csgraph import connected_components

    n = len(signature)
    label = np.arange(n)
    for _ in range(_SPLITS):
        graph = coo_matrix((np.ones(len(pairs), bool), (pairs[:, 0], pairs[:, 1])), shape=(n, n))
        label = connected_components(graph, directed=False)[1]
        degree = np.bincount(pairs.ravel(), minlength=n)
        order = np.lexsort((np.arange(n), -degree, label))
        heads = order[np.concatenate(([True], np.diff(label[order]) > 0))]
        head = heads[label]
        far = similarity(signature, np.stack([np.arange(n), head], axis=1)) < SIMILAR
        if not far.any():
            break
        pairs = pairs[far[pairs[:, 0]] == far[pairs[:, 1]]]
    return np.where(far, n + np.arange(n), label)
