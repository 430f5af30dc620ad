"""Each wait of a customer: when it began, when and by whom it was ended, in calendar and in working time."""

from __future__ import annotations

from collections.abc import Mapping

import numpy as np
import pandas as pd

from socialinsight.country.calendar import working_seconds
from socialinsight.settings import Settings
from socialinsight.tables import REOPENED


def waits(
    turns: pd.DataFrame,
    conversations: pd.DataFrame,
    *,
    teams: Mapping[str, str],
    settings: Settings,
    zone: str,
    country: str,
) -> pd.DataFrame:
    """Return one row a wait.

    *first*: from the first message that asks for something to the next message of a human of the firm; a
    conversation that is asked again after `reopen_days` of silence starts a new clock. *next*: from each later
    asking message that follows one of the firm to the firm's next message. *resolution*: `resolution_seconds` of the
    conversation.

    Parameters
    ----------
    turns, conversations : pandas.DataFrame
        Results of `turns.turns` and `conversations.conversations`.
    teams : mapping of str to str
        Team of each of the firm's people.
    settings : Settings
        Working hours and the reopen gap.
    zone, country : str
        Of the firm.

    Returns
    -------
    pandas.DataFrame
        measure, message_id, asked_at, answered_at (NaT while waiting), channel, team (of who answered), topic, hour
        (local), seconds, business_seconds; NaN while waiting.
    """
    agent = turns["is_agent"].to_numpy(bool)
    talk = turns["conversation"].to_numpy()
    answer = pd.Series(np.where(agent, np.arange(len(turns)), np.nan)).groupby(talk).shift(-1).groupby(talk).bfill()
    again = reopens(turns, settings.reopen_days)
    clock = again.astype(int).groupby(talk).cumsum().to_numpy()
    asked = turns["asks"].to_numpy(bool)
    first = asked & (pd.Series(asked).astype(int).groupby([talk, clock]).cumsum() == 1).to_numpy(bool)
    after_firm = turns["is_firm"].groupby(talk).shift(1, fill_value=False).to_numpy(bool)
    later = asked & after_firm & turns["after_agent"].to_numpy(bool) & ~first
    parts = [
        _part(turns, np.flatnonzero(which), answer, teams, name) for name, which in (("first", first), ("next", later))
    ]
    table = pd.concat([*parts, _resolutions(turns, conversations, parts[0])], ignore_index=True)
    table["hour"] = table["asked_at"].dt.tz_convert(zone).dt.hour
    table["seconds"] = (table["answered_at"] - table["asked_at"]).dt.total_seconds()
    table["business_seconds"] = working_seconds(
        table["asked_at"], table["answered_at"], settings=settings, zone=zone, country=country
    )
    return table


def reopens(turns: pd.DataFrame, days: float) -> pd.Series:
    """Return which messages ask again after an answer and a silence of more than `days`."""
    gap = turns["sent_at"] - turns["sent_at"].groupby(turns["conversation"]).shift(1)
    return turns["asks"] & turns["after_agent"] & (gap > pd.Timedelta(days=days))


def reopened(turns: pd.DataFrame, *, settings: Settings) -> pd.DataFrame:
    """Return the messages that opened a conversation again, latest first.

    Parameters
    ----------
    turns : pandas.DataFrame
        Result of `turns.turns`.
    settings : Settings
        `reopen_days`: silence after which asking again opens the conversation anew.

    Returns
    -------
    pandas.DataFrame
        A reopened table.
    """
    talk = turns["conversation"]
    gap = (turns["sent_at"] - turns["sent_at"].groupby(talk).shift(1)).dt.total_seconds()
    answer = turns["message_id"].astype(object).where(turns["is_agent"]).groupby(talk).ffill()
    table = turns.assign(gap_seconds=gap, answer_id=answer, reopened_at=turns["sent_at"])
    table = table[reopens(turns, settings.reopen_days)][[column.name for column in REOPENED.columns]]
    return REOPENED.cast(table.sort_values("reopened_at", ascending=False, ignore_index=True))


def _part(
    turns: pd.DataFrame, rows: np.ndarray, answer: pd.Series, teams: Mapping[str, str], measure: str
) -> pd.DataFrame:
    place = answer.to_numpy()[rows]
    ended = ~np.isnan(place)
    by = turns["author_id"].to_numpy(object)[np.where(ended, place, 0).astype(np.int64)] if len(turns) else []
    own = turns.iloc[rows]
    return pd.DataFrame(
        {
            "measure": measure,
            "conversation_id": own["conversation_id"].to_numpy(object),
            "message_id": own["message_id"].to_numpy(object),
            "asked_at": own["sent_at"].array,
            "answered_at": pd.to_datetime(own["agent_at"], utc=True).array,
            "channel": own["channel"].to_numpy(object),
            "team": [teams.get(str(one), "") if known else None for one, known in zip(by, ended)],
            "topic": own["topic"].to_numpy(object),
        }
    ).astype({"asked_at": turns["sent_at"].dtype, "answered_at": turns["sent_at"].dtype})


def _resolutions(turns: pd.DataFrame, conversations: pd.DataFrame, first: pd.DataFrame) -> pd.DataFrame:
    known = conversations[conversations["asked_at"].notna()]
    team = first.drop_duplicates("conversation_id").set_index("conversation_id")["team"]
    ended = known["asked_at"] + pd.to_timedelta(known["resolution_seconds"], unit="s")
    return pd.DataFrame(
        {
            "measure": "resolution",
            "conversation_id": known["conversation_id"].to_numpy(object),
            "message_id": known["asked_id"].to_numpy(object),
            "asked_at": known["asked_at"].array,
            "answered_at": ended.array,
            "channel": known["channel"].to_numpy(object),
            "team": team.reindex(known["conversation_id"]).to_numpy(object),
            "topic": known["topic"].to_numpy(object),
        }
    ).astype({"asked_at": turns["sent_at"].dtype, "answered_at": turns["sent_at"].dtype})
