"""Roles of the authors by the firm's own lists."""

from __future__ import annotations

from typing import Any

import pandas as pd

from socialinsight.tables import STRING


def declare_roles(messages: pd.DataFrame, settings: Any) -> pd.DataFrame:
    """Return the messages with the declared agents and bots marked, by author id or display name.

    A name that begins with @ stands for every e-mail address of that domain.
    A declared agent's automatic reply stays the bot's.

    Examples
    --------
    >>> from types import SimpleNamespace
    >>> table = pd.DataFrame({"author_id": ["a", "b"], "author_name": [None, "Éva"], "author_role": "unknown"})
    >>> declare_roles(table, SimpleNamespace(agents=("éva",), bots=()))["author_role"].tolist()
    ['unknown', 'agent']
    """
    roles = messages["author_role"].astype(STRING)
    for role, names in (("agent", settings.agents), ("bot", settings.bots)):
        if names:
            declared = _plain(pd.Series(list(names), dtype=STRING))
            ids = _plain(messages["author_id"])
            hit = ids.isin(declared) | _plain(messages["author_name"]).isin(declared)
            domains = tuple(name for name in declared if name.startswith("@"))
            if domains:
                hit |= ids.str.endswith(domains).fillna(False).astype(bool)
            roles = roles.mask(hit & (roles != "bot"), role)
    return messages.assign(author_role=roles)


def _plain(names: pd.Series) -> pd.Series:
    return names.astype(STRING).str.strip().str.lower().fillna("")
