"""What is seen in a message that tells whether a complaint is justified."""

from __future__ import annotations

import re
from dataclasses import dataclass

import numpy as np
import pandas as pd

from socialinsight.labels import label_names
from socialinsight.lang.language import LANGUAGES
from socialinsight.lang.moderation_words import moderation_words
from socialinsight.masking import KINDS as PERSONAL
from socialinsight.moderation.around import Around
from socialinsight.redaction import address, contract, email
from socialinsight.redaction.shapes import context_words
from socialinsight.settings import Settings

SURE = 0.5
LIKELY = 0.25
LOUD = ("abuse", "taunt", "due_missed", "discontent", "accusation")
ACCOUNT_WORDS = 6
STORY_WORDS = 8
FOR_AROUND = ("n_others", "n_admitted", "n_repeats")
AGAINST_AROUND = ("n_referred", "n_solved")
FOR = ("n_facts", "n_account", "n_missed", *FOR_AROUND)
AGAINST = (*AGAINST_AROUND, "n_own_fault")
MOST_IDS = 5
WORDS = ("abuse", "taunt", "peer_advice", "shrug", "own_case", "accusation", "discontent")
MADE_OF = {
    email.LABEL: r"[^\s@]@[^\s@]+\.|kukac|соба[кч]|сабака|[(\[{] ?at ?[)\]}]",
    address.LABEL: r"(?:^|[^\pL])(?:u|[uú]t|t[eé]r|krt|k[oö]z|sor|ул|пр|пер|наб|ш|пл)[^\pL]"
    "|utc|k[oö]r[uú]t|просп|переул|шосс|бульв|мкр|проезд|улиц|кварт",
    contract.LABEL: f"{context_words('contract')}|[№#]|sz[aá]m|sz\\.",
}
"""What a text must have to hold a kind of personal data; for the others four figures in a row do."""
_FIGURES = r"\d(?:[^\pL\d\n]{0,2}\d){3}"
_FACT = re.compile(r"(?<![^\W\d])\d+(?:[.,:/ -]\d+)*")
NAMES = frozenset(
    (*label_names("act", "detail", "cue"), "sentiment", "obscene", "asks", "public", "to_peer", "names_firm")
    + ("n_personal", "n_for", "n_against", *WORDS, *FOR, *AGAINST)
)


@dataclass(frozen=True)
class Signs:
    """What is seen: one row a customer's message in `seen` (columns `NAMES`), ids of the signs for and against."""

    seen: pd.DataFrame
    ids_for: list[list[str]]
    ids_against: list[list[str]]


def signs(messages: pd.DataFrame, signals: pd.DataFrame, issue_messages: pd.DataFrame, *, settings: Settings) -> Signs:
    """Return what is seen in and around the customers' messages that ask, complain or offend.

    Parameters
    ----------
    messages, signals : pandas.DataFrame
        The tables of these names, same rows.
    issue_messages : pandas.DataFrame
        The table of this name: two complaints about one issue are about the same thing.
    settings : Settings
        `names` of the firm.

    Returns
    -------
    Signs
        `seen` is indexed by the row in `messages`.
    """
    firm = messages["author_role"].isin(["agent", "bot"]).to_numpy(bool)
    rows = _telling(messages, signals, firm)
    seen = signals.iloc[rows][[*label_names("act", "detail", "cue"), "sentiment"]].copy()
    seen.index = pd.Index(rows)
    seen["obscene"] = seen[["insult", "profanity"]].max(axis=1)
    seen["asks"] = seen[["complaint", "question", "request"]].max(axis=1)
    seen["public"] = messages["is_public"].iloc[rows].fillna(False).to_numpy(float)
    _told(seen, messages["text"].iloc[rows], signals["lang"].iloc[rows], settings)
    around = Around(messages, signals, issue_messages, firm)
    seen["to_peer"] = around.to_peer[rows].astype(float)
    found = {name: around.of(name[2:], rows) for name in (*FOR_AROUND, *AGAINST_AROUND)}
    for name, ids in found.items():
        seen[name] = [float(len(one)) for one in ids]
    seen["n_for"] = (seen[list(FOR)] >= 1).sum(axis=1)
    seen["n_against"] = (seen[list(AGAINST)] >= 1).sum(axis=1)
    keys = messages["message_id"].to_numpy(object)
    ids_for = [_ids(keys, [found[name][i] for name in FOR_AROUND]) for i in range(len(rows))]
    return Signs(seen, ids_for, [_ids(keys, [found[name][i] for name in AGAINST_AROUND]) for i in range(len(rows))])


