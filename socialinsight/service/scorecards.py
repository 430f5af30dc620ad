"""The firm's own criteria, applied to its conversations with evidence."""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import Any

import numpy as np
import pandas as pd

from socialinsight.labels import label_names
from socialinsight.lang.handling import handling
from socialinsight.moderation.rules import Rule, RulesError, condition
from socialinsight.settings import Settings
from socialinsight.tables import SCORECARD

SHIPPED = Path(__file__).with_name("scorecard.toml")
PLACES = ("first_reply", "any_reply", "last_reply")
PHRASES = ("greeting", "farewell", "next_step", "courtesy")
NAMES = frozenset((*label_names("act", "detail", "cue"), *PHRASES, "n_promises", "n_deadlines"))
_KEYS = ("name", "where", "when", "needs", "hu", "ru", "en")
SURE = 0.5


@dataclass(frozen=True)
class Criterion:
    """A criterion: where it may be met, by what, and what the customer's message must hold for it to count."""

    name: str
    where: str
    met: Rule
    needs: Rule
    wording: Mapping[str, str]


@lru_cache(maxsize=8)
def read_criteria(path: str) -> tuple[Criterion, ...]:
    """Read the criteria of a file; "" for the shipped ones.

    Raises
    ------
    RulesError
        When the file is no TOML, a criterion has an unknown key, place or name, or a condition cannot be read.
    FileNotFoundError
        When there is no such file.
    """
    file = Path(path) if path else SHIPPED
    try:
        raw = tomllib.loads(file.read_text(encoding="utf-8-sig"))
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
        raise RulesError(f"{file.name}: is not a UTF-8 TOML file ({error}). Mend the named line.") from error
    found = raw.get("criterion")
    if set(raw) - {"criterion"} or not isinstance(found, list):
        raise RulesError(f"{file.name}: received the keys {sorted(raw)}; legal: [[criterion]] tables. Write them.")
    return tuple(_criterion(one, f"{file.name}: criterion {place}") for place, one in enumerate(found, 1))


def _criterion(raw: dict[str, Any], where: str) -> Criterion:
    unknown = set(raw) - set(_KEYS)
    if unknown or not isinstance(raw.get("name"), str) or not raw.get("when"):
        raise RulesError(
            f"{where}: received the keys {sorted(raw)}; legal: {', '.join(_KEYS)}; name and when are needed."
        )
    if raw.get("where", "any_reply") not in PLACES:
        raise RulesError(f"{where}: where = {raw['where']!r}; legal: {', '.join(PLACES)}. Choose one of them.")
    wording = {key: str(text) for key, text in raw.items() if key in ("hu", "ru", "en")}
    met, needs = (_rule(raw["name"], raw.get(key, []), where) for key in ("when", "needs"))
    return Criterion(raw["name"], raw.get("where", "any_reply"), met, needs, wording)


def _rule(name: str, parts: list[Any], where: str) -> Rule:
    groups = [part if isinstance(part, list) else [part] for part in parts]
    return Rule(name, "", tuple(tuple(condition(one, where, NAMES) for one in group) for group in groups))


def scorecard(
    messages: pd.DataFrame,
    signals: pd.DataFrame,
    promises: pd.DataFrame,
    *,
    teams: Mapping[str, str],
    settings: Settings,
) -> pd.DataFrame:
    """Return for each conversation that was asked and answered which criteria its replies meet.

    Parameters
    ----------
    messages, signals, promises : pandas.DataFrame
        The tables of these names; the first two with the same rows.
    teams : mapping of str to str
        Team of each of the firm's people.
    settings : Settings
        `scorecard`: the file of criteria.

    Returns
    -------
    pandas.DataFrame
        A scorecard table. Conversations in languages that are not read are left out.
    """
    criteria = read_criteria(settings.scorecard)
    facts = _facts(messages, signals, promises)
    asks = (facts[["complaint", "question", "request"]] >= SURE).any(axis=1) & ~facts["is_firm"]
    asked = facts[asks].drop_duplicates("conversation_id").set_index("conversation_id")
    replies = facts[facts["is_agent"] & facts["conversation_id"].isin(asked.index)]
    replies = replies[(replies["sent_at"] > asked["sent_at"].reindex(replies["conversation_id"]).array)]
    parts = [_apply(one, asked, replies) for one in criteria]
    names = [column.name for column in SCORECARD.columns]
    table = pd.concat(parts, ignore_index=True) if parts else pd.DataFrame(columns=names)
    table["team"] = [teams.get(str(one), "") for one in table["agent_id"].astype(object)]
    return SCORECARD.cast(table[names].sort_values(["asked_at", "conversation_id"], kind="stable", ignore_index=True))


def _facts(messages: pd.DataFrame, signals: pd.DataFrame, promises: pd.DataFrame) -> pd.DataFrame:
    facts = messages[["message_id", "conversation_id", "author_id", "sent_at"]].join(
        signals[list(label_names("act", "detail", "cue"))]
    )
    facts["is_agent"] = (messages["author_role"] == "agent").fillna(False).to_numpy(bool)
    facts["is_firm"] = messages["author_role"].isin(["agent", "bot"]).to_numpy(bool)
    rows = np.flatnonzero(facts["is_agent"])
    texts = [str(text) for text in messages["text"].iloc[rows].astype(object)]
    found = handling(texts, signals["lang"].astype(str).iloc[rows].tolist(), *PHRASES)
    for name in PHRASES:
        facts[name] = 0.0
        facts.iloc[rows, facts.columns.get_loc(name)] = found[name]
    for name, part in (("n_promises", promises), ("n_deadlines", promises[promises["due_at"].notna()])):
        facts[name] = facts["message_id"].map(part["message_id"].value_counts()).fillna(0).to_numpy(float)
    return facts.sort_values("sent_at", kind="stable", ignore_index=True)


def _apply(criterion: Criterion, asked: pd.DataFrame, replies: pd.DataFrame) -> pd.DataFrame:
    counts = asked[criterion.needs.holds(asked)]
    own = replies[replies["conversation_id"].isin(counts.index)]
    first = own.drop_duplicates("conversation_id")
    last = own.drop_duplicates("conversation_id", keep="last")
    shown = {"first_reply": first, "any_reply": own, "last_reply": last}[criterion.where]
    met = shown[criterion.met.holds(shown)].drop_duplicates("conversation_id")
    rest = last if criterion.where == "last_reply" else first
    rest = rest[~rest["conversation_id"].isin(met["conversation_id"])]
    table = pd.concat([met.assign(passed=True), rest.assign(passed=False)])
    return pd.DataFrame(
        {
            "conversation_id": table["conversation_id"].to_numpy(object),
            "criterion": criterion.name,
            "passed": table["passed"].to_numpy(bool),
            "evidence_id": table["message_id"].to_numpy(object),
            "agent_id": table["author_id"].to_numpy(object),
            "asked_at": counts["sent_at"].reindex(table["conversation_id"]).array,
        }
    )
