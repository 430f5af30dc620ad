"""Invitations to go on in private: accepted or not, and whether the public thread heard the outcome."""

from __future__ import annotations

import numpy as np
import pandas as pd

from socialinsight.lang.handling import handling
from socialinsight.tables import INVITATIONS

SURE = 0.5
WITHIN = pd.Timedelta(days=7)


def invitations(messages: pd.DataFrame, signals: pd.DataFrame) -> pd.DataFrame:
    """Return the firm's public invitations to write in private, and what became of them.

    *Accepted*: within a week the invited writes to the firm in a private conversation of the community, or says in
    the thread that he did. *Refused*: says that he will not, or did in vain. *No sign*: else. The outcome is told
    when later in the thread the firm says that it is over, or the invited that it is settled.

    Parameters
    ----------
    messages, signals : pandas.DataFrame
        The tables of these names, same rows.

    Returns
    -------
    pandas.DataFrame
        An invitations table in the order of time.
    """
    public = messages["is_public"].fillna(False).to_numpy(bool)
    agent = (messages["author_role"] == "agent").fillna(False).to_numpy(bool)
    rows = np.flatnonzero(public & agent & (signals["private_invitation"] >= SURE).to_numpy(bool))
    thread = _Threads(messages, signals)
    table = pd.DataFrame(
        [thread.fate(int(row)) for row in rows], columns=[column.name for column in INVITATIONS.columns]
    )
    return INVITATIONS.cast(table.sort_values(["invited_at", "message_id"], ignore_index=True))


class _Threads:
    def __init__(self, messages: pd.DataFrame, signals: pd.DataFrame) -> None:
        self.messages = messages
        self.at = messages["sent_at"].dt.tz_localize(None).to_numpy()
        self.author = messages["author_id"].to_numpy(object)
        self.firm = messages["author_role"].isin(["agent", "bot"]).to_numpy(bool)
        self.private = (~messages["is_public"].fillna(True)).to_numpy(bool)
        self.community = messages["community_id"].astype(object).to_numpy()
        place = pd.Index(messages["message_id"].astype(object))
        self.parent = place.get_indexer(messages["reply_to"].astype(object))
        self.of_talk = messages.groupby("conversation_id", sort=False).indices
        self.of_author = messages.groupby("author_id", sort=False).indices
        self.lang = signals["lang"].astype(str).to_numpy(object)
        settled = (signals[["solution_confirmed", "thanks"]] >= SURE).any(axis=1)
        over = (signals["all_clear"] >= SURE).to_numpy(bool)
        self.ended = np.where(self.firm, over, settled.to_numpy(bool))

    def fate(self, row: int) -> dict[str, object]:
        """Return the row of the table for an invitation."""
        own = self.messages.iloc[row]
        talk = np.sort(self.of_talk[own["conversation_id"]])
        invited = self._invited(row, talk)
        later = talk[(self.at[talk] > self.at[row])]
        theirs = later[self.author[later] == invited]
        state, answer = self._answer(row, invited, theirs[self.at[theirs] <= self.at[row] + WITHIN.to_timedelta64()])
        answers = later[self.firm[later] & np.isin(self.parent[later], [*theirs, -1])]
        outcome = next((one for one in sorted([*theirs, *answers]) if one != answer and self._tells(one)), None)
        ids = self.messages["message_id"]
        return {
            **{name: own[name] for name in ("message_id", "conversation_id")},
            "agent_id": own["author_id"],
            "invited_id": invited,
            "invited_at": own["sent_at"],
            "state": state,
            "answer_id": None if answer is None else ids.iloc[answer],
            "outcome_told": outcome is not None,
            "outcome_id": None if outcome is None else ids.iloc[outcome],
        }

    def _invited(self, row: int, talk: np.ndarray) -> str | None:
        parent = self.parent[row]
        if parent >= 0 and not self.firm[parent]:
            return str(self.author[parent])
        before = talk[(self.at[talk] < self.at[row]) & ~self.firm[talk]]
        return str(self.author[before[-1]]) if len(before) else None

    def _answer(self, row: int, invited: str | None, theirs: np.ndarray) -> tuple[str, int | None]:
        texts = [str(text) for text in self.messages["text"].iloc[theirs]]
        said = handling(texts, self.lang[theirs].tolist(), "moved", "refused")
        for place, one in enumerate(theirs):
            if said["refused"][place]:
                return "refused", int(one)
            if said["moved"][place]:
                return "accepted", int(one)
        for one in self.of_author.get(invited, ()) if invited else ():
            soon = self.at[row] < self.at[one] <= self.at[row] + WITHIN.to_timedelta64()
            if soon and self.private[one] and self.community[one] == self.community[row]:
                return "accepted", int(one)
        return "no_sign", None

    def _tells(self, row: int) -> bool:
        text, lang = [str(self.messages["text"].iloc[row])], [str(self.lang[row])]
        return bool(self.ended[row]) or bool(handling(text, lang, "outcome")["outcome"][0])
