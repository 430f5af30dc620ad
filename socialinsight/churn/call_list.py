"""Whom to call this week, why, and with which messages at hand."""

from __future__ import annotations

import pandas as pd

from socialinsight.summary import Period
from socialinsight.tables import CALL_LIST

POINTS = {
    "stated_firm": 3.0,
    "broken_promise": 2.0,
    "stated_conditional": 2.0,
    "unanswered_complaint": 1.5,
    "stated_considered": 1.0,
    "turned_tone": 1.0,
    "silent": 1.0,
    "model_risk": 1.0,
}
"""What each reason adds; half of it when it is from the previous period. Choice of the house: no source."""
LEAST_POINTS = 1.0
OLDER = 0.5
SILENT_GAPS = 3.0
LEAST_EVENTS = 4
LONGEST_SILENCE = 365
HIGH_LIFT = 2.0
MOST_QUOTES = 5
GRIEVANCES = ("broken_promise", "unanswered_complaint")
_Tables = dict[str, pd.DataFrame]


def call_list(
    history: pd.DataFrame,
    messages: pd.DataFrame,
    tables: _Tables,
    *,
    current: Period,
    previous: Period,
    capacity: int,
) -> pd.DataFrame:
    """Return the customers to call, the most pressing first.

    Points are summed over reasons, each counted once: stated intent that was not taken back (decided 3, on a condition
    2, considered 1), a broken promise 2, a complaint without an answer 1.5, a tone turned for good, silence beyond
    three of one's own usual gaps between purchases or uses, and twice the mean model risk 1 each; half when older than
    the current period, nothing when older than the previous one. Customers with at least 1 point are ranked by points
    times weight (value and tenure, when given), the newest evidence first among equals. Who leaves for a reason of
    life and never complained is not called; nor is who has left, unless a promise was broken or a complaint stayed
    without an answer.

    Parameters
    ----------
    history : pandas.DataFrame
        A customer_history table.
    messages : pandas.DataFrame
        The messages table.
    tables : dict of str to pandas.DataFrame
        churn, promises (with the author_id of `promised_to`), unanswered, turned, returning and risk.
    current, previous : Period
        How old the evidence may be.
    capacity : int
        Calls a week.

    Returns
    -------
    pandas.DataFrame
        A call_list table.
    """
    signs = pd.concat(
        [
            _stated(tables["churn"]),
            _broken(tables["promises"]),
            _waiting(tables["unanswered"]),
            _turned(tables["turned"]),
            _silent(tables["returning"], current),
            _risky(tables["risk"], current),
        ],
        ignore_index=True,
    )
    fresh, old = current.holds(signs["at"]), previous.holds(signs["at"])
    signs["points"] = signs["reason"].map(POINTS).astype(float) * (fresh + OLDER * old)
    signs = signs[(signs["points"] > 0) & signs["author_id"].isin(_callable(history, signs[fresh | old]))]
    if signs.empty:
        return CALL_LIST.empty()
    signs = signs.sort_values(["points", "at"], ascending=False, kind="stable")
    once = signs.drop_duplicates(["author_id", "reason"])
    table = once.groupby("author_id").agg(points=("points", "sum"), reasons=("reason", tuple), newest=("at", "max"))
    table["quote_ids"] = signs.groupby("author_id")["ids"].agg(_joined)
    table = table[table["points"] >= LEAST_POINTS].join(_known(history, messages))
    table["score"] = table["points"] * table["weight"]
    order = ["score", "points", "newest", "author_id"]
    table = table.reset_index().sort_values(order, ascending=[False, False, False, True], ignore_index=True)
    table["rank"] = table.index + 1
    table["this_week"] = table["rank"] <= capacity
    return CALL_LIST.cast(table)[[column.name for column in CALL_LIST.columns]]


def _signs(author: pd.Series, reason: pd.Series | str, at: pd.Series, ids: list[tuple[str, ...]]) -> pd.DataFrame:
    table = pd.DataFrame({"author_id": author.to_numpy(object), "reason": reason})
    table["at"] = pd.to_datetime(at.reset_index(drop=True), utc=True)
    return table.assign(ids=pd.Series(ids, dtype=object))[table["author_id"].notna().to_numpy(bool)]


