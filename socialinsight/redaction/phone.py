"""Telephone numbers of people: Hungarian, Russian and other international forms.

Toll-free and shared-cost numbers (8 800, 06 80, 06 40, 06 90) are lines of firms, not of persons, and stay.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from socialinsight.redaction.shapes import NOT_AMOUNT, SPACE, digits

LABEL = "pii_phone"
_SEP = rf"(?:{SPACE}?[-–—/.()]{SPACE}?[()]?|{SPACE}{{1,2}}\(?)?"
_PREFIX = r"(?<![\w+№#])(?<!\d[.,/-])"
_END = rf"(?![\w]|[-/.]\d){NOT_AMOUNT}"
_HU_END = rf"(?!\d|[-/.]\d|[A-Z]){NOT_AMOUNT}"
_NUMBERED = re.compile(
    rf"{_PREFIX}\(?(?:(?:\+|00){SPACE}?36|06|36(?=[-–/ (]?(?:1|20|30|31|50|70)\D?)){_SEP}"
    rf"(?!80|40|90)(?:1{_SEP}|[2-9]\d{_SEP})(?:\d{_SEP}){{5,6}}\d{_HU_END}"
    rf"|{_PREFIX}(?:20|30|31|50|70){_SEP}(?:\d{{3}}[- ]?\d{{4}}|\d{{3}}[- /]?\d{{2}}[- /]?\d{{2}}|\d{{7}}){_HU_END}"
    rf"|{_PREFIX}(?:\((?:1|[2-9]\d)\){SPACE}?|(?:1|[2-9]\d)/)\d{{3}}[- ]?\d{{3,4}}{_HU_END}"
    rf"|{_PREFIX}\+{SPACE}?7{_SEP}(?:\d{_SEP}){{9}}\d{_END}"
    rf"|{_PREFIX}[78]{_SEP}(?!{SPACE}*\(?800)(?:[3489]\d\d){_SEP}(?:\d{_SEP}){{6}}\d{_END}"
    rf"|{_PREFIX}9\d\d{_SEP}\d{{3}}[- ]?\d{{2}}[- ]?\d{{2}}{_END}"
    rf"|{_PREFIX}\([3489]\d{{2,4}}\){SPACE}?\d{{1,3}}[- ]?\d{{2}}[- ]?\d{{2}}{_END}"
    rf"|{_PREFIX}\d{{3}}-\d{{2}}-\d{{2}}{_END}"
    rf"|{_PREFIX}(?:\+|00)(?!36|7){SPACE}?[1-9]\d{{0,2}}{_SEP}(?:\d{_SEP}){{6,11}}\d{_END}",
    re.IGNORECASE,
)
_INTRODUCED = re.compile(
    rf"(?:\b(?:tel|telefon|mobil|mob)(?:on|om|omon|ja|unk|j[áa]n)?(?:sz[áa]m\w*)?|\bsz[áa]mom\w*|\bh[íi]v\w*"
    rf"|\b(?:тел|моб|телефон\w*|мобильн\w+|сотов\w+|вотсап|ватсап|whatsapp|viber|вайбер))"
    rf"[.:]?(?:{SPACE}?[:(,–-]|{SPACE}[^\W\d]{{1,11}}){{0,3}}{SPACE}?"
    rf"(?P<number>[+(]?\d(?:{_SEP}\d){{5,14}}){_HU_END}",
    re.IGNORECASE,
)
_FIRM_LINE = re.compile(r"(?:\+?36|06)(?:80|40|90)|[78]800")


def find(document: str) -> Iterator[tuple[int, int]]:
    """Yield start and end of each telephone number."""
    for match in _NUMBERED.finditer(document):
        yield _trimmed(document, *match.span())
    for match in _INTRODUCED.finditer(document):
        if not _FIRM_LINE.match(digits(match["number"])):
            yield match.span("number")


def _trimmed(document: str, start: int, end: int) -> tuple[int, int]:
    if document[start] == "(" and ")" not in document[start:end]:
        return start + 1, end
    return start, end
