"""Messages in, annotations out: each distinct text is read once, in its own language."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from functools import partial

import numpy as np
import pandas as pd
from pandas.api.types import union_categoricals

from socialinsight.lang.language import LANGUAGES, Language, language
from socialinsight.lang.opinion import LICENCE_GROUPS, opinion_model, opinion_table, read_opinion
from socialinsight.lang.reading import Matches, Reading, match_rules, read_tokens
from socialinsight.parallel import map_parts, n_workers, slices
from socialinsight.tables import ANNOTATIONS, MESSAGES, STRING, check
from socialinsight.text.detect import detect_languages
from socialinsight.text.lemma_matrix import LemmaMatrix, below, lemma_matrix, stack
from socialinsight.text.tokens import Tokens, tokenize

_CYRILLIC = re.compile("[а-яё]")
_BEGINNING = 200
_UNKNOWN = ("kosarlabdapalanknal", "непонарошечного")
"""Words for which the analysis needs all its tables."""


def annotate(messages: pd.DataFrame) -> pd.DataFrame:
    """Return what the messages say, as labelled spans of their distinct texts.

    Parameters
    ----------
    messages : pandas.DataFrame
        A messages table (`socialinsight.tables.MESSAGES`).

    Returns
    -------
    pandas.DataFrame
        An annotations table. `text_id` numbers the distinct texts in order of first appearance.

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
    return read_messages(messages).annotations


@dataclass(frozen=True)
class TextReading:
    """What was read: the distinct texts with their languages, annotations and lemma counts of them."""

    texts: pd.DataFrame
    annotations: pd.DataFrame
    lemmas: LemmaMatrix


def read_messages(messages: pd.DataFrame, *, model_sets: Sequence[str] = LICENCE_GROUPS) -> TextReading:
    """Read each distinct text of a messages table once.

    Parameters
    ----------
    messages : pandas.DataFrame
        Column text, and optionally lang: a language code wins over detection.
    model_sets : sequence of str
        Licence groups of the learnt models that may be used, as in `read_texts`.

    Returns
    -------
    TextReading
        `texts` has one row a distinct text, in order of first appearance.
    """
    codes, distinct = pd.factorize(messages["text"].astype(object))
    given = np.full(len(distinct), None, object)
    if "lang" in messages.columns:
        said = messages["lang"].astype(object).to_numpy()
        for code, lang in zip(codes[::-1], said[::-1]):
            if isinstance(lang, str):
                given[code] = lang if lang in LANGUAGES else "other"
    reading = read_texts(list(distinct), given, model_sets=model_sets)
    n_messages = np.bincount(codes, minlength=len(distinct)).astype(np.int32)
    return replace(reading, texts=reading.texts.assign(n_messages=n_messages))


def read_texts(texts: Sequence[str], given: np.ndarray, *, model_sets: Sequence[str] = LICENCE_GROUPS) -> TextReading:
    """Read texts, in several processes when there are many: those in one script together, so that few need all rules.

    Parameters
    ----------
    texts : sequence of str
        The texts.
    given : numpy.ndarray of object
        Language of each text, None where it is to be detected.
    model_sets : sequence of str
        Licence groups of the learnt models that may be used (`Settings.model_sets`); rules alone when empty.
    """
    workers = n_workers(len(texts))
    cuts = slices(len(texts), workers)
    if len(cuts) > 1:
        _load_languages(tuple(model_sets))
    order = _by_script(texts) if workers > 1 else np.arange(len(texts), dtype=np.int32)
    read = partial(_read_part, model_sets=tuple(model_sets))
    parts = map_parts(read, [([texts[row] for row in order[cut]], given[order[cut]]) for cut in cuts], workers=workers)
    annotations = [
        part.annotations.assign(text_id=order[cut][part.annotations["text_id"].to_numpy()])
        for part, cut in zip(parts, cuts)
    ]
    place = np.argsort(order)
    lemmas = below([part.lemmas for part in parts])
    table = pd.DataFrame(
        {
            "text_id": np.arange(len(texts), dtype=np.int32),
            "text": pd.array(texts, dtype=STRING),
            "lang": pd.concat([part.texts["lang"] for part in parts], ignore_index=True).iloc[place].array,
            "n_messages": np.ones(len(texts), np.int32),
        }
    )
    return TextReading(table, joined(annotations), replace(lemmas, counts=lemmas.counts[place]))


