"""Customers' questions with the firm's first answer, and those that it could not answer."""

from __future__ import annotations

from collections.abc import Mapping

import numpy as np
import pandas as pd

from socialinsight.lang.answers import does_not_know
from socialinsight.tables import UNKNOWN_ANSWERS

SURE = 0.5


def answered_questions(messages: pd.DataFrame, signals: pd.DataFrame) -> pd.DataFrame:
    """Return each question of a customer with the first answer of the firm's people.

    Parameters
    ----------
    messages, signals : pandas.DataFrame
        The tables of these names, same rows.

    Returns
    -------
    pandas.DataFrame
        question and answer: rows of `messages`. The answer replies to the question; where the export tells no replies,
        it is the first message of an agent after the last question of its conversation.
    """
    order = np.argsort(messages["sent_at"].dt.tz_localize(None).to_numpy(), kind="stable")
    agent = (messages["author_role"] == "agent").fillna(False).to_numpy(bool)
    firm = messages["author_role"].isin(["agent", "bot"]).to_numpy(bool)
    marked = (signals["question_mark"] >= SURE) & (signals["complaint"] < SURE)
    asks = ((signals["question"] >= SURE) | marked).to_numpy(bool) & ~firm
    parent = pd.Index(messages["message_id"].astype(object)).get_indexer(messages["reply_to"].astype(object))
    talk = pd.factorize(messages["conversation_id"])[0]
    last: dict[int, int] = {}
    found: dict[int, int] = {}
    for row in order[(asks | agent)[order]]:
        if asks[row]:
            last[talk[row]] = int(row)
        elif (question := int(parent[row]) if parent[row] >= 0 else last.get(talk[row], -1)) >= 0 and asks[question]:
            found.setdefault(question, int(row))
    return pd.DataFrame({"question": list(found), "answer": list(found.values())}, dtype=np.int64)


def unknown_answers(messages: pd.DataFrame, signals: pd.DataFrame, *, teams: Mapping[str, str]) -> pd.DataFrame:
    """Return the questions that the firm's people answered with "I don't know" or by sending the customer elsewhere.

    Parameters
    ----------
    messages, signals : pandas.DataFrame
        The tables of these names, same rows.
    teams : mapping of str to str
        Author id of the firm's people to team.

    Returns
    -------
    pandas.DataFrame
        An unknown_answers table in the order of time.
    """
    pairs = answered_questions(messages, signals)
    texts, langs = messages["text"].astype(object), signals["lang"].astype(object)
    sent = (signals["referral"] >= SURE).to_numpy(bool)
    rows = []
    for question, answer in pairs.itertuples(index=False):
        ignorant = does_not_know(str(texts.iloc[answer]), str(langs.iloc[answer]))
        if ignorant or sent[answer]:
            rows.append(
                {
                    "question_id": messages["message_id"].iloc[question],
                    "answer_id": messages["message_id"].iloc[answer],
                    "kind": "does_not_know" if ignorant else "sent_elsewhere",
                    "topic": signals["topic"].iloc[question],
                    "team": teams.get(str(messages["author_id"].iloc[answer]), ""),
                    "at": messages["sent_at"].iloc[answer],
                }
            )
    table = pd.DataFrame(rows, columns=[column.name for column in UNKNOWN_ANSWERS.columns])
    return UNKNOWN_ANSWERS.cast(table.sort_values("at", kind="stable", ignore_index=True))
