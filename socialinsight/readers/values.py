"""Written values to typed columns: clean texts, times, numbers, flags."""

from __future__ import annotations

import warnings
from typing import Any

import pandas as pd
import pyarrow as pa
import pyarrow.compute as pc

from socialinsight.readers.account import ReadWarning
from socialinsight.readers.timestamps import ZONES, parse_times
from socialinsight.tables import STRING

NUMBERS = ("reactions", "views", "shares", "followers", "rating", "nps", "ces")
FLAGS = ("is_public", "forwarded")
_TRUE = ("true", "1", "1.0", "yes", "igen", "да")
_FALSE = ("false", "0", "0.0", "no", "nem", "нет")


def clean_text(values: pd.Series) -> pd.Series:
    """Return the texts in NFC, trimmed, without NUL; NA where nothing is left."""
    text = pc.replace_substring(pa.array(values.astype(STRING)), "\0", "")
    text = pc.utf8_trim_whitespace(pc.utf8_normalize(text, "NFC"))
    text = pc.if_else(pc.equal(text, ""), pa.scalar(None, text.type), text)
    return pd.Series(pd.array(text, dtype=STRING), index=values.index)


def guess_zone(texts: pd.Series) -> str:
    """Name the zone of a file by its script: Moscow when most letters are Cyrillic, else Budapest.

    Examples
    --------
    >>> guess_zone(pd.Series(["Связи нет", "ok"])), guess_zone(pd.Series([], dtype=str))
    ('Europe/Moscow', 'Europe/Budapest')
    """
    head = pa.array(texts.head(5000).astype(STRING))
    head = pc.utf8_slice_codeunits(head, 0, 2000)
    cyrillic = pc.sum(pc.count_substring_regex(head, "[\u0400-\u04ff]")).as_py() or 0
    latin = pc.sum(pc.count_substring_regex(head, "[A-Za-z\u00c0-\u017f]")).as_py() or 0
    return ZONES["ru"] if cyrillic > latin else ZONES["hu"]


def zoned_rows(texts: pd.Series, written: pd.Series, *, zone: str) -> pd.Series:
    """Return the written times with those of texts in the other script read in its own zone.

    A file may hold Hungarian and Russian rows. A row is Hungarian when its letters are Latin and some bear
    accents, Russian when most are Cyrillic; only times that bear no zone change.

    Examples
    --------
    >>> texts = pd.Series(["Связи нет", "Nincs térerő"])
    >>> zoned_rows(texts, pd.Series(["2026-01-02 10:30"] * 2), zone="Europe/Moscow").tolist()
    ['2026-01-02 10:30', '2026-01-02T09:30:00+00:00']
    """
    other = ZONES["hu"] if zone == ZONES["ru"] else ZONES["ru"]
    pattern = "[áéíóöőúüűÁÉÍÓÖŐÚÜŰ]" if other == ZONES["hu"] else "[\u0400-\u04ff]{2}"
    cyrillic = texts.str.contains("[\u0400-\u04ff]{2}", regex=True).fillna(False)
    theirs = texts.str.contains(pattern, regex=True).fillna(False) & (cyrillic == (other == ZONES["ru"]))
    if not theirs.any():
        return written
    times, naive = parse_times(written[theirs.to_numpy(bool)], zone=other, quiet=True)
    changed = times[naive & times.notna().to_numpy()]
    result = written.copy()
    result.loc[changed.index] = changed.dt.strftime("%Y-%m-%dT%H:%M:%S+00:00")
    return result


def said_zone(texts: pd.Series, written: pd.Series, *, file: str) -> str:
    """Guess the zone of a file and warn when its times depend on the guess."""
    zone = guess_zone(texts)
    some = written.iloc[:: max(1, len(written) // 1000)]
    if not isinstance(written.dtype, pd.DatetimeTZDtype) and parse_times(some, zone=zone, quiet=True)[1].any():
        message = (
            f"{file}: times are written without a zone and were read as {zone} by the script of the texts; "
            "set time_zone in the settings when that is wrong"
        )
        warnings.warn(message, ReadWarning, stacklevel=2)
    return zone


def absent_column(kind_dtype: Any, index: pd.Index) -> pd.Series:
    """Return a column of that dtype in which nothing is known.

    Examples
    --------
    >>> absent_column(STRING, pd.RangeIndex(2)).isna().tolist()
    [True, True]
    """
    if kind_dtype == STRING:
        return pd.Series(pd.array(pa.nulls(len(index), pa.large_string()), dtype=STRING), index=index)
    return pd.Series(index=index, dtype=kind_dtype)


def read_times(values: pd.Series, zone: str) -> pd.Series:
    """Return times in UTC, NaT where they are not understood."""
    if isinstance(values.dtype, pd.DatetimeTZDtype):
        return values.dt.as_unit("us")
    return parse_times(values, zone=zone)[0]


def typed_column(values: pd.Series, name: str, kind: str, zone: str) -> pd.Series:
    """Return a column of written values in the dtype of its kind; what does not fit is NA."""
    if name in NUMBERS:
        written = values.astype(STRING).str.strip().str.replace(",", ".", regex=False)
        numbers = pd.to_numeric(written, errors="coerce").astype("Float64")
        numbers = numbers.mask(numbers.abs() > 1e15)
        return numbers.round().astype("Int64") if kind == "int" else numbers
    if name in FLAGS:
        written = values.astype(STRING).str.strip().str.lower()
        flags = pd.Series(pd.NA, index=values.index, dtype="boolean")
        return flags.mask(written.isin(_TRUE), True).mask(written.isin(_FALSE), False)
    if kind == "time":
        return read_times(values, zone)
    return clean_text(values)
