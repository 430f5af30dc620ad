"""Patterns, written as `pattern | sentence with its matches in [brackets]`."""

import re

import pytest

from socialinsight.lang.language import Rule, language
from socialinsight.lang.reading import match_rules, read_tokens
from socialinsight.text.patterns import PatternError, parse
from socialinsight.text.tokens import tokenize

CASES = {
    "hu": """
        felmond | Holnap [felmondom] a szerződést.
        felmond | Ma [mondom] fel, nem holnap.
        felmond | fel akarom [mondani]
        !@negator felmond | Nem mondom fel.
        !@negator felmond | Nem érdekel, [felmondom].
        =nem megy | Sajnos [nem megy] a net.
        nem ~ működik | [Nem nagyon működik] nálunk.
        nem ~ működik | Nem vagyok otthon. Működik.
        számla | [szamla]: hol a [szamla]?
        számla ~2 drága | A [számla megint drága].
        számla &drága | Drága ez a [számla].
        számla !!drága | Drága ez a számla. Hol a [számla]?
        számla !!!drága | Drága ez. Hol a számla?
        ^ hol | [Hol] van? Azt kérdem, hol.
        jó $ | Ez [jó]!
        ?nagyon jó | Ez [nagyon [jó]].
        %imp | [Küldjék] el!
        *hatatlan | Ez [tarthatatlan].
    """,
    "ru": """
        работать | Ничего не [работает].
        !@negator работать | Ничего не работает, а раньше [работало].
        все | [Всё] плохо.
        возврат|деньга ~ нет | [Возврата до сих пор нет].
        интернет | [internet] opyat ne rabotaet
        вернуть%past | Вы [вернули] деньги?
    """,
}


def spans(marked: str) -> tuple[str, set[tuple[int, int]]]:
    """Return the sentence without brackets and the spans they enclose."""
    text, stack, found = "", [], set()
    for sign in marked:
        if sign == "[":
            stack.append(len(text))
        elif sign == "]":
            found.add((stack.pop(), len(text)))
        else:
            text += sign
    return text, found


def cases() -> list[tuple[str, str, str]]:
    lines = [(lang, line) for lang, block in CASES.items() for line in block.splitlines() if line.strip()]
    return [(lang, *(part.strip() for part in re.split(r" \| ", line, maxsplit=1))) for lang, line in lines]


@pytest.mark.parametrize(("lang", "pattern", "marked"), cases())
def test_pattern(lang: str, pattern: str, marked: str) -> None:
    text, expected = spans(marked)
    spoken = language(lang)
    source = " ".join(spoken.respell(part) for part in pattern.split())
    rule = Rule("r", "question", 1.0, tuple(parse(source)), "", "", "")
    matches = match_rules(read_tokens(tokenize(["", text]), spoken), [rule], spoken)
    assert set(zip(matches.start.tolist(), matches.end.tolist())) == expected
    assert set(matches.text.tolist()) <= {1}


@pytest.mark.parametrize("pattern", ["~ a", "a ~", "~x", "", "%"])
def test_broken_patterns_say_what_is_wrong(pattern: str) -> None:
    with pytest.raises(PatternError, match="legal"):
        parse(pattern, where="complaint.csv:3")


def test_unknown_classes_and_features_name_the_legal_ones() -> None:
    spoken = language("hu")
    for pattern in ("@no_such_class", "%nofeature"):
        rule = Rule("r", "question", 1.0, tuple(parse(pattern)), "", "", "")
        with pytest.raises(PatternError, match="unknown; legal"):
            match_rules(read_tokens(tokenize(["szia"]), spoken), [rule], spoken)
