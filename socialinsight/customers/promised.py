"""To whom the firm's promises were made."""

from __future__ import annotations

import pandas as pd


def promised_to(promises: pd.DataFrame, messages: pd.DataFrame) -> pd.Series:
    """Return the customer of each promise: whose message it answers, else who wrote last before it in the thread.

    Parameters
    ----------
    promises, messages : pandas.DataFrame
        The tables of these names.

    Returns
    -------
    pandas.Series of object
        author_id in the order of the promises, None where no customer wrote before.
    """
    around = messages["conversation_id"].isin(promises["conversation_id"]) | messages["message_id"].isin(
        messages.loc[messages["message_id"].isin(promises["message_id"]), "reply_to"]
    )
    messages = messages[around.to_numpy(bool)]
    theirs = messages[~messages["author_role"].isin(["agent", "bot"]).to_numpy(bool)]
    author = pd.Series(theirs["author_id"].to_numpy(object), index=theirs["message_id"].to_numpy(object))
    parent = pd.Series(messages["reply_to"].to_numpy(object), index=messages["message_id"].to_numpy(object))
    answered = promises["message_id"].astype(object).map(parent).map(author)
    asked = theirs[["conversation_id", "sent_at", "author_id"]].astype({"conversation_id": object})
    made = promises[["conversation_id", "promised_at"]].astype({"conversation_id": object}).reset_index(drop=True)
    made["row"] = made.index
    last = pd.merge_asof(
        made.sort_values("promised_at"),
        asked.sort_values("sent_at"),
        left_on="promised_at",
        right_on="sent_at",
        by="conversation_id",
    ).set_index("row")["author_id"]
    last = last.reindex(made["row"])
    found = [one if isinstance(one, str) else other for one, other in zip(answered, last)]
    return pd.Series([one if isinstance(one, str) else None for one in found], promises.index, dtype=object)
