"""Proposes settings from an export: who answers like staff, which accounts are bots, where the firm is."""

from __future__ import annotations

import pandas as pd

from socialinsight.annotation import read_messages
from socialinsight.country.calendar import COUNTRY_OF_LANGUAGE, ZONES
from socialinsight.graph.edges import edges
from socialinsight.roles.participation import participation
from socialinsight.settings import Settings
from socialinsight.signals import message_signals

LEAST_MESSAGES = 5
STAFF_SHARE = 0.35
BOT_SHARE = 0.6


def propose_settings(messages: pd.DataFrame) -> Settings:
    """Return settings that fit a messages table.

    An author is proposed as an agent when the export says so or when, over at least five messages, more than a
    third sound like somebody of the firm and few like a customer; as a bot when most messages repeat one text,
    or when wording and speed look automatic (see `roles.automation.likely_bots`).

    Parameters
    ----------
    messages : pandas.DataFrame
        A messages table.

    Returns
    -------
    Settings
        agents, bots, country, time_zone and language; the defaults elsewhere.
    """
    reading = read_messages(messages)
    signals = message_signals(messages, reading.texts, reading.annotations)
    authors = author_habits(messages, signals)
    repeats = (authors["n"] >= LEAST_MESSAGES) & (authors["repeated"] > BOT_SHARE)
    bots = authors[(authors["role"] == "bot") | repeats | authors.index.isin(_automatic(messages, signals))]
    rest = authors.drop(bots.index)
    sounds = (rest["n"] >= LEAST_MESSAGES) & (rest["agent_voice"] > STAFF_SHARE)
    sounds &= rest["agent_voice"] > 2 * rest["customer_voice"]
    agents = rest[(rest["role"] == "agent") | sounds]
    main = authors.attrs["language"]
    country = COUNTRY_OF_LANGUAGE.get(main, "")
    return Settings(
        agents=tuple(sorted(agents.index)),
        bots=tuple(sorted(bots.index)),
        country=country,
        time_zone=ZONES.get(country, ""),
        language=main if main in ("hu", "ru") else "",
    )


def _automatic(messages: pd.DataFrame, signals: pd.DataFrame) -> set[str]:
    signed = messages["author_id"].notna().to_numpy(bool)
    messages, signals = messages[signed].reset_index(drop=True), signals[signed].reset_index(drop=True)
    scene = participation(messages, signals, edges(messages, signals), settings=Settings())
    return set(scene.members.loc[scene.members["standing"] == "likely_bot", "author_id"].astype(str))


def author_habits(messages: pd.DataFrame, signals: pd.DataFrame) -> pd.DataFrame:
    """Return one row an author: n, role, shares of repeated texts and of messages in either voice."""
    table = pd.DataFrame(
        {
            "author_id": messages["author_id"].astype(object).to_numpy(),
            "role": messages["author_role"].astype(object).to_numpy(),
            "text": messages["text"].astype(object).to_numpy(),
            "agent_voice": (signals["agent_voice"] >= 0.5).to_numpy(bool),
            "customer_voice": (signals["customer_voice"] >= 0.5).to_numpy(bool),
        }
    )
    groups = table.groupby("author_id")
    result = groups.agg(
        n=("text", "size"),
        role=("role", "first"),
        agent_voice=("agent_voice", "mean"),
        customer_voice=("customer_voice", "mean"),
        n_texts=("text", "nunique"),
    )
    result["repeated"] = 1 - result["n_texts"] / result["n"]
    result.attrs["language"] = str(signals["lang"].mode().iloc[0]) if len(signals) else ""
    return result
