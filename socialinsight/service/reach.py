"""Customers who cannot get through: no way in, one way only, a queue, a menu."""

from __future__ import annotations

import numpy as np
import pandas as pd

from socialinsight.lang.handling import handling
from socialinsight.tables import HARD_TO_REACH

SURE = 0.5
KINDS = ("no_way_in", "forced_channel", "queue", "menu")


def hard_to_reach(messages: pd.DataFrame, signals: pd.DataFrame) -> pd.DataFrame:
    """Return the messages that tell how hard the firm is to reach, one row a message and kind.

    *no_way_in*: finds no number, address or working form; *forced_channel*: is let in one way only; *queue*: waits,
    hears the engaged tone, is cut off; *menu*: meets a menu or robot where he wants a person.

    Parameters
    ----------
    messages, signals : pandas.DataFrame
        The tables of these names, same rows; messages of customers with the label hard_to_reach or complaint whose
        wording tells the kind count.

    Returns
    -------
    pandas.DataFrame
        A hard_to_reach table in the order of time.
    """
    theirs = ~messages["author_role"].isin(["agent", "bot"]).to_numpy(bool)
    told = ((signals["hard_to_reach"] >= SURE) | (signals["complaint"] >= SURE)).to_numpy(bool)
    rows = np.flatnonzero(theirs & told & (signals["sentiment"] < 0).to_numpy(bool, na_value=False))
    texts = messages["text"].astype(object).iloc[rows].astype(str).tolist()
    found = handling(texts, signals["lang"].astype(str).iloc[rows].tolist(), *KINDS)
    names = ["message_id", "conversation_id", "author_id", "channel", "sent_at"]
    parts = [messages.iloc[rows[hits > 0]][names].assign(kind=kind) for kind, hits in found.items()]
    table = pd.concat(parts, ignore_index=True)
    return HARD_TO_REACH.cast(table.sort_values(["sent_at", "kind"], kind="stable", ignore_index=True))
