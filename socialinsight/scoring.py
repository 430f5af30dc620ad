"""Scores of bare texts, without a messages table."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
import pandas as pd

from socialinsight.annotation import read_texts
from socialinsight.labels import AGENT_ROLES, CUSTOMER_ROLES, label_names
from socialinsight.lang.language import LANGUAGES
from socialinsight.signals import fit_roles, sentiment, text_signals
from socialinsight.tables import STRING
from socialinsight.text.normalize import clean_text

_ROLES = sorted(AGENT_ROLES | CUSTOMER_ROLES | {"unknown"})


def score_texts(
    texts: Sequence[str],
    *,
    lang: str | Sequence[str] | None = None,
    author_roles: str | Sequence[str] | None = None,
) -> pd.DataFrame:
    """Return what each text says.

    Parameters
    ----------
    texts : sequence of str
        Any texts; None and NaN are read as empty.
    lang : str or sequence of str, optional
        "hu", "ru" or "other" for all texts or one a text; detected when left out.
    author_roles : str or sequence of str, optional
        customer, peer, agent, bot, member or unknown, for all texts or one a text. Labels that a role cannot
        carry are 0 and the sentiment of agents is NaN; judged by wording when left out.

    Returns
    -------
    pandas.DataFrame
        One row a text, in input order (RangeIndex): `lang` (string), `sentiment` (float32, -1..1),
        `sentiment_label` (negative, neutral, positive), one float32 column in 0..1 for each act, detail and cue of
        labels.csv, where 0.5 is the threshold for yes, and `topic` (string). NaN and NA in other languages.

    Raises
    ------
    ValueError
        When `lang` or `author_roles` has an unknown value or another length than `texts`.

    Examples
    --------
    >>> score_texts(["Köszönöm a gyors segítséget!"], lang="hu").loc[0, "lang"]
    'hu'
    >>> score_texts(["a"], lang="de")
    Traceback (most recent call last):
    ...
    ValueError: lang: received 'de'; legal: ['hu', 'other', 'ru'] ...
    """
    if isinstance(texts, str):
        raise ValueError(f"texts: received one str {texts[:40]!r}; legal: a sequence of str. Write [text].")
    given = [clean_text(text) if isinstance(text, str) else "" for text in texts]
    langs = _spread(lang, len(given), "lang", [*LANGUAGES, "other"])
    roles = _spread(author_roles, len(given), "author_roles", _ROLES)
    index: dict[tuple[str, str | None], int] = {}
    row = np.array([index.setdefault(pair, len(index)) for pair in zip(given, langs)], np.int64)
    reading = read_texts(
        [text for text, _ in index], np.array([said for _, said in index] or [None], object)[: len(index)]
    )
    table = reading.texts
    signals = text_signals(table, reading.annotations).iloc[row].reset_index(drop=True)
    signals = fit_roles(signals, pd.Series(roles, dtype=object))
    signals.insert(0, "lang", pd.Series(table["lang"].to_numpy(object)[row], dtype=STRING))
    signals["sentiment_label"] = sentiment.label(signals["sentiment"]).astype(STRING)
    return signals[["lang", "sentiment", "sentiment_label", *label_names("act", "detail", "cue"), "topic"]]


def _spread(values: str | Sequence[str] | None, n: int, name: str, legal: list[str]) -> list[str | None]:
    spread = [values] * n if values is None or isinstance(values, str) else list(values)
    if len(spread) != n:
        raise ValueError(f"{name}: received {len(spread)} values for {n} texts; legal: one a text, or one str for all.")
    for value in set(spread):
        if value is not None and value == value and value not in legal:
            raise ValueError(f"{name}: received {value!r}; legal: {sorted(legal)} or None. Correct the value.")
    return [value if value == value else None for value in spread]
