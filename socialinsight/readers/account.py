"""What became of every record that was read: the account that comes with the messages, and the reader's errors."""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from pathlib import Path

import pandas as pd

from socialinsight.tables import STRING


class ReadError(ValueError):
    """A path that cannot be read at all; single bad records are rejected and counted instead."""


class ReadWarning(UserWarning):
    """Something the reader had to assume, such as the zone of times written without one."""


def no_rejects() -> pd.DataFrame:
    """Return an empty table of rejected records: file, row, reason.

    Examples
    --------
    >>> list(no_rejects())
    ['file', 'row', 'reason']
    """
    return rejects([])


def rejects(rows: Iterable[tuple[str, int, str]]) -> pd.DataFrame:
    """Build the table of rejected records from (file, row, reason); `row` counts the records of a file from 1."""
    frame = pd.DataFrame(list(rows), columns=["file", "row", "reason"])
    return frame.astype({"file": STRING, "row": "Int64", "reason": STRING})


@dataclass(frozen=True)
class FileAccount:
    """The account of one file; `records` is the sum of the other counts."""

    file: str
    format: str
    records: int
    accepted: int
    rejected: int
    duplicates: int
    skipped: Mapping[str, int] = field(default_factory=dict)

    def __post_init__(self) -> None:
        parts = self.accepted + self.rejected + self.duplicates + sum(self.skipped.values())
        if parts != self.records or min(self.accepted, self.rejected, self.duplicates) < 0:
            raise AssertionError(f"{self.file}: {self.records} records read, {parts} accounted for: {self}")


@dataclass(frozen=True, eq=False, repr=False)
class ReadAccount(dict):  # type: ignore[type-arg]
    """records = accepted + rejected + duplicates + skipped, for every file that was read.

    It rides on `messages.attrs["account"]`. It is a dict of its totals, so that pandas can write it beside a
    Parquet file; it compares by identity and is not copied, so that pandas can concatenate and copy tables.

    Examples
    --------
    >>> account = ReadAccount((FileAccount("a.csv", "table", 3, 2, 0, 0, {"service": 1}),))
    >>> account.records, account.accepted, account.skipped
    (3, 2, {'service': 1})
    >>> print(account)
    3 records = 2 accepted + 0 rejected + 0 duplicates + 1 skipped (service 1)
    """

    files: tuple[FileAccount, ...] = ()
    rejected_rows: pd.DataFrame = field(default_factory=no_rejects)

    def __post_init__(self) -> None:
        names = ("records", "accepted", "rejected", "duplicates", "skipped")
        self.update({name: getattr(self, name) for name in names})
        if self.rejected != len(self.rejected_rows):
            raise AssertionError(f"{self.rejected} records rejected, {len(self.rejected_rows)} reasons kept")

    @property
    def records(self) -> int:
        """Records read."""
        return sum(item.records for item in self.files)

    @property
    def accepted(self) -> int:
        """Records that became messages."""
        return sum(item.accepted for item in self.files)

    @property
    def rejected(self) -> int:
        """Records with a reason in `rejected_rows`."""
        return sum(item.rejected for item in self.files)

    @property
    def duplicates(self) -> int:
        """Records whose message_id came earlier in the input."""
        return sum(item.duplicates for item in self.files)

    @property
    def skipped(self) -> dict[str, int]:
        """Records that are no messages, by kind (service, media_only, deleted, ...)."""
        return add_counts(item.skipped for item in self.files)

    def to_frame(self) -> pd.DataFrame:
        """Return one row a file: file, format, records, accepted, rejected, duplicates, skipped, skipped_<kind>."""
        rows = []
        for item in self.files:
            row = {name: value for name, value in vars(item).items() if name != "skipped"}
            row["skipped"] = sum(item.skipped.values())
            rows.append(row | {f"skipped_{kind}": item.skipped.get(kind, 0) for kind in sorted(self.skipped)})
        columns = ["file", "format", "records", "accepted", "rejected", "duplicates", "skipped"]
        return pd.DataFrame(rows, columns=None if rows else columns)

    def write(self, path: str | Path) -> Path:
        """Write the account to `path`: JSON, or CSV with the rejected rows beside it in `<name>_rejected.csv`.

        Raises
        ------
        ReadError
            When the suffix is neither .json nor .csv.
        """
        path = Path(path)
        if path.suffix == ".json":
            parts = {"files": self.to_frame(), "rejected_rows": self.rejected_rows}
            rows = {name: json.loads(part.to_json(orient="records")) for name, part in parts.items()}
            path.write_text(json.dumps(dict(self) | rows, ensure_ascii=False, indent=1), encoding="utf-8")
        elif path.suffix == ".csv":
            self.to_frame().to_csv(path, index=False)
            self.rejected_rows.to_csv(path.with_name(f"{path.stem}_rejected.csv"), index=False)
        else:
            raise ReadError(f"account: cannot write {path.name!r}; legal: .json or .csv. Change the suffix.")
        return path

    def __deepcopy__(self, memo: object) -> ReadAccount:
        return self

    def __eq__(self, other: object) -> bool:
        return self is other

    def __ne__(self, other: object) -> bool:
        return self is not other

    def __repr__(self) -> str:
        return f"<ReadAccount: {self}>"

    def __hash__(self) -> int:  # type: ignore[override]
        return id(self)

    def __str__(self) -> str:
        kinds = ", ".join(f"{kind} {n}" for kind, n in sorted(self.skipped.items()))
        return (
            f"{self.records} records = {self.accepted} accepted + {self.rejected} rejected + {self.duplicates} "
            f"duplicates + {sum(self.skipped.values())} skipped" + (f" ({kinds})" if kinds else "")
        )


def add_counts(counts: Iterable[Mapping[str, int]]) -> dict[str, int]:
    """Add up counts by kind.

    Examples
    --------
    >>> add_counts([{"service": 2}, {"service": 1, "deleted": 1}])
    {'service': 3, 'deleted': 1}
    """
    total: dict[str, int] = {}
    for part in counts:
        for kind, n in part.items():
            total[kind] = total.get(kind, 0) + n
    return total
