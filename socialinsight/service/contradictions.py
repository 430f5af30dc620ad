"""Different answers of the firm to the same question."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from itertools import combinations
from typing import Any

import pandas as pd

from socialinsight.lang.answers import (
    ASKS,
    Facts,
    asks_for,
    bearing_words,
    facts_of,
    is_for_now,
    is_own_case,
    without_opening,
)
from socialinsight.lang.features import FEATS
from socialinsight.lang.language import LANGUAGES, language
from socialinsight.service.answered import answered_questions
from socialinsight.tables import CONTRADICTIONS
from socialinsight.text.normalize import plain_word

LEAST_CONTENT = 2
DURATION_RATIO = 1.5
MOST_WORDS = 30
_WORD = re.compile(r"[^\W\d_]+")
_SENTENCE = re.compile(r"[^.!?…\n]+[.!?…]*")
_CONTENT = ("NOUN", "PROPN", "ADJ", "VERB", "NUM")


@dataclass(frozen=True)
class _Asked:
    place: int
    answer: int
    lang: str
    kind: str
    words: frozenset[str]
    facts: Facts


def contradictions(messages: pd.DataFrame, signals: pd.DataFrame, *, teams: Mapping[str, str]) -> pd.DataFrame:
    """Return pairs of answers to the same question that cannot both be right.

    The same question: a sentence with a question mark that asks for a price, a duration, opening hours, a number or
    for yes or no, with the same nouns, adjectives, names, numbers and verbs, "without", "not" and the like included;
    at least two such words. Questions about the customer's own case (a possessive of the first person, the past, when
    and where) are left out, and so are answers that speak of his own case or, to yes or no, of the moment.
    Contradicting: no amount in common; longest durations that differ by half; no hour in common, or closed and open;
    no number in common; yes and no. Each pair of different answers stands once, with its latest messages.

    Parameters
    ----------
    messages, signals : pandas.DataFrame
        The tables of these names, same rows.
    teams : mapping of str to str
        Author id of the firm's people to team.

    Returns
    -------
    pandas.DataFrame
        A contradictions table, latest first.
    """
    groups: dict[tuple[str, str, frozenset[str]], list[_Asked]] = {}
    for one in _asked(messages, signals):
        groups.setdefault((one.lang, one.kind, one.words), []).append(one)
    rows = []
    for alike in groups.values():
        latest = {one.facts: one for one in alike}
        for first, second in combinations(sorted(latest.values(), key=lambda one: one.answer), 2):
            values = _differ(first, second)
            if values:
                rows.append(_row(messages, teams, (first, second), values))
    names = [column.name for column in CONTRADICTIONS.columns]
    table = pd.DataFrame(rows, columns=names).sort_values("last_at", ascending=False, kind="stable", ignore_index=True)
    return CONTRADICTIONS.cast(table)


def _asked(messages: pd.DataFrame, signals: pd.DataFrame) -> list[_Asked]:
    pairs = answered_questions(messages, signals).sort_values("answer", kind="stable")
    langs = signals["lang"].astype(object).to_numpy()
    texts = messages["text"].astype(object).to_numpy()
    told = []
    for question, answer in pairs.itertuples(index=False):
        lang = str(langs[question])
        if lang in LANGUAGES and not is_own_case(str(texts[answer]), lang):
            passing = is_for_now(str(texts[answer]), lang)
            for sentence in _SENTENCE.findall(str(texts[question])):
                kind = asks_for(sentence, lang) if "?" in sentence else ""
                if kind and not (passing and kind == "polarity"):
                    told.append((question, answer, lang, kind, _WORD.findall(without_opening(sentence, lang))))
    content = _content_words(told)
    result = []
    for (question, answer, lang, kind, _), words in zip(told, content):
        if words is not None and len(words) >= LEAST_CONTENT:
            result.append(_Asked(question, answer, lang, kind, words, facts_of(str(texts[answer]), lang)))
    return result


def _content_words(told: list[tuple[int, int, str, str, list[str]]]) -> list[frozenset[str] | None]:
    """Return the content words of each sentence; None for sentences about the customer's own case."""
    result: list[frozenset[str] | None] = [None] * len(told)
    for lang in LANGUAGES:
        own = [place for place, one in enumerate(told) if one[2] == lang]
        if not own:
            continue
        distinct = sorted({plain_word(word) for place in own for word in told[place][4]})
        table = language(lang).analyse(distinct)
        known = dict(zip(distinct, zip(table["lemma"], table["pos"], table["feats"])))
        for place in own:
            words = [known[plain_word(word)] for word in told[place][4]]
            following = [*(pos for _, pos, _ in words[1:]), ""]
            if len(words) <= MOST_WORDS and not any(_is_own(*word, after) for word, after in zip(words, following)):
                kept = [lemma for lemma, pos, _ in words if pos in _CONTENT and lemma not in _LIGHT[lang]]
                bearing = bearing_words(lang).intersection(map(str.lower, told[place][4]))
                result[place] = frozenset(kept) | bearing
    return result


def _is_own(lemma: str, pos: str, feats: int, following: str) -> bool:
    """Return whether a word makes the question one of the own case; a participle before its noun does not."""
    if pos == "VERB" and feats & FEATS["past"] and following != "NOUN":
        return True
    return (pos in ("NOUN", "PROPN") and bool(feats & FEATS["poss1"])) or lemma in ("мой", "наш", "enyém")


_LIGHT = {
    "hu": frozenset(
        "van lesz kell lehet tud szeretne kíván kérdez kérdés akar vesz igényel kerül nap idő szia".split()
    ),
    "ru": frozenset("быть мочь можно нужно хотеть подсказать сказать вопрос здравствуйте день добрый".split()),
}


def _differ(first: _Asked, second: _Asked) -> tuple[Any, Any] | None:
    """Return what each answer says when both cannot be right."""
    one, two = first.facts, second.facts
    if first.kind == "duration" and one.duration and two.duration:
        a, b = (max(facts.duration | facts.count | facts.hours) for facts in (one, two))
        return (a, b) if max(a, b) > DURATION_RATIO * min(a, b) else None
    if first.kind == "polarity" and one.says * two.says < 0:
        return one.says, two.says
    if first.kind in ASKS[:2] or first.kind == "count":
        said: tuple[frozenset[float], ...] = tuple(getattr(facts, first.kind) for facts in (one, two))
        if all(said) and not said[0] & said[1]:
            return tuple(sorted(said[0])), tuple(sorted(said[1]))
    return None


def _row(
    messages: pd.DataFrame, teams: Mapping[str, str], pair: tuple[_Asked, _Asked], values: tuple[Any, Any]
) -> dict[str, Any]:
    ids, at, authors = (messages[name] for name in ("message_id", "sent_at", "author_id"))
    first, second = pair
    return {
        "question_id": ids.iloc[first.place],
        "answer_id": ids.iloc[first.answer],
        "other_question_id": ids.iloc[second.place],
        "other_answer_id": ids.iloc[second.answer],
        "kind": first.kind,
        "says": _told(values[0]),
        "other_says": _told(values[1]),
        "team": teams.get(str(authors.iloc[first.answer]), ""),
        "other_team": teams.get(str(authors.iloc[second.answer]), ""),
        "first_at": at.iloc[first.answer],
        "last_at": at.iloc[second.answer],
        "days_apart": (at.iloc[second.answer] - at.iloc[first.answer]).total_seconds() / 86_400,
    }


def _told(value: Any) -> str:
    values = value if isinstance(value, tuple) else (value,)
    return " / ".join(f"{one:g}" for one in values)
