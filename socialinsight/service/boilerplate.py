"""Copied replies of the firm's people: templates with their slots, and how much of each reply is script."""

from __future__ import annotations

import hashlib
from typing import Any

import numpy as np
import pandas as pd

from socialinsight.service.near_duplicates import LEAST_WORDS, clusters, shingles
from socialinsight.service.reply_masks import N_MARKS, SLOTS, MaskedReplies, mask_replies
from socialinsight.settings import Settings
from socialinsight.tables import REPLIES, STRING, TEMPLATES

SURE = 0.5
_GAP = " … "
_SUPPORT = 0.5
_OWN = ["message_id", "author_id", "text", "sent_at", "is_public"]


def boilerplate(
    messages: pd.DataFrame, signals: pd.DataFrame, *, settings: Settings
) -> tuple[pd.DataFrame, pd.DataFrame]:
    """Return the templates of the firm's replies, and what each reply owes to them.

    A reply is boilerplate when it is a near-duplicate of at least `boilerplate_copies` others after greetings, names,
    numbers and dates are masked. Its template is the wording of the copy that has most in common with the others:
    masked words are slots, and what fewer than half of the copies share is "…".

    Parameters
    ----------
    messages, signals : pandas.DataFrame
        The tables of these names, same rows; replies are the messages of agents.
    settings : Settings
        `boilerplate_copies` is used.

    Returns
    -------
    tuple of pandas.DataFrame
        A templates table, most copies first, and a replies table in the order of messages.

    Notes
    -----
    `script_share` is the share of a reply's pairs of neighbouring words that at least `boilerplate_copies` other
    replies contain too: 0 is a reply written for this case, 1 a script. `is_empty` stands on the label boilerplate
    (no fact, step or date of the case) and not on copies: a copied reply may help, and an empty one be new.
    """
    rows = np.flatnonzero((messages["author_role"] == "agent").fillna(False).to_numpy(bool))
    own = messages[_OWN].iloc[rows].reset_index(drop=True).astype(dict.fromkeys(_OWN[:3], object))
    masked = mask_replies([str(text) for text in own["text"]])
    group = clusters(masked)
    sizes = np.bincount(group[group >= 0], minlength=1)
    group = np.where((group >= 0) & (sizes[np.maximum(group, 0)] > settings.boilerplate_copies), group, -1)
    scores = signals["boilerplate"].iloc[rows].to_numpy(float)
    order = np.argsort(group, kind="stable")[np.count_nonzero(group < 0) :]
    members = np.split(order, np.flatnonzero(np.diff(group[order])) + 1) if len(order) else []
    bounds = masked.bounds()
    entries = [_entry(one, own, masked, bounds, scores) for one in members]
    names = [column.name for column in TEMPLATES.columns]
    table = pd.DataFrame(entries, columns=[*names, "rows"])
    table = table.sort_values(["n_copies", "template_id"], ascending=[False, True], ignore_index=True)
    template = np.full(len(own), None, object)
    for key, members in zip(table["template_id"], table["rows"]):
        template[members] = key
    replies = pd.DataFrame(
        {
            "message_id": own["message_id"],
            "author_id": own["author_id"],
            "sent_at": own["sent_at"],
            "is_public": own["is_public"],
            "template_id": pd.Series(template, dtype=STRING),
            "script_share": script_shares(masked, settings.boilerplate_copies),
            "is_empty": pd.Series(scores >= SURE, dtype="boolean").mask(np.isnan(scores)),
        }
    )
    return TEMPLATES.cast(table.drop(columns="rows")), REPLIES.cast(replies)


def script_shares(masked: MaskedReplies, copies: int) -> np.ndarray:
    """Return the share of each reply's pairs of words that stand in at least `copies` other replies.

    Returns
    -------
    numpy.ndarray of float64
        0..1, higher = more of a script; NaN for replies with fewer than three words of their own.
    """
    text, pair = shingles(masked)
    number = np.unique(pair, return_inverse=True)[1].astype(np.int64)
    once = np.unique(text.astype(np.int64) * (number.max(initial=0) + 1) + number)
    place, number = np.divmod(once, number.max(initial=0) + 1)
    common = np.bincount(number)[number] > copies
    words = np.bincount(masked.text[masked.code >= N_MARKS], minlength=masked.n_texts)
    n_pairs = np.bincount(place, minlength=masked.n_texts)
    n_common = np.bincount(place, weights=common, minlength=masked.n_texts)
    rich = (words >= LEAST_WORDS) & (n_pairs > 0)
    return np.where(rich, n_common / np.maximum(n_pairs, 1), np.nan)


def _entry(
    members: np.ndarray, own: pd.DataFrame, masked: MaskedReplies, bounds: np.ndarray, scores: np.ndarray
) -> dict[str, Any]:
    text, head = _template(members, own["text"], masked, bounds)
    said = scores[members][~np.isnan(scores[members])]
    copies = own.iloc[members]
    return {
        "template_id": "t-" + hashlib.sha256(text.encode("utf-8", "replace")).hexdigest()[:10],
        "template": text,
        "n_copies": len(members),
        "n_authors": copies["author_id"].nunique(),
        "share": len(members) / len(own),
        "is_empty": bool(len(said)) and bool((said >= SURE).mean() >= SURE),
        "example_id": own["message_id"].iloc[head],
        "message_ids": tuple(copies.sort_values("sent_at", kind="stable")["message_id"]),
        "n_public": int(copies["is_public"].fillna(False).sum()),
        "rows": members,
    }


def _template(members: np.ndarray, texts: pd.Series, masked: MaskedReplies, bounds: np.ndarray) -> tuple[str, int]:
    """Return the wording of the most typical member with its slots, and which member it is."""
    units = {int(one): masked.code[bounds[one] : bounds[one + 1]].tolist() for one in members}
    count: dict[tuple[int, int], int] = {}
    for code in units.values():
        for pair in set(zip(code, code[1:])):
            count[pair] = count.get(pair, 0) + 1
    shared = {pair for pair, n in count.items() if n >= _SUPPORT * len(members)}
    head = max(units, key=lambda one: (sum(pair in shared for pair in zip(units[one], units[one][1:])), -one))
    code = units[head]
    links = [pair in shared for pair in zip(code, code[1:])]
    kept = [any(links[max(place - 1, 0) : place + 1]) for place in range(len(code))]
    return _wording(str(texts.iloc[head]), code, kept, masked, int(bounds[head])), head


def _wording(text: str, code: list[int], kept: list[bool], masked: MaskedReplies, first: int) -> str:
    parts: list[str] = []
    last = None
    for place, (one, is_kept) in enumerate(zip(code, kept)):
        start, end = int(masked.start[first + place]), int(masked.end[first + place])
        if not is_kept:
            continue
        if last is not None:
            parts.append(text[last[1] : start] if last[0] == place - 1 else _GAP)
        parts.append(SLOTS[one] if one < N_MARKS else text[start:end])
        last = (place, end)
    tail = text[last[1] :].strip() if last is not None and last[0] == len(code) - 1 else ""
    return "".join(parts) + (tail if len(tail) <= 1 else "")
