"""Month names of every language folder in written times."""

from __future__ import annotations

import re
from functools import cache

import pyarrow as pa

from socialinsight.text.quoted import mail_rows


@cache
def _month_names() -> tuple[re.Pattern[str], dict[str, str]]:
    rows = mail_rows("month")
    numbers = {row["pattern"]: row["value"] for row in rows}
    names = sorted(map(re.escape, numbers), key=len, reverse=True)
    return re.compile(rf"\b({'|'.join(names) or '(?!)'})(?:\b\.?|\.)"), numbers


def spell_months(text: pa.Array) -> pa.Array:
    """Return written times with month names as numbers.

    Examples
    --------
    >>> spell_months(pa.array(["2026. január 2. 10:30", "2 января 2026 г. в 10:30"])).to_pylist()
    ['2026.1.2. 10:30', '2.1.2026 10:30']
    """
    names, numbers = _month_names()

    def spell(value: str | None) -> str | None:
        if value is None or value.isascii() and not any(map(str.isalpha, value)):
            return value
        value = names.sub(lambda match: numbers[match[1]] + ".", value.lower())
        value = re.sub(r"\s(?:г\.?|года)(?=[\s,]|$)|,?\sв(?=\s)|\b[a-zа-яё]{1,9},\s", "", value)
        return re.sub(r"(?<=\d)\s(?=\d{1,2}\.\s?\d{4})", ".", value).replace(". ", ".").replace(".,", " ")

    spelled = [spell(value) for value in text.to_pylist()]
    spelled = [re.sub(r"\.(?=\d{1,2}:)", ". ", value) if value else value for value in spelled]
    return pa.array(spelled, pa.large_string())
