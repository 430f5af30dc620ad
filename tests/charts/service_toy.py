"""Made-up tables of the service rooms, for charts."""

from __future__ import annotations

import numpy as np
import pandas as pd

from socialinsight.proportion import wilson
from socialinsight.tables import FORECAST, PROMISES, RESPONSE, WORKLOAD
from tests.reports.toy import AS_OF, SCRIPT

ZONE = "Europe/Budapest"


def service_tables(n: int, *, seed: int = 5) -> dict[str, pd.DataFrame]:
    """Return workload, forecast, promises, response and reply rates of `n` days or promises; 0 gives empty ones."""
    chance = np.random.default_rng(seed)
    return {
        "workload": WORKLOAD.cast(_workload(n, chance)),
        "forecast": FORECAST.cast(_forecast(28 if n else 0)),
        "promises": PROMISES.cast(_promises(n, chance)),
        "response": RESPONSE.cast(_response(n)),
        "rates": _rates(n),
    }


def _days(first: pd.Timestamp, n: int) -> pd.DatetimeIndex:
    return pd.date_range(first.tz_convert(ZONE).normalize(), periods=n, freq="D")


def _workload(n: int, chance: np.random.Generator) -> pd.DataFrame:
    arrived, answered = chance.poisson(8, n), chance.poisson(7, n)
    table = {
        "day": _days(AS_OF - pd.Timedelta(days=max(n - 1, 0)), n).tz_convert("UTC"),
        "n_arrivals": arrived,
        "n_answered": answered,
        "n_backlog": np.maximum(np.cumsum(arrived - answered), 0),
    }
    return pd.DataFrame(table | dict.fromkeys(("n_agents", "n_agent_messages"), 2) | {"is_working": True})


def _forecast(n: int) -> pd.DataFrame:
    expected = 8 + 3 * np.sin(np.arange(n))
    days = _days(AS_OF + pd.Timedelta(days=1), n).tz_convert("UTC")
    ends = {"low": expected - 3, "high": expected + 4}
    return pd.DataFrame({"day": days, "expected": expected, **ends, "method": "last_week"})


def _promises(n: int, chance: np.random.Generator) -> pd.DataFrame:
    at = AS_OF - pd.to_timedelta(np.sort(chance.uniform(0, 118, n))[::-1], unit="D")
    table = {
        "message_id": [f"m{i}" for i in range(n)],
        "start": np.zeros(n, int),
        "end": np.full(n, 9),
        "conversation_id": "c",
        "agent_id": [f"agent{i % 3}" for i in range(n)],
        "promised_at": at,
        "due_at": at + pd.Timedelta(days=2),
        "state": [("kept", "late", "kept", "open", "broken")[i % 5] for i in range(n)],
        "n_reminders": np.zeros(n, int),
    }
    return pd.DataFrame(table).assign(evidence_id=None, shown_at=pd.NaT, reminder_id=None)


def _response(n: int) -> pd.DataFrame:
    groups = [("all", ""), ("channel", "telegram"), ("channel", "email"), ("team", "billing"), ("team", SCRIPT)]
    rows = [
        {
            "measure": measure,
            "dimension": dimension,
            "value": value,
            "n": 40 - 9 * place,
            "median_seconds": 900.0 * 4**place,
            "low": 600.0 * 4**place,
            "high": np.nan if place == 4 else 1800.0 * 4**place,
            "p90_seconds": 9000.0 * 4**place,
        }
        for measure in ("first", "next")
        for place, (dimension, value) in enumerate([*groups, ("hour", "9")] if n else [])
    ]
    names = [column.name for column in RESPONSE.columns]
    counts = {name: 0 for name in names if name in ("n_open", "previous_n")}
    return pd.DataFrame(rows, columns=names).assign(**counts)


def _rates(n: int) -> pd.DataFrame:
    rows = []
    for team, copied, size in (("billing", 12, 60), (SCRIPT, 0, 9), ("web", 3, 4)) if n else ():
        low, high = wilson(copied, size)
        rows.append({"team": team, "n": size, "copied_share": copied / size, "low": low, "high": high})
    return pd.DataFrame(rows, columns=["team", "n", "copied_share", "low", "high"])
