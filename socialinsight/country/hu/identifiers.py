"""Hungarian numbers that carry a check digit."""

from __future__ import annotations

from socialinsight.country.checks import weighted_sum

_ACCOUNT_WEIGHTS = (9, 7, 3, 1) * 4


def is_bank_account(digits: str) -> bool:
    """Whether 16 or 24 digits are a Hungarian account number (GIRO): bank part and account part each sum to 0 mod 10.

    Examples
    --------
    >>> is_bank_account("1177301611111018"), is_bank_account("1177301711111018")
    (True, False)
    """
    return (
        len(digits) in (16, 24)
        and weighted_sum(digits[:8], _ACCOUNT_WEIGHTS) % 10 == 0
        and weighted_sum(digits[8:], _ACCOUNT_WEIGHTS) % 10 == 0
        and digits[:8] != "00000000"
    )


def is_tax_number(digits: str) -> bool:
    """Whether 11 digits are a tax number of a firm: the eighth digit checks the first seven, the ninth is 1 to 5.

    Examples
    --------
    >>> is_tax_number("10773381244"), is_tax_number("10773382244")
    (True, False)
    """
    if len(digits) != 11 or digits[8] not in "12345":
        return False
    return weighted_sum(digits[:8], (9, 7, 3, 1, 9, 7, 3, 1)) % 10 == 0


def is_personal_tax_id(digits: str) -> bool:
    """Whether 10 digits are an adóazonosító jel: begins with 8, the position-weighted sum mod 11 is the last digit.

    Examples
    --------
    >>> is_personal_tax_id("8365670062"), is_personal_tax_id("8365670063")
    (True, False)
    """
    if len(digits) != 10 or digits[0] != "8":
        return False
    return weighted_sum(digits[:9], range(1, 10)) % 11 == int(digits[9])


def is_social_security_number(digits: str) -> bool:
    """Whether 9 digits are a TAJ number: weights 3 and 7 in turn over eight digits, mod 10, give the ninth.

    Examples
    --------
    >>> is_social_security_number("111111110"), is_social_security_number("111111111")
    (True, False)
    """
    return len(digits) == 9 and weighted_sum(digits[:8], (3, 7) * 4) % 10 == int(digits[8])
