"""Payment card numbers."""

from __future__ import annotations

import re
from collections.abc import Iterator

from socialinsight.country.checks import is_luhn
from socialinsight.redaction.shapes import digits

LABEL = "pii_card"
_NUMBER = re.compile(r"(?<![\w+])[2-6](?:[ \u00a0-]?\d){12,18}(?![\w]|[-.,]\d)")
_IN_FOURS = re.compile(r"(?<![\w+])[2-6]\d{3}([ \u00a0-])\d{4}\1\d{4}\1\d{4}(?!\w|[- ]\d)")
_SIXTEEN = re.compile(r"(?<![\w+-])[2456]\d{15}(?![\w-])")
_MASKED = re.compile(r"(?<![\w+])[2-6]\d{3}[ -]?\d{0,2}[*xхXХ•.]{2,4}[ -]?[*xхXХ•.]{4}[ -]?\d{4}(?!\w)")


def find(document: str) -> Iterator[tuple[int, int]]:
    """Yield start and end of each card number: 13 to 19 digits that pass Luhn's check, or 16 as on cards."""
    for match in _NUMBER.finditer(document):
        if is_luhn(digits(match[0])):
            yield match.span()
    for pattern in (_IN_FOURS, _SIXTEEN, _MASKED):
        for match in pattern.finditer(document):
            yield match.span()
