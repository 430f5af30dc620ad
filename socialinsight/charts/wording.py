"""Words, numbers, dates and durations in the languages of reports; a language is the rows of one file."""

from __future__ import annotations

import csv
import math
from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

import pandas as pd

LANGUAGES = ("hu", "ru", "en")
DASH = "–"
MINUS = "−"
_MINUTE, _HOUR, _DAY = 60, 3600, 86_400


@dataclass(frozen=True)
class Wording:
    """The texts of one language and its ways to write numbers; called with a key it returns the text.

    Examples
    --------
    >>> say = wording("hu")
    >>> say("topic.billing"), say.percent(0.1234), say.duration(12_000)
    ('számlázás', '12,3%', '3 óra 20 perc')
    """

    language: str
    texts: Mapping[str, str]

    def __call__(self, key: str, **values: object) -> str:
        """Return the text of a key, with `{name}` filled from the keywords."""
        if key not in self.texts:
            raise KeyError(f"wording {self.language!r}: no text {key!r}; add a row with this key to every language.")
        return self.texts[key].format(**values) if values else self.texts[key]

    def has(self, key: str) -> bool:
        """Return whether there is a text for a key."""
        return key in self.texts

    def term(self, family: str, value: object) -> str:
        """Return the word for a code such as topic `billing`; a code without one is shown as it is.

        Examples
        --------
        >>> wording("en").term("topic", "billing"), wording("en").term("topic", "Zx-9")
        ('billing', 'Zx-9')
        """
        if value is None or value is pd.NA or value != value:
            return DASH
        return self.texts.get(f"{family}.{value}", str(value))

    def number(self, value: float, digits: int = 0, *, sign: bool = False) -> str:
        """Return a number with the language's decimal mark and groups.

        Examples
        --------
        >>> wording("hu").number(1234), wording("en").number(1234.5, 1), wording("ru").number(-0.25, 2)
        ('1234', '1,234.5', '−0,25')
        """
        if not math.isfinite(value):
            return DASH
        whole, _, part = f"{abs(value):,.{digits}f}".partition(".")
        if len(whole.replace(",", "")) < int(self("format.group_from")):
            whole = whole.replace(",", "")
        text = whole.replace(",", self("format.group")) + (self("format.decimal") + part if part else "")
        zero = not any(figure in "123456789" for figure in text)
        return ("" if zero else MINUS if value < 0 else "+" if sign else "") + text

    def percent(self, share: float, digits: int = 1) -> str:
        """Return a share 0..1 as a percentage.

        Examples
        --------
        >>> wording("ru").percent(0.5, 0)
        '50\\xa0%'
        """
        if not math.isfinite(share):
            return DASH
        return self("format.percent", number=self.number(100 * share, digits))

    def duration(self, seconds: float) -> str:
        """Return a duration in its two largest units.

        Examples
        --------
        >>> wording("ru").duration(12_000), wording("en").duration(200_000), wording("hu").duration(50)
        ('3 ч 20 мин', '2 d 8 h', '50 mp')
        """
        if not math.isfinite(seconds):
            return DASH
        left = round(seconds) if seconds < _MINUTE else round(seconds / _MINUTE) * _MINUTE
        if left < _MINUTE:
            return self("unit.second", n=left)
        if left < _HOUR:
            return self("unit.minute", n=left // _MINUTE)
        if left < _DAY:
            return self._two("unit.hour", left // _HOUR, "unit.minute", left % _HOUR // _MINUTE)
        days, hours = divmod(round(seconds / _HOUR), 24)
        return self._two("unit.day", self.number(days), "unit.hour", hours if days < 14 else 0)

    def _two(self, large: str, n_large: object, small: str, n_small: int) -> str:
        first = self(large, n=n_large)
        return f"{first} {self(small, n=n_small)}" if n_small else first

    def date(self, at: pd.Timestamp) -> str:
        """Return a date in full.

        Examples
        --------
        >>> [wording(code).date(pd.Timestamp("2026-03-05")) for code in LANGUAGES]
        ['2026. március 5.', '5 марта 2026\\xa0г.', '5 March 2026']
        """
        if pd.isna(at):
            return DASH
        return self("format.date", y=at.year, month=self(f"month.{at.month}"), d=at.day)

    def short_date(self, at: pd.Timestamp) -> str:
        """Return a date with the month cut short."""
        return self("format.date_short", y=at.year, month=self(f"month_short.{at.month}"), d=at.day)

    def day(self, at: pd.Timestamp) -> str:
        """Return day and month, short."""
        return self("format.day", month=self(f"month_short.{at.month}"), d=at.day)

    def moment(self, at: pd.Timestamp) -> str:
        """Return date and time, short."""
        if pd.isna(at):
            return DASH
        clock = f"{at:%H:%M}"
        return self("format.moment", y=at.year, month=self(f"month_short.{at.month}"), d=at.day, time=clock)


@lru_cache(maxsize=8)
def wording(language: str, *folders: Path) -> Wording:
    """Return the wording of a language: the rows beside the charts and those of further folders.

    Parameters
    ----------
    language : {"hu", "ru", "en"}
    folders : Path
        Folders with a file `<language>.csv` of key and text.

    Raises
    ------
    ValueError
        When there is no such language.

    Examples
    --------
    >>> wording("de")
    Traceback (most recent call last):
    ...
    ValueError: language = 'de'; legal: hu, ru, en. Choose one of them.
    """
    if language not in LANGUAGES:
        raise ValueError(f"language = {language!r}; legal: {', '.join(LANGUAGES)}. Choose one of them.")
    texts: dict[str, str] = {}
    for folder in (Path(__file__).parent, *folders):
        with (folder / f"{language}.csv").open(encoding="utf-8", newline="") as file:
            texts.update((row["key"], row["text"]) for row in csv.DictReader(file))
    return Wording(language, texts)
