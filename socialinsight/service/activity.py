"""When customers ask and when the firm answers, by weekday and hour."""

from __future__ import annotations

import pandas as pd

from socialinsight.tables import ACTIVITY


def activity(turns: pd.DataFrame, *, zone: str) -> pd.DataFrame:
    """Return all 168 hours of the week with the messages that ask and the messages of the firm's people.

    Parameters
    ----------
    turns : pandas.DataFrame
        Result of `turns.turns`.
    zone : str
        IANA time zone in which hours are counted.

    Returns
    -------
    pandas.DataFrame
        An activity table, weekday 0 = Monday.
    """
    local = turns["sent_at"].dt.tz_convert(zone)
    slot = local.dt.day_of_week * 24 + local.dt.hour
    every = pd.RangeIndex(168)
    asked = slot[turns["asks"]].value_counts().reindex(every, fill_value=0)
    answers = slot[turns["is_agent"]].value_counts().reindex(every, fill_value=0)
    table = {"weekday": every // 24, "hour": every % 24, "n_asked": asked.to_numpy(), "n_answers": answers.to_numpy()}
    return ACTIVITY.cast(pd.DataFrame(table))
