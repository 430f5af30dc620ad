"""Whose column is it? The mapping of a table's columns to ours, by the user's word or by common names."""

from __future__ import annotations

import csv
import re
from collections.abc import Mapping, Sequence
from functools import cache
from pathlib import Path

from socialinsight.readers.account import ReadError
from socialinsight.tables import MESSAGES

REQUIRED = ("text", "sent_at")
LEGAL = tuple(column.name for column in MESSAGES.columns)


@cache
def _rows(kind: str) -> dict[str, str]:
    with Path(__file__).with_name("columns.csv").open(encoding="utf-8", newline="") as file:
        return {row["theirs"]: row["ours"] for row in csv.DictReader(file) if row["kind"] == kind}


def role_names() -> dict[str, str]:
    """Return the words for author roles, lower case, and the roles they stand for.

    Examples
    --------
    >>> role_names()["true"], role_names()["оператор"]
    ('customer', 'agent')
    """
    return _rows("role")


def match_columns(received: Sequence[str], columns: Mapping[str, str] | None, *, where: str) -> dict[str, str]:
    """Return {our name: their name}: the user's mapping first, then common names in English, Hungarian, Russian.

    Parameters
    ----------
    received : sequence of str
        The table's column names.
    columns : mapping or None
        {our name: their name}.
    where : str
        The file, for the error.

    Raises
    ------
    ReadError
        When a mapped column is absent, one of our names is unknown, or text or sent_at is nowhere to be found.

    Examples
    --------
    >>> match_columns(["Dátum", "szöveg", "Ügyfél neve"], None, where="a.csv")
    {'sent_at': 'Dátum', 'text': 'szöveg', 'author_name': 'Ügyfél neve'}
    >>> match_columns(["a", "b"], {"text": "c"}, where="a.csv")
    Traceback (most recent call last):
    ...
    socialinsight.readers.account.ReadError: a.csv: columns={'text': 'c'} names a column that is not there; ...
    """
    found = dict(columns or {})
    for ours, theirs in found.items():
        if ours not in LEGAL:
            raise ReadError(
                f"{where}: columns names {ours!r}, which is no column of messages; legal: {', '.join(LEGAL)}. "
                f"Write columns={{our name: their name}}."
            )
        if theirs not in received:
            raise ReadError(
                f"{where}: columns={{{ours!r}: {theirs!r}}} names a column that is not there; received "
                f"{list(received)}. Name one of these."
            )
    names = _rows("column")
    taken = set(found.values())
    for theirs in received:
        ours = names.get(_plain(theirs), "")
        if ours and ours not in found and theirs not in taken:
            found[ours] = theirs
            taken.add(theirs)
    missing = [name for name in REQUIRED if name not in found]
    if missing:
        raise ReadError(
            f"{where}: no column for {' and '.join(missing)}; received {list(received)}; legal names: "
            f"{', '.join(LEGAL)}. Say which is which: columns={{{missing[0]!r}: 'their name'}}."
        )
    return found


def known_columns(received: Sequence[str], kind: str) -> dict[str, str]:
    """Return {our name: their name} for the columns of a "customers" or "events" table whose names are known.

    Examples
    --------
    >>> known_columns(["Ügyfél", "Fiókok", "x"], "customers")
    {'customer_id': 'Ügyfél', 'author_ids': 'Fiókok'}
    """
    names, found = _rows(kind), {}
    for theirs in received:
        ours = names.get(_plain(theirs), "")
        if ours and ours not in found:
            found[ours] = theirs
    return found


def n_known(received: Sequence[str]) -> int:
    """Count the columns whose names are known."""
    return len({_rows("column").get(_plain(name), "") for name in received} - {""})


def _plain(name: str) -> str:
    return re.sub(r"[\s_\-.]+", "_", name.strip().casefold()).strip("_")
