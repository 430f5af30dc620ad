"""The closed list of annotation labels."""

from __future__ import annotations

import csv
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

AGENT_ROLES = frozenset({"agent", "bot"})
CUSTOMER_ROLES = frozenset({"customer", "peer", "member"})


@dataclass(frozen=True)
class Label:
    """One label: its group, whose messages it is meant for, and its meaning."""

    name: str
    group: str
    who: frozenset[str]
    meaning: str

    def fits(self, role: str) -> bool:
        """Return whether messages of this role can carry the label; an unknown role can carry all."""
        if role not in AGENT_ROLES | CUSTOMER_ROLES or "all" in self.who:
            return True
        if role == "member":
            return bool(self.who & {"customer", "peer"})
        return ("agent" if role in AGENT_ROLES else role) in self.who


@lru_cache(maxsize=1)
def labels() -> dict[str, Label]:
    """Return all labels by name.

    Examples
    --------
    >>> labels()["apology"].fits("customer"), labels()["apology"].fits("agent")
    (False, True)
    """
    path = Path(__file__).with_name("labels.csv")
    with path.open(encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file))
    return {
        row["label"]: Label(row["label"], row["group"], frozenset(row["who"].split()), row["meaning"]) for row in rows
    }


def label_names(*groups: str) -> list[str]:
    """Return the names of the labels of some groups, in the order of the list."""
    return [name for name, label in labels().items() if label.group in groups]
