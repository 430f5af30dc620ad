"""The rules of moderation, read from TOML: names, conditions, advice."""

from __future__ import annotations

import difflib
import operator
import re
import tomllib
from collections.abc import Callable, Collection
from dataclasses import dataclass, field
from functools import lru_cache
from pathlib import Path
from typing import Any

import numpy as np
import pandas as pd

ADVICE = ("apologise_public", "invite_private", "hide_and_explain", "watch")
SHIPPED = Path(__file__).with_name("rules.toml")
_CONDITION = re.compile(r"^\s*(\w+)\s*(>=|<=|>|<|==)\s*(-?\d+(?:\.\d+)?)\s*$")
_COMPARE: dict[str, Callable[[Any, Any], Any]] = {
    ">=": operator.ge,
    "<=": operator.le,
    ">": operator.gt,
    "<": operator.lt,
    "==": operator.eq,
}
_KEYS = ("name", "advice", "when", "hu", "ru", "en")


class RulesError(ValueError):
    """A file of moderation rules has an unknown key, name, advice or a condition that cannot be read."""


@dataclass(frozen=True)
class Condition:
    """One comparison: a name, an operator and a number."""

    name: str
    sign: str
    number: float

    def holds(self, seen: pd.DataFrame) -> np.ndarray:
        """Return for which rows it holds; what cannot be measured does not hold."""
        return np.asarray(self.met(seen[self.name].to_numpy(float)))

    def met(self, value: Any) -> Any:
        """Return whether a value (or each of an array) fulfils it."""
        return _COMPARE[self.sign](value, self.number)


@dataclass(frozen=True)
class Rule:
    """A rule: all groups of conditions must hold, a group when one of its conditions does."""

    name: str
    advice: str
    groups: tuple[tuple[Condition, ...], ...]
    wording: dict[str, str] = field(default_factory=dict, hash=False)

    def holds(self, seen: pd.DataFrame) -> np.ndarray:
        """Return for which rows the rule holds."""
        result = np.ones(len(seen), bool)
        for group in self.groups:
            result &= np.logical_or.reduce([one.holds(seen) for one in group])
        return result

    @property
    def names(self) -> list[str]:
        """The names its conditions ask for, in order."""
        return list(dict.fromkeys(one.name for group in self.groups for one in group))


@lru_cache(maxsize=8)
def read_rules(path: str, names: Collection[str]) -> tuple[Rule, ...]:
    """Read the rules of a file.

    Parameters
    ----------
    path : str
        A TOML file of `[[rule]]` tables; "" for the shipped rules.
    names : collection of str
        What conditions may ask for.

    Returns
    -------
    tuple of Rule
        In the order of the file: the first that holds gives the advice.

    Raises
    ------
    RulesError
        When the file is no TOML, or a rule has an unknown key, advice or name, or a condition cannot be read.
    FileNotFoundError
        When there is no such file.

    Examples
    --------
    >>> read_rules("", frozenset({"complaint"}))
    Traceback (most recent call last):
    ...
    socialinsight.moderation.rules.RulesError: ...: unknown name 'public'; legal: complaint. ...
    """
    file = Path(path) if path else SHIPPED
    try:
        raw = tomllib.loads(file.read_text(encoding="utf-8-sig"))
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
        raise RulesError(f"{file.name}: is not a UTF-8 TOML file ({error}). Mend the named line.") from error
    rules = raw.get("rule")
    if set(raw) - {"rule"} or not isinstance(rules, list) or not all(isinstance(one, dict) for one in rules):
        raise RulesError(
            f"{file.name}: received the keys {sorted(raw)}; legal: [[rule]] tables only. Write '[[rule]]'."
        )
    return tuple(_rule(one, f"{file.name}: rule {place}", names) for place, one in enumerate(rules, 1))


def _rule(raw: dict[str, Any], where: str, names: Collection[str]) -> Rule:
    for key in raw:
        if key not in _KEYS:
            raise RulesError(f"{where}: unknown key {key!r}; legal: {', '.join(_KEYS)}. {_hint(key, _KEYS)}")
    if raw.get("advice") not in ADVICE:
        raise RulesError(f"{where}: advice = {raw.get('advice')!r}; legal: {', '.join(ADVICE)}. Choose one of them.")
    when = raw.get("when")
    if not isinstance(raw.get("name"), str) or not isinstance(when, list) or not when:
        raise RulesError(f"{where}: received {raw!r}; legal: a name and a list `when`. Give both.")
    groups = tuple(
        tuple(condition(one, where, names) for one in (part if isinstance(part, list) and part else [part]))
        for part in when
    )
    wording = {key: str(text) for key, text in raw.items() if key in ("hu", "ru", "en")}
    return Rule(raw["name"], raw["advice"], groups, wording)


def condition(raw: object, where: str, names: Collection[str]) -> Condition:
    """Read a condition "name operator number"; refuses names that are not in `names`."""
    found = _CONDITION.match(raw) if isinstance(raw, str) else None
    if not found:
        raise RulesError(f"{where}: condition {raw!r}; legal: 'name >= number', for example 'complaint >= 0.5'.")
    name, sign, number = found.groups()
    if name not in names:
        legal = ", ".join(sorted(names))
        raise RulesError(f"{where}: unknown name {name!r}; legal: {legal}. {_hint(name, names)}")
    return Condition(name, sign, float(number))


def _hint(name: str, legal: Collection[str]) -> str:
    near = difflib.get_close_matches(name, list(legal), n=1)
    return f"Did you mean {near[0]!r}?" if near else "Remove it."