def _by_script(texts: Sequence[str]) -> np.ndarray:
    """Return the rows of the texts, those that begin without Cyrillic letters first."""
    cyrillic = np.fromiter((_CYRILLIC.search(text[:_BEGINNING]) is not None for text in texts), bool, len(texts))
    return np.argsort(cyrillic, kind="stable").astype(np.int32)


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


def _load_languages(model_sets: tuple[str, ...]) -> None:
    """Load rules, models and word analysis once, so that the processes share them."""
    for code in LANGUAGES:
        spoken = language(code)
        _ = spoken.grammar, spoken.rules, spoken.analyse(_UNKNOWN), opinion_model(code, model_sets)


def _read_part(part: tuple[Sequence[str], np.ndarray], model_sets: tuple[str, ...]) -> TextReading:
    """Read some texts; text ids are counted from the first of them."""
    texts, given = part
    tokens = tokenize(texts)
    unknown = np.array([lang is None for lang in given], bool)
    lang = given.copy()
    if unknown.any():
        lang[unknown] = detect_languages(tokens)[unknown]
    readings = [
        _read_language(tokens, lang == code, language(code), model_sets) for code in LANGUAGES if (lang == code).any()
    ]
    return TextReading(
        pd.DataFrame({"lang": pd.array(lang, dtype=STRING)}),
        joined([annotations for annotations, _ in readings]),
        stack([lemmas for _, lemmas in readings], len(texts)),
    )


def _read_language(
    tokens: Tokens, chosen: np.ndarray, spoken: Language, model_sets: tuple[str, ...]
) -> tuple[pd.DataFrame, LemmaMatrix]:
    ids = np.flatnonzero(chosen)
    reading = read_tokens(tokens if chosen.all() else tokens.of_texts(chosen), spoken)
    lemmas = lemma_matrix(reading.tokens, reading.words, ids, len(chosen), spoken.code)
    return annotate_reading(reading, spoken, ids, read_opinion(reading, spoken.code, model_sets)), lemmas


def annotate_reading(reading: Reading, spoken: Language, ids: np.ndarray, opinion: np.ndarray | None) -> pd.DataFrame:
    """Return the annotations of texts in one language.

    Parameters
    ----------
    reading : Reading
        The analysed texts.
    spoken : Language
        Their language.
    ids : numpy.ndarray of int
        `text_id` of each text.
    opinion : numpy.ndarray or None
        Outputs of `read_opinion`.
    """
    tables = [_as_table(match_rules(reading, spoken.rules, spoken), spoken, ids)]
    if opinion is not None:
        tables.append(opinion_table(opinion, spoken.code, ids))
    return joined(tables)


_PLAIN = ("text_id", "start", "end", "weight", "negated")


def joined(tables: list[pd.DataFrame]) -> pd.DataFrame:
    """Return annotations tables as one."""
    tables = [table for table in tables if len(table)]
    if not tables:
        return ANNOTATIONS.empty()
    columns = {name: np.concatenate([table[name].to_numpy() for table in tables]) for name in _PLAIN}
    for name in ("label", "source"):
        columns[name] = union_categoricals([table[name] for table in tables])
    return pd.DataFrame(columns)[[column.name for column in ANNOTATIONS.columns]]


def _as_table(matches: Matches, spoken: Language, ids: np.ndarray) -> pd.DataFrame:
    rules = spoken.rules
    labels = pd.Categorical([rule.label for rule in rules])
    weights = np.array([rule.weight for rule in rules], np.float32)
    if len(rules):
        matches = _telling(matches, weights, labels.codes, len(ids))
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


def _telling(matches: Matches, weights: np.ndarray, labels: np.ndarray, n_texts: int) -> Matches:
    """Return the matches that tell something: those against a label only where something speaks for it, once a rule."""
    against = weights[matches.rule] < 0
    key = matches.text.astype(np.int64) * (int(labels.max()) + 1) + labels[matches.rule]
    backed = np.zeros(n_texts * (int(labels.max()) + 1), bool)
    backed[key[~against]] = True
    pair = matches.text.astype(np.int64) * len(weights) + matches.rule
    keep = ~against | (backed[key] & ~pd.Series(pair).duplicated().to_numpy())
    return Matches(matches.text[keep], matches.start[keep], matches.end[keep], matches.rule[keep])
