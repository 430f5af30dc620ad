"""The words that point to departments: each stands in its witness, and the firm's own come beside them."""

from pathlib import Path

import numpy as np
import pytest

from socialinsight.annotation import read_texts
from socialinsight.lang.language import LANGUAGES, language
from socialinsight.routing.department_words import DepartmentWordsError, department_words, lemmas_of, term_matrix
from socialinsight.routing.evidence import SHIPPED


@pytest.mark.parametrize("lang", LANGUAGES)
def test_each_shipped_term_stands_in_its_witness(lang: str) -> None:
    import csv

    with (language(lang).folder / "departments.csv").open(encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file))
    reading = read_texts([row["witness"] for row in rows], np.full(len(rows), lang, object))
    words = [word for word in department_words() if word.lang == lang]
    found = term_matrix(reading.lemmas, words).toarray()
    missed = [word.lemmas for place, word in enumerate(words) if not found[place, place]]
    assert len(words) == len(rows) and missed == []


@pytest.mark.parametrize("lang", LANGUAGES)
def test_shipped_terms_name_known_departments_once(lang: str) -> None:
    words = [word for word in department_words() if word.lang == lang]
    assert {word.department for word in words} == set(SHIPPED)
    assert len({word.lemmas for word in words}) == len(words)


def own(tmp_path: Path, body: str) -> str:
    path = tmp_path / "own.csv"
    path.write_text(body, encoding="utf-8")
    return str(path)


def test_own_words_are_read_in_any_form_and_replace_shipped_ones(tmp_path: Path) -> None:
    path = own(tmp_path, "lang,department,term,weight\nhu,Optika,optikai kábelt,2\nhu,Jog,ügyvéd*,3\n")
    words = {word.lemmas: word for word in department_words(path)}
    assert words[lemmas_of("optikai kábel", "hu")].department == "Optika"
    assert words[("ügyvéd*",)].department == "Jog" and words[("ügyvéd*",)].weight == 3
    assert len(words) == len(department_words()) + 1


@pytest.mark.parametrize(
    ("body", "message"),
    [
        ("lang,term\nhu,a\n", "column\\(s\\) \\['department', 'weight'\\] are missing"),
        ("lang,department,term,weight\nde,a,b,1\n", "lang = 'de'; legal: hu, ru"),
        ("lang,department,term,weight\nhu,,b,1\n", "Fill both in"),
        ("lang,department,term,weight\nhu,a,*,1\n", "Fill both in"),
        ("lang,department,term,weight\nhu,a,b,much\n", "weight = 'much'"),
        ("lang,department,term,weight\nhu,a,b,nan\n", "weight = 'nan'"),
    ],
)
def test_refusals(tmp_path: Path, body: str, message: str) -> None:
    with pytest.raises(DepartmentWordsError, match=message):
        department_words(own(tmp_path, body))
