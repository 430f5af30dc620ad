"""Messages in, annotations out: each distinct text is read once, in its own language."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import pandas as pd
from pandas.api.types import union_categoricals

from socialinsight.lang.language import LANGUAGES, Language, language
from socialinsight.lang.reading import Matches, match_rules, read_tokens
from socialinsight.parallel import map_parts, n_workers, slices
from socialinsight.tables import ANNOTATIONS, MESSAGES, STRING, TEXTS, check
from socialinsight.text.detect import detect_languages
from socialinsight.text.lemma_matrix import LemmaMatrix, below, lemma_matrix, stack
from socialinsight.text.tokens import tokenize


def annotate(messages: pd.DataFrame) -> pd.DataFrame:
    """Return what the messages say, as labelled spans of their distinct texts.

    Parameters
    ----------
    messages : pandas.DataFrame
        A messages table (`socialinsight.tables.MESSAGES`).

    Returns
    -------
    pandas.DataFrame
        An annotations table. `text_id` is the row of `distinct_texts(messages)`.

    Raises
    ------
    TableError
        When `messages` does not fit its schema.

    Examples
    --------
    >>> from socialinsight import tables
    >>> annotate(tables.MESSAGES.empty()).empty
    True
    """
    check(messages, MESSAGES)
    return annotate_texts(distinct_texts(messages))


def distinct_texts(messages: pd.DataFrame) -> pd.DataFrame:
    """Return the texts table of a messages table: each distinct text once, with its language.

    A language code in the messages table wins over detection.
    """
    codes, distinct = pd.factorize(messages["text"].astype(object))
    n_messages = np.bincount(codes, minlength=len(distinct)).astype(np.int32)
    parts = [list(distinct[part]) for part in slices(len(distinct), n_workers(len(distinct)))]
    lang = np.concatenate(map_parts(_languages, parts))
    if "lang" in messages.columns:
        given = messages["lang"].astype(object).where(messages["lang"].notna(), None)
        known = pd.Series(given.to_numpy(), index=codes).dropna()
        known = known[~known.index.duplicated()]
        lang[known.index.to_numpy()] = [code if code in LANGUAGES else "other" for code in known]
    return pd.DataFrame(
        {
            "text_id": np.arange(len(distinct), dtype=np.int32),
            "text": pd.Series(distinct, dtype=STRING),
            "lang": pd.Series(lang, dtype=STRING),
            "n_messages": n_messages,
        }
    )


@dataclass(frozen=True)
class TextReading:
    """What was read in a texts table: its annotations and its lemma counts."""

    annotations: pd.DataFrame
    lemmas: LemmaMatrix


def with_messages(annotations: pd.DataFrame, messages: pd.DataFrame) -> pd.DataFrame:
    """Return the annotations with the id of every message that has the text, and the text of each span.

    Parameters
    ----------
    annotations, messages : pandas.DataFrame
        Result of `annotate(messages)` and those messages.

    Returns
    -------
    pandas.DataFrame
        message_id, label, start, end, evidence (text of the span), weight, negated, source.
    """
    codes, distinct = pd.factorize(messages["text"].astype(object))
    ids = pd.DataFrame({"text_id": codes.astype(np.int32), "message_id": messages["message_id"].to_numpy(object)})
    table = ids.merge(annotations, on="text_id")
    evidence = [
        distinct[row.text_id][row.start : row.end] if row.start >= 0 else distinct[row.text_id]
        for row in table.itertuples()
    ]
    table["evidence"] = pd.array(evidence, dtype=STRING)
    return table[["message_id", "label", "start", "end", "evidence", "weight", "negated", "source"]]


def annotate_texts(texts: pd.DataFrame) -> pd.DataFrame:
    """Return the annotations of a texts table."""
    return read_texts(texts).annotations


def read_texts(texts: pd.DataFrame) -> TextReading:
    """Return the annotations and the lemma counts of a texts table."""
    check(texts, TEXTS)
    n_parts = n_workers(len(texts))
    if n_parts > 1:
        _load_languages(texts)
    cuts = slices(len(texts), n_parts)
    readings = map_parts(_read_part, [texts.iloc[cut] for cut in cuts])
    tables = [
        reading.annotations.assign(text_id=reading.annotations["text_id"] + np.int32(cut.start))
        for reading, cut in zip(readings, cuts)
    ]
    return TextReading(_joined(tables), below([reading.lemmas for reading in readings]))


def _load_languages(texts: pd.DataFrame) -> None:
    """Load rules and word analysis once, so that the processes share them."""
    for code in LANGUAGES:
        if (texts["lang"] == code).any():
            spoken = language(code)
            _ = spoken.grammar, spoken.rules, spoken.analyse([""])


def _languages(texts: list[str]) -> np.ndarray:
    return detect_languages(tokenize(texts))


def _read_part(texts: pd.DataFrame) -> TextReading:
    """Read some rows of a texts table; text ids are counted from its first row."""
    parts = [_read_language(texts, language(code)) for code in LANGUAGES if (texts["lang"] == code).any()]
    return TextReading(
        _joined([part.annotations for part in parts]), stack([part.lemmas for part in parts], len(texts))
    )


def _joined(tables: list[pd.DataFrame]) -> pd.DataFrame:
    tables = [table for table in tables if len(table)]
    if not tables:
        return ANNOTATIONS.empty()
    columns = {name: np.concatenate([table[name].to_numpy() for table in tables]) for name in _PLAIN}
    for name in ("label", "source"):
        columns[name] = union_categoricals([table[name] for table in tables])
    return pd.DataFrame(columns)[[column.name for column in ANNOTATIONS.columns]]


_PLAIN = ("text_id", "start", "end", "weight", "negated")


def _read_language(texts: pd.DataFrame, spoken: Language) -> TextReading:
    ids = np.flatnonzero((texts["lang"] == spoken.code).to_numpy(bool))
    reading = read_tokens(tokenize(texts["text"].iloc[ids].tolist()), spoken)
    matches = match_rules(reading, spoken.rules, spoken)
    lemmas = lemma_matrix(reading.tokens, reading.words, ids, len(texts), spoken.code)
    return TextReading(_as_table(matches, spoken, ids), lemmas)


def _as_table(matches: Matches, spoken: Language, ids: np.ndarray) -> pd.DataFrame:
    rules = spoken.rules
    labels = pd.Categorical([rule.label for rule in rules])
    weights = np.array([rule.weight for rule in rules], np.float32)
    return pd.DataFrame(
        {
            "text_id": ids[matches.text].astype(np.int32),
            "start": matches.start.astype(np.int32),
            "end": matches.end.astype(np.int32),
            "label": pd.Categorical.from_codes(labels.codes[matches.rule], labels.categories),
            "source": pd.Categorical.from_codes(matches.rule, [rule.rule_id for rule in rules]),
            "weight": weights[matches.rule] if len(rules) else np.zeros(0, np.float32),
            "negated": np.zeros(len(matches.rule), bool),
        }
    )
