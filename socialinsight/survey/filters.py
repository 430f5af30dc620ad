"""Whom a question is about: messages chosen by words, issue, product, channel, segment, topic, or by hand."""

from __future__ import annotations

import difflib
from collections.abc import Callable, Mapping, Sequence
from typing import TYPE_CHECKING, Any, TypeAlias

import numpy as np
import pandas as pd

from socialinsight.survey.wording import texts_with

if TYPE_CHECKING:
    from socialinsight.result import Analysis

About: TypeAlias = (
    str | Sequence[str] | Mapping[str, Any] | Callable[[pd.DataFrame], Any] | pd.Series | np.ndarray | None
)
KEYS = ("words", "issue", "product", "channel", "segment", "topic", "language", "community")


def chosen(analysis: Analysis, about: About) -> np.ndarray:
    """Return which messages of the analysis a question is about.

    Parameters
    ----------
    analysis : Analysis
        Result of `analyze`.
    about : str, list of str, mapping, callable, or array of bool
        Words (any of them; all words of one string), a mapping of `KEYS` to a value or a list of values (all keys
        must fit), a function of the messages table that returns a mask, or a mask.

    Returns
    -------
    numpy.ndarray of bool
        One entry a message.

    Raises
    ------
    ValueError
        When a key or a value is unknown, or a mask has another length.
    """
    if about is None:
        return np.ones(len(analysis.messages), bool)
    if isinstance(about, Mapping):
        return _by_keys(analysis, about)
    if callable(about):
        return _mask(about(analysis.messages.copy(deep=False)), len(analysis.messages))
    if isinstance(about, str) or (len(about) and all(isinstance(one, str) for one in about)):
        return _by_keys(analysis, {"words": about})
    return _mask(about, len(analysis.messages))


def values(analysis: Analysis, key: str) -> pd.Series:
    """Return the value of each message along a dimension: a key of `KEYS` but words, or month.

    Raises
    ------
    ValueError
        When there is no such dimension.
    """
    messages, signals = analysis.messages, analysis.signals
    if key in ("product", "channel"):
        return messages[key].astype(object)
    if key == "community":
        return messages["community_id"].astype(object)
    if key == "issue":
        names = analysis.issues.set_index("issue_id")["name"]
        own = analysis.issue_messages.set_index("message_id")["issue_id"].map(names)
        return messages["message_id"].map(own).astype(object)
    if key == "segment":
        known = analysis.customers.dropna(subset=["segment"]).set_index("customer_id")["segment"]
        return messages["author_id"].map(known).astype(object)
    if key in ("topic", "language"):
        return signals["lang" if key == "language" else key].astype(object)
    if key == "month":
        return messages["sent_at"].dt.tz_convert(analysis.zone).dt.strftime("%Y-%m").astype(object)
    legal = [one for one in KEYS if one != "words"] + ["month"]
    raise ValueError(f"ask: by = {key!r}; legal: {', '.join(legal)}. {_near(key, legal)}")


def _by_keys(analysis: Analysis, about: Mapping[str, Any]) -> np.ndarray:
    result = np.ones(len(analysis.messages), bool)
    for key, wanted in about.items():
        if key not in KEYS:
            raise ValueError(f"ask: about has the key {key!r}; legal: {', '.join(KEYS)}. {_near(key, KEYS)}")
        several = [wanted] if isinstance(wanted, str) else [str(one) for one in wanted]
        if not several or not all(one.strip() for one in several):
            raise ValueError(f"ask: about[{key!r}] = {wanted!r} is empty; legal: a word or a list. Leave the key out.")
        result &= _with_words(analysis, several) if key == "words" else _with_value(analysis, key, several)
    return result


def _with_words(analysis: Analysis, words: list[str]) -> np.ndarray:
    held = texts_with(analysis.lemmas, words)
    row = pd.Index(analysis.texts["text"].astype(object)).get_indexer(analysis.messages["text"].astype(object))
    return held[row]


def _with_value(analysis: Analysis, key: str, wanted: list[str]) -> np.ndarray:
    own = values(analysis, key)
    legal = {str(one).casefold(): one for one in own.dropna().unique()}
    if key == "issue":
        legal |= dict(zip(analysis.issues["issue_id"].str.casefold(), analysis.issues["name"]))
    unknown = [one for one in wanted if one.casefold() not in legal]
    if unknown:
        names = [str(one) for one in dict.fromkeys(legal.values())]
        told = ", ".join(names[:20]) or "none: the messages have no such value"
        raise ValueError(f"ask: about[{key!r}] = {unknown[0]!r}; legal: {told}. {_near(unknown[0], names)}")
    return own.isin([legal[one.casefold()] for one in wanted]).to_numpy(bool)


def _mask(given: Any, n: int) -> np.ndarray:
    mask = np.asarray(pd.Series(given).fillna(False)).ravel()
    if len(mask) != n or mask.dtype != bool:
        raise ValueError(
            f"ask: about is a mask of {len(mask)} values of {mask.dtype}; legal: one bool for each of the {n} rows "
            "of analysis.messages. Build it from that table."
        )
    return mask


def _near(name: str, legal: Sequence[str]) -> str:
    near = difflib.get_close_matches(str(name), legal, n=1)
    return f"Did you mean {near[0]!r}?" if near else "Choose one of them."
