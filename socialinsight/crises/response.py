"""What the firm did in a crisis, and what became of it."""

from __future__ import annotations

import numpy as np
import pandas as pd

STAGES = {
    "acknowledged": ("acknowledgement", "apology"),
    "acted": ("promise", "all_clear"),
    "apologised": ("apology",),
    "compensated": ("compensation",),
    "all_clear": ("all_clear",),
    "followed_up": ("follow_up",),
}
"""Stage and the labels of the firm's messages that show it (stages after Coombs 2007)."""
AFTERMATH = pd.Timedelta(days=7)


def stages(
    firm: pd.DataFrame, started_at: pd.Timestamp, ended_at: pd.Timestamp, thread_ids: set[str]
) -> dict[str, tuple[pd.Timestamp, str]]:
    """Return when each stage was first reached, and the message that shows it.

    Parameters
    ----------
    firm : pandas.DataFrame
        The community's messages by the firm's people, in order of time, with scores of the labels.
    started_at, ended_at : pandas.Timestamp
        The episode; the week after it counts too.
    thread_ids : set of str
        Conversations of the episode's complaints: a message outside them counts only when it opens a conversation.

    Returns
    -------
    dict
        stage to (time, message_id); (NaT, "") where never.
    """
    window = firm[(firm["sent_at"] >= started_at) & (firm["sent_at"] <= ended_at + AFTERMATH)]
    window = window[window["conversation_id"].isin(thread_ids) | window["opens"]]
    found = {}
    for stage, labels in STAGES.items():
        shown = window[(window[list(labels)] >= 0.5).any(axis=1)]
        first = shown.iloc[0] if len(shown) else None
        found[stage] = (pd.NaT, "") if first is None else (first["sent_at"], first["message_id"])
    return found


def before_during_after(
    customers: pd.DataFrame, column: str, started_at: pd.Timestamp, ended_at: pd.Timestamp
) -> tuple[float, float, float]:
    """Return the mean of a signal in the week before, in the episode and in the week after it; NaN when empty."""
    at, values = customers["sent_at"], customers[column].to_numpy(float)
    parts = (
        (at >= started_at - AFTERMATH) & (at < started_at),
        (at >= started_at) & (at <= ended_at),
        (at > ended_at) & (at <= ended_at + AFTERMATH),
    )
    means = []
    for part in parts:
        chosen = values[part.to_numpy(bool)]
        chosen = chosen[~np.isnan(chosen)]
        means.append(float(chosen.mean()) if len(chosen) else np.nan)
    return means[0], means[1], means[2]
