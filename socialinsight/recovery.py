"""Whether unhappy customers leave a conversation happier when somebody of the firm spoke with them."""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np
import pandas as pd

from socialinsight.issues.growth import benjamini_hochberg
from socialinsight.proportion import gap_interval, gap_p_value, wilson
from socialinsight.signals.sentiment import NEUTRAL
from socialinsight.summary import Period
from socialinsight.tables import RECOVERY

DIMENSIONS = ("channel", "product", "topic", "period")
LEAST = 5
MOST_QUOTES = 4


def recovery(messages: pd.DataFrame, signals: pd.DataFrame, *, current: Period, previous: Period) -> pd.DataFrame:
    """Return how many of those who began unhappy recovered, with the firm's contact and without.

    One row a person and conversation counts, with at least two messages that have a sentiment. A person began unhappy
    when the mean of the first third of these is at most -0.2, and recovered when that of the last third is above.
    With contact: somebody of the firm wrote to the person, or to nobody in particular, between the two ends. The
    intervals are Wilson's, that of the difference Newcombe's (1998, method 10), q-values those of Benjamini and
    Hochberg over all rows. Whom the firm answers is no accident: the difference goes with the contact and is not shown
    to be its effect.

    Parameters
    ----------
    messages, signals : pandas.DataFrame
        The tables of these names; same order.
    current, previous : Period
        Compared by the time of the person's last message.

    Returns
    -------
    pandas.DataFrame
        A recovery table: all, then by channel, product, topic and period; values with fewer than 5 unhappy people are
        left out.
    """
    people = unhappy_people(messages, signals)
    rows = [
        {"dimension": dimension, "value": str(value), **_compared(own)}
        for dimension, value, own in _groups(people, current, previous)
        if len(own) >= LEAST
    ]
    table = pd.DataFrame(rows, columns=[column.name for column in RECOVERY.columns])
    return RECOVERY.cast(table.assign(q_value=benjamini_hochberg(table["p_value"].to_numpy(float))))


def unhappy_people(messages: pd.DataFrame, signals: pd.DataFrame) -> pd.DataFrame:
    """Return a row for each person and conversation that began unhappy.

    Columns: conversation_id, author_id, first_at, last_at, message_id (the last), start, end (mean sentiment of the
    first and last third), channel, product, topic, recovered, contact (bool).
    """
    firm = messages["author_role"].isin(["agent", "bot"]).to_numpy(bool)
    columns = ["conversation_id", "author_id", "sent_at", "message_id", "channel", "product"]
    facts = messages[columns].assign(
        sentiment=signals["sentiment"].to_numpy(float),
        topic=signals["topic"].astype(object).where(signals["topic"] != "other", None).to_numpy(object),
    )
    facts = facts[~firm & facts["sentiment"].notna()].sort_values("sent_at", kind="stable")
    groups = facts.groupby(["conversation_id", "author_id"], sort=False)
    size, place = groups["message_id"].transform("size"), groups.cumcount()
    third = np.maximum(size // 3, 1)
    facts = facts.assign(
        start=facts["sentiment"].where(place < third),
        end=facts["sentiment"].where(place >= size - third),
    )[size >= 2]
    people = facts.groupby(["conversation_id", "author_id"], sort=True).agg(
        first_at=("sent_at", "first"),
        last_at=("sent_at", "last"),
        message_id=("message_id", "last"),
        start=("start", "mean"),
        end=("end", "mean"),
        channel=("channel", "first"),
        product=("product", "first"),
        topic=("topic", "first"),
    )
    people = people[people["start"] <= -NEUTRAL].reset_index()
    return people.assign(recovered=people["end"] > -NEUTRAL, contact=_contact(people, messages))


def _contact(people: pd.DataFrame, messages: pd.DataFrame) -> np.ndarray:
    """Return whether somebody of the firm wrote to each person between the two ends of what he wrote."""
    answers = messages.loc[messages["author_role"] == "agent", ["conversation_id", "reply_to", "sent_at"]]
    author = messages.set_index("message_id")["author_id"]
    answers = answers.assign(author_id=answers["reply_to"].map(author), answered_at=answers["sent_at"])
    answers = answers.drop(columns="reply_to").sort_values("sent_at", kind="stable")
    asked = people[["conversation_id", "author_id", "first_at", "last_at"]].reset_index().sort_values("first_at")
    found = np.zeros(len(people), bool)
    to_nobody = answers["author_id"].isna()
    keys = ["conversation_id", "author_id"]
    for told, by in ((answers[to_nobody], keys[:1]), (answers[~to_nobody], keys)):
        if told.empty or asked.empty:
            continue
        kept = told[[*by, "sent_at", "answered_at"]]
        joined = pd.merge_asof(asked, kept, left_on="first_at", right_on="sent_at", by=by, direction="forward")
        inside = (joined["answered_at"] < joined["last_at"]).to_numpy(bool, na_value=False)
        found[joined["index"].to_numpy(int)[inside]] = True
    return found


def _groups(people: pd.DataFrame, current: Period, previous: Period) -> Iterator[tuple[str, object, pd.DataFrame]]:
    yield "all", "all", people
    held = [current.holds(people["last_at"]), previous.holds(people["last_at"])]
    people = people.assign(period=np.where(held[0], "current", np.where(held[1], "previous", "")))
    people["period"] = people["period"].replace("", None)
    for dimension in DIMENSIONS:
        for value, own in people.groupby(dimension, sort=True):
            yield dimension, value, own


def _compared(own: pd.DataFrame) -> dict[str, object]:
    row: dict[str, float] = {}
    counts: list[int] = []
    for name, part in (("contact", own[own["contact"]]), ("alone", own[~own["contact"]])):
        n, hits = len(part), int(part["recovered"].sum())
        low, high = wilson(hits, n)
        share = hits / n if n else np.nan
        row |= {f"n_{name}": n, f"{name}_share": share, f"{name}_low": low, f"{name}_high": high}
        counts += [hits, n]
    low, high = gap_interval(*counts)
    bad = own[own["contact"] & ~own["recovered"]].sort_values("end", kind="stable")
    return {
        **row,
        "gap": row["contact_share"] - row["alone_share"],
        "gap_low": low,
        "gap_high": high,
        "p_value": gap_p_value(*counts),
        "quote_ids": tuple(bad["message_id"].head(MOST_QUOTES)),
    }
