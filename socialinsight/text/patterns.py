"""The notation in which a language's rules are written, and its parser.

A pattern is a row of elements; neighbouring elements stand on neighbouring tokens.

=================  =====================================================================
``számla``         a token whose form or lemma is this
``=nem``           the form only, signs and stars included: ``=kurv*`` is what somebody hid
``felmond*``       form or lemma begins so; ``*hatatlan`` ends so
``@negator``       a word or phrase of this class of the lexicons
``felmond%v1sg``   with morphological features, joined by ``+``; ``%!past`` without one
``%imp``           any word with the feature; ``%VERB`` with the part of speech
``a|b|@c``         one of these
``_``              any token
``~`` ``~5`` ``~~``  up to 3 tokens between, up to 5, up to 25; always inside one sentence
``?a``             may be there
``!a``             at the beginning: not within 3 tokens before; between elements: not between
                   them; at the end: not within 3 tokens after; always inside one clause
``!!a`` ``!!!a``   not in the sentence; not in the text
``&a`` ``&&a``     also in the sentence; also in the text
``^`` ``$``        beginning and end of a sentence
=================  =====================================================================
"""

from __future__ import annotations

from functools import lru_cache
from typing import NamedTuple

_MARKS = "!&~^$?"
_GAPS = {"~": 3, "~~": 25}


class PatternError(ValueError):
    """A pattern cannot be read."""


class Term(NamedTuple):
    """One alternative of an element."""

    kind: str  # form, lemma, beginning, ending, class, any
    text: str
    feats: tuple[str, ...] = ()


class Element(NamedTuple):
    """Alternatives for one place of a pattern."""

    terms: tuple[Term, ...]


_ANYTHING = Element((Term("any", ""),))


class Pattern(NamedTuple):
    """A parsed pattern: elements, the gaps before each, and its conditions."""

    elements: tuple[Element, ...]
    gaps: tuple[int, ...]
    without: tuple[tuple[int, Element], ...] = ()  # (place, element); place len(elements) = after the end
    absent: tuple[tuple[str, Element], ...] = ()  # ("sentence" or "text", element)
    present: tuple[tuple[str, Element], ...] = ()
    at_start: bool = False
    at_end: bool = False

    @property
    def is_element(self) -> bool:
        """Whether the pattern is one element without any condition."""
        conditions = self.without or self.absent or self.present or self.at_start or self.at_end
        return len(self.elements) == 1 and not conditions


def parse(source: str, *, where: str = "pattern") -> list[Pattern]:
    """Read a pattern; optional parts give several.

    Raises
    ------
    PatternError
        When the notation is broken; says where and what is legal.

    Examples
    --------
    >>> len(parse("nem ?is ~ működik|megy"))
    2
    >>> parse("~ ~ a")
    Traceback (most recent call last):
    ...
    socialinsight.text.patterns.PatternError: pattern: '~ ~ a': ...
    """
    parts = source.split()
    if len(parts) == 1 and source[0] not in _MARKS:
        return [Pattern((parse_element(parts[0], where),), (0,))]
    sources = [""]
    for part in parts:
        optional = part.startswith("?") and len(part) > 1
        piece = part[1:] if optional else part
        sources = [f"{old} {piece}" for old in sources] + (sources if optional else [])
    return [_parse_one(variant.split(), where) for variant in sources]


def _parse_one(parts: list[str], where: str) -> Pattern:
    elements: list[Element] = []
    gaps: list[int] = []
    without: list[tuple[int, Element]] = []
    absent: list[tuple[str, Element]] = []
    present: list[tuple[str, Element]] = []
    gap: int | None = None
    for part in parts:
        scope = _scope(part)
        if scope:
            target, name, rest = scope
            element = parse_element(rest, where)
            if name == "clause":
                without.append((len(elements), element))
            else:
                (absent if target == "!" else present).append((name, element))
        elif part[0] == "~":
            if gap is not None or not elements:
                raise _broken(parts, where, "a gap needs an element on both sides")
            gap = _gap(part, parts, where)
        elif part not in "^$":
            elements.append(parse_element(part, where))
            gaps.append(gap or 0)
            gap = None
    if not elements or gap is not None:
        raise _broken(parts, where, "a pattern needs an element, and one after each gap")
    return Pattern(
        tuple(elements), tuple(gaps), tuple(without), tuple(absent), tuple(present), "^" in parts, "$" in parts
    )


def _scope(part: str) -> tuple[str, str, str] | None:
    for mark, name in (("!!!", "text"), ("!!", "sentence"), ("!", "clause"), ("&&", "text"), ("&", "sentence")):
        if part.startswith(mark) and len(part) > len(mark):
            return mark[0], name, part[len(mark) :]
    return None


def _gap(part: str, parts: list[str], where: str) -> int:
    if part in _GAPS:
        return _GAPS[part]
    if part[1:].isdigit():
        return int(part[1:])
    raise _broken(parts, where, f"{part!r} is no gap")


def _broken(parts: list[str], where: str, why: str) -> PatternError:
    return PatternError(f"{where}: {' '.join(parts)!r}: {why}; legal: see socialinsight.text.patterns. Mend the row.")


def parse_element(source: str, where: str = "pattern") -> Element:
    """Read the alternatives of one place; with ``_`` among them it is any token.

    Examples
    --------
    >>> [term.kind for term in parse_element("=nem|felmond*|@leave").terms]
    ['form', 'beginning', 'class']
    """
    try:
        return _element(source)
    except PatternError as error:
        raise PatternError(f"{where}: {error}") from None


@lru_cache(maxsize=2**17)
def _element(source: str) -> Element:
    terms = tuple(_term(part) for part in source.split("|") if part)
    return _ANYTHING if _ANYTHING.terms[0] in terms else Element(terms)


@lru_cache(maxsize=2**17)
def _term(part: str) -> Term:
    text, _, feats = part.partition("%")
    names = tuple(feats.split("+")) if feats else ()
    if text.startswith("@") and len(text) > 1:
        return Term("class", text[1:], names)
    if text.startswith("=") and len(text) > 1:
        return Term("form", text[1:], names)
    if text.startswith("*") and len(text) > 1:
        return Term("ending", text[1:], names)
    if text.endswith("*") and len(text) > 1:
        return Term("beginning", text[:-1], names)
    if text in ("", "_"):
        if not names and text != "_":
            raise PatternError(f"{part!r} is empty; legal: a word, a class or a feature. Mend the row.")
        return Term("any", "", names)
    return Term("lemma", text, names)
