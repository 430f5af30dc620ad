"""What every section of the report is given: the analysis, the wording and how people may be shown."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING

import pandas as pd

from socialinsight.charts.wording import Wording
from socialinsight.pseudonyms import data_key, pseudonym
from socialinsight.reports.report import Column, Table

if TYPE_CHECKING:
    from socialinsight.result import Analysis

MOST_ROWS = 2_000


@dataclass(frozen=True)
class View:
    """An analysis seen in one language, with authors pseudonymised and agents shown as their team."""

    analysis: Analysis
    say: Wording

    @cached_property
    def waiting(self) -> pd.DataFrame:
        """The unanswered messages that no other customer replied to either."""
        table = self.analysis.unanswered
        solved = table["peer_answered"].fillna(False).astype(bool)
        return table[~solved & (table["n_peer_replies"].fillna(0).astype(int) == 0)]

    @cached_property
    def key(self) -> str:
        """The secret of the pseudonyms."""
        return self.analysis.settings.pseudonym_key or data_key(self.analysis.messages)

    @cached_property
    def staff(self) -> dict[str, str]:
        """Author ids of the firm's people and bots, each with what stands for them in a report."""
        messages, settings = self.analysis.messages, self.analysis.settings
        ours = messages[messages["author_role"].isin(["agent", "bot"])].drop_duplicates("author_id")
        shown = {}
        for author, role, name in zip(ours["author_id"], ours["author_role"], ours["author_name"]):
            team = settings.teams.get(author) or (None if pd.isna(name) else settings.teams.get(name))
            own_name = author if pd.isna(name) else name
            shown[str(author)] = str(own_name if settings.show_agents else team or self.say(f"people.{role}"))
        return shown

    def names(self, authors: Iterable[str]) -> dict[str, str]:
        """Return what is shown for each author: team, pseudonym, or the name when the settings allow it."""
        wanted = [str(author) for author in dict.fromkeys(authors)]
        shown = {author: self.staff.get(author, "") for author in wanted}
        theirs = [author for author in wanted if not shown[author]]
        if self.analysis.settings.show_names:
            messages = self.analysis.messages
            known = messages[messages["author_id"].isin(theirs) & messages["author_name"].notna()]
            named = dict(zip(known["author_id"].astype(str), known["author_name"].astype(str)))
            return shown | {author: named.get(author, author) for author in theirs}
        return shown | {author: pseudonym(author, key=self.key) for author in theirs}

    def local(self, times: pd.Series) -> pd.Series:
        """Return times in the firm's zone."""
        return times.dt.tz_convert(self.analysis.zone)

    def column(self, name: str, kind: str = "text", *, family: str = "", title: str = "", seen: bool = True) -> Column:
        """Return a column with its heading in the language of the report."""
        return Column(name, title or self.say(f"column.{name}"), kind, family, seen)

    def table(
        self, key: str, frame: pd.DataFrame, columns: Iterable[Column], *, shown: int = 15, layout: str = "table"
    ) -> Table:
        """Return a report table: its columns only, authors replaced, times in the firm's zone, cut at 2,000 rows."""
        columns = tuple(columns)
        top = frame[[column.name for column in columns]].head(MOST_ROWS).reset_index(drop=True)
        for column in columns:
            if column.kind == "name":
                named = self.names(top[column.name].dropna())
                top[column.name] = top[column.name].astype(object).map(named)
            elif column.kind in ("moment", "date"):
                top[column.name] = self.local(top[column.name])
        note = self.say(f"table.{key}.note") if self.say.has(f"table.{key}.note") else ""
        return Table(
            key,
            self.say(f"table.{key}"),
            top,
            columns,
            self.say(f"table.{key}.empty"),
            note,
            shown,
            layout,
            n_rows=len(frame),
        )
