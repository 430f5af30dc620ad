"""Roles period by period, and who changed."""

from __future__ import annotations

import numpy as np
import pandas as pd

from socialinsight.tables import ROLE_CHANGES

MEASURED = ("tentative", "assigned")
PERIODS = ("previous", "current")


def windows(sent_at: pd.Series, as_of: pd.Timestamp, days: int) -> dict[str, np.ndarray]:
    """Return which messages fall into the current period, the last `days` up to `as_of`, and into the one before.

    Examples
    --------
    >>> at = pd.Series(pd.to_datetime(["2025-12-30", "2026-01-09", "2026-01-20"], utc=True))
    >>> {name: rows.tolist() for name, rows in windows(at, pd.Timestamp("2026-01-20", tz="UTC"), 10).items()}
    {'previous': [False, True, False], 'current': [False, False, True]}
    """
    span = pd.Timedelta(days=days)
    before, now = as_of - 2 * span, as_of - span
    current = (sent_at > now) & (sent_at <= as_of)
    return {
        "previous": ((sent_at > before) & (sent_at <= now)).to_numpy(bool),
        "current": current.to_numpy(bool),
    }


def role_changes(people: pd.DataFrame, evidence: dict[str, pd.DataFrame]) -> pd.DataFrame:
    """Return who has another role in the current period than in the previous one.

    Parameters
    ----------
    people : pandas.DataFrame
        A members table with the periods "previous" and "current".
    evidence : dict of str to pandas.DataFrame
        The role evidence of each of the two periods.

    Returns
    -------
    pandas.DataFrame
        A role_changes table. `arrived` and `left`: below support in the other period. `gained`, `lost` and
        `exchanged` are said only when the score of the role that came or went lies outside its interval in the
        other period; else the change is `unclear`.
    """
    key = ["community_id", "author_id"]
    before, now = (people[people["period"] == name].set_index(key) for name in PERIODS)
    sides = before.join(now, how="outer", lsuffix="_previous", rsuffix="_current")
    roles = [sides[f"role_{name}"].astype(object).where(sides[f"role_{name}"].notna(), None) for name in PERIODS]
    moved = np.array([a != b for a, b in zip(*roles)], bool)
    sides, roles = sides[moved], [side[moved] for side in roles]
    rows = []
    for (place, who), old, new, row in zip(sides.index, *roles, sides.to_dict("records")):
        kind, role = _kind(row, old, new)
        if kind == "clear":
            kind = _clear(row, old, new, (place, who), evidence)
        scores = {f"score_{name}": row[f"{role}_{name}"] for name in PERIODS}
        sizes = {f"n_{name}": row[f"n_messages_{name}"] for name in PERIODS}
        rows.append({"community_id": place, "author_id": who, "previous": old, "current": new, "kind": kind})
        rows[-1] |= scores | {name: 0 if pd.isna(n) else int(n) for name, n in sizes.items()}
    if not rows:
        return ROLE_CHANGES.empty()
    table = ROLE_CHANGES.cast(pd.DataFrame(rows))
    return table.sort_values(["community_id", "kind", "author_id"], ignore_index=True)


def _kind(row: dict, old: str | None, new: str | None) -> tuple[str, str]:
    if old is None and row["confidence_previous"] not in MEASURED:
        return "arrived", str(new)
    if new is None and row["confidence_current"] not in MEASURED:
        return "left", str(old)
    return "clear", str(new or old)


def _clear(row: dict, old: str | None, new: str | None, key: tuple[str, str], evidence: dict) -> str:
    """Return gained, lost or exchanged where the scores of the two periods lie apart, unclear elsewhere."""
    apart = []
    for role, here, there in ((new, "current", "previous"), (old, "previous", "current")):
        if role is not None:
            low = _low(evidence[here], *key, role)
            apart.append(row[f"{role}_{there}"] < low)
    if not all(apart):
        return "unclear"
    return "gained" if old is None else "lost" if new is None else "exchanged"


def _low(evidence: pd.DataFrame, place: str, who: str, role: str) -> float:
    found = evidence[(evidence["community_id"] == place) & (evidence["author_id"] == who) & (evidence["role"] == role)]
    return float(found["low"].iloc[0]) if len(found) else np.nan
