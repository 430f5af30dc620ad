"""Postal addresses: street and house number, with the town and postal code before and the flat after."""

from __future__ import annotations

import re
from collections.abc import Iterator

from socialinsight.redaction.shapes import SPACE, loosened

LABEL = "pii_address"
_CAP = r"(?-i:[A-ZÁÉÍÓÖŐÚÜŰ])"
_HU_WORD = rf"(?!(?:Az?|Egy|Ez|Ott|Itt|Van|Volt|Most|Ebben|Minden|Melyik)\b){_CAP}[\w.'-]{{1,24}}"
_HU_KIND = loosened(
    r"(?:útja|utca|út|tér|tere|körút|krt\.|krt|körútja|köz|köze|sétány|sétánya|fasor|"
    r"sor|sora|rakpart|rkp\.?|liget|lakótelep|ltp\.?|park|dűlő|lépcső|udvar|telep|u\.|u)"
)
_HU_KIND_SPELLED = loosened(r"(?:utca|útja|körút|tér|krt\.|u\.|út)")
_HU_NUMBER = (
    r"(?:\d{1,4}(?:[-–/]\d{1,4})?(?:[/ ]?(?-i:[A-Z])(?![\w])|/[a-z](?!\w))?|hrsz\.?\s?\d[\d/]*)"
    r"(?:\.|(?=[^\w/-]|$)|(?=-(?:ba|be|ban|ben|ról|ről|tól|től|re|ra|on|en|ön|es|as|os|ös|nél|nál|höz|hoz"
    r"|hez|ig)\b)|(?=\.?\x00))"
)
_HU_FLAT = (
    r"(?:,?[ ]?(?:(?:\d{1,3}|[IVX]{1,4})\.?[ ]?(?:em(?:elet)?|lh|lph|lépcsőház|épület|ép|ajtó|a)\b\.?"
    r"|(?:fsz|földszint|félem|mfsz|tetőtér)\.?[ ]?\d{0,3}\.?|\d{1,3}\.?/\d{1,3}\.?|[IVX]{1,4}\.?"
    r"(?:[/ ]{1,2}\d{1,3})?(?!\w)\.?|(?-i:[A-Z])[ ]?(?:ép|lph|lh)\w*\.?)){0,4}"
)
_HU_TOWN = (
    rf"(?:(?:(?:H[- ]?)?[1-9]\d{{3}}{SPACE})?{_HU_WORD}(?:{SPACE}(?:[IVX]{{1,5}}\.?"
    rf"|{_HU_WORD}))?{SPACE}?(?:[IVX]{{1,5}}\.{SPACE}?)?(?:ker\w*\.?)?,{SPACE}?)?"
)
_HU = re.compile(
    rf"(?<![\w]){_HU_TOWN}(?:[1-9]\d{{3}},?{SPACE})?(?:\d{{1,3}}-?[eao]s{SPACE})?{_HU_WORD}"
    rf"(?:{SPACE}\d{{1,2}}\.)?(?:[ -]{_HU_WORD}){{0,3}}{SPACE}{_HU_KIND}(?![^\W\d]){SPACE}?"
    rf"{_HU_NUMBER}{_HU_FLAT}",
    re.IGNORECASE,
)
_HU_LOWER = re.compile(
    rf"(?<!\w)(?:[1-9]\d{{3}}{SPACE}[^\W\d]{{2,20}},?{SPACE})"
    rf"(?:[^\W\d][\w-]{{2,20}}{SPACE}){{1,3}}{_HU_KIND}(?![^\W\d]){SPACE}?"
    rf"{_HU_NUMBER}{_HU_FLAT}"
    rf"|(?<!\w)(?!(?:a|az|egy|ez|ebben|melyik|ugyanaz|másik|minden|ott|itt|van"
    rf"|volt)\b)[^\W\d][\w-]{{3,20}}{SPACE}{_HU_KIND_SPELLED}(?![^\W\d]){SPACE}?"
    rf"\d{{1,3}}(?:/\w)?(?:\.(?!\d)|(?=[^\w/:.%-]|$|\.$)){_HU_FLAT}",
    re.IGNORECASE,
)
_RU_KIND = (
    r"(?:ул(?:ица|ицы|ице|ицу|ицей)?\b\.?|пр(?:оспект\w*|-к?т\w*|осп)\b\.?|пр\.|пер(?:еулок|еулка"
    r"|еулке)?\b\.?|ш(?:оссе)?\b\.?|"
    r"б(?:ульвар\w*|-р)\b\.?|наб(?:ережная|ережной)?\b\.?|пл(?:ощадь|ощади)?\b\.?|проезд\w*|пр-д|тупик\w*"
    r"|аллея|аллее|аллеи|мкр(?:н|-н)?\b\.?|микрорайон\w*|квартал\w*)"
)
_RU_NAME = r"(?:\d{1,3}(?:-?[а-я]{1,2})?[ ](?:лет[ ])?)?(?-i:[А-ЯЁ])[\w.-]{1,24}(?:[ ](?-i:[А-ЯЁ])[\w.-]{1,24}){0,2}"
_RU_LOOSE = r"[^\W\d_][\w.-]{2,24}(?:[ ][^\W\d_][\w.-]{2,24})?"
_RU_HOUSE = (
    r"(?:,?[ ]?(?:д(?:ом)?\b\.?[ ]?|№[ ]?)?\d{1,4}(?:[/-]\d{1,4})?[ ]?(?-i:[а-яА-Я](?![\w.]))?)"
    r"(?:,?[ ]?(?:(?:корп?(?:ус)?|к|стр(?:оение)?|с|лит(?:ера)?|под(?:ъезд)?|этаж|эт|кв(?:артира)?|оф"
    r"(?:ис)?|комн?)(?![^\W\d])\.?[ ]?\d{1,4}(?:[а-я](?!\w))?)){0,5}"
)
_RU_TOWN = (
    rf"(?:\d{{6}},?{SPACE}?)?(?:(?:г(?:ород\w*|ор)?|пос(?:[её]лок)?|пгт|п|с(?:ело)?|дер(?:евня)?|респ"
    rf"(?:ублика)?|обл(?:асть)?|м\.?о)\b\.?"
    rf"{SPACE}?(?-i:[А-ЯЁ])[\w-]{{1,24}}(?:{SPACE}(?-i:[А-ЯЁ])[\w-]{{1,24}})?(?:{SPACE}(?:обл(?:асть)?"
    rf"|край|р-н|район)\b\.?)?,?{SPACE}?"
    rf"|(?-i:[А-ЯЁ])[\w-]{{2,24}}(?:{SPACE}(?-i:[А-ЯЁ])[\w-]{{2,24}})?(?:{SPACE}(?:обл(?:асть)?|край|р-н"
    rf"|район)\b\.?)?,{SPACE}?){{0,4}}"
)
_RU = re.compile(
    rf"(?<![\w]){_RU_TOWN}(?:{_RU_KIND}{SPACE}?(?:{_RU_NAME}|{_RU_LOOSE})"
    rf"|{_RU_NAME}{SPACE}{_RU_KIND}){_RU_HOUSE}(?![\w])",
    re.IGNORECASE,
)
_FLAT = re.compile(
    rf"(?<!\w)(?:д(?:ом)?\b\.?{SPACE}?\d{{1,4}}\w?,?{SPACE}?(?:корп?\w*\.?{SPACE}?\d+\w?,?{SPACE}?)?кв"
    rf"(?:артира)?\b\.?{SPACE}?\d{{1,4}})(?!\w)",
    re.IGNORECASE,
)
_CUE = re.compile(r"\d")


def find(document: str) -> Iterator[tuple[int, int]]:
    """Yield start and end of each address that has a house number."""
    for pattern in (_HU, _HU_LOWER, _RU, _FLAT):
        for match in pattern.finditer(document):
            end = match.end()
            while document[end - 1] in " ,":
                end -= 1
            yield match.start(), end