def _telling(messages: pd.DataFrame, signals: pd.DataFrame, firm: np.ndarray) -> np.ndarray:
    """Return the rows of the customers' messages that a rule could speak of."""
    telling = ["question", "request", "profanity", "insult", "hostility", "conditional_demand"]
    telling += ["legal_threat", "publicity_threat"]
    told = (signals[telling] >= SURE).any(axis=1).to_numpy(bool)
    told = told | (signals["complaint"] >= LIKELY).to_numpy(bool)
    rest = np.flatnonzero(~firm & ~told & signals["lang"].isin(LANGUAGES).to_numpy(bool))
    code, distinct = pd.factorize(messages["text"].iloc[rest].astype(object))
    first = np.full(len(distinct), 0)
    first[code[::-1]] = np.arange(len(code))[::-1]
    langs = signals["lang"].iloc[rest].to_numpy(object)[first]
    words = moderation_words(distinct.tolist(), langs.tolist(), *LOUD)
    told[rest] = np.logical_or.reduce(list(words.values()))[code]
    return np.flatnonzero(~firm & told)


def _told(seen: pd.DataFrame, texts: pd.Series, langs: pd.Series, settings: Settings) -> None:
    """Add what the wording says: facts, personal data, the firm's name, abuse, taunts, advice, own faults."""
    pairs = pd.DataFrame({"text": texts.astype(object), "lang": langs.astype(object)})
    code = pairs.groupby(["text", "lang"], sort=False, dropna=False).ngroup().to_numpy()
    pairs = pairs[~pairs.duplicated()]
    distinct = [str(text) for text in pairs["text"]]
    words = moderation_words(distinct, pairs["lang"].astype(str).tolist())
    n_words = np.array([text.count(" ") + 1 for text in distinct])
    figures = np.array([len(_FACT.findall(text)) for text in distinct], float)
    facts = {
        "n_facts": figures + (words["number_word"] & ~words["vague_time"]),
        "n_account": (words["account"] & (n_words >= ACCOUNT_WORDS))
        | (words["past"] & ~words["unsure"] & (n_words >= STORY_WORDS)),
        "n_missed": words["due_missed"],
        "n_personal": np.maximum(_n_personal(distinct), words["case_number"]),
        "n_own_fault": words["own_fault"],
        "names_firm": np.array(_names_firm(distinct, settings)),
        **{name: words[name] for name in WORDS},
    }
    for name, values in facts.items():
        seen[name] = np.asarray(values, float)[code]


def _n_personal(texts: list[str]) -> np.ndarray:
    """Return whether a phone number, address, contract number or the like stands in each text: 1 or 0.

    Each kind is looked for only in texts that have what it is made of: an at sign, a street and a number, a word for
    contracts, four figures in a row.
    """
    result = np.zeros(len(texts))
    has = {name: _holds(texts, pattern) for name, pattern in MADE_OF.items()}
    figures, digit = _holds(texts, _FIGURES), _holds(texts, r"\d")
    has[contract.LABEL] &= figures
    has[address.LABEL] &= digit
    for kind in PERSONAL:
        places = np.flatnonzero(has.get(kind.LABEL, figures) & (result < 1))
        parts = [texts[place].replace("\x00", " ") for place in places]
        starts = np.cumsum([0, *(len(part) + 1 for part in parts)])
        found = [start for start, _ in kind.find("\x00".join(parts))]
        result[places[np.searchsorted(starts, np.array(found, np.int64), side="right") - 1]] = 1.0
    return result


def _holds(texts: list[str], pattern: str) -> np.ndarray:
    import pyarrow as pa
    import pyarrow.compute as pc

    found = pc.match_substring_regex(pa.array(texts, pa.large_string()), pattern, ignore_case=True)
    return found.to_numpy(zero_copy_only=False).astype(bool)


def _names_firm(texts: list[str], settings: Settings) -> list[float]:
    if not settings.names:
        return [float("nan")] * len(texts)
    named = re.compile("|".join(re.escape(name.lower()[: max(4, len(name) - 1)]) for name in settings.names))
    return [float(named.search(text.lower()) is not None) for text in texts]


def _ids(keys: np.ndarray, parts: list[np.ndarray]) -> list[str]:
    return [str(keys[row]) for part in parts for row in part[:MOST_IDS]]
