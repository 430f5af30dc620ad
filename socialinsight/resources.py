"""Where the shipped files lie: beside the package in a checkout, inside it in an installed wheel."""

from __future__ import annotations

from pathlib import Path

_PACKAGE = Path(__file__).resolve().parent


def model_path(name: str) -> Path:
    """Return the path of a shipped model file.

    Raises
    ------
    FileNotFoundError
        When no such file is shipped.

    Examples
    --------
    >>> model_path("LICENSES").name
    'LICENSES'
    """
    return _find("models", _PACKAGE.parent / "models", name)


def sample_path(name: str) -> Path:
    """Return the path of a sample export.

    Raises
    ------
    FileNotFoundError
        When no such file is shipped.

    Examples
    --------
    >>> sample_path("tickets.csv").suffix
    '.csv'
    """
    return _find("sample", _PACKAGE.parent / "data" / "sample", name)


def _find(kind: str, checkout: Path, name: str) -> Path:
    folders = (_PACKAGE / kind, checkout)
    for folder in folders:
        if (folder / name).exists():
            return folder / name
    legal = sorted(path.name for folder in folders if folder.is_dir() for path in folder.iterdir())
    raise FileNotFoundError(
        f"{kind}: no file {name!r} in {[str(folder) for folder in folders]}; legal: {legal}. "
        "Install socialinsight from a wheel or run it in a checkout."
    )
