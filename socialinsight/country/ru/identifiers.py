"""Russian numbers that carry a check digit."""

from __future__ import annotations

from socialinsight.country.checks import weighted_sum

_INN_10 = (2, 4, 10, 3, 5, 9, 4, 6, 8)
_INN_12 = (7, *_INN_10)


def is_inn(digits: str) -> bool:
    """Whether 10 or 12 digits are a taxpayer number (ИНН): weighted sums mod 11 mod 10 give the last one or two digits.

    Examples
    --------
    >>> is_inn("7707083893"), is_inn("500100732259"), is_inn("7707083894")
    (True, True, False)
    """
    if len(digits) == 10:
        return weighted_sum(digits, _INN_10) % 11 % 10 == int(digits[9])
    if len(digits) != 12:
        return False
    first = weighted_sum(digits, _INN_12) % 11 % 10
    second = weighted_sum(digits, (3, *_INN_12)) % 11 % 10
    return first == int(digits[10]) and second == int(digits[11])


def is_snils(digits: str) -> bool:
    """Whether 11 digits are a pension insurance number (СНИЛС): weights 9 to 1, mod 101, 100 read as 0.

    Examples
    --------
    >>> is_snils("11223344595"), is_snils("11223344596")
    (True, False)
    """
    return len(digits) == 11 and weighted_sum(digits, range(9, 0, -1)) % 101 % 100 == int(digits[9:])


def is_ogrn(digits: str) -> bool:
    """Whether 13 or 15 digits are a registration number (ОГРН, ОГРНИП): remainder of all but the last, by 11 or 13.

    Examples
    --------
    >>> is_ogrn("1027700132195"), is_ogrn("304500116000157"), is_ogrn("1027700132196")
    (True, True, False)
    """
    if len(digits) not in (13, 15):
        return False
    return int(digits[:-1]) % (len(digits) - 2) % 10 == int(digits[-1])
