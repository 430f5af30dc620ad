"""Contract, customer, order and account numbers, told by the words around them."""

from __future__ import annotations

import re
from collections.abc import Iterator

from socialinsight.redaction.shapes import NOT_AMOUNT, SPACE, context_words, loosened

LABEL = "pii_contract"
_VALUE = (
    r"(?:[A-ZА-ЯÁÉÍÓÖŐÚÜŰ]{1,6}[-/_.]?|(?-i:[A-ZА-Я]{1,6})[ ])?(?:[0-9A-ZА-Я]{1,6}[-/_.])*"
    r"(?=[A-ZА-Я\d]*(?:[-/_. ]?[A-ZА-Я\d]*)?\d{2})[A-ZА-Я]{0,6}\d[\dA-ZА-Я]{3,23}"
    r"(?:[-/_ ]?\d{2,12}){0,4}(?:[-/][A-ZА-Я]{1,4}(?![A-ZА-Я]))?"
    r"|\d{1,6}(?:[-/]\d{1,12}){1,4}"
)
_NOT_A_NUMBER = re.compile(
    r"0x[0-9a-fA-F]+|(?:\d{4}[./-]\d{1,2}[./-]\d{1,2}|\d{1,2}[./-]\d{1,2}[./-]\d{2,4}|(?:19|20)\d\d)\.?"
)
_WORDS = context_words("contract")
_FILLER = (
    rf"(?:{SPACE}?[:;(,#№=–—-]|{SPACE}(?:№|#|n°|(?:no|sz|nr)\.)"
    rf"|{SPACE}(?!(?-i:[A-ZА-Я]{{2,6}}){SPACE}\d)[^\W\d]{{1,12}}\b(?![-/_]\d)\.?){{0,3}}"
)
_BEFORE = re.compile(
    rf"(?<!\w)(?:{_WORDS}){_FILLER}{SPACE}?[#№]?{SPACE}?(?P<number>{_VALUE})(?![\d%]|[.,:]\d){NOT_AMOUNT}",
    re.IGNORECASE,
)
_AFTER = re.compile(
    rf"(?<![\w+.,-])[#№]?(?P<number>{_VALUE})(?:-?[^\W\d]{{1,4}})?{SPACE}?[-–—(,]?{SPACE}?"
    rf"(?:(?:a|az|is|sz\.?|számú|szamu|это|номер|мой|моего|моя|egy|előfizetői|ügyfél){SPACE}){{0,3}}(?:{_WORDS})(?!\w)",
    re.IGNORECASE,
)
_NUMBERED = re.compile(
    rf"(?<![\w+.,-])(?P<number>{_VALUE}){SPACE}?(?:sz\.|{loosened('számú')}|sz[áa]mon){SPACE}(?=[^\W\d])", re.IGNORECASE
)
_SIGNED = re.compile(r"(?<![\w&])[№#]\s?(?P<number>[A-ZА-Я]{0,4}[-/]?\d{4,}(?:[-/]\d+)*)(?!\w)", re.IGNORECASE)


def find(document: str) -> Iterator[tuple[int, int]]:
    """Yield start and end of each number that a word such as "rendelésszám" or «договор» introduces or follows."""
    for pattern in (_BEFORE, _AFTER, _NUMBERED, _SIGNED):
        for match in pattern.finditer(document):
            value = match["number"]
            if sum(map(str.isdigit, value)) >= 4 and not _NOT_A_NUMBER.fullmatch(value):
                yield match.span("number")
