"""What `read` and `read_batches` do behind the door: files to batches, duplicates out, roles in, the account kept."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from pathlib import Path
from types import ModuleType
from typing import Any

import numpy as np
import pandas as pd

from socialinsight.readers.account import FileAccount, ReadAccount, ReadError, add_counts, no_rejects
from socialinsight.readers.conversations import fill_conversations
from socialinsight.readers.formats import expand, reader_of
from socialinsight.readers.records import Batch
from socialinsight.readers.staff import declare_roles
from socialinsight.readers.values import absent_column
from socialinsight.tables import MESSAGES, STRING, check

COUNTRY_ZONES = {"HU": "Europe/Budapest", "RU": "Europe/Moscow"}


def read_whole(paths: list[Path], format: str | None, columns: Mapping[str, str] | None, settings: Any) -> pd.DataFrame:
    """Read every file, then take out duplicates over all of them."""
    tables, counts, rejected = [], [], []
    for path in _files(paths, format):
        reader = reader_of(path, format, is_mapped=bool(columns))
        batch = _guarded(reader, path, lambda r=reader, p=path: r.read(p, columns=columns, zone=_zone(settings)))
        messages = _without_source(batch.messages, settings)
        tables.append(messages)
        counts.append((_shown(path), reader.FORMAT, len(messages), len(batch.rejected), batch.skipped))
        rejected.append(batch.rejected)
    whole = pd.concat(tables, ignore_index=True) if len(tables) > 1 else tables[0]
    repeated = whole["message_id"].duplicated().to_numpy()
    origin = np.repeat(np.arange(len(tables)), [len(table) for table in tables])
    n_repeated = np.bincount(origin[repeated], minlength=len(tables))
    files = [
        FileAccount(file, kind, n + n_bad + sum(skipped.values()), n - int(n_dup), n_bad, int(n_dup), skipped)
        for (file, kind, n, n_bad, skipped), n_dup in zip(counts, n_repeated)
    ]
    if repeated.any():
        whole = whole[~repeated].reset_index(drop=True)
    return _dressed(whole, settings, ReadAccount(tuple(files), _joined(rejected)))


def read_parts(
    paths: list[Path], format: str | None, columns: Mapping[str, str] | None, settings: Any, size: int
) -> Iterator[pd.DataFrame]:
    """Read batch by batch; the hashes of all ids seen are held, 8 bytes a message."""
    seen = np.empty(0, dtype=np.uint64)
    files: list[FileAccount] = []
    rejected: list[pd.DataFrame] = []
    for path in _files(paths, format):
        reader = reader_of(path, format, is_mapped=bool(columns))
        files.append(FileAccount(_shown(path), reader.FORMAT, 0, 0, 0, 0))
        for batch in _batches(reader, path, columns, _zone(settings), size):
            hashes = pd.util.hash_array(batch.messages["message_id"].to_numpy(dtype=object), categorize=False)
            repeated = batch.messages["message_id"].duplicated().to_numpy() | _is_among(hashes, seen)
            seen = np.sort(np.concatenate([seen, hashes[~repeated]]), kind="stable")
            files[-1] = _added(files[-1], batch, int(repeated.sum()))
            rejected.append(batch.rejected)
            messages = _without_source(batch.messages[~repeated].reset_index(drop=True), settings)
            yield _dressed(messages, settings, ReadAccount(tuple(files), _joined(rejected)))


def _is_among(hashes: np.ndarray, seen: np.ndarray) -> np.ndarray:
    """Tell which hashes are in the sorted ones."""
    if not len(seen):
        return np.zeros(len(hashes), dtype=bool)
    places = np.searchsorted(seen, hashes).clip(max=len(seen) - 1)
    return seen[places] == hashes


def _batches(
    reader: ModuleType, path: Path, columns: Mapping[str, str] | None, zone: str | None, size: int
) -> Iterator[Batch]:
    """Yield batches of at most `size` messages; counts come with the first slice of each."""
    if hasattr(reader, "stream"):
        source = reader.stream(path, columns=columns, zone=zone, size=size)
    else:
        source = iter([_guarded(reader, path, lambda: reader.read(path, columns=columns, zone=zone))])
    while True:
        batch = _guarded(reader, path, lambda: next(source, None))
        if batch is None:
            return
        for start in range(0, max(len(batch.messages), 1), size):
            part = batch.messages.iloc[start : start + size].reset_index(drop=True)
            yield Batch(part, no_rejects() if start else batch.rejected, {} if start else batch.skipped)


def _guarded(reader: ModuleType, path: Path, step: Any) -> Any:
    """Run a step of a reader; whatever hostile content makes a parser raise becomes a ReadError that names the file."""
    try:
        return step()
    except ReadError:
        raise
    except Exception as error:
        raise ReadError(
            f"{path}: cannot be read as {reader.FORMAT} ({type(error).__name__}: {str(error)[:200]}). "
            "Name another format with format=..., or export it again."
        ) from error


def _added(account: FileAccount, batch: Batch, n_repeated: int) -> FileAccount:
    n, n_bad = len(batch.messages), len(batch.rejected)
    return FileAccount(
        account.file,
        account.format,
        account.records + n + n_bad + sum(batch.skipped.values()),
        account.accepted + n - n_repeated,
        account.rejected + n_bad,
        account.duplicates + n_repeated,
        add_counts([account.skipped, batch.skipped]),
    )


def _dressed(messages: pd.DataFrame, settings: Any, account: ReadAccount) -> pd.DataFrame:
    """Fill in conversations and declared roles, check the table and attach the account."""
    messages = fill_conversations(messages)
    if settings is not None:
        messages = declare_roles(messages, settings)
    messages = check(messages, MESSAGES)
    messages.attrs["account"] = account
    return messages


def _without_source(messages: pd.DataFrame, settings: Any) -> pd.DataFrame:
    if settings is not None and settings.keep_source:
        return messages
    return messages.assign(source=absent_column(STRING, messages.index))


def _joined(rejected: list[pd.DataFrame]) -> pd.DataFrame:
    filled = [part for part in rejected if len(part)]
    return pd.concat(filled, ignore_index=True) if filled else no_rejects()


def _files(paths: list[Path], format: str | None) -> list[Path]:
    return [file for path in paths for file in expand(path, format)]


def _shown(path: Path) -> str:
    return path.as_posix()


def _zone(settings: Any) -> str | None:
    """Return the settings' zone, else that of their country, else None: guess."""
    return (settings and (settings.time_zone or COUNTRY_ZONES.get(settings.country.upper()))) or None
