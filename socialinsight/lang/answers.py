"""What a question asks for, and what facts an answer gives: prices, times, counts, hours, yes or no."""

from __future__ import annotations

import csv
import re
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

from socialinsight.lang.date_grammar import fold
from socialinsight.lang.language import LANGUAGES, language

ASKS = ("hours", "price", "duration", "count")
_LEADS = 2.0
_NUMBER = re.compile(r"\d[\d ]*\d|\d")
_CASE_NUMBER = re.compile(r"\d{4,}")


@dataclass(frozen=True)
class Facts:
    """What an answer says.

    Attributes
    ----------
    price : frozenset of float
        Amounts of money; 0 for "free".
    duration : frozenset of float
        Days; of a range the longer end.
    hours : frozenset of float
        Hours of the day; -1 for "closed".
    count : frozenset of float
        Other numbers.
    says : int
        1 yes or possible, -1 no or not possible, 0 neither or both.
    """

    price: frozenset[float]
    duration: frozenset[float]
    hours: frozenset[float]
    count: frozenset[float]
    says: int


@dataclass(frozen=True)
class _Grammar:
    patterns: dict[str, re.Pattern[str]]
    weighted: tuple[tuple[str, float, re.Pattern[str]], ...]
    amount: re.Pattern[str]
    units: tuple[tuple[re.Pattern[str], float], ...]
    numbers: dict[str, float]


@lru_cache(maxsize=8)
def _grammar(folder: Path) -> _Grammar:
    with (folder / "answers.csv").open(encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file))
    plain: dict[str, list[str]] = {}
    for row in rows:
        plain.setdefault(row["kind"], []).append(row["pattern"])
    numbers = {
        word: float(row["value"]) for row in rows if row["kind"] == "number" for word in row["pattern"].split("|")
    }
    one_of = "|".join(sorted(numbers, key=len, reverse=True))
    unit = "|".join(plain["unit"])
    amount = rf"\b(?:(\d+)\s?[-–]\s?)?(\d+|{one_of})?[\s-]?\b((?:{unit})\w*)"
    return _Grammar(
        {kind: re.compile("|".join(forms)) for kind, forms in plain.items()},
        tuple((row["kind"], float(row["value"]), re.compile(row["pattern"])) for row in rows if row["kind"] in _POLAR),
        re.compile(amount),
        tuple((re.compile(row["pattern"]), float(row["value"])) for row in rows if row["kind"] == "unit"),
        numbers,
    )


_POLAR = ("yes", "no")


def asks_for(question: str, lang: str) -> str:
    """Return what a question asks for.

    Parameters
    ----------
    question : str
        One sentence.
    lang : str
        hu, ru or another.

    Returns
    -------
    str
        hours (opening), price, duration, count, polarity (yes or no), or "" for anything else: when, where, how, why,
        questions with a number of a case in them, languages that are not read.

    Examples
    --------
    >>> asks_for("Mennyibe kerül a kiszállítás?", "hu"), asks_for("Можно вернуть товар без чека?", "ru")
    ('price', 'polarity')
    >>> asks_for("Mikor jön a csomagom?", "hu")
    ''
    """
    if lang not in LANGUAGES or _CASE_NUMBER.search(question):
        return ""
    folded, patterns = fold(question), _grammar(language(lang).folder).patterns
    for kind in ASKS:
        if patterns[f"asks_{kind}"].search(folded):
            return kind
    return "" if patterns["asks_else"].search(folded) else "polarity"


def facts_of(answer: str, lang: str) -> Facts:
    """Return the facts of an answer.

    Parameters
    ----------
    answer : str
        One message of the firm.
    lang : str
        hu or ru.

    Examples
    --------
    >>> facts_of("Igen, 2-3 munkanap, a díja 1 490 Ft.", "hu")
    Facts(price=frozenset({1490.0}), duration=frozenset({4.2}), hours=frozenset(), count=frozenset(), says=1)
    """
    grammar = _grammar(language(lang).folder)
    folded = fold(answer)
    price = frozenset(_value(one) for one in grammar.patterns["money"].findall(folded))
    rest = grammar.patterns["money"].sub(" ", folded)
    if grammar.patterns["free"].search(folded):
        price |= {0.0}
    hours = frozenset(float(one) for one in grammar.patterns["clock"].findall(rest))
    rest = grammar.patterns["clock"].sub(" ", rest)
    if grammar.patterns["closed"].search(folded):
        hours |= {-1.0}
    duration = frozenset(_days(found, grammar) for found in grammar.amount.finditer(rest))
    count = frozenset(_value(one) for one in _NUMBER.findall(grammar.amount.sub(" ", rest)))
    return Facts(price, duration, hours, count, _says(folded, grammar))


def _value(written: str) -> float:
    return float(re.sub(r"[ .]", "", written.strip()) or 0)


def _days(found: re.Match[str], grammar: _Grammar) -> float:
    number = found.group(2) or "1"
    factor = next(factor for pattern, factor in grammar.units if pattern.match(found.group(3)))
    return round((float(number) if number.isdigit() else grammar.numbers[number]) * factor, 2)


def _says(folded: str, grammar: _Grammar) -> int:
    """Return the side of the heaviest words; 0 when both sides weigh the same."""
    said = {"yes": 0.0, "no": 0.0}
    for kind, weight, pattern in grammar.weighted:
        if weight > said[kind] and pattern.search(folded):
            said[kind] = weight
    if said["no"] < _LEADS <= said["yes"]:
        return 1
    if said["yes"] < _LEADS <= said["no"]:
        return -1
    return int(said["yes"] > said["no"]) - int(said["no"] > said["yes"])


def without_opening(sentence: str, lang: str) -> str:
    """Return a sentence without the greeting or announcement before it.

    Examples
    --------
    >>> without_opening("Jó napot, kérdésem: van parkoló?", "hu")
    'van parkoló?'
    """
    pattern = _grammar(language(lang).folder).patterns["opening"]
    while found := pattern.match(fold(sentence)):
        sentence = sentence[found.end() :].lstrip()
    return sentence


def bearing_words(lang: str) -> frozenset[str]:
    """Return the small words that change what is asked: without, except, not, only.

    Examples
    --------
    >>> "без" in bearing_words("ru"), "nélkül" in bearing_words("hu")
    (True, True)
    """
    return frozenset(_grammar(language(lang).folder).patterns["bearing"].pattern.split("|"))


def is_for_now(text: str, lang: str) -> bool:
    """Return whether an answer holds for the moment only.

    Examples
    --------
    >>> is_for_now("Jelenleg nem működik.", "hu"), is_for_now("Можно и без чека.", "ru")
    (True, False)
    """
    return bool(_grammar(language(lang).folder).patterns["for_now"].search(fold(text)))


def is_own_case(text: str, lang: str) -> bool:
    """Return whether an answer speaks of the customer's own parcel, bill or case.

    Examples
    --------
    >>> is_own_case("Az Ön csomagja holnap érkezik.", "hu"), is_own_case("Заказ хранится 7 дней.", "ru")
    (True, False)
    """
    return bool(_grammar(language(lang).folder).patterns["own_case"].search(fold(text)))


def does_not_know(text: str, lang: str) -> bool:
    """Return whether the firm says that it does not know.

    Examples
    --------
    >>> does_not_know("Erről sajnos nincs információnk.", "hu"), does_not_know("Не могу подсказать.", "ru")
    (True, True)
    """
    return lang in LANGUAGES and bool(_grammar(language(lang).folder).patterns["dont_know"].search(fold(text)))
