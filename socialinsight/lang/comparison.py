"""Names of competitors in any inflected form, and who fares better in what is said about them."""

from __future__ import annotations

import csv
import re
from functools import lru_cache
from pathlib import Path

from socialinsight.lang.language import LANGUAGES, language

OUTCOMES = ("joined", "won", "lost")
"""In the order in which they are asked: who came from there fares better here."""
_LONG = {"a": "[aá]", "e": "[eé]"}
_FALLING = "аяоеёйьыи"
_LEAST_FIRST_WORD = 5
_CASES = "(?:h[oeö]z|n[áéae][lk]|t[óőo]l|[br][óőo]l|[br][ae]n?|[eoöa]?[tn]|[eo]s|é)?"


def name_stem(name: str) -> str:
    """Return a pattern of the part of a name that inflection leaves alone.

    Examples
    --------
    >>> name_stem("Фиалка"), name_stem("Viola"), name_stem("Villám Mobil")
    ('фиалк', 'viol[aá]', 'villám\\\\ mobil')
    """
    plain = name.lower()
    if len(plain) > 4 and plain[-1] in _FALLING:
        return re.escape(plain[:-1])
    if plain and plain[-1] in _LONG:
        return re.escape(plain[:-1]) + _LONG[plain[-1]]
    return re.escape(plain)


def mention_pattern(name: str) -> re.Pattern[str]:
    """Return a pattern of a name with its endings; a long first word of several, with a capital, stands for the whole.

    Examples
    --------
    >>> found = mention_pattern("Villám Mobil").findall
    >>> found("Megyek a Villámhoz, a villám mobilnál olcsóbb, villámot láttam.")
    ['Villámhoz', 'villám mobilnál']
    """
    forms = [rf"(?i:{name_stem(name)})(?:[-–]?\w{{0,8}})"]
    first = name.split()[0] if len(name.split()) > 1 else ""
    if len(first) >= _LEAST_FIRST_WORD:
        capital = first[0].upper() + name_stem(first)[1:]
        forms.append(rf"{capital}-?{_CASES}(?!\w)")
    return re.compile(rf"(?<!\w)(?:{'|'.join(forms)})")


@lru_cache(maxsize=8)
def _rows(folder: Path) -> tuple[tuple[str, str], ...]:
    with (folder / "comparison.csv").open(encoding="utf-8", newline="") as file:
        return tuple((row["outcome"], row["pattern"]) for row in csv.DictReader(file))


@lru_cache(maxsize=4096)
def _patterns(folder: Path, name: str) -> tuple[tuple[str, re.Pattern[str]], ...]:
    word = name.split()[0]
    stem = name_stem(name) if word == name or len(word) < _LEAST_FIRST_WORD else f"(?:{name_stem(name)}|{word.lower()})"
    endings = r"\w{0,3}" if re.search("[а-яё]", stem) else r"[-–]?(?:es|os)?"
    here = rf"[«„\"]?{stem}{endings}[»”\"]?"
    made = {kind: [p.replace("{name}", here) for row, p in _rows(folder) if row == kind] for kind in OUTCOMES}
    return tuple((kind, re.compile("|".join(forms))) for kind, forms in made.items() if forms)


def outcome(text: str, name: str, lang: str) -> str:
    """Return who fares better in a text that names a competitor.

    Parameters
    ----------
    text : str
        One message.
    name : str
        The competitor, as in the settings.
    lang : str
        hu or ru.

    Returns
    -------
    str
        joined (the writer came from there), won (we fare better), lost (they fare better, or the writer goes there),
        or unclear.

    Examples
    --------
    >>> outcome("A KékTelnél olcsóbb.", "KékTel", "hu"), outcome("Перешла к вам от «Фиалки».", "Фиалка", "ru")
    ('lost', 'joined')
    >>> outcome("A KékTel boltja mellett lakom.", "KékTel", "hu")
    'unclear'
    """
    if lang not in LANGUAGES:
        return "unclear"
    lowered = text.lower()
    for kind, pattern in _patterns(language(lang).folder, name):
        if pattern.search(lowered):
            return kind
    return "unclear"
