"""Quoted messages on their way out: masked, pseudonymised, cut, in the firm's time."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterable, Sequence
from typing import Any

import pandas as pd

from socialinsight.masking import redact
from socialinsight.reports.report import Quote
from socialinsight.reports.view import View

MOST = 400
LONGEST = 1500
SHORTEST_NAME = 3
_MENTION = re.compile(r"(?<![\w.])@\w[\w.]*")
_UNSEEN = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\u200e\u200f\u202a-\u202e\u2066-\u2069\ud800-\udfff]")


def anchor(message_id: str) -> str:
    """Return the name of a message inside the report.

    Examples
    --------
    >>> anchor("telegram:zengo:17")
    'm-77bed505d2'
    """
    return "m-" + hashlib.sha256(str(message_id).encode("utf-8", "replace")).hexdigest()[:10]


def masked(texts: Sequence[str], langs: Sequence[str]) -> list[str]:
    """Return texts without personal data and without invisible control and direction marks.

    Parameters
    ----------
    texts : sequence of str
    langs : sequence of str
        hu, ru or other, one for each text.
    """
    return redact([_UNSEEN.sub("", text) for text in texts], lang=list(langs))


def _without_names(view: View, texts: list[str], conversations: pd.Series) -> list[str]:
    """Return the texts with the display names of people in the same conversations replaced by their pseudonyms."""
    messages = view.analysis.messages
    near = messages[messages["conversation_id"].isin(conversations) & messages["author_name"].notna()]
    near = near.drop_duplicates(["conversation_id", "author_id"])
    shown = view.names(near["author_id"])
    spoken: dict[str, dict[str, str]] = {}
    for talk, author, name in zip(near["conversation_id"], near["author_id"].astype(str), near["author_name"]):
        for form in {str(name), str(name).split()[0] if str(name).strip() else ""}:
            if len(form) >= SHORTEST_NAME:
                spoken.setdefault(talk, {})[form] = shown[author]
    result = []
    for text, talk in zip(texts, conversations):
        forms = spoken.get(talk, {})
        one_of = "|".join(re.escape(form) for form in sorted(forms, key=len, reverse=True))
        pattern = rf"(?<!\w)(?:{one_of})(?!\w)" if forms else r"(?!)"
        parts = re.split(f"({pattern})", text)
        result.append("".join(forms.get(part, part) if place % 2 else part for place, part in enumerate(parts)))
    return result


def masked_phrases(view: View, phrases: pd.Series) -> pd.Series:
    """Return phrases made from messages, such as names of issues, masked in the main language."""
    return pd.Series(masked(phrases.astype(str).tolist(), [view.analysis.language] * len(phrases)), index=phrases.index)


def issue_titles(view: View) -> dict[str, str]:
    """Return the name for readers of each issue, masked, by issue_id."""
    issues = view.analysis.issues
    return dict(zip(issues["issue_id"], masked_phrases(view, issues["title"].fillna(issues["name"]))))


def quotes(view: View, ids: Iterable[str]) -> dict[str, Quote]:
    """Return the quoted messages by id, in the order of `ids`, 400 at most; ids without a message are left out.

    A text longer than 1,500 characters is cut before it is masked and marked as cut.
    """
    wanted = list(dict.fromkeys(ids))[:MOST]
    analysis, say = view.analysis, view.say
    inside = analysis.messages["message_id"].isin(wanted).to_numpy(bool)
    found = analysis.messages[inside]
    langs = analysis.signals.loc[inside, "lang"].astype(str).tolist()
    texts = [str(text) for text in found["text"]]
    shown = masked([text[: 2 * LONGEST] for text in texts], langs)
    if not analysis.settings.show_names:
        shown = [_MENTION.sub("@…", text) for text in shown]
        shown = _without_names(view, shown, found["conversation_id"])
    names = view.names(found["author_id"])
    result = {}
    row: Any
    for row, text, lang, full in zip(found.itertuples(), shown, langs, texts):
        cut = len(text) > LONGEST or len(full) > 2 * LONGEST
        result[str(row.message_id)] = Quote(
            message_id=str(row.message_id),
            anchor=anchor(row.message_id),
            text=text[:LONGEST].rstrip() + "…" if cut else text,
            author=names[str(row.author_id)],
            role=say.term("author_role", row.author_role),
            channel=say.term("channel", row.channel),
            sent_at=row.sent_at.tz_convert(analysis.zone),
            lang=lang,
            is_cut=cut,
        )
    return {one: result[one] for one in wanted if one in result}
