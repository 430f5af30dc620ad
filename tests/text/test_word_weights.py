"""Weights of n-grams and terms: the same for a text wherever it stands."""

from pathlib import Path

import numpy as np

from socialinsight.lang.language import language
from socialinsight.lang.reading import read_tokens
from socialinsight.text.tokens import tokenize
from socialinsight.text.word_features import NGRAM_BITS, TERM_BITS, features_of, ngram_matrix
from socialinsight.text.word_weights import WordWeights, load_weights, save_weights


def random_weights(columns: int = 2) -> WordWeights:
    random = np.random.default_rng(0)
    tables = [random.normal(size=(2**bits, columns)).astype(np.float32) for bits in (NGRAM_BITS, TERM_BITS)]
    return WordWeights(("a", "b")[:columns], *tables, np.array([0.5, -0.5], np.float32)[:columns])


def scores(texts: list[str]) -> np.ndarray:
    reading = read_tokens(tokenize(texts), language("hu"))
    return random_weights().apply(reading.tokens, reading.words)


def test_inside_a_word_only() -> None:
    matrix = ngram_matrix(["ab", "c"], 2, 3, 12)
    assert np.asarray(matrix.sum(axis=1)).ravel().tolist() == [5.0, 2.0 + 1.0]


def test_a_text_scores_the_same_in_any_company() -> None:
    texts = ["Nem működik a net :(", "", "Köszönöm szépen!!!", "Nem működik a net :("]
    together = scores(texts)
    alone = np.vstack([scores([text]) for text in texts])
    np.testing.assert_allclose(together, alone, rtol=1e-4, atol=1e-5)
    np.testing.assert_allclose(together[1], [0.5, -0.5])


def test_applying_equals_the_training_features() -> None:
    texts = ["A számlám megint hibás.", "Minden rendben, köszönöm!"]
    reading = read_tokens(tokenize(texts), language("hu"))
    weights, features = random_weights(), features_of(reading.tokens, reading.words)
    by_ngram, by_term = features.scales()
    inside = (features.counts @ features.ngrams) @ weights.ngram_table * by_ngram[:, None]
    expected = inside + features.terms @ weights.term_table * by_term[:, None] + weights.bias
    np.testing.assert_allclose(weights.apply(reading.tokens, reading.words), expected, rtol=1e-3, atol=1e-4)


def test_addresses_numbers_and_mentions_lose_their_content() -> None:
    first, second = scores(["@kati 45 https://a.hu/x"]), scores(["@bela 99 https://b.hu/y"])
    tables_differ = np.abs(first - second).max()
    assert tables_differ < np.abs(scores(["@kati 45 almafa"]) - second).max()


def test_saved_weights_come_back_rounded(tmp_path: Path) -> None:
    weights = random_weights()
    save_weights(weights, tmp_path / "w.npz", keep=1.0)
    again = load_weights(tmp_path / "w.npz")
    assert again.columns == weights.columns
    assert np.abs(again.ngram_table - weights.ngram_table).max() < 2.5
    assert np.abs(again.ngram_table - weights.ngram_table).mean() < 0.02


def test_pruning_keeps_the_largest(tmp_path: Path) -> None:
    weights = random_weights()
    save_weights(weights, tmp_path / "w.npz", keep=0.25)
    kept = load_weights(tmp_path / "w.npz").term_table != 0
    assert 0.2 < kept.mean() < 0.3
    assert np.abs(weights.term_table[kept]).min() > np.median(np.abs(weights.term_table))
