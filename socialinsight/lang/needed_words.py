"""Words without which a regular expression cannot match, so that it is tried only where one of them stands."""

from __future__ import annotations

import re
from collections.abc import Iterable

SHORTEST = 3
_ENOUGH = 6
_CLASS = re.compile(r"\[\^?\]?(?:\\.|[^\]\\])*\]")
_UNNAMED = "(?:"
_NAMED = "(?P<"


def needed_words(pattern: str) -> frozenset[str]:
    r"""Return words of which one stands in every text that a regular expression matches; none when unsure.

    Letters in a row, and the alternatives of a group that must be there, are looked at; whatever else a pattern has
    (classes, repetitions from nought, looks ahead and back) demands nothing.

    Parameters
    ----------
    pattern : str
        Of the `re` module, case as in the texts.

    Returns
    -------
    frozenset of str
        Each of three letters or more; empty when the pattern may match without any.

    Examples
    --------
    >>> sorted(needed_words(r"\b(?:tegnap|ma reggel)\w* .{0,20}\bnem"))
    ['ma reggel', 'tegnap']
    >>> needed_words(r"\d+ ?(?:ft)?|sokba")
    frozenset()
    """
    words, _ = _alternatives(pattern, 0)
    return words


def _alternatives(pattern: str, at: int) -> tuple[frozenset[str], int]:
    """Read up to the end or the bracket that closes; every alternative must demand something."""
    branches = []
    while True:
        words, at = _row(pattern, at)
        branches.append(words)
        if at >= len(pattern) or pattern[at] == ")":
            return (frozenset().union(*branches) if all(branches) else frozenset()), at
        at += 1


def _row(pattern: str, at: int) -> tuple[frozenset[str], int]:
    """Read one alternative: of all that it demands, what is longest."""
    demands: list[frozenset[str]] = []
    run = ""
    while at < len(pattern) and pattern[at] not in "|)":
        letter, words, at = _piece(pattern, at)
        least, at = _repeated(pattern, at)
        if letter and least is None:
            run += letter
            continue
        demands.append(frozenset([run]))
        run = letter if letter and least else ""
        if words and least != 0:
            demands.append(words)
        if least is not None and run:
            demands.append(frozenset([run]))
            run = ""
    return _longest([*demands, frozenset([run])]), at


def _longest(demands: Iterable[frozenset[str]]) -> frozenset[str]:
    fit = [words for words in demands if words and min(map(len, words)) >= SHORTEST]
    return max(fit, key=lambda words: (min(_ENOUGH, *map(len, words)), -len(words)), default=frozenset())


def _piece(pattern: str, at: int) -> tuple[str, frozenset[str], int]:
    """Read one sign, class or group: the letter it is, the words it demands, and where it ends."""
    sign = pattern[at]
    if sign == "\\":
        following = pattern[at + 1]
        return ("" if following.isalnum() else following), frozenset(), at + 2
    if sign == "[":
        found = _CLASS.match(pattern, at)
        return "", frozenset(), found.end() if found else len(pattern)
    if sign == "(":
        return "", *_group(pattern, at)
    return ("" if sign in ".^$" else sign), frozenset(), at + 1


def _group(pattern: str, at: int) -> tuple[frozenset[str], int]:
    opened = at + 1
    plain = True
    if pattern.startswith("(?", at):
        plain = pattern.startswith((_UNNAMED, _NAMED), at)
        opened = pattern.index(">", at) + 1 if pattern.startswith(_NAMED, at) else at + 3
    words, end = _alternatives(pattern, opened)
    return (words if plain else frozenset()), end + 1


def _repeated(pattern: str, at: int) -> tuple[int | None, int]:
    """Read how often the piece before must stand there at least; None when exactly once."""
    least: int | None = None
    sign = pattern[at] if at < len(pattern) else ""
    if sign and sign in "?*+":
        least, at = int(sign == "+"), at + 1
    elif sign == "{":
        end = pattern.index("}", at)
        least, at = int(pattern[at + 1 : end].split(",")[0] or 0), end + 1
    if least is not None and pattern[at : at + 1] in ("?", "+"):
        at += 1
    return least, at
