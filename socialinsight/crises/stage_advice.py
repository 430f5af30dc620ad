"""Where a crisis stands, and what research advises there."""

from __future__ import annotations

import csv
from collections.abc import Mapping
from functools import lru_cache
from pathlib import Path
from typing import Any

import pandas as pd

ADVICE = Path(__file__).with_name("advice.csv")
STAGES = (
    "denied",
    "not_acknowledged",
    "no_status",
    "paid_without_apology",
    "empty_apology",
    "no_apology",
    "no_all_clear",
    "no_follow_up",
    "no_compensation",
    "not_recovered",
    "done",
)
"""In the order in which they are asked: the first that holds is the present stage."""


def present_stage(episode: Mapping[str, Any]) -> str:
    """Return where an episode stands: the first step of the response that is missing.

    Parameters
    ----------
    episode : mapping
        A row of the episodes table.

    Returns
    -------
    str
        One of `STAGES`.

    Examples
    --------
    >>> present_stage({"acknowledged_at": pd.NaT})
    'not_acknowledged'
    """

    def lacks(stage: str) -> bool:
        return pd.isna(episode.get(f"{stage}_at", pd.NaT))

    holds = {
        "denied": lacks("acknowledged") and not lacks("denied"),
        "not_acknowledged": lacks("acknowledged"),
        "no_status": lacks("acted"),
        "paid_without_apology": lacks("apologised") and not lacks("compensated"),
        "empty_apology": lacks("apologised") and not lacks("empty_apology"),
        "no_apology": lacks("apologised"),
        "no_all_clear": lacks("all_clear"),
        "no_follow_up": lacks("followed_up"),
        "no_compensation": lacks("compensated"),
        "not_recovered": lacks("recovered")
        or "worse" in (episode.get("sentiment_course"), episode.get("churn_course")),
    }
    return next((stage for stage in STAGES if holds.get(stage, True)), "done")


@lru_cache(maxsize=1)
def _rows() -> dict[str, dict[str, str]]:
    with ADVICE.open(encoding="utf-8", newline="") as file:
        return {row["stage"]: row for row in csv.DictReader(file)}


def advice(stage: str, language: str) -> tuple[str, str]:
    """Return what research advises at a stage, and the publication it stands on.

    Parameters
    ----------
    stage : str
        One of `STAGES`.
    language : {"en", "hu", "ru"}

    Returns
    -------
    tuple of str
        A sentence and its source.

    Raises
    ------
    ValueError
        When there is no such stage or language.

    Examples
    --------
    >>> advice("no_follow_up", "en")[1]
    'Tax, Brown, Chandrashekaran 1998, Journal of Marketing 62(2), 60–76'
    """
    rows = _rows()
    if stage not in rows or language not in ("en", "hu", "ru"):
        raise ValueError(
            f"advice: received {stage!r} in {language!r}; legal: {STAGES} in en, hu or ru. Take present_stage of a row "
            "of the episodes table."
        )
    return rows[stage][language], rows[stage]["source"]
