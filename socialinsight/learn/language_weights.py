"""Training of the letter weights that tell the language of a word typed in Latin letters."""

from __future__ import annotations

import csv
import gzip
import json
import re
from collections import Counter
from pathlib import Path

import numpy as np

from socialinsight.text.detect import letter_features

HUNGARIAN = ("hu/sentiment_husst", "hu/sentiment_opinhubank", "hu/emotion_xed")
RUSSIAN = (
    "ru/sentiment_rusentitweet_train",
    "ru/reviews_bank_products",
    "ru/sentiment_telecoms_2015",
    "ru/toxic_2ch_pikabu",
)
ENGLISH = "en/support_threads_twitter.csv"
WORD_LISTS = Path(__file__).resolve().parent.parent / "lang" / "detect_words.csv"
LANGUAGES = ("hu", "ru", "other")
MOST_WORDS = 40_000
MOST_KNOWN = 8_000
LISTED_COUNT, LISTED_TOTAL, LISTED_RATE = 20, 20_000, 0.004
LATIN_RUSSIAN_SHARE, CYRILLIC_RUSSIAN_SHARE = 0.3, 1.5
_WORD = re.compile(r"[^\W\d_]{2,24}")
_CYRILLIC = re.compile("[а-яё]+")
_ALPHABET = "абвгдеёжзийклмнопрстуфхцчшщъыьэюя"
_SPELLINGS = (
    dict(zip(_ALPHABET, "a b v g d e yo zh z i y k l m n o p r s t u f h ts ch sh sch _ y _ e yu ya".split())),
    dict(zip(_ALPHABET, "a b v g d e e j z i i k l m n o p r s t u f h c ch sh sh _ i ' e u ia".split())),
    dict(zip(_ALPHABET, "a b v g d e jo zh z i j k l m n o p r s t u f kh c ch sh shch _ y ' e ju ja".split())),
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

    groups = _latin_words(Path(corpora))
    words, langs, weights = _examples(groups)
    word, feature, n_features = letter_features(words)
    counts = csr_matrix((np.ones(len(word), np.float32), (word, feature)), (len(words), n_features))
    model = LogisticRegression(C=0.5, max_iter=300)
    model.fit(counts, np.array([LANGUAGES.index(lang) for lang in langs]), weights)
    known, shares = _known_words(groups, _cyrillic_words(Path(corpora)))
    np.savez_compressed(
        target,
        weights=model.coef_.T.astype(np.float16),
        intercept=model.intercept_.astype(np.float32),
        words=np.array(known),
        shares=shares.astype(np.float16),
    )


def _latin_words(corpora: Path) -> dict[str, Counter[str]]:
    counted = {"hu": _hungarian(corpora), "ru": _latin_russian(corpora), "en": _english(corpora)}
    listed = listed_words("latin")
    return listed | {lang: counts + listed[lang] for lang, counts in counted.items()}


def _cyrillic_words(corpora: Path) -> dict[str, Counter[str]]:
    russian = _frequent(corpora, RUSSIAN)
    counted = {"ru": Counter({word: n for word, n in russian.items() if _CYRILLIC.fullmatch(word)})}
    listed = listed_words("cyrillic")
    return listed | {lang: counts + listed[lang] for lang, counts in counted.items()}


def _examples(groups: dict[str, Counter[str]]) -> tuple[list[str], list[str], np.ndarray]:
    words, langs, weights = [], [], []
    n_others = sum(lang not in LANGUAGES for lang in groups) - 1
    for lang, counts in groups.items():
        share = np.log1p(np.array(list(counts.values()), float))
        words += list(counts)
        langs += [lang if lang in LANGUAGES else "other"] * len(counts)
        part = 1.0 if lang in LANGUAGES else (0.5 if lang == "en" else 0.5 / n_others)
        weights.append(share / share.sum() * part * MOST_WORDS)
    return words, langs, np.concatenate(weights)


def _known_words(*alphabets: dict[str, Counter[str]]) -> tuple[list[str], np.ndarray]:
    """Return frequent words with the share of each language in their use; brands have no share in any."""
    listed = listed_words()
    shares: dict[str, np.ndarray] = {}
    for groups in alphabets:
        use: dict[str, np.ndarray] = {}
        for lang, counts in groups.items():
            total = max(counts.total(), LISTED_TOTAL)
            for word, n in counts.most_common(MOST_KNOWN):
                rate = LISTED_RATE if word in listed.get(lang, ()) else 0.0
                column = LANGUAGES.index(lang if lang in LANGUAGES else "other")
                row = use.setdefault(word, np.zeros(3))
                row[column] = max(row[column], max(n / total, rate) * _prior(lang, word))
        shares |= {word: row / row.sum() for word, row in use.items()}
    shares |= dict.fromkeys(listed["any"], np.zeros(3))
    known = sorted(shares)
    return known, np.array([shares[word] for word in known])


def _prior(lang: str, word: str) -> float:
    if lang != "ru":
        return 1.0
    return LATIN_RUSSIAN_SHARE if word.isascii() else CYRILLIC_RUSSIAN_SHARE


def listed_words(script: str = "") -> dict[str, Counter[str]]:
    """Return the words of `detect_words.csv` of one script or all, by language; the same count for each."""
    with WORD_LISTS.open(encoding="utf-8", newline="") as file:
        rows = [row for row in csv.DictReader(file) if script in row["script"]]
    lists: dict[str, Counter[str]] = {}
    for row in rows:
        lists.setdefault(row["lang"], Counter()).update(
            dict.fromkeys(row["words"].replace("_", " ").split(), LISTED_COUNT)
        )
    return lists


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
        if _CYRILLIC.fullmatch(word):
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
