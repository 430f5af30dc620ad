"""Exports people really have, read into one table of messages, with an account of every record."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path
from typing import TYPE_CHECKING, Any

from socialinsight.readers.account import FileAccount, ReadAccount, ReadError, ReadWarning

if TYPE_CHECKING:
    import pandas as pd

    from socialinsight.settings import Settings

__all__ = ["FileAccount", "ReadAccount", "ReadError", "ReadWarning", "read", "read_batches"]

Paths = str | Path | Iterable[str | Path]


def read(
    paths: Paths,
    *,
    format: str | None = None,
    columns: Mapping[str, str] | None = None,
    settings: Settings | None = None,
) -> pd.DataFrame:
    """Read exports into one table of messages.

    Parameters
    ----------
    paths : str, Path or iterable of them
        Files; a Maildir, a folder of .eml files, a corpus folder or a folder of exports.
    format : str, optional
        table, telegram, vk, mail, whatsapp or convokit; detected when left out.
    columns : mapping, optional
        {our name: their name} for tables; common names are found without it.
    settings : Settings, optional
        Agents and bots, the zone of times written without one, whether the raw rest is kept (`source`).

    Returns
    -------
    DataFrame
        `tables.MESSAGES`; `attrs["account"]` is a `ReadAccount` with
        records = accepted + rejected + duplicates + skipped for every file.

    Raises
    ------
    ReadError
        When a path cannot be read at all. Single bad records are rejected with file, row and reason.

    Warns
    -----
    ReadWarning
        When something had to be assumed: a time zone, the order of day and month, damaged characters.

    Examples
    --------
    >>> from socialinsight.resources import sample_path
    >>> messages = read(sample_path("telegram_hu.json"))
    >>> messages.attrs["account"].accepted == len(messages)
    True
    >>> read("no such file.csv")
    Traceback (most recent call last):
    ...
    socialinsight.readers.account.ReadError: no such file.csv: there is no such file or folder. Check the path.
    """
    from socialinsight.readers import door

    return door.read_whole(_listed(paths), format, columns, settings)


def read_batches(
    paths: Paths,
    *,
    format: str | None = None,
    columns: Mapping[str, str] | None = None,
    settings: Settings | None = None,
    size: int = 100_000,
) -> Iterator[pd.DataFrame]:
    """Read exports in tables of at most `size` messages, for what does not fit into memory.

    Tables, mail and ConvoKit corpora are streamed; the other formats are read file by file. Duplicates are found
    across batches. A reply chain that crosses batches is named after the message answered. Every batch carries the
    account of what was read so far in `attrs["account"]`; the last one's is complete.

    Raises
    ------
    ReadError
        When a path cannot be read at all, or `size` is below 1.

    Examples
    --------
    >>> next(read_batches("a.csv", size=0))
    Traceback (most recent call last):
    ...
    socialinsight.readers.account.ReadError: read_batches: size=0; legal: 1 or more. Leave it out for 100000.
    """
    from socialinsight.readers import door

    if size < 1:
        raise ReadError(f"read_batches: size={size}; legal: 1 or more. Leave it out for 100000.")
    yield from door.read_parts(_listed(paths), format, columns, settings, size)


def _listed(paths: Any) -> list[Path]:
    if isinstance(paths, str | Path):
        return [Path(paths)]
    listed = [Path(path) for path in paths]
    if not listed:
        raise ReadError("read: received no path; legal: one or more files or folders. Name one.")
    return listed
