"""What the commands share: their options, how exports are read, how errors and ends are told."""

from __future__ import annotations

import logging
import sys
import warnings
from collections.abc import Callable
from functools import wraps
from pathlib import Path
from typing import Annotated, Any

import typer

from socialinsight.settings import Settings

BAD_INPUT = 2
REJECTED_ROWS = 3

Exports = Annotated[list[Path], typer.Argument(help="Exports: files or folders; the format is detected.")]
SettingsFile = Annotated[Path | None, typer.Option("--settings", help="The firm's settings, a TOML file.")]
Format = Annotated[str | None, typer.Option("--format", help="Name the format instead of detecting it.")]
Columns = Annotated[
    list[str] | None, typer.Option("--column", help="Map a column: our_name=their_name. May be repeated.")
]
Customers = Annotated[
    Path | None, typer.Option("--customers", help="Table of customers: customer_id, author_ids, segment, value, ...")
]
Events = Annotated[Path | None, typer.Option("--events", help="Table of events: at, kind, author_id, value, ...")]
Strict = Annotated[bool, typer.Option("--strict", help="End with exit code 3 when rows were rejected.")]


def told(command: Callable[..., None]) -> Callable[..., None]:
    """Print expected errors as one line and end with exit code 2; show warnings as lines."""

    @wraps(command)
    def guarded(*args: Any, **kwargs: Any) -> None:
        logging.captureWarnings(False)
        warnings.showwarning = lambda message, *rest, **more: print(f"note: {message}", file=sys.stderr)
        try:
            command(*args, **kwargs)
        except (ValueError, KeyError, OSError, ImportError) as error:
            text = error.args[0] if isinstance(error, KeyError) and error.args else error
            print(f"socialinsight: {text}", file=sys.stderr)
            raise typer.Exit(BAD_INPUT) from error

    return guarded


def settings_of(path: Path | None) -> Settings:
    """Return the settings of a file, the defaults without one."""
    return Settings.load(path) if path else Settings()


def read_exports(exports: list[Path], format: str | None, column: list[str] | None, settings: Settings | None) -> Any:  # noqa: A002
    """Return the messages of exports."""
    from socialinsight.readers import read

    columns = dict(pair(item) for item in column or [])
    return read(exports, format=format, columns=columns or None, settings=settings)


def companions(customers: Path | None, events: Path | None, messages: Any, settings: Settings) -> dict[str, Any]:
    """Read the firm's own tables, and tell how many of their author ids wrote messages."""
    from socialinsight.readers.companions import read_customers, read_events

    written = set(messages["author_id"].dropna().astype(str))
    zone = settings.time_zone or None
    tables: dict[str, Any] = {}
    if customers:
        table = tables["customers"] = read_customers(customers, zone=zone)
        ids = {one for row in table["author_ids"] for one in row}
        _tell_known(f"customers: {len(table)} rows", ids, written, customers)
    if events:
        table = tables["events"] = read_events(events, zone=zone)
        _tell_known(f"events: {len(table)} rows", set(table["author_id"].dropna().astype(str)), written, events)
    return tables


def _tell_known(what: str, ids: set[str], written: set[str], path: Path) -> None:
    print(f"{what}, {len(ids & written)} of {len(ids)} author ids wrote messages")
    if ids and not ids & written:
        warnings.warn(
            f"{path.name}: no author id occurs in the messages; received e.g. {min(ids)!r}, legal e.g. "
            f"{min(written, default='')!r}. Write them as `socialinsight check` shows them.",
            stacklevel=2,
        )


def pair(
    item: str, option: str = "--column", legal: str = "our_name=their_name, e.g. text=comment_body"
) -> tuple[str, str]:
    """Return both sides of KEY=VALUE."""
    ours, equals, theirs = item.partition("=")
    if not (ours and equals and theirs):
        raise ValueError(f"{option}: received {item!r}; legal: {legal}.")
    return ours, theirs


def tell_account(messages: Any, path: Path | None) -> None:
    """Print how many records were read and rejected, the first reasons, and write all of them to a file."""
    account = messages.attrs["account"]
    print(account)
    for row in account.rejected_rows.head(10).itertuples():
        print(f"  rejected: {row.file} row {row.row}: {row.reason}", file=sys.stderr)
    if len(account.rejected_rows) > 10:
        print(f"  ... and {len(account.rejected_rows) - 10} more; --account FILE lists all", file=sys.stderr)
    if path:
        account.write(path)


def end(messages: Any, strict: bool) -> None:
    """End with exit code 3 when rows were rejected and that was asked for."""
    if strict and messages.attrs["account"].rejected:
        raise typer.Exit(REJECTED_ROWS)


def save(table: Any, path: Path) -> None:
    """Write a table as Parquet or CSV; texts that a spreadsheet would run get an apostrophe in front in CSV."""
    if path.suffix == ".parquet":
        table.to_parquet(path, index=False)
    elif path.suffix == ".csv":
        from socialinsight.reports.sheet import harmless

        spoken = table.select_dtypes(["object", "string"]).columns
        table.assign(**{name: table[name].map(harmless, na_action="ignore") for name in spoken}).to_csv(
            path, index=False
        )
    else:
        raise ValueError(f"--out: received {path.name!r}; legal: a name ending in .parquet or .csv.")
