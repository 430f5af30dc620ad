"""How both sides speak: register and its mismatch, courtesy, apologies, thanks, reading ease."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import numpy as np
import pandas as pd

from socialinsight.lang.handling import handling
from socialinsight.lang.moderation_words import moderation_words
from socialinsight.lang.readability import flesch_russian, lix, n_words
from socialinsight.tables import TONE

SURE = 0.5
LONG = 20


def tone(messages: pd.DataFrame, signals: pd.DataFrame, *, teams: Mapping[str, str]) -> pd.DataFrame:
    """Return how the firm's teams and the customers speak; no score of feelings is given to agents.

    Parameters
    ----------
    messages, signals : pandas.DataFrame
        The tables of these names, same rows.
    teams : mapping of str to str
        Team of each of the firm's people.

    Returns
    -------
    pandas.DataFrame
        A tone table, one row a side, team and language; shares 0..1, NaN where nothing can be measured. Which side a
        higher formal share is good for is for the firm to say; a mismatch is not.
    """
    agent = (messages["author_role"] == "agent").fillna(False).to_numpy(bool)
    bot = (messages["author_role"] == "bot").fillna(False).to_numpy(bool)
    lang = signals["lang"].astype(object)
    facts = pd.DataFrame(
        {
            "message_id": messages["message_id"].to_numpy(object),
            "side": np.where(agent, "agent", "customer"),
            "team": [teams.get(str(one), "") if firm else "" for one, firm in zip(messages["author_id"], agent)],
            "lang": lang.to_numpy(object),
            "register": _register(signals),
            "apology": (signals["apology"] >= SURE).to_numpy(bool),
            "thanks": (signals["thanks"] >= SURE).to_numpy(bool),
            "is_public": messages["is_public"].fillna(False).to_numpy(bool),
            "text": messages["text"].astype(str).to_numpy(object),
        }
    )
    facts["answered"] = _answered(messages, facts["register"].to_numpy(object), agent)
    facts = facts[~bot & facts["lang"].isin(["hu", "ru"]).to_numpy(bool)].reset_index(drop=True)
    _measure(facts)
    rows = [_row(key, part) for key, part in facts.groupby(["side", "team", "lang"], sort=True)]
    return TONE.cast(pd.DataFrame(rows, columns=[column.name for column in TONE.columns]))


def _register(signals: pd.DataFrame) -> np.ndarray:
    formal, informal = (signals[f"register_{name}"].to_numpy(float) for name in ("formal", "informal"))
    sure = np.maximum(formal, informal) >= SURE
    return np.where(sure & (formal != informal), np.where(formal > informal, "formal", "informal"), "")


def _answered(messages: pd.DataFrame, register: np.ndarray, agent: np.ndarray) -> np.ndarray:
    """Return the register of the message that each reply of the firm answers: its parent, else the customer before."""
    place = pd.Index(messages["message_id"].astype(object))
    parent = place.get_indexer(messages["reply_to"].astype(object))
    order = messages["sent_at"].argsort(kind="stable").to_numpy()
    own = pd.Series(np.where(~agent, np.arange(len(messages)), np.nan)).iloc[order]
    before = own.groupby(messages["conversation_id"].to_numpy(object)[order]).ffill().sort_index().to_numpy()
    asked = np.where((parent >= 0) & agent, parent, np.nan_to_num(before, nan=-1)).astype(np.int64)
    return np.where(agent & (asked >= 0), register[np.maximum(asked, 0)], "") if len(messages) else np.array([], object)


def _measure(facts: pd.DataFrame) -> None:
    texts, langs = facts["text"].tolist(), facts["lang"].tolist()
    said = handling(texts, langs, "courtesy")
    facts["words"] = [n_words(text) for text in texts]
    facts["courtesy"] = said["courtesy"]
    facts["belittles"] = belittling(texts, langs) & facts["is_public"].to_numpy(bool)
    facts.loc[facts["side"] == "customer", "belittles"] = False
    long = (facts["words"] >= LONG).to_numpy(bool)
    facts["lix"] = [lix(text) if is_long else np.nan for text, is_long in zip(texts, long)]
    russian = long & (facts["lang"] == "ru").to_numpy(bool)
    facts["flesch"] = [flesch_russian(text) if is_long else np.nan for text, is_long in zip(texts, russian)]


def belittling(texts: Sequence[str], langs: Sequence[str]) -> np.ndarray:
    """Return which replies make the customer small: blame, mock, command, or send him away.

    Examples
    --------
    >>> belittling(["Talán legközelebb használja a fejét is.", "Rögtön megnézem."], ["hu", "hu"]).tolist()
    [True, False]
    """
    told = moderation_words(texts, langs, "belittles", "no_belittling")
    return ((handling(texts, langs, "belittles")["belittles"] > 0) | told["belittles"]) & ~told["no_belittling"]


def _row(key: tuple[str, str, str], part: pd.DataFrame) -> dict[str, object]:
    addressing = part[part["register"] != ""]
    pairs = addressing[addressing["answered"] != ""]
    words = int(part["words"].sum())
    small = part[part["belittles"].astype(bool)]
    return {
        **dict(zip(("side", "team", "lang"), key)),
        "n": len(part),
        "formal_share": float((addressing["register"] == "formal").mean()) if len(addressing) else np.nan,
        "n_addressing": len(addressing),
        "mismatch_share": float((pairs["register"] != pairs["answered"]).mean()) if len(pairs) else np.nan,
        "n_pairs": len(pairs),
        "courtesy": 100 * int(part["courtesy"].sum()) / words if words else np.nan,
        "apology_share": float(part["apology"].mean()),
        "thanks_share": float(part["thanks"].mean()),
        "lix": float(part["lix"].dropna().median()),
        "flesch": float(part["flesch"].dropna().median()),
        "n_long": int(part["lix"].notna().sum()),
        "n_belittling": len(small),
        "belittling_ids": tuple(small["message_id"].head(5)),
    }
