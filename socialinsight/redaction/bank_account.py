"""Bank accounts: IBAN, Hungarian 8-8 and 8-8-8 digits, Russian 20 digits."""

from __future__ import annotations

import re
from collections.abc import Iterator

from socialinsight.country.checks import iban_length, is_iban
from socialinsight.country.hu.identifiers import is_bank_account
from socialinsight.redaction.shapes import SPACE, context_words, digits

LABEL = "pii_iban"
_IBAN = re.compile(r"(?<!\w)[A-Z]{2}[ -]?\d{2}(?:[ -]?[A-Z0-9]){11,30}(?!\w)", re.IGNORECASE | re.ASCII)
_HU_DASHED = re.compile(r"(?<![\w-])\d{8}[-–]\d{8}(?:[-–]\d{8})?(?![\w-])")
_HU_PLAIN = re.compile(r"(?<![\w-])\d{8}[ ]?\d{8}(?:[ ]?\d{8})?(?!\w)")
_RU = re.compile(r"(?<!\w)[34]\d{4}[ .]?\d{3}[ .]?\d[ .]?\d{4}[ .]?\d{7}(?!\w)")
_INTRODUCED = re.compile(
    rf"(?:{context_words('account')})(?:{SPACE}?[:(№–-]"
    rf"|{SPACE}[^\W\d]{{1,12}}\b){{0,3}}{SPACE}?(?P<number>\d(?:[ -]?\d){{7,25}})(?!\w)",
    re.IGNORECASE,
)


def find(document: str) -> Iterator[tuple[int, int]]:
    """Yield start and end of each account number."""
    for match in _IBAN.finditer(document):
        end = _iban_end(match[0])
        if end:
            yield match.start(), match.start() + end
    for pattern in (_HU_DASHED, _RU):
        for match in pattern.finditer(document):
            yield match.span()
    for match in _HU_PLAIN.finditer(document):
        if is_bank_account(digits(match[0])):
            yield match.span()
    for match in _INTRODUCED.finditer(document):
        yield match.span("number")


def _iban_end(written: str) -> int | None:
    """Return where the IBAN at the beginning of `written` ends; words may have been taken for its last groups."""
    signs = [place for place, sign in enumerate(written) if sign.isalnum()]
    compact = "".join(written[place] for place in signs).upper()
    length = iban_length(compact[:2])
    if length is None:
        return len(written) if is_iban(compact) else None
    if len(compact) < length or not (is_iban(compact[:length]) or compact[4:length].isdigit()):
        return None
    return signs[length - 1] + 1
