"""Texts with personal data marked as ``[kind:datum]``."""

from __future__ import annotations

import re
from collections import Counter
from pathlib import Path

from socialinsight.masking import spans

DATA = Path(__file__).parents[1] / "data"
_MARK = re.compile(r"\[(phone|email|card|iban|tax|contract|address|name):([^\]]*)\]")


def read_planted(name: str) -> list[tuple[str, list[tuple[int, int, str]]]]:
    """Return each text without its marks, with start, end and kind of the data."""
    rows = []
    for line in (DATA / name).read_text(encoding="utf-8").splitlines():
        text, planted, last = "", [], 0
        for mark in _MARK.finditer(line):
            text += line[last : mark.start()]
            planted.append((len(text), len(text) + len(mark[2]), mark[1]))
            text += mark[2]
            last = mark.end()
        rows.append((text + line[last:], planted))
    return rows


def measure(names: list[str], lang: str, *, show: bool = False) -> tuple[Counter, Counter, int, int]:
    """Return masked and planted data by kind, the number of right masks and of all masks."""
    rows = [row for name in names for row in read_planted(name)]
    found = spans([text for text, _ in rows], lang)
    masked, planted = Counter(), Counter()
    n_right = 0
    hit = set()
    for number, (text, data) in enumerate(rows):
        here = [(s, e, label) for t, s, e, label in zip(found.text, found.start, found.end, found.label) if t == number]
        covered = {place for start, end, _ in here for place in range(start, end)}
        for start, end, kind in data:
            planted[kind] += 1
            missed = [place for place in range(start, end) if text[place].isalnum() and place not in covered]
            masked[kind] += not missed
            if missed and show:
                print("MISSED", kind, text[start:end], "|", text, "|", [text[s:e] for s, e, _ in here])
        for start, end, label in here:
            right = any(start < last and end > first for first, last, _ in data)
            n_right += right
            if not right and show:
                print("WRONG", label, text[start:end], "|", text)
            hit.add(number)
    return masked, planted, n_right, len(found)


def report(masked: Counter, planted: Counter, n_right: int, n_found: int) -> str:
    """Return recall by kind and precision as one line."""
    kinds = " ".join(f"{kind} {masked[kind]}/{planted[kind]}" for kind in sorted(planted))
    recall = masked.total() / planted.total()
    return f"recall {recall:.3f} ({kinds}) precision {n_right / n_found:.3f} ({n_right}/{n_found})"
