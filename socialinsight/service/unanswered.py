"""Questions, complaints and requests that the firm left without an answer."""

from __future__ import annotations

import pandas as pd

from socialinsight.settings import Settings
from socialinsight.tables import UNANSWERED


def unanswered(turns: pd.DataFrame, *, as_of: pd.Timestamp, settings: Settings) -> pd.DataFrame:
    """Return what is still without an answer, public and oldest first.

    A question, complaint or request with no later message of a human of the firm in its conversation, older
    than the SLA. What replies to another customer is talk among customers and not owed by the firm. Several by
    one author in one conversation are one row, the first of them. Replies of peers are counted in
    `n_peer_replies`; a peer's solution that the asker confirmed is told apart by `peer_answered`.

    Parameters
    ----------
    turns : pandas.DataFrame
        Result of `turns.turns`.
    as_of : pandas.Timestamp
        Moment at which age is measured.
    settings : Settings
        `sla_hours` is used.

    Returns
    -------
    pandas.DataFrame
        An unanswered table, ages in seconds.
    """
    limit = pd.Timedelta(hours=settings.sla_hours)
    owed = turns["asks"] & ~turns["to_peer"] & turns["agent_at"].isna()
    table = turns[owed & (as_of - turns["sent_at"] > limit)]
    table = table.drop_duplicates(["conversation", "author_id"])
    solved = turns[turns["confirmed"] >= 0.5].groupby("conversation")["sent_at"].max()
    result = pd.DataFrame(
        {
            "message_id": table["message_id"],
            "conversation_id": table["conversation_id"],
            "author_id": table["author_id"],
            "asked_at": table["sent_at"],
            "age_seconds": (as_of - table["sent_at"]).dt.total_seconds(),
            "kind": table["asks_kind"],
            "is_public": table["is_public"].astype("boolean").fillna(False),
            "channel": table["channel"],
            "topic": table["topic"],
            "n_peer_replies": table["n_peer_replies"],
            "peer_answered": solved.reindex(table["conversation"]).to_numpy() > table["sent_at"].to_numpy(),
            "due_at": table["sent_at"] + limit,
        }
    )
    result = result.sort_values(["is_public", "asked_at"], ascending=[False, True], kind="stable", ignore_index=True)
    return UNANSWERED.cast(result)
