"""Check digits that many countries share."""

from __future__ import annotations

from collections.abc import Iterable

_DOUBLED = (0, 2, 4, 6, 8, 1, 3, 5, 7, 9)
_IBAN_LENGTH = {
    "AT": 20, "BE": 16, "BG": 22, "BY": 28, "CH": 21, "CY": 28, "CZ": 24, "DE": 22, "EE": 20, "ES": 24, "FR": 27,
    "GB": 22, "GE": 22, "GR": 27, "HR": 21, "HU": 28, "IT": 27, "KZ": 20, "LT": 20, "LU": 20, "LV": 21, "MD": 24,
    "NL": 18, "PL": 28, "RO": 24, "RS": 22, "SI": 19, "SK": 24, "TR": 26, "UA": 29,
}  # fmt: skip


def weighted_sum(digits: str, weights: Iterable[int]) -> int:
    """Return the sum of the digits times their weights; the shorter of the two ends it.

    Examples
    --------
    >>> weighted_sum("123", (1, 1, 10))
    33
    """
    return sum(int(digit) * weight for digit, weight in zip(digits, weights))


def is_luhn(digits: str) -> bool:
    """Whether the last digit checks the others by the rule of Luhn (ISO/IEC 7812), as on payment cards.

    Examples
    --------
    >>> is_luhn("4111111111111111"), is_luhn("4111111111111112")
    (True, False)
    """
    plain = sum(int(digit) for digit in digits[-1::-2])
    return (plain + sum(_DOUBLED[int(digit)] for digit in digits[-2::-2])) % 10 == 0


def iban_length(country: str) -> int | None:
    """Return the length of an IBAN of a country by its two capital letters, None where it is not known.

    Examples
    --------
    >>> iban_length("HU"), iban_length("XX")
    (28, None)
    """
    return _IBAN_LENGTH.get(country)


def is_iban(text: str) -> bool:
    """Whether capital letters and digits without spaces are an IBAN: length and remainder 1 modulo 97 (ISO 13616).

    Examples
    --------
    >>> is_iban("HU42117730161111101800000000"), is_iban("HU43117730161111101800000000")
    (True, False)
    """
    if len(text) != (iban_length(text[:2]) or len(text)) or not text.isalnum() or not text.isascii():
        return False
    turned = text[4:] + text[:4]
    return int("".join(str(int(sign, 36)) for sign in turned)) % 97 == 1
