"""What all rooms stand on: messages, what was read in them, and the moment, place and settings of an analysis."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any

import pandas as pd

from socialinsight.annotation import TextReading
from socialinsight.issues.model import IssueModel
from socialinsight.settings import Settings
from socialinsight.summary import periods
from socialinsight.tables import CUSTOMERS

MOST_READ = 20_000


@dataclass(frozen=True)
class Ground:
    """What all rooms stand on: the messages and what was read in them, and the moment, place and settings.

    Attributes
    ----------
    messages, signals : pandas.DataFrame
        The tables of these names, same rows.
    reading : TextReading
        The distinct texts, their annotations and lemmas.
    events : pandas.DataFrame
        The events table, empty when none was given.
    as_of : pandas.Timestamp
        Moment of the analysis.
    settings : Settings
        What the firm said about itself.
    zone, country : str
        Time zone and country.
    seed : int
        For sampling.
    issue_model : IssueModel or None
        Issues of an earlier analysis.
    customers : pandas.DataFrame
        The customers table, empty when none was given.
    """

    messages: pd.DataFrame
    signals: pd.DataFrame
    reading: TextReading
    events: pd.DataFrame
    as_of: pd.Timestamp
    settings: Settings
    zone: str
    country: str
    seed: int
    issue_model: IssueModel | None
    customers: pd.DataFrame = field(default_factory=CUSTOMERS.empty)

    @property
    def place(self) -> dict[str, Any]:
        """Settings, zone and country, as most rooms take them."""
        return {"settings": self.settings, "zone": self.zone, "country": self.country}

    def read_closely(self) -> tuple[pd.DataFrame, pd.DataFrame]:
        """Return the messages whose wording is searched for phrases, and their signals.

        All of them; beyond 20,000 those of the two periods that are compared, since nobody acts on older ones.
        """
        if len(self.messages) <= MOST_READ:
            return self.messages, self.signals
        _, previous = periods(self.as_of, self.settings.period_days)
        fresh = (self.messages["sent_at"] > previous.start).to_numpy(bool)
        return self.messages[fresh].reset_index(drop=True), self.signals[fresh].reset_index(drop=True)
