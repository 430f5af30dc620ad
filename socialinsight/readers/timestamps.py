"""Written times of many forms to UTC, a whole column at once."""

from __future__ import annotations

import warnings

import numpy as np
import pandas as pd
import pyarrow as pa
import pyarrow.compute as pc

from socialinsight.readers.account import ReadWarning
from socialinsight.readers.monthnames import spell_months

ZONES = {"ru": "Europe/Moscow", "hu": "Europe/Budapest"}
EARLIEST, LATEST = 1970, 2199
_MONTHS = ["jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec"]
_CLOCK = (
    r"(?:[T ,]+(?P<H>\d{1,2}):(?P<M>\d{2})(?::(?P<S>\d{2})(?:[.,](?P<f>\d{1,9}))?)?"
    r"\s?(?P<half>[AaPp]\.?[Mm]\.?)?)?"
)
_OFFSET = r"\s?(?P<z>Z|UTC|GMT|[+-]\d{2}:?\d{2}|[+-]\d{2})?"
_FORMS = (
    rf"^(?P<y>\d{{4}})[-./] ?(?P<m>\d{{1,2}})[-./] ?(?P<d>\d{{1,2}})\.?{_CLOCK}{_OFFSET}$",
    rf"^(?P<d>\d{{1,2}})(?P<sep>[-./]) ?(?P<m>\d{{1,2}})[-./] ?(?P<y>\d{{4}}|\d{{2}})\.?{_CLOCK}{_OFFSET}$",
    r"^[A-Z][a-z]{2} (?P<mon>[A-Z][a-z]{2}) (?P<d>\d{1,2}) (?P<H>\d{2}):(?P<M>\d{2}):(?P<S>\d{2})"
    r" (?P<z>[+-]\d{4}) (?P<y>\d{4})$",
    rf"^(?:[A-Z][a-z]{{2}}, )?(?P<d>\d{{1,2}})[ -](?P<mon>[A-Za-z]{{3}})[a-z]*[ -](?P<y>\d{{4}}){_CLOCK}{_OFFSET}$",
    rf"^(?P<mon>[A-Za-z]{{3}})[a-z]* (?P<d>\d{{1,2}}), (?P<y>\d{{4}}){_CLOCK}{_OFFSET}$",
    r"^(?P<y>\d{4})(?P<m>\d{2})(?P<d>\d{2})(?:T?(?P<H>\d{2})(?P<M>\d{2})(?P<S>\d{2})?)?(?P<z>Z)?$",
)
Parts = dict[str, pa.Array]
_UNIX = ((r"^\d{9,10}(\.\d+)?$", 1_000_000), (r"^\d{12,13}(\.0+)?$", 1_000), (r"^\d{15,16}$", 1))


def parse_times(values: pd.Series, *, zone: str, quiet: bool = False) -> tuple[pd.Series, np.ndarray]:
    """Read a column of written times.

    Years first, days first with dots or dashes, day/month/year or month/day/year (told apart by the numbers above
    12 in the same column, day first when none is), RFC 2822, Twitter's form, month names of every language folder,
    Unix seconds, milliseconds and microseconds; forms may be mixed.

    Parameters
    ----------
    values : Series of str
        Times as written.
    zone : str
        IANA name of the zone of the times written without one.
    quiet : bool
        Do not warn about day/month/year that could be month/day/year.

    Returns
    -------
    times : Series of datetime64[us, UTC]
        NaT where the value is no time, or lies outside the years 1970 to 2199.
    is_naive : ndarray of bool
        True where the zone had to be taken from `zone`.

    Examples
    --------
    >>> times, naive = parse_times(pd.Series(["2026. 01. 02. 10:30", "1767346200"]), zone="Europe/Budapest")
    >>> times.dt.strftime("%H:%M").tolist(), naive.tolist()
    (['09:30', '09:30'], [True, False])
    """
    if quiet:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore", ReadWarning)
            return parse_times(values, zone=zone)
    text = _tidy(values)
    stamps = np.full(len(values), np.iinfo(np.int64).min, dtype=np.int64)
    naive = np.zeros(len(values), dtype=bool)
    left = np.arange(len(values))
    for form in _FORMS:
        left = _take_form(text, form, left, stamps, naive)
    for form, factor in _UNIX:
        left = _take_unix(text, form, factor, left, stamps)
    if len(left):
        spelled = spell_months(text.take(pa.array(left)))
        for form in _FORMS[:2]:
            _take_form(spelled, form, np.arange(len(left)), stamps, naive, into=left)
    _localize(stamps, naive, zone)
    times = pd.Series(stamps.view("M8[us]"), index=values.index).dt.tz_localize("UTC")
    outside = (times.dt.year < EARLIEST) | (times.dt.year > LATEST)
    return times.mask(outside), naive


def _tidy(values: pd.Series) -> pa.Array:
    text = pa.array(values.astype("string[pyarrow]"), pa.large_string())
    text = text.combine_chunks() if isinstance(text, pa.ChunkedArray) else text
    if not pc.all(pc.string_is_ascii(text)).as_py() or pc.any(pc.match_substring_regex(text, r"\s\s|[\t\n]")).as_py():
        text = pc.replace_substring_regex(text, "[\u00a0\u202f\u200e\u200f\\s]+", " ")
    return pc.utf8_slice_codeunits(pc.utf8_trim_whitespace(text), 0, 64)


