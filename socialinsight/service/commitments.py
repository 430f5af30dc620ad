"""What the firm's people undertook: the sentence, who, when, and until when."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

import numpy as np
import pandas as pd

from socialinsight.country.workdays import Workdays
from socialinsight.lang.dates import DateSpan, dates_in
from socialinsight.lang.fulfilment import fulfilment
from socialinsight.lang.language import LANGUAGES

SURE = 0.5
_END = re.compile(r"[.!?…]+\s+|\n+")
_TODAY = pd.Timedelta(hours=24)
_FAR_AHEAD = pd.Timedelta(days=400)


@dataclass(frozen=True)
class Commitment:
    """One undertaking: `row` of the messages table, its sentence, and the date told in it."""

    row: int
    start: int
    end: int
    due: DateSpan | None


def commitments(
    messages: pd.DataFrame,
    texts: pd.DataFrame,
    annotations: pd.DataFrame,
    signals: pd.DataFrame,
    *,
    work: Mapping[str, Workdays],
) -> list[Commitment]:
    """Return the undertakings in the messages of the firm's people, in the order of the table.

    A sentence counts when its message is a promise (score of at least 0.5) and the promise stands in it, or when it
    tells a future time and what the firm will do then. A message is one undertaking, due at the last deadline told
    next to its promises. What the sentence says to be done already, and how long something lasts, is none.

    Parameters
    ----------
    messages, signals : pandas.DataFrame
        The tables of these names, same rows.
    texts, annotations : pandas.DataFrame
        The tables of these names.
    work : mapping of str to Workdays
        The firm's calendar for messages in each language.

    Returns
    -------
    list of Commitment
    """
    agents = (messages["author_role"] == "agent").fillna(False).to_numpy(bool)
    agents &= signals["lang"].isin(LANGUAGES).to_numpy(bool)
    rows = np.flatnonzero(agents)
    said = [str(text) for text in messages["text"].iloc[rows]]
    langs = signals["lang"].astype(str).iloc[rows].tolist()
    acts = fulfilment(said, langs)["undertakes"]
    sure = (signals["promise"].iloc[rows] >= SURE).to_numpy(bool)
    places = _promise_places(messages["text"].iloc[rows], texts, annotations)
    found: list[Commitment] = []
    for place in np.flatnonzero(sure | acts):
        at = messages["sent_at"].iloc[rows[place]]
        told = dates_in(said[place], lang=langs[place], written_at=at, work=work[langs[place]])
        future = [date for date in told if at < date.latest <= at + _FAR_AHEAD]
        row, text, lang = int(rows[place]), said[place], langs[place]
        acted = _of_dates(row, text, lang, future)
        one = _of_promise(row, text, lang, places[place], future, at) if sure[place] else None
        one = _last([found for found in (one, acted) if found and found.due]) or one
        if one is not None:
            found.append(one)
    return found


def _promise_places(said: pd.Series, texts: pd.DataFrame, annotations: pd.DataFrame) -> list[list[tuple[int, int]]]:
    """Return the spans of the cues of a promise in each text."""
    cues = annotations[annotations["label"].isin(["promise", "promise_due"]).to_numpy(bool)]
    cues = cues[(cues["weight"] > 0).to_numpy(bool) & (cues["start"] >= 0).to_numpy(bool)]
    spans: dict[int, list[tuple[int, int]]] = {}
    for text_id, start, end in zip(cues["text_id"], cues["start"], cues["end"]):
        spans.setdefault(int(text_id), []).append((int(start), int(end)))
    numbers = pd.Series(texts["text_id"].to_numpy(), index=texts["text"].astype(object))
    ids = numbers.reindex(said.astype(object)).to_numpy()
    return [spans.get(int(one), []) if one == one else [] for one in ids]


def sentences(text: str) -> Iterator[tuple[int, int]]:
    """Yield the bounds of sentences; a stop before a small letter does not end one.

    Examples
    --------
    >>> text = "Jó napot! Február 6. és 8. között jön. Üdv"
    >>> [text[low:high] for low, high in sentences(text)]
    ['Jó napot!', 'Február 6. és 8. között jön.', 'Üdv']
    """
    low = 0
    for match in _END.finditer(text):
        after = text[match.end() : match.end() + 1]
        if "\n" in match[0] or not after.islower():
            if text[low : match.end()].strip():
                yield low, match.start() + len(match[0].rstrip())
            low = match.end()
    if text[low:].strip():
        yield low, len(text.rstrip())


def _of_promise(
    row: int, text: str, lang: str, cues: Sequence[tuple[int, int]], dates: list[DateSpan], at: pd.Timestamp
) -> Commitment | None:
    """Return the undertaking of a message that is a promise; None when it tells what is already done."""
    dated: list[Commitment] = []
    plain: list[Commitment] = []
    parts = [part for part in sentences(text) if any(part[0] <= cue[0] < part[1] for cue in cues)]
    for low, high in parts or list(sentences(text))[:1]:
        inside = [cue for cue in cues if low <= cue[0] < high] or [(low, high)]
        near = _told([date for date in dates if low <= date.start < high])
        said = fulfilment([text[low:high]], [lang])
        if said["lasting"][0]:
            continue
        picked = {min(near, key=lambda date: _gap(date, cue)) for cue in inside} if near else set()
        later = [date for date in picked if not said["done"][0] or _is_ahead(date, at)]
        dated += [Commitment(row, low, high, date) for date in later]
        if not picked and not said["done"][0]:
            plain.append(Commitment(row, low, high, None))
    return _last(dated) or next(iter(plain), None)


def _is_ahead(date: DateSpan, at: pd.Timestamp) -> bool:
    """Whether a date told beside something done is a deadline, and not the day on which it was done."""
    return date.mode in ("until", "by", "within") or date.latest > at + _TODAY


def _told(dates: list[DateSpan]) -> list[DateSpan]:
    """Return the dates of a sentence; a day told beside a stretch of time is what counts."""
    if any(date.mode in ("until", "by") for date in dates):
        return [date for date in dates if date.mode != "within"]
    return dates


def _last(found: list[Commitment]) -> Commitment | None:
    """Return the undertaking that is due on the last day; of those of one day, the one with "until"."""
    return max(found, key=_order, default=None)


def _order(one: Commitment) -> tuple[object, bool]:
    assert one.due is not None
    return one.due.latest.floor("D"), one.due.mode in ("until", "by")


def _gap(date: DateSpan, cue: tuple[int, int]) -> int:
    return max(date.start - cue[1], cue[0] - date.end, 0)


def _of_dates(row: int, text: str, lang: str, dates: list[DateSpan]) -> Commitment | None:
    found = []
    for low, high in sentences(text):
        near = _told([date for date in dates if low <= date.start < high])
        said = fulfilment([text[low:high]], [lang])
        acts = said["undertakes"][0] and not said["lasting"][0] and not said["done"][0]
        if near and acts and not text[low:high].endswith("?"):
            found += [Commitment(row, low, high, date) for date in near]
    return _last(found)