def _stated(churn: pd.DataFrame) -> pd.DataFrame:
    said = churn[(churn["kind"] != "taken_back").to_numpy(bool)]
    reason = ("stated_" + said["kind"].astype(object)).to_numpy(object)
    quotes = [tuple(dict.fromkeys((one, *ids[::-1]))) for one, ids in zip(said["message_id"], said["quote_ids"])]
    return _signs(said["author_id"], pd.Series(reason, dtype=object), said["last_at"], quotes)


def _broken(promises: pd.DataFrame) -> pd.DataFrame:
    broken = promises[(promises["state"] == "broken").to_numpy(bool)]
    at = broken["due_at"].fillna(broken["promised_at"])
    pairs = zip(broken["message_id"], broken["reminder_id"])
    ids = [tuple(one for one in pair if isinstance(one, str)) for pair in pairs]
    return _signs(broken["author_id"], "broken_promise", at, ids)


def _waiting(unanswered: pd.DataFrame) -> pd.DataFrame:
    left = (unanswered["kind"] == "complaint") & ~unanswered["peer_answered"].fillna(False)
    rows = unanswered[left.to_numpy(bool)]
    return _signs(rows["author_id"], "unanswered_complaint", rows["asked_at"], [(one,) for one in rows["message_id"]])


def _turned(turned: pd.DataFrame) -> pd.DataFrame:
    return _signs(turned["author_id"], "turned_tone", turned["turned_at"], [(one,) for one in turned["message_id"]])


def silent(returning: pd.DataFrame) -> pd.DataFrame:
    """Return the rows of a returning table of those who buy or use no more.

    At least four days with an event, more than three usual gaps since the last one, and no longer than a year.
    """
    late = returning["idle_days"] > SILENT_GAPS * returning["usual_gap_days"].clip(lower=1)
    late &= (returning["n_events"] >= LEAST_EVENTS) & (returning["idle_days"] <= LONGEST_SILENCE)
    return returning[late.to_numpy(bool)]


def _silent(returning: pd.DataFrame, current: Period) -> pd.DataFrame:
    rows = silent(returning)
    return _signs(rows["author_id"], "silent", pd.Series([current.end] * len(rows)), [()] * len(rows))


def _risky(risk: pd.DataFrame, current: Period) -> pd.DataFrame:
    rows = risk[(risk["lift"] >= HIGH_LIFT).to_numpy(bool)]
    return _signs(rows["customer_id"], "model_risk", pd.Series([current.end] * len(rows)), [()] * len(rows))


def _callable(history: pd.DataFrame, signs: pd.DataFrame) -> set[str]:
    """Return the customers who may be called at all."""
    wronged = history["author_id"].isin(signs.loc[signs["reason"].isin(GRIEVANCES), "author_id"])
    gone = (history["churn"] == "lost").fillna(False)
    kept = ~history["private_reason"] & (~gone | wronged)
    return set(history.loc[kept.to_numpy(bool), "author_id"].astype(object))


def _known(history: pd.DataFrame, messages: pd.DataFrame) -> pd.DataFrame:
    names = ["segment", "value", "tenure_days", "weight"]
    table = history.set_index(history["author_id"].astype(object))[[*names, "last_at", "churn"]]
    table = table.rename(columns={"last_at": "last_contact_at"})
    last = messages.sort_values("sent_at", kind="stable").drop_duplicates("author_id", keep="last")
    channel = pd.Series(last["channel"].to_numpy(object), index=last["author_id"].to_numpy(object))
    has_left = (table["churn"] == "lost").fillna(False).to_numpy(bool)
    return table.drop(columns="churn").assign(channel=channel.reindex(table.index), has_left=has_left)


def _joined(groups: pd.Series) -> tuple[str, ...]:
    return tuple(dict.fromkeys(one for ids in groups for one in ids))[:MOST_QUOTES]