def _take_form(
    text: pa.Array,
    form: str,
    left: np.ndarray,
    stamps: np.ndarray,
    naive: np.ndarray,
    into: np.ndarray | None = None,
) -> np.ndarray:
    """Fill in the times of this form; return the rows that are still without one."""
    if not len(left):
        return left
    found = pc.extract_regex(text.take(pa.array(left)) if len(left) < len(text) else text, form)
    hit = pc.is_valid(found).to_numpy(zero_copy_only=False)
    if not hit.any():
        return left
    parts = found.filter(pa.array(hit)).flatten()
    parts = {field.name: part for field, part in zip(found.type, parts)}
    local, valid, offset = _assemble(parts)
    rows = (left if into is None else into)[hit]
    stamps[rows[valid]] = (local - np.nan_to_num(offset).astype(np.int64) * 60_000_000)[valid]
    naive[rows[valid]] = np.isnan(offset[valid])
    done = np.zeros(len(hit), dtype=bool)
    done[np.flatnonzero(hit)[valid]] = True
    return left[~done]


def _number(parts: Parts, name: str, default: int = 0) -> np.ndarray:
    if name not in parts:
        return np.full(len(next(iter(parts.values()))), default, dtype=np.int64)
    empty = pc.equal(parts[name], "")
    return pc.if_else(empty, str(default), parts[name]).cast(pa.int64()).to_numpy(zero_copy_only=False)


def _assemble(parts: Parts) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
    """Return microseconds of local time, which of them exist, and the offset in minutes (NaN: none written)."""
    year, day, hour = _number(parts, "y"), _number(parts, "d"), _number(parts, "H")
    year = np.where(year < 100, year + 2000, year)
    if "mon" in parts:
        names = pc.utf8_lower(pc.utf8_slice_codeunits(parts["mon"], 0, 3))
        month = pc.index_in(names, pa.array(_MONTHS, names.type)).fill_null(-1).to_numpy(zero_copy_only=False) + 1
    else:
        month = _number(parts, "m")
    if "sep" in parts:
        day, month = _order(day, month, pc.equal(parts["sep"], "/").to_numpy(zero_copy_only=False))
    if "half" in parts:
        half = pc.utf8_lower(pc.utf8_slice_codeunits(parts["half"], 0, 1)).to_numpy(zero_copy_only=False)
        hour = np.where(half == "p", hour % 12 + 12, np.where(half == "a", hour % 12, hour))
    minute, second = _number(parts, "M"), _number(parts, "S")
    date = (year - 1970).astype("M8[Y]").astype("M8[M]") + (np.clip(month, 1, 12) - 1).astype("m8[M]")
    days = date.astype("M8[D]") + (day - 1).astype("m8[D]")
    valid = (month >= 1) & (month <= 12) & (days.astype("M8[M]") == date)
    valid &= (hour < 24) & (minute < 60) & (second < 61)
    clock = (hour * 3600 + minute * 60 + second) * 1_000_000
    return days.astype("M8[us]").astype(np.int64) + clock + _fraction(parts), valid, _offset(parts, len(year))


def _order(first: np.ndarray, second: np.ndarray, slashed: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
    """Tell day and month apart: dots and dashes mean day first; slashes by what the column shows."""
    month_first = slashed & (second > 12)
    open_ = slashed & (first <= 12) & (second <= 12)
    n_month_first, n_day_first = int(month_first.sum()), int((slashed & (first > 12)).sum())
    if n_month_first > n_day_first:
        month_first |= open_
    if open_.any() and bool(n_month_first) == bool(n_day_first):
        order = "month/day" if n_month_first > n_day_first else "day/month"
        message = f"{int(open_.sum())} times such as 01/02/2026 do not tell their order; read as {order}"
        warnings.warn(message, ReadWarning, stacklevel=2)
    return np.where(month_first, second, first), np.where(month_first, first, second)


def _fraction(parts: Parts) -> np.ndarray | int:
    if "f" not in parts:
        return 0
    padded = pc.utf8_rpad(pc.utf8_slice_codeunits(parts["f"], 0, 6), 6, "0")
    return padded.cast(pa.int64()).to_numpy(zero_copy_only=False)


def _offset(parts: Parts, n: int) -> np.ndarray:
    if "z" not in parts:
        return np.full(n, np.nan)
    codes, names = pd.factorize(parts["z"].to_pandas().astype(object))
    minutes = np.array([_offset_minutes(name) for name in names], dtype=float)
    return minutes[codes]


def _offset_minutes(name: str) -> float:
    if not name:
        return float("nan")
    if not name[1:2].isdigit():
        return 0.0
    digits = name[1:].replace(":", "").ljust(4, "0")
    return (int(digits[:2]) * 60 + int(digits[2:])) * (-1.0 if name[0] == "-" else 1.0)


def _take_unix(text: pa.Array, form: str, factor: int, left: np.ndarray, stamps: np.ndarray) -> np.ndarray:
    if not len(left):
        return left
    part = text.take(pa.array(left))
    hit = pc.match_substring_regex(part, form).fill_null(False).to_numpy(zero_copy_only=False)
    if hit.any():
        numbers = part.filter(pa.array(hit)).cast(pa.float64()).to_numpy(zero_copy_only=False)
        stamps[left[hit]] = np.round(numbers * factor).astype(np.int64)
    return left[~hit]


def _localize(stamps: np.ndarray, naive: np.ndarray, zone: str) -> None:
    if naive.any():
        local = pd.DatetimeIndex(stamps[naive].view("M8[us]"))
        first = np.ones(len(local), dtype=bool)
        aware = local.tz_localize(zone, ambiguous=first, nonexistent="shift_forward").tz_convert("UTC")
        stamps[naive] = aware.tz_localize(None).to_numpy().astype("M8[us]").astype(np.int64)
