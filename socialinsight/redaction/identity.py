"""Tax, insurance and identity numbers: by check digit where they have one, by the words around them elsewhere."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator

from socialinsight.country.hu.identifiers import is_personal_tax_id, is_social_security_number, is_tax_number
from socialinsight.country.ru.identifiers import is_inn, is_ogrn, is_snils
from socialinsight.redaction.shapes import NOT_AMOUNT, SPACE, context_words, digits

LABEL = "pii_tax_id"
_START, _END = r"(?<![\w+№#])(?<!\d[-.,/])", rf"(?!\w|[-/.,]\d){NOT_AMOUNT}"
_WITH_CHECK: tuple[tuple[str, Callable[[str], bool]], ...] = (
    (r"\d{8}[- ]?\d[- ]?\d{2}", is_tax_number),
    (r"8\d{3}[ ]?\d{3}[ ]?\d{3}", is_personal_tax_id),
    (r"\d{3}(?P<s>[- ]?)\d{3}(?P=s)\d{3}", is_social_security_number),
    (r"\d{10}|\d{12}|\d{4}[ ]\d{4}[ ]\d{4}", is_inn),
    (r"\d{3}[- ]?\d{3}[- ]?\d{3}[- ]?\d{2}", is_snils),
    (r"[1235]\d{12}|3\d{14}", is_ogrn),
)
_CHECKED = tuple((re.compile(_START + f"(?:{shape})" + _END, re.IGNORECASE), check) for shape, check in _WITH_CHECK)
_SHAPED = re.compile(
    _START
    + r"(?:\d{8}-[1-5]-\d{2}|\d{3}-\d{3}-\d{3}[ -]\d{2}|\d{6}[A-Z]{2}|\d{2}[ ]\d{2}[ ]№?[ ]?\d{6}|\d{4}[ ]№?[ ]?\d{6})"
    + rf"(?!\w|[-/]\d)(?i:{NOT_AMOUNT})"
)
_VALUE = r"(?:[A-Z]{1,3}[- ]?)?\d(?:[- ]?\d){4,14}(?:[- ]?[A-Z]{2})?|\d{2}[ ]?\d{2}(?:,?[ ]№?|[ ]номер[ ])[ ]?\d{6}"
_INTRODUCED = re.compile(
    rf"(?<!\w)(?:{context_words('tax_id')})(?:{SPACE}?[:(,№–-]|{SPACE}[^\W\d]{{1,12}}\b\.?){{0,4}}{SPACE}?"
    rf"(?P<number>{_VALUE})(?!\w|[-/.]\d){NOT_AMOUNT}",
    re.IGNORECASE,
)
_FOLLOWED = re.compile(
    rf"{_START}(?P<number>{_VALUE})(?:-?[^\W\d]{{1,3}})?{SPACE}?[-–—(,]?{SPACE}?"
    rf"(?:(?:a|az|is|ez|это|мой|моя|egy){SPACE}){{0,2}}(?:{context_words('tax_id')})(?!\w)",
    re.IGNORECASE,
)


def find(document: str) -> Iterator[tuple[int, int]]:
    """Yield start and end of each tax, insurance or identity number."""
    for pattern, check in _CHECKED:
        for match in pattern.finditer(document):
            if check(digits(match[0])):
                yield match.span()
    for match in _SHAPED.finditer(document):
        yield match.span()
    for pattern in (_INTRODUCED, _FOLLOWED):
        for match in pattern.finditer(document):
            yield match.span("number")
