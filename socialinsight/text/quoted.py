"""Quoted replies, forwards and signatures: cut from a mail so that only the author's own words stay.

What mail programs write in a language stands in `lang/<code>/mail.csv`, what they write whatever the language in
`text/mail.csv`: kind, pattern (regular expression), value, source, witness.
"""

from __future__ import annotations

import csv
import re
from functools import cache
from pathlib import Path
from types import MappingProxyType

KINDS = (
    "attribution",
    "header_from",
    "header_sent",
    "header_to",
    "header_subject",
    "original",
    "forwarded",
    "signature",
    "auto_reply",
    "media",
    "deleted",
    "edited",
    "service",
    "month",
)
_PACKAGE = Path(__file__).resolve().parent.parent
_LONGEST = 400
_BLOCK_LINES = 8
_WRAPPED = 55
_MAIL_MARK = re.compile(r"\d{1,2}[:.]\d{2}\b|[^\s@]@[^\s@]|\d{4}")


@cache
def mail_rows(kind: str) -> tuple[MappingProxyType[str, str], ...]:
    """Return the rows of one kind from every language folder.

    Raises
    ------
    ValueError
        When the kind is not one of `KINDS`.

    Examples
    --------
    >>> {row["value"] for row in mail_rows("month")} == {str(n) for n in range(1, 13)}
    True
    """
    if kind not in KINDS:
        raise ValueError(f"mail rows: unknown kind {kind!r}; legal: {', '.join(KINDS)}. Choose one of them.")
    return tuple(row for row in _all_rows() if row["kind"] == kind)


@cache
def _all_rows() -> tuple[MappingProxyType[str, str], ...]:
    files = [_PACKAGE / "text" / "mail.csv", *sorted((_PACKAGE / "lang").glob("*/mail.csv"))]
    rows: list[MappingProxyType[str, str]] = []
    for path in files:
        with path.open(encoding="utf-8", newline="") as file:
            rows += [MappingProxyType(row | {"file": path.parent.name}) for row in csv.DictReader(file)]
    return tuple(rows)


@cache
def mail_pattern(kind: str) -> re.Pattern[str]:
    """Return one pattern that fits a whole line of that kind, in any language.

    Examples
    --------
    >>> bool(mail_pattern("original").fullmatch("-----Eredeti üzenet-----"))
    True
    """
    patterns = [row["pattern"] for row in mail_rows(kind)]
    return re.compile("|".join(f"(?:{pattern})" for pattern in patterns) or "(?!)", re.IGNORECASE)


def fits(kind: str, line: str) -> bool:
    """Tell whether the whole line is of that kind."""
    return len(line) <= _LONGEST and mail_pattern(kind).fullmatch(line) is not None


def strip_quoted(text: str) -> str:
    """Return the author's own words of a mail.

    Lines quoted with `>` go, and so do attribution lines above them ("X ezt írta:", "X написал(а):", over up to
    three lines). Everything goes from an attribution with a date or address whose quotation bears no marks, from
    a header block (From / Sent / To / Subject in any language), from "original message" and "forwarded message"
    lines, and from the signature mark `-- `. Words written under a quotation marked with `>` stay.

    Examples
    --------
    >>> strip_quoted("Rendben, köszönöm!\\n\\n2024. 06. 02. 0:12 keltezéssel, Kiss Éva írta:\\n> Kész.")
    'Rendben, köszönöm!'
    """
    kept: list[str] = []
    lines = text.splitlines()
    at = 0
    while at < len(lines):
        line = _bare(lines[at])
        n_attribution = _attribution_length(lines, at)
        if line.startswith(">"):
            at += 1
        elif n_attribution:
            attribution = lines[at : at + n_attribution]
            at += n_attribution
            if not _is_marked(lines, at):
                if _MAIL_MARK.search(" ".join(attribution)):
                    break
                kept += attribution
        elif _ends_here(lines, at):
            break
        else:
            if not fits("signature", line):
                kept.append(lines[at].rstrip())
            at += 1
    return re.sub(r"\n{3,}", "\n\n", "\n".join(kept)).strip()


def _bare(line: str) -> str:
    return line.strip(" \t\u00a0\u200e\u200f\ufeff*_")


def _attribution_length(lines: list[str], at: int) -> int:
    """Count the lines (1 to 3) that together are an attribution; 0 when they are none."""
    joined = ""
    for n, line in enumerate(lines[at : at + 3], 1):
        if not line.strip() or line.lstrip().startswith(">"):
            return 0
        joined = f"{joined} {_bare(line)}".strip()
        if joined.endswith(":") and fits("attribution", joined):
            is_own_line = n > 1 and len(_bare(lines[at])) < _WRAPPED and _attribution_length(lines[: at + n], at + 1)
            return 0 if is_own_line else n
    return 0


def _is_marked(lines: list[str], at: int) -> bool:
    following = next((line for line in lines[at : at + 3] if line.strip()), "")
    return following.lstrip().startswith(">")


def _ends_here(lines: list[str], at: int) -> bool:
    line = lines[at].strip()
    if lines[at] in ("-- ", "--") or fits("original", line) or fits("forwarded", line):
        return True
    return fits("header_from", _bare(line)) and _is_header_block(lines[at + 1 : at + _BLOCK_LINES])


def _is_header_block(lines: list[str]) -> bool:
    kinds = ("header_sent", "header_to", "header_subject")
    seen = {kind for line in lines for kind in kinds if fits(kind, _bare(line))}
    return len(seen) >= 2
