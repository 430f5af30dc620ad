"""Other ways in: contacts that moved to another channel during a crisis or while a channel was down."""

from __future__ import annotations

from typing import Any

import numpy as np
import pandas as pd

from socialinsight.proportion import wilson
from socialinsight.tables import CHANNEL_SHIFTS

BEFORE = pd.Timedelta(days=28)
MEMORY = pd.Timedelta(days=90)
GAP = pd.Timedelta(hours=24)
LEAST = 10
OUTAGE = pd.Timedelta(days=1)


def channel_shifts(
    facts: pd.DataFrame, episodes: pd.DataFrame, events: pd.DataFrame, *, as_of: pd.Timestamp
) -> pd.DataFrame:
    """Return the share of contacts that moved channel in each crisis and outage, and where to.

    A contact is a customer's message with none of the same customer on the same channel within the 24 hours before it.
    It moved when his last contact of the 90 days before was on another channel, so that identities joined across
    channels count (`same_person`, customers). Contacts while it lasted are compared with those of the four weeks
    before. An outage is an event of kind `outage` whose value is the channel; it ends with the next event of kind
    `outage_end` with that value, else after a day.

    Parameters
    ----------
    facts : pandas.DataFrame
        Result of `facts.crisis_facts`.
    episodes, events : pandas.DataFrame
        The tables of these names.
    as_of : pandas.Timestamp
        End of what is known.

    Returns
    -------
    pandas.DataFrame
        A channel_shifts table: for each cause a row `all` (contacts that moved, among those with a contact before)
        and a row for each channel to which some moved. Empty when everything came by one channel.
    """
    contacts = _contacts(facts)
    if contacts["channel"].nunique() < 2:
        return CHANNEL_SHIFTS.empty()
    causes = [(e["episode_id"], "episode", e["started_at"], e["ended_at"]) for e in episodes.to_dict("records")]
    causes += _outages(events)
    rows = []
    for cause_id, cause, began, ended in causes:
        until = as_of if pd.isna(ended) else ended
        at = contacts["sent_at"]
        before = contacts[(at >= began - BEFORE) & (at < began)]
        during = contacts[(at >= began) & (at <= until)]
        place = {"cause_id": cause_id, "cause": cause, "started_at": began, "ended_at": ended}
        known, seen = before[before["moved"].notna()], during[during["moved"].notna()]
        ids = tuple(seen.loc[seen["moved"] == 1, "message_id"].head(5))
        rows.append({**place, "channel": "all", **_shares(known["moved"], seen["moved"]), "message_ids": ids})
        for channel in sorted(
            set(known.loc[known["moved"] == 1, "channel"]) | set(seen.loc[seen["moved"] == 1, "channel"])
        ):
            came = [part["moved"] * (part["channel"] == channel) for part in (known, seen)]
            rows.append({**place, "channel": channel, **_shares(*came), "message_ids": ()})
    return CHANNEL_SHIFTS.cast(pd.DataFrame(rows, columns=[column.name for column in CHANNEL_SHIFTS.columns]))


def _contacts(facts: pd.DataFrame) -> pd.DataFrame:
    theirs = facts.loc[~facts["is_firm"] & facts["channel"].notna(), ["message_id", "author_id", "channel", "sent_at"]]
    theirs = theirs.assign(channel=theirs["channel"].astype(object))
    pause = theirs.groupby(["author_id", "channel"])["sent_at"].diff()
    contacts = theirs[pause.isna() | (pause > GAP)].reset_index(drop=True)
    by_author = contacts.groupby("author_id")
    recent = (by_author["sent_at"].diff() <= MEMORY).to_numpy(bool)
    other = (by_author["channel"].shift() != contacts["channel"]).to_numpy(bool)
    return contacts.assign(moved=np.where(recent, other.astype(float), np.nan))


def _outages(events: pd.DataFrame) -> list[tuple[str, str, pd.Timestamp, Any]]:
    found = []
    ends = events[events["kind"] == "outage_end"]
    for row in events[(events["kind"] == "outage") & events["value"].notna()].itertuples():
        after = ends.loc[(ends["value"] == row.value) & (ends["at"] > row.at), "at"]
        found.append((str(row.event_id), "outage", row.at, after.min() if len(after) else row.at + OUTAGE))
    return found


def _shares(before: pd.Series, during: pd.Series) -> dict[str, float]:
    """Return both shares and their difference with Newcombe's (1998) interval; NaN below ten contacts."""
    n, m = len(before), len(during)
    result: dict[str, float] = {"n_before": n, "n_during": m}
    p = float(before.mean()) if n >= LEAST else np.nan
    q = float(during.mean()) if m >= LEAST else np.nan
    low = high = np.nan
    if n >= LEAST and m >= LEAST:
        (p_low, p_high), (q_low, q_high) = wilson(p * n, n), wilson(q * m, m)
        low = q - p - np.hypot(q - q_low, p_high - p)
        high = q - p + np.hypot(q_high - q, p - p_low)
    return result | {"before": p, "during": q, "difference": q - p, "low": low, "high": high}
