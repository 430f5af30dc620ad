"""E-mail addresses, also spelled out: "kati kukac gmail pont com", «ivan собака mail точка ru»."""

from __future__ import annotations

import re
from collections.abc import Iterator

from socialinsight.redaction.shapes import SPACE

LABEL = "pii_email"
_SIGN = (
    rf"(?:{SPACE}?[\[({{]{SPACE}?(?:at|kukac|собака|сабака|собачка|kutya){SPACE}?[\])}}]{SPACE}?|{SPACE}"
    rf"(?:kukac|собака|сабака|собачка){SPACE})"
)
_DOT = rf"(?:\.|{SPACE}?[\[({{](?:dot|pont|точка)[\])}}]{SPACE}?|{SPACE}(?:pont|точка|dot){SPACE})"
_PLAIN = re.compile(rf"[\w.+%'-]{{1,64}}{SPACE}?@{SPACE}?[\w-]{{1,64}}(?:\.[\w-]{{1,64}}){{0,4}}\.[^\W\d_]{{2,24}}")
_SPELLED = re.compile(
    rf"[\w+-]{{1,64}}(?:{_DOT}[\w+-]{{1,64}}){{0,3}}{_SIGN}[\w-]{{1,64}}"
    rf"(?:{_DOT}[\w-]{{1,64}}){{0,3}}?{_DOT}[^\W\d_]{{2,24}}",
    re.IGNORECASE,
)
_SIGN_WORD = re.compile(rf"@|kukac|собака|сабака|собачка|[\[({{]{SPACE}?at{SPACE}?[\])}}]", re.IGNORECASE)


def find(document: str) -> Iterator[tuple[int, int]]:
    """Yield start and end of each e-mail address."""
    if not _SIGN_WORD.search(document):
        return
    for match in _PLAIN.finditer(document):
        yield match.span()
    for match in _SPELLED.finditer(document):
        yield match.span()
