"""How often quiet data like these would raise an alarm."""

from __future__ import annotations

import numpy as np
import pandas as pd

from socialinsight.crises.detection import watched
from socialinsight.crises.episodes import LEAST_COMPLAINTS, alarm_spans
from socialinsight.tables import ALARM_CHECK

DRAWS = 5
MOST_HOURS = 24 * 180


def alarm_check(
    counts: pd.DataFrame, episodes: pd.DataFrame, *, alarms_per_month: float, zone: str, seed: int
) -> pd.DataFrame:
    """Return the false alarms measured on noise drawn from the usual level of each community.

    Five times the expected counts of its last 180 days are drawn as Poisson numbers and searched in the same
    way. Real complaints come in clumps, which the count model allows for: the figure holds where
    people complain independently of each other.

    Parameters
    ----------
    counts, episodes : pandas.DataFrame
        Result of `crises`.
    alarms_per_month : float
        Accepted, over all communities together.
    zone : str
        Time zone of the seasonal profile.
    seed : int
        Of the noise.

    Returns
    -------
    pandas.DataFrame
        An alarm_check table, the largest three communities.
    """
    chance = np.random.default_rng(seed)
    sizes = counts.groupby("community_id")["n"].sum().sort_values(ascending=False, kind="stable")
    rate = alarms_per_month / max(len(sizes), 1)
    rows = []
    for community in sizes.index[:3]:
        own = counts[counts["community_id"] == community].reset_index(drop=True)
        local = own["at"].dt.tz_convert(zone)
        usual = own.assign(hour_of_week=local.dt.dayofweek * 24 + local.dt.hour).tail(MOST_HOURS)
        alarms, large = _drawn(usual, rate, chance)
        months = DRAWS * len(usual) / (24 * 30)
        rows.append(
            {
                "community_id": community,
                "n_hours": len(own),
                "nominal": rate,
                "n_alarms": len(_runs(own)),
                "n_crises": int((episodes["community_id"] == community).sum()),
                "false_alarms": alarms / months,
                "false_crises": large / months,
                "n_months": months,
            }
        )
    return ALARM_CHECK.cast(pd.DataFrame(rows, columns=[column.name for column in ALARM_CHECK.columns]))


def _drawn(usual: pd.DataFrame, rate: float, chance: np.random.Generator) -> tuple[int, int]:
    n_alarms = n_large = 0
    place = usual[["at", "hour_of_week"]].reset_index(drop=True)
    for _ in range(DRAWS):
        noise = watched(place.assign(n=chance.poisson(usual["expected"])), alarms_per_month=rate)
        spans = alarm_spans(noise)
        n_alarms += len(spans)
        n_large += sum(noise["n"].iloc[first : last + 1].sum() >= LEAST_COMPLAINTS for first, last in spans)
    return n_alarms, n_large


def _runs(own: pd.DataFrame) -> np.ndarray:
    places = np.flatnonzero(own["is_alarm"].to_numpy(bool))
    return places[np.concatenate(([True], np.diff(places) > 24))[: len(places)]]
