"""Issues merged and renamed by hand: a TOML file that outlives the months."""

from __future__ import annotations

import tomllib
import warnings
from dataclasses import dataclass, field, replace
from pathlib import Path
from types import MappingProxyType
from typing import Any

import pandas as pd

from socialinsight.settings import Settings

_LEGAL = 'merge = [["kept issue", "joins it", ...], ...] and rename = {"issue" = "new name", ...}'
_HEAD = """\
# Issues merged and renamed by hand. An issue is named by its id or by its name, as they stand in the report.
# The first issue of each list of merge keeps its name, the others join it:
#   merge = [["{one}", "{other}"]]
# rename gives an issue another name, now and in every month that follows:
#   rename = {{"{one}" = "..."}}
merge = []

[rename]
"""


class ByHandError(ValueError):
    """A file of issues merged and renamed by hand cannot be read."""


@dataclass(frozen=True)
class ByHand:
    """What people decided about issues.

    Attributes
    ----------
    merge : tuple of tuple of str
        Issues that are one, the one that stays first; ids or names.
    rename : mapping of str to str
        New name of an issue by id or name.
    where : str
        Name of the file.
    """

    merge: tuple[tuple[str, ...], ...] = ()
    rename: MappingProxyType[str, str] = field(default_factory=lambda: MappingProxyType({}), hash=False)
    where: str = ""


def read_by_hand(path: str | Path) -> ByHand:
    """Read a file of issues merged and renamed by hand.

    Parameters
    ----------
    path : str or Path
        UTF-8 TOML with the keys merge (a list of lists of names or ids, the one that stays first) and rename (a table
        of name or id = new name).

    Raises
    ------
    ByHandError
        When the file is no TOML or has another key or kind.
    FileNotFoundError
        When there is no such file.
    """
    file = Path(path)
    try:
        raw = tomllib.loads(file.read_text(encoding="utf-8-sig"))
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
        raise ByHandError(f"{file.name}: is not a UTF-8 TOML file ({error}). Mend the named line.") from error
    merge, rename = raw.get("merge", []), raw.get("rename", {})
    if set(raw) - {"merge", "rename"}:
        raise ByHandError(f"{file.name}: received the keys {sorted(raw)}; legal: {_LEGAL}. Remove the others.")
    if not isinstance(merge, list) or not all(_is_names(one) and len(one) > 1 for one in merge):
        raise ByHandError(f"{file.name}: merge = {merge!r}; legal: {_LEGAL}. Write lists of at least two names.")
    if not isinstance(rename, dict) or not _is_names([*rename.values()]):
        raise ByHandError(f"{file.name}: rename = {rename!r}; legal: {_LEGAL}. Write a name on both sides.")
    return ByHand(tuple(tuple(one) for one in merge), MappingProxyType(dict(rename)), file.name)


def _is_names(given: Any) -> bool:
    return isinstance(given, list) and all(isinstance(one, str) and one.strip() for one in given)


def with_hand(settings: Settings, known: pd.DataFrame) -> Settings:
    """Return the settings with what the file that they name says about the known issues.

    Parameters
    ----------
    settings : Settings
        `issue_file`; its `issue_names` and `issue_merges` win over the file.
    known : pandas.DataFrame
        issue_id and name of all issues, also those without a complaint this time.

    Returns
    -------
    Settings
        `issue_names` and `issue_merges` by id; names in the file that no issue has are told as a warning.
    """
    if not settings.issue_file:
        return settings
    hand = read_by_hand(settings.issue_file)
    ids = {name: name for name in known["issue_id"]}
    ids = dict(zip(known["name"].str.casefold(), known["issue_id"])) | ids
    told = {
        name: ids[_key(name, ids)]
        for name in [*hand.rename, *(one for part in hand.merge for one in part)]
        if _key(name, ids) in ids
    }
    names = {told[name]: new for name, new in hand.rename.items() if name in told}
    told |= {new: one for one, new in names.items() if new not in told}
    merges = {told[one]: told[part[0]] for part in hand.merge for one in part[1:] if one in told and part[0] in told}
    _tell_unknown(hand, told, known)
    return replace(
        settings,
        issue_names=MappingProxyType(names | dict(settings.issue_names)),
        issue_merges=MappingProxyType(merges | dict(settings.issue_merges)),
    )


def _key(name: str, ids: dict[str, str]) -> str:
    return name if name in ids else name.casefold()


def _tell_unknown(hand: ByHand, told: dict[str, str], known: pd.DataFrame) -> None:
    unknown = [name for name in [*hand.rename, *(one for part in hand.merge for one in part)] if name not in told]
    if unknown:
        legal = ", ".join(repr(name) for name in known["name"].head(30)) or "none yet"
        warnings.warn(
            f"{hand.where}: no issue is called {', '.join(map(repr, unknown))}; received so, known: {legal}. "
            "Correct the name, or write the issue's id.",
            stacklevel=2,
        )


def template(known: pd.DataFrame) -> str:
    """Return the text of a new file, with every known issue as a comment."""
    names = [name.replace("\\", "\\\\").replace('"', '\\"') for name in known["name"]]
    one, other = (*names, "issue", "other issue")[:2]
    rows = [f'# "{name}" = "{name}"  # {one_id}' for name, one_id in zip(names, known["issue_id"])]
    return _HEAD.format(one=one, other=other) + "\n".join(rows) + "\n"
