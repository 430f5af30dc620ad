"""By which name the firm's people stand in tables: their team, or their own name when the settings allow it."""

from __future__ import annotations

import pandas as pd

from socialinsight.settings import Settings


def teams(messages: pd.DataFrame, settings: Settings) -> dict[str, str]:
    """Return the team of each of the firm's people.

    Parameters
    ----------
    messages : pandas.DataFrame
        The messages table.
    settings : Settings
        `teams` names the team of an author id or display name; with `show_agents` people stand by their own name.

    Returns
    -------
    dict of str to str
        Author id to team; "" where the settings name none.
    """
    ours = messages[messages["author_role"].isin(["agent", "bot"])].drop_duplicates("author_id")
    names = ours["author_name"] if "author_name" in ours else pd.Series(None, ours.index, dtype=object)
    found = {}
    for author, name in zip(ours["author_id"].astype(str), names.astype(object)):
        own = author if pd.isna(name) else str(name)
        found[author] = (
            own if settings.show_agents else str(settings.teams.get(author) or settings.teams.get(own) or "")
        )
    return found
