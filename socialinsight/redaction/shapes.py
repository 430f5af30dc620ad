"""Pieces of patterns that several kinds of personal data share."""

from __future__ import annotations

import csv
import re
from pathlib import Path

COUNTRY = Path(__file__).resolve().parent.parent / "country"
SPACE = r"[^\S\n]"
NOT_AMOUNT = (
    rf"(?!{SPACE}?(?:ft\b|huf|forint|eur|usd|kč|ron\b|ezer|millió|milliárd|mft|eft|руб|р\.|р\b|тыс|млн|[€$₽%°]|kwh|квт|"
    r"mb\b|gb\b|мб\b|гб\b|db\b|шт|kg\b|кг\b|km\b|км\b|perc|мин|m2|m²|m3|m³|м2|м3|л\b|litr))"
)
_ACCENTED = {"á": "áa", "é": "ée", "í": "íi", "ó": "óo", "ö": "öőo", "ő": "őöo", "ú": "úu", "ü": "üűu", "ű": "űüu"}


def loosened(words: str) -> str:
    """Return a pattern of Hungarian words that also finds them without accents.

    Examples
    --------
    >>> loosened("ügyfél")
    '[üűu]gyf[ée]l'
    """
    return "".join(f"[{_ACCENTED[letter]}]" if letter in _ACCENTED else letter for letter in words)


def context_words(kind: str) -> str:
    """Return one pattern for all words of a kind in the `id_words.csv` of the countries: tax_id, account, contract."""
    words = []
    for path in sorted(COUNTRY.glob("*/id_words.csv")):
        with path.open(encoding="utf-8", newline="") as file:
            words += [loosened(row["words"]) for row in csv.DictReader(file) if row["kind"] == kind]
    return "|".join(words)


def digits(text: str) -> str:
    """Return the digits of `text`.

    Examples
    --------
    >>> digits("06 (30) 123-45 67")
    '06301234567'
    """
    return re.sub(r"\D", "", text)
