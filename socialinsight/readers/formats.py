"""Which formats there are, and which one a path is in. A format is a module of this folder with `FORMAT`."""

from __future__ import annotations

import importlib
import pkgutil
from functools import cache
from pathlib import Path
from types import MappingProxyType, ModuleType

from socialinsight.readers.account import ReadError

HEAD = 1 << 16
SUREST = 0.95


@cache
def formats() -> MappingProxyType[str, ModuleType]:
    """Return the reader modules by the name of their format.

    Examples
    --------
    >>> "telegram" in formats() and "table" in formats()
    True
    """
    folder = str(Path(__file__).parent)
    modules = [importlib.import_module(f"{__package__}.{item.name}") for item in pkgutil.iter_modules([folder])]
    return MappingProxyType({module.FORMAT: module for module in modules if hasattr(module, "FORMAT")})


def reader_of(path: Path, format: str | None = None, *, is_mapped: bool = False) -> ModuleType:
    """Return the reader module for a path; with a column mapping, a file that none knows is taken for a table.

    Raises
    ------
    ReadError
        When the named format is unknown, the path is absent or empty, or no reader knows the content.
    """
    legal = ", ".join(sorted(formats()))
    if format is not None and format not in formats():
        raise ReadError(f"{path}: unknown format {format!r}; legal: {legal}. Leave it out to have it detected.")
    if not path.exists():
        raise ReadError(f"{path}: there is no such file or folder. Check the path.")
    if path.is_file() and not path.stat().st_size:
        raise ReadError(f"{path}: the file is empty; legal: an export of the formats {legal}. Export it again.")
    if format is not None:
        return formats()[format]
    found = sure_reader(path)
    if found is None and is_mapped and path.is_file():
        return formats()["table"]
    if found is None:
        kind = "folder" if path.is_dir() else "file"
        raise ReadError(
            f"{path}: no reader knows the content of this {kind}; legal formats: {legal}. Name one with format=..."
        )
    return found


def sure_reader(path: Path) -> ModuleType | None:
    """Return the reader most sure of the path, None when none is."""
    head = b""
    if path.is_file():
        with path.open("rb") as file:
            head = file.read(HEAD)
        if head.startswith((b"\xff\xfe", b"\xfe\xff")):
            head = head.decode("utf-16", "replace").encode()
        head = head.removeprefix(b"\xef\xbb\xbf").replace(b"\0", b"")
    sureness = {name: module.sniff(path, head) for name, module in formats().items()}
    best = max(sureness, key=lambda name: sureness[name])
    return formats()[best] if sureness[best] > 0 else None


def expand(path: Path, format: str | None) -> list[Path]:
    """Return the path itself, or the exports inside a folder that is no export by itself.

    Raises
    ------
    ReadError
        When nothing in the folder can be read.
    """
    if not path.is_dir() or format not in (None, "table", "telegram", "vk", "whatsapp") or sure_reader(path):
        return [path]
    files = [file for file in sorted(path.rglob("*")) if file.is_file() and not file.name.startswith(".")]
    known = [file for file in files if file.stat().st_size and sure_reader(file) is not None]
    if not known:
        raise ReadError(
            f"{path}: is a folder without an export in it ({len(files)} files); legal: a Maildir, a folder of .eml "
            f"files or of exports of the formats {', '.join(sorted(formats()))}. Name the file itself."
        )
    return known
