"""Words that point to a department: those of the languages, and the firm's own."""

from __future__ import annotations

import csv
from bisect import bisect_left
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np

from socialinsight.lang.language import LANGUAGES, language
from socialinsight.text.lemma_matrix import LemmaMatrix
from socialinsight.text.normalize import plain_word

if TYPE_CHECKING:
    from scipy.sparse import csr_matrix

_COLUMNS = ("department", "term", "weight")
HEAVIEST = 10.0


class DepartmentWordsError(ValueError):
    """A file of department words lacks a column, or a row of it cannot be used."""


@dataclass(frozen=True)
class DepartmentWord:
    """A term that speaks for a department: all its lemmas in one text; a last letter "*" stands for any ending."""

    lang: str
    department: str
    lemmas: tuple[str, ...]
    weight: float


@lru_cache(maxsize=8)
def department_words(path: str = "") -> tuple[DepartmentWord, ...]:
    """Return the words of both languages, and those of the firm's own file.

    Parameters
    ----------
    path : str
        A UTF-8 CSV with the columns lang, department, term, weight; "" for the shipped words alone. A weight of 1.5
        settles a message that nothing else speaks in; a negative one speaks against the department. A term of the
        firm replaces the shipped rows of the same term.

    Returns
    -------
    tuple of DepartmentWord

    Raises
    ------
    DepartmentWordsError
        When a column is missing, a language unknown, a term empty or a weight no number between -10 and 10.
    FileNotFoundError
        When there is no such file.

    Examples
    --------
    >>> words = department_words()
    >>> {word.department for word in words if "ügyvéd*" in word.lemmas}
    {'legal'}
    """
    own = list(_rows(Path(path), "")) if path else []
    replaced = {(word.lang, word.lemmas) for word in own}
    shipped = [word for lang in LANGUAGES for word in _rows(language(lang).folder / "departments.csv", lang)]
    kept = [word for word in shipped if (word.lang, word.lemmas) not in replaced]
    return tuple(kept + own)


def _rows(path: Path, lang: str) -> Iterable[DepartmentWord]:
    with path.open(encoding="utf-8-sig", newline="") as file:
        reader = csv.DictReader(file)
        wanted = _COLUMNS if lang else ("lang", *_COLUMNS)
        if missing := set(wanted) - set(reader.fieldnames or ()):
            raise DepartmentWordsError(
                f"{path.name}: column(s) {sorted(missing)} are missing; received {reader.fieldnames}; legal: "
                f"{', '.join(wanted)}. Name them in the first line."
            )
        for row in reader:
            where = f"{path.name} line {reader.line_num}"
            yield _word(row, lang or str(row["lang"]).strip(), where, shipped=bool(lang))


def _word(row: dict[str, str], lang: str, where: str, *, shipped: bool) -> DepartmentWord:
    if lang not in LANGUAGES:
        raise DepartmentWordsError(f"{where}: lang = {lang!r}; legal: {', '.join(LANGUAGES)}. Correct it.")
    term = row["term"] or ""
    lemmas = tuple(map(language(lang).respell, term.split())) if shipped else lemmas_of(term, lang)
    department = (row["department"] or "").strip()
    if not lemmas or not department:
        raise DepartmentWordsError(f"{where}: received {row!r}; legal: a department and a term. Fill both in.")
    try:
        weight = float(row["weight"])
    except (TypeError, ValueError):
        weight = np.nan
    if not abs(weight) <= HEAVIEST:
        raise DepartmentWordsError(
            f"{where}: weight = {row['weight']!r}; legal: a number between -{HEAVIEST:g} and {HEAVIEST:g}. Write 1.5."
        )
    return DepartmentWord(lang, department, lemmas, weight)


def lemmas_of(term: str, lang: str) -> tuple[str, ...]:
    """Return the lemmas of a term, in their order; a word with "*" stays as it is written.

    Examples
    --------
    >>> lemmas_of("személyes adatokat", "hu"), lemmas_of("Реклам*", "ru")
    (('személyes', 'adat'), ('реклам*',))
    """
    spoken = language(lang)
    plain = [spoken.respell(plain_word(word.rstrip("*"))) + "*" * word.endswith("*") for word in term.split()]
    whole = [word for word in plain if not word.endswith("*")]
    found = dict(zip(whole, spoken.analyse(whole)["lemma"].astype(str))) if whole else {}
    return tuple(spoken.respell(found.get(word, word)) for word in plain if word.strip("*"))


def term_matrix(lemmas: LemmaMatrix, words: Sequence[DepartmentWord]) -> csr_matrix:
    """Return which texts hold which terms: csr_matrix of float64, shape (n_texts, len(words)), 0 or 1."""
    from scipy.sparse import csr_matrix

    indexes = {lang: _Index(lemmas, lang) for lang in {word.lang for word in words}}
    longest = max((len(word.lemmas) for word in words), default=0)
    holds = csr_matrix(np.ones((lemmas.counts.shape[0], len(words)))) if not longest else None
    for place in range(longest):
        parts = [word.lemmas[min(place, len(word.lemmas) - 1)] for word in words]
        columns = [indexes[word.lang].columns(part) for word, part in zip(words, parts)]
        term = np.repeat(np.arange(len(words)), [len(one) for one in columns])
        lemma = np.concatenate([np.zeros(0, np.int64), *columns]).astype(np.int64)
        chosen = csr_matrix((np.ones(len(term)), (lemma, term)), shape=(lemmas.counts.shape[1], len(words)))
        found = (lemmas.counts @ chosen).tocsr()
        found.data[:] = 1.0
        holds = found if holds is None else holds.multiply(found).tocsr()
    return holds


class _Index:
    def __init__(self, lemmas: LemmaMatrix, lang: str) -> None:
        own = np.flatnonzero((lemmas.lemmas["lang"] == lang).to_numpy(bool))
        spelled = lemmas.lemmas["lemma"].to_numpy(object)[own].astype(str)
        order = np.argsort(spelled, kind="stable")
        self.sorted, self.own = spelled[order].tolist(), own[order]

    def columns(self, lemma: str) -> np.ndarray:
        """Return the columns of the lemma, or of all that begin like it when it ends in "*"."""
        stem = lemma.rstrip("*")
        low = bisect_left(self.sorted, stem)
        high = bisect_left(self.sorted, stem + ("\U0010ffff" if lemma.endswith("*") else "\x00"))
        return self.own[low:high]
