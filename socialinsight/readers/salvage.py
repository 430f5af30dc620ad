"""JSON that programs really write: known faults mended, truncated files read object by object."""

from __future__ import annotations

import json
import re
import warnings
from collections.abc import Iterator
from typing import Any

from socialinsight.readers.account import ReadWarning

_HEX_ESCAPE = re.compile(r"(?<!\\)((?:\\\\)*)\\x([0-9A-Fa-f]{2})")
_BARE_KEY = re.compile(r"(?<=[{,\s])document_id(\s*:)")
_BARE_VALUE = re.compile(r'("document_id"\s*:\s*)(?!true\b|false\b|null\b)([^"\s\d\[{-][^"\n]*?)(\s*,?\s*\n|\s*\})')
_DECODER = json.JSONDecoder(strict=False)
_SPACE = re.compile(r"[\s,]*")


def mend(text: str) -> str:
    r"""Return the text with the known faults of Telegram Desktop mended.

    Control characters written `\x0C`, and `document_id` without quotation marks, as key or as value.

    Examples
    --------
    >>> json.loads(mend('{"text": "a\\x0Cb", document_id: (File not included)}'))["document_id"]
    '(File not included)'
    """
    text = _HEX_ESCAPE.sub(r"\1\\u00\2", text)
    return _BARE_VALUE.sub(r'\1"\2"\3', _BARE_KEY.sub(r'"document_id"\1', text))


def load_json(text: str) -> Any:
    """Parse a whole document, mended when need be; None when it is broken beyond that.

    Examples
    --------
    >>> load_json('[1, 2]'), load_json('[1, 2')
    ([1, 2], None)
    """
    for candidate in (lambda: text, lambda: mend(text)):
        try:
            return _DECODER.decode(candidate().lstrip("\ufeff"))
        except (ValueError, RecursionError):
            continue
    return None


def warn_damaged(name: str) -> None:
    """Say that a document is not whole."""
    message = f"{name}: is damaged or cut off; its records were read one by one as far as they are whole"
    warnings.warn(message, ReadWarning, stacklevel=3)


def salvage_objects(text: str, start: int, *, sign: str = r'\{\s*"id"\s*:') -> Iterator[tuple[Any, int]]:
    """Yield (object, end) for the objects of the array that begins at `start`; (None, end) for a damaged one.

    After damage the next place that looks like the beginning of an object (`sign`) is tried.

    Examples
    --------
    >>> [found for found, _ in salvage_objects('{"id": 1}, {"id": 2, x}, {"id": 3}, {"id": 4', 0)]
    [{'id': 1}, None, {'id': 3}, None]
    """
    begins = re.compile(sign)
    at = _SPACE.match(text, start).end()  # type: ignore[union-attr]
    while at < len(text) and text[at] not in "]}":
        try:
            found, end = _DECODER.raw_decode(text, at)
        except (ValueError, RecursionError):
            later = begins.search(text, at + 1)
            found, end = None, later.start() if later else len(text)
        yield found, end
        at = _SPACE.match(text, end).end()  # type: ignore[union-attr]
