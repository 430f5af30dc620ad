"""Training of the letter weights that tell the language of a word typed in Latin letters."""

from __future__ import annotations

import csv
import gzip
import json
import re
from collections import Counter
from pathlib import Path

import numpy as np

from socialinsight.text.detect import WORD_LISTS, letter_features

HUNGARIAN = ("hu/sentiment_husst", "hu/sentiment_opinhubank", "hu/emotion_xed")
RUSSIAN = (
    "ru/sentiment_rusentitweet_train",
    "ru/reviews_bank_products",
    "ru/sentiment_telecoms_2015",
    "ru/toxic_2ch_pikabu",
)
ENGLISH = "en/support_threads_twitter.csv"
LANGUAGES = ("hu", "ru", "other")
MOST_WORDS = 40_000
_WORD = re.compile(r"[^\W\d_]{2,24}")
_SPELLINGS = (
    dict(zip("абвгдеёжзийклмнопрстуфхцчшщъыьэюя", "a b v g d e yo zh z i y k l m n o p r s t u f h ts ch sh sch _ y _ e yu ya".split())),
    dict(zip("абвгдеёжзийклмнопрстуфхцчшщъыьэюя", "a b v g d e e j z i i k l m n o p r s t u f h c ch sh sh _ i ' e u ia".split())),
    dict(zip("абвгдеёжзийклмнопрстуфхцчшщъыьэюя", "a b v g d e jo zh z i j k l m n o p r s t u f kh c ch sh shch _ y ' e ju ja".split())),
)  # fmt: skip


def train(corpora: Path, target: Path) -> None:
    """Learn the weight of letter triples for Hungarian, Russian in Latin letters and other languages.

    Words count with the logarithm of their frequency; each language that stands for "other" has the same say in it.

    Parameters
    ----------
    corpora : Path
        Folder of the public corpora.
    target : Path
        The npz file to write; the same corpora give the same bytes.
    """
    from scipy.sparse import csr_matrix
    from sklearn.linear_model import LogisticRegression

    words, langs, weights = _examples(Path(corpora))
    word, feature, n_features = letter_features(words)
    counts = csr_matrix((np.ones(len(word), np.float32), (word, feature)), (len(words), n_features))
    model = LogisticRegression(C=0.5, max_iter=300)
    model.fit(counts, np.array([LANGUAGES.index(lang) for lang in langs]), weights)
    np.savez_compressed(
        target, weights=model.coef_.T.astype(np.float16), intercept=model.intercept_.astype(np.float32)
    )


def _examples(corpora: Path) -> tuple[list[str], list[str], np.ndarray]:
    groups = {"hu": _hungarian(corpora), "ru": _latin_russian(corpora), "en": _english(corpora)}
    groups |= {lang: words for lang, words in listed_words().items() if lang not in groups}
    words, langs, weights = [], [], []
    n_others = sum(lang not in LANGUAGES for lang in groups)
    for lang, counts in groups.items():
        share = np.log1p(np.array(list(counts.values()), float))
        words += list(counts)
        langs += [lang if lang in LANGUAGES else "other"] * len(counts)
        part = 1.0 if lang in LANGUAGES else (0.5 if lang == "en" else 0.5 / (n_others - 1))
        weights.append(share / share.sum() * part * MOST_WORDS)
    return words, langs, np.concatenate(weights)


def listed_words() -> dict[str, Counter[str]]:
    """Return the Latin-typed words of the word lists, by language."""
    with WORD_LISTS.open(encoding="utf-8", newline="") as file:
        rows = [row for row in csv.DictReader(file) if row["script"] == "latin" and row["lang"] != "any"]
    return {row["lang"]: Counter(dict.fromkeys(row["words"].replace("_", " ").split(), 20)) for row in rows}


def _hungarian(corpora: Path) -> Counter[str]:
    from socialinsight.text.normalize import fold_accents

    counts = _frequent(corpora, HUNGARIAN)
    folded: Counter[str] = Counter()
    for word, n in counts.items():
        folded[fold_accents(word)] += n
    return counts + folded


def _latin_russian(corpora: Path) -> Counter[str]:
    counts: Counter[str] = Counter()
    for word, n in _frequent(corpora, RUSSIAN).items():
        if re.fullmatch("[а-яё]+", word):
            for spelling in _SPELLINGS:
                counts["".join(spelling[letter] for letter in word).replace("_", "")] += n
    return counts


def _english(corpora: Path) -> Counter[str]:
    with (corpora / ENGLISH).open(encoding="utf-8", newline="") as file:
        texts = [re.sub(r"@\w+|https?\S+", " ", row["text"] or "") for row in csv.DictReader(file)]
    return Counter(word for text in texts[::2] for word in _WORD.findall(text.lower()))


def _frequent(corpora: Path, names: tuple[str, ...]) -> Counter[str]:
    counts: Counter[str] = Counter()
    for name in names:
        with gzip.open(corpora / f"{name}.jsonl.gz", "rt", encoding="utf-8") as file:
            for line in file:
                counts.update(_WORD.findall(json.loads(line)["text"].lower()))
    return Counter(dict(counts.most_common(MOST_WORDS)))
