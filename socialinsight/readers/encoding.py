"""Which encoding a file is in, and its content as clean UTF-8 blocks."""

from __future__ import annotations

import codecs
import re
import warnings
from collections.abc import Iterator
from pathlib import Path

from socialinsight.readers.account import ReadWarning

ENCODINGS = ("utf-8", "utf-8-sig", "utf-16", "cp1250", "iso-8859-2", "cp1251", "koi8-r")
BLOCK = 1 << 22
SAMPLE = 1 << 18
_MARKS = (
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)
_ALPHABETS = {
    "cp1250": "a-záéíóöőúüű",
    "iso-8859-2": "a-záéíóöőúüű",
    "cp1251": "а-яё",
    "koi8-r": "а-яё",
}
_FREQUENT = frozenset("оеаинтсрвлáéóöőíü")
_WORD = re.compile(r"[^\W\d_]+")
_MAX_BROKEN_SHARE = 0.02


def detect_encoding(content: bytes) -> str:
    """Name the encoding of a sample of bytes: one of `ENCODINGS`.

    A byte order mark decides; else UTF-8 when the bytes are (nearly all) valid; else the single-byte encoding in
    which words with accents or Cyrillic letters are best made of one alphabet's frequent letters, in a usual case
    (all lower, or one capital in front).

    Examples
    --------
    >>> detect_encoding("Megint nincs térerő!".encode("iso-8859-2"))
    'cp1250'
    >>> detect_encoding("Когда починят связь?".encode("koi8-r"))
    'koi8-r'
    """
    for mark, name in _MARKS:
        if content.startswith(mark):
            return name
    broken, foreign = _broken_utf8(content)
    if broken == 0 or broken <= _MAX_BROKEN_SHARE * foreign:
        return "utf-8"
    scores = {name: _score(content, name) for name in _ALPHABETS}
    return max(scores, key=lambda name: scores[name])


def _broken_utf8(content: bytes) -> tuple[int, int]:
    text = content.decode("utf-8", "replace")
    tail = 1 if text.endswith("\ufffd") else 0
    broken = text.count("\ufffd") - content.count("\ufffd".encode()) - tail
    return broken, sum(1 for character in text if character > "\x7f")


def _score(content: bytes, encoding: str) -> float:
    words = [word for word in _WORD.findall(content.decode(encoding, "replace")) if not word.isascii()]
    lower = re.compile(f"[{_ALPHABETS[encoding]}]+")
    score = 0.0
    for word in words:
        if lower.fullmatch(word.lower()):
            score += 1.0 if word[1:].islower() or word.islower() else 0.7 * word.isupper()
            letters = [letter for letter in word.lower() if not letter.isascii()]
            score += 2 * sum(letter in _FREQUENT for letter in letters) / len(letters)
    return score / max(len(words), 1)


def file_encoding(path: Path) -> str:
    """Name the encoding of a file by its marks and the first block that is not plain ASCII."""
    with path.open("rb") as file:
        head = block = file.read(SAMPLE)
        while block and block.isascii():
            block = file.read(SAMPLE)
    return detect_encoding(head if head.startswith(tuple(mark for mark, _ in _MARKS)) else block or head)


def utf8_blocks(path: Path, *, size: int = BLOCK) -> Iterator[bytes]:
    """Yield the file as valid UTF-8 without byte order mark and NUL; damaged bytes become U+FFFD, with a warning."""
    encoding = file_encoding(path)
    decoder = codecs.getincrementaldecoder(encoding)("replace")
    damaged = 0
    with path.open("rb") as file:
        while block := file.read(size):
            text = decoder.decode(block).replace("\0", "")
            damaged += text.count("\ufffd")
            yield text.encode()
    rest = decoder.decode(b"", final=True)
    damaged += rest.count("\ufffd")
    if rest:
        yield rest.encode()
    if damaged:
        message = f"{path.name}: {damaged} characters are not valid {encoding} and were read as U+FFFD"
        warnings.warn(message, ReadWarning, stacklevel=2)


def read_text(path: Path) -> str:
    """Return the whole file as text, decoded by its detected encoding, without NUL characters."""
    return b"".join(utf8_blocks(path)).decode()
