import math

import pytest

from socialinsight.lang.readability import flesch_russian, lix, n_words


def test_lix_counts_words_a_sentence_and_long_words() -> None:
    text = "Egy kettő három négy. Hosszabbacska szavak."
    assert lix(text) == pytest.approx(6 / 2 + 100 * 1 / 6)


def test_the_russian_flesch_follows_the_published_weights() -> None:
    assert flesch_russian("Мама мыла раму.") == pytest.approx(206.835 - 1.3 * 3 - 60.1 * 6 / 3)


def test_longer_words_and_sentences_read_harder() -> None:
    easy, hard = (
        "Мы вам поможем. Ждите.",
        "Рассмотрение обращения осуществляется уполномоченными сотрудниками подразделения",
    )
    assert lix(easy) < lix(hard) and flesch_russian(easy) > flesch_russian(hard)


@pytest.mark.parametrize("text", ["", "123 456", "!!!"])
def test_without_words_nothing_is_measured(text: str) -> None:
    assert n_words(text) == 0 and math.isnan(lix(text)) and math.isnan(flesch_russian(text))
