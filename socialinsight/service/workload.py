"""Arrivals, answers and backlog by day, and how many conversations an agent has open at once."""

from __future__ import annotations

from collections.abc import Mapping

import numpy as np
import pandas as pd

from socialinsight.country.workdays import Workdays
from socialinsight.settings import Settings
from socialinsight.tables import CONCURRENCY, WORKLOAD

WAITING = ("first", "next")


def workload(
    turns: pd.DataFrame, waits: pd.DataFrame, *, as_of: pd.Timestamp, settings: Settings, zone: str, country: str
) -> pd.DataFrame:
    """Return what came, what was answered and what stayed open, day by day until `as_of`.

    Parameters
    ----------
    turns, waits : pandas.DataFrame
        Results of `turns.turns` and `waits.waits`.
    as_of : pandas.Timestamp
        Its day is the last.
    settings : Settings
        Working days.
    zone, country : str
        Of the firm.

    Returns
    -------
    pandas.DataFrame
        A workload table without gaps between the first message and `as_of`; empty without messages.
    """
    if turns.empty:
        return WORKLOAD.empty()
    days = pd.date_range(*(_day(one, zone) for one in (turns["sent_at"].min(), as_of)), freq="D")
    asked = turns["asks"] & ~turns["to_peer"]
    waiting = waits[waits["measure"].isin(WAITING)]
    agents = turns[turns["is_agent"]]
    arrived, begun, ended, wrote = (
        _daily(times, days, zone)
        for times in (turns.loc[asked, "sent_at"], waiting["asked_at"], waiting["answered_at"], agents["sent_at"])
    )
    of_day = agents.groupby(agents["sent_at"].dt.tz_convert(zone).dt.normalize())["author_id"].nunique()
    work = Workdays.of(settings, zone=zone, country=country)
    table = {
        "day": days.tz_convert("UTC"),
        "n_arrivals": arrived,
        "n_answered": ended,
        "n_backlog": np.cumsum(begun) - np.cumsum(ended),
        "n_agents": of_day.reindex(days, fill_value=0).to_numpy(),
        "n_agent_messages": wrote,
        "is_working": [work.is_working(day.date()) for day in days],
    }
    return WORKLOAD.cast(pd.DataFrame(table))


def _day(at: pd.Timestamp, zone: str) -> pd.Timestamp:
    return at.tz_convert(zone).normalize()


def _daily(times: pd.Series, days: pd.DatetimeIndex, zone: str) -> np.ndarray:
    local = times.dropna().dt.tz_convert(zone).dt.normalize()
    return local.value_counts().reindex(days, fill_value=0).to_numpy(np.int64)


def concurrency(turns: pd.DataFrame, *, teams: Mapping[str, str]) -> pd.DataFrame:
    """Return how many conversations agents have open at once.

    A conversation is open with an agent from his first to his last message in it. The count is taken at the moment
    of each of his messages, the conversation of the message included.

    Parameters
    ----------
    turns : pandas.DataFrame
        Result of `turns.turns`.
    teams : mapping of str to str
        Team of each of the firm's people.

    Returns
    -------
    pandas.DataFrame
        A concurrency table, most conversations first.
    """
    own = turns[turns["is_agent"]]
    spans = own.groupby(["author_id", "conversation"])["sent_at"].agg(["min", "max"]).reset_index()
    moments = pd.concat([_open(part, spans) for _, part in own.groupby("author_id")] or [own.assign(n_open=0)])
    moments = moments.assign(team=moments["author_id"].astype(str).map(teams).fillna("").astype(object))
    rows = []
    for team, part in moments.groupby("team"):
        top = part.loc[part["n_open"].idxmax()]
        ids = part["author_id"].nunique(), part["conversation"].nunique()
        spread = part["n_open"].median(), part["n_open"].quantile(0.9)
        rows.append((team, *ids, *spread, top["n_open"], top["sent_at"]))
    table = pd.DataFrame(rows, columns=[column.name for column in CONCURRENCY.columns])
    return CONCURRENCY.cast(table.sort_values(["n_threads", "team"], ascending=[False, True], ignore_index=True))


def _open(part: pd.DataFrame, spans: pd.DataFrame) -> pd.DataFrame:
    """Return the messages of one agent with the number of his conversations that are open at that moment."""
    own = spans[spans["author_id"] == part["author_id"].iloc[0]]
    begun = np.searchsorted(np.sort(own["min"].to_numpy()), part["sent_at"].to_numpy(), side="right")
    over = np.searchsorted(np.sort(own["max"].to_numpy()), part["sent_at"].to_numpy(), side="left")
    return part.assign(n_open=begun - over)
