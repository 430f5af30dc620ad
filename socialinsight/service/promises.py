"""The promise ledger: who promised what by when, and whether it was kept."""

from __future__ import annotations

from typing import Any

import numpy as np
import pandas as pd

from socialinsight.country.calendar import ZONES, country_of
from socialinsight.country.workdays import Workdays
from socialinsight.lang.language import LANGUAGES
from socialinsight.service.commitments import Commitment, commitments
from socialinsight.service.promise_evidence import Followers
from socialinsight.settings import Settings
from socialinsight.tables import PROMISES

_GRACE = pd.Timedelta(hours=1)
_PATIENCE = pd.Timedelta(hours=12)
_SETTLED = frozenset({"solved", "closed", "resolved", "done", "completed"})


def promises(
    messages: pd.DataFrame,
    texts: pd.DataFrame,
    annotations: pd.DataFrame,
    signals: pd.DataFrame,
    *,
    as_of: pd.Timestamp,
    settings: Settings,
    zone: str,
    country: str,
    events: pd.DataFrame | None = None,
) -> pd.DataFrame:
    """Return every promise of the firm's people with its deadline and state.

    *Kept*: by the deadline (and an hour, because messages follow acts) a later message shows it: the agent says it
    is done, or the customer that it came; without a deadline, whenever that is said. *Late*: shown after the
    deadline, or said to be late. *Broken*: the deadline has passed and nothing shows it; without a deadline,
    somebody had to ask after it and nothing followed. *Open*: else. A customer who asks after it, or misses it,
    after the deadline (without one, twelve hours after the promise) is a reminder.

    Parameters
    ----------
    messages, signals : pandas.DataFrame
        The tables of these names, same rows.
    texts, annotations : pandas.DataFrame
        The tables of these names.
    as_of : pandas.Timestamp
        Later messages are left out; deadlines after it are open.
    settings : Settings
        Working days and hours, legal deadline.
    zone, country : str
        Of the firm. When the settings name neither, messages in a language are read in the zone and with the
        holidays of its main country.
    events : pandas.DataFrame, optional
        Events table: a status of solved, closed, resolved, done or completed shows a promise of its conversation.

    Returns
    -------
    pandas.DataFrame
        A promises table in the order of time.

    Notes
    -----
    A promise kept in silence cannot be told from a broken one: `n_reminders` of 0 on a broken promise says that
    nobody complained about it either.
    """
    inside = (messages["sent_at"] <= as_of).to_numpy(bool)
    messages, signals = (table[inside].reset_index(drop=True) for table in (messages, signals))
    work = {lang: _calendar(lang, settings, zone, country) for lang in LANGUAGES}
    found = commitments(messages, texts, annotations, signals, work=work)
    followers = Followers(messages, signals)
    later = [followers.after(one) for one in found]
    followers.read([row for rows in later for row in rows] + [one.row for one in found])
    settled = _settled(events, as_of)
    rows = [_entry(one, rows, followers, settled, as_of) for one, rows in zip(found, later)]
    table = pd.DataFrame(rows, columns=[column.name for column in PROMISES.columns])
    table = table.sort_values(["promised_at", "message_id", "start"], kind="stable", ignore_index=True)
    return PROMISES.cast(table)


def _calendar(lang: str, settings: Settings, zone: str, country: str) -> Workdays:
    """Return the firm's calendar; where the settings are silent, that of the language of the message."""
    if not (settings.country or settings.time_zone):
        country = country_of(settings, lang)
        zone = ZONES.get(country, zone)
    return Workdays.of(settings, zone=zone, country=country)


def _settled(events: pd.DataFrame | None, as_of: pd.Timestamp) -> dict[str, list[tuple[pd.Timestamp, str]]]:
    """Return when each conversation was set to solved, with the id of the event."""
    result: dict[str, list[tuple[pd.Timestamp, str]]] = {}
    if events is None:
        return result
    status = events[(events["kind"] == "status").to_numpy(bool) & (events["at"] <= as_of).to_numpy(bool)]
    event: Any
    for event in status.sort_values("at").itertuples():
        if str(event.value).strip().lower() in _SETTLED:
            result.setdefault(str(event.conversation_id), []).append((event.at, str(event.event_id)))
    return result


def _entry(
    one: Commitment,
    rows: np.ndarray,
    followers: Followers,
    settled: dict[str, list[tuple[pd.Timestamp, str]]],
    as_of: pd.Timestamp,
) -> dict[str, Any]:
    promised_at, talk = followers.sent[one.row], followers.talk_ids[one.row]
    due = None if one.due is None else one.due.latest
    shown, reminders, is_late = _signs(one, rows, followers, due)
    if shown is None:
        shown = next((event for event in settled.get(str(talk), []) if event[0] > promised_at), None)
    state = _state(shown, reminders, due, as_of, is_late=is_late)
    evidence = shown or (reminders[0] if reminders and state == "broken" else None)
    return {
        "message_id": followers.ids[one.row],
        "start": one.start,
        "end": one.end,
        "conversation_id": talk,
        "agent_id": followers.author_ids[one.row],
        "promised_at": promised_at,
        "due_at": due,
        "state": state,
        "evidence_id": evidence[1] if evidence else None,
        "n_reminders": len(reminders),
        "shown_at": shown[0] if shown else None,
        "reminder_id": reminders[0][1] if reminders else None,
    }


def _signs(
    one: Commitment, rows: np.ndarray, followers: Followers, due: pd.Timestamp | None
) -> tuple[tuple[pd.Timestamp, str] | None, list[tuple[pd.Timestamp, str]], bool]:
    """Return the message that shows the promise, the reminders, and whether it is said to be late."""
    flags = followers.flags
    patient_until = followers.sent[one.row] + _PATIENCE if due is None else due
    reminders: list[tuple[pd.Timestamp, str]] = []
    for row in rows:
        at, key = followers.sent[row], str(followers.ids[row])
        if flags["good"][row] or (flags["tells"][one.row] and _answers(row, one, followers)):
            is_late = bool(flags["late"][row]) or (due is not None and bool(reminders))
            return (due if flags["kept_word"][row] and due is not None else at, key), reminders, is_late
        if flags["bad"][row] and at > patient_until:
            reminders.append((at, key))
    return None, reminders, False


def _answers(row: int, one: Commitment, followers: Followers) -> bool:
    """Whether a message of the firm is the answer that was promised; another promise or empty words are not."""
    flags = followers.flags
    elsewhere = followers.talk[row] != followers.talk[one.row]
    again = flags["hollow"][row] or (flags["promises"][row] and (flags["tells"][row] or elsewhere))
    return bool(followers.is_agent[row] and (flags["speaks"][row] or not again))


def _state(
    shown: tuple[pd.Timestamp, str] | None,
    reminders: list[tuple[pd.Timestamp, str]],
    due: pd.Timestamp | None,
    as_of: pd.Timestamp,
    *,
    is_late: bool,
) -> str:
    if shown is not None:
        in_time = due is None or shown[0] <= due + _GRACE
        return "kept" if in_time and not (is_late and due is not None) else "late"
    passed = bool(reminders) if due is None else due < as_of
    return "broken" if passed else "open"
