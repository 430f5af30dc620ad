"""What the reader of a report must know about its data."""

from __future__ import annotations

from typing import Any

import pandas as pd

from socialinsight.settings import Settings
from socialinsight.tables import QUALITY


def quality(
    messages: pd.DataFrame,
    signals: pd.DataFrame,
    *,
    account: Any,
    n_later: int,
    zone: str,
    country: str,
    settings: Settings,
) -> pd.DataFrame:
    """Return the data-quality table: records read and lost, coverage, and what had to be assumed.

    Parameters
    ----------
    messages, signals : pandas.DataFrame
        The analysed messages and their signals.
    account : ReadAccount or None
        What the reader counted.
    n_later : int
        Messages left out because they are later than `as_of`.
    zone, country : str
        Used time zone and country.
    settings : Settings
        To tell what was set from what was assumed.

    Returns
    -------
    pandas.DataFrame
        A quality table: item, value, note; the notes are keys of the report's locale.
    """
    known = set(messages["message_id"].astype(object))
    replies = messages["reply_to"].dropna().astype(object)
    rows = [
        *_account_rows(account),
        ("messages", len(messages), ""),
        ("left_out_later", n_later, ""),
        *((f"lang_{code}", int(n), "") for code, n in signals["lang"].value_counts().sort_index().items()),
        *((f"role_{role}", int(n), "") for role, n in messages["author_role"].value_counts().sort_index().items()),
        ("replies", len(replies), ""),
        ("replies_to_unknown", int((~replies.isin(known)).sum()), ""),
        ("time_zone", zone, "set" if settings.time_zone else "assumed"),
        ("country", country or "-", "set" if settings.country else "assumed"),
        ("agents", ", ".join(settings.agents) or "-", "set" if settings.agents else "from_export"),
    ]
    table = pd.DataFrame(rows, columns=["item", "value", "note"])
    return QUALITY.cast(table.astype(str))


def _account_rows(account: Any) -> list[tuple[str, Any, str]]:
    if account is None:
        return []
    names = ("records", "accepted", "rejected", "duplicates", "skipped")
    totals = account.to_frame()
    return [(f"read_{name}", int(totals[name].sum()), "") for name in names if name in totals]
