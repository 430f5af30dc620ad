"""What customers answered to CSAT, NPS and CES questions, in events and in the export."""

from __future__ import annotations

import csv
import json
import re
from functools import lru_cache
from pathlib import Path
from typing import Any

import numpy as np
import pandas as pd

MEASURES = ("csat", "nps", "ces")
_NAMED = re.compile(r"\b(csat|nps|ces)\b\W*([\d.,]+(?:\s*(?:/|of|из)\s*\d+|\s*%)?)", re.IGNORECASE)
_NUMBER = re.compile(r"^\s*(-?[\d.,]+)\s*(?:(?:/|of|из)\s*(\d+)|(%))?\s*$")


@lru_cache(maxsize=1)
def answer_words() -> dict[str, float]:
    """Return the words that surveys hold in place of a number: 1 satisfied, 0 not."""
    with Path(__file__).with_name("survey_words.csv").open(encoding="utf-8", newline="") as file:
        return {row["word"]: float(row["satisfied"]) for row in csv.DictReader(file)}


def survey_answers(messages: pd.DataFrame, events: pd.DataFrame, *, as_of: pd.Timestamp) -> pd.DataFrame:
    """Return every survey answer: from events, and from the columns rating (CSAT), nps and ces of messages.

    Parameters
    ----------
    messages, events : pandas.DataFrame
        The tables of these names. Events of kind csat, nps or ces hold the score in `value`; events of kind survey
        hold one or several: "nps=9", {"csat": 4, "ces": 6}, or a bare number, which is a CSAT score. Of several scores
        with the messages of a conversation the last counts; CSAT events of the conversation win over it.
    as_of : pandas.Timestamp
        Later answers are left out.

    Returns
    -------
    pandas.DataFrame
        measure, at, conversation_id, author_id (NA when not known), score (NaN when not readable), scale (NaN when not
        told with it).
    """
    parts = [_from_messages(messages), _from_events(events, messages)]
    table = pd.concat([part for part in parts if len(part)], ignore_index=True) if any(map(len, parts)) else parts[0]
    table = table[(table["at"] <= as_of).to_numpy(bool)]
    from_event = table.loc[table["by_event"] & table["conversation_id"].notna(), ["measure", "conversation_id"]]
    known = pd.MultiIndex.from_frame(from_event)
    twice = pd.MultiIndex.from_frame(table[["measure", "conversation_id"]]).isin(known) & ~table["by_event"]
    return table[~twice.to_numpy(bool)].drop(columns="by_event").reset_index(drop=True)


_COLUMNS = ["measure", "at", "conversation_id", "author_id", "score", "scale", "by_event"]


def _from_messages(messages: pd.DataFrame) -> pd.DataFrame:
    parts = []
    for measure, column in (("csat", "rating"), ("nps", "nps"), ("ces", "ces")):
        told = messages[messages[column].notna()] if column in messages else messages.iloc[:0]
        told = told.sort_values("sent_at", kind="stable").drop_duplicates("conversation_id", keep="last")
        part = told[["conversation_id"]].astype(object).assign(measure=measure, at=told["sent_at"], scale=np.nan)
        theirs = ~told["author_role"].isin(["agent", "bot"])
        author = told["author_id"].astype(object).where(theirs, None)
        parts.append(part.assign(author_id=author, score=told[column].astype(float), by_event=False)[_COLUMNS])
    return pd.concat(parts, ignore_index=True)


def _from_events(events: pd.DataFrame, messages: pd.DataFrame) -> pd.DataFrame:
    kind = events["kind"].str.casefold()
    rows: list[tuple[Any, ...]] = []
    for event, named in zip(
        events[kind.isin([*MEASURES, "survey"])].itertuples(), kind[kind.isin([*MEASURES, "survey"])]
    ):
        for measure, text in _told(named, event.value):
            rows.append(
                (measure, event.at, event.conversation_id, event.author_id, *_score(text), True, event.message_id)
            )
    table = pd.DataFrame(rows, columns=[*_COLUMNS, "message_id"]).astype({"score": float, "scale": float})
    talk = pd.Series(messages["conversation_id"].to_numpy(object), index=messages["message_id"].to_numpy(object))
    found = table["message_id"].astype(object).map(talk)
    table["conversation_id"] = table["conversation_id"].astype(object).where(table["conversation_id"].notna(), found)
    table["at"] = pd.to_datetime(table["at"], utc=True)
    return table.astype({"by_event": bool, "author_id": object})[_COLUMNS]


def _told(kind: str, value: Any) -> list[tuple[str, str]]:
    """Return the measures and texts of one event."""
    text = "" if pd.isna(value) else str(value)
    if kind in MEASURES:
        return [(kind, text)]
    if text.lstrip().startswith("{"):
        try:
            held = {str(name).casefold(): str(score) for name, score in json.loads(text).items()}
            return [(name, held[name]) for name in MEASURES if name in held]
        except (json.JSONDecodeError, AttributeError):
            return [("csat", "")]
    return [(name.lower(), score) for name, score in _NAMED.findall(text)] or [("csat", text)]


def _score(text: str) -> tuple[float, float]:
    """Return score and scale of "4", "4,5", "4/5", "80 %" or a word; NaN where there is none.

    Examples
    --------
    >>> _score("4/5"), _score("80 %"), _score("elégedett")
    ((4.0, 5.0), (80.0, 100.0), (1.0, 1.0))
    """
    word = answer_words().get(text.strip().casefold())
    if word is not None:
        return word, 1.0
    found = _NUMBER.match(text)
    if not found:
        return np.nan, np.nan
    try:
        score = float(found[1].replace(",", "."))
    except ValueError:
        return np.nan, np.nan
    return score, 100.0 if found[3] else float(found[2]) if found[2] else np.nan
