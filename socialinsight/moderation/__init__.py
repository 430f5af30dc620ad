"""The moderation room: what to do with a customer's message, by which rule, and what speaks for and against it."""

from __future__ import annotations

import numpy as np
import pandas as pd

from socialinsight.moderation.rules import Rule, read_rules
from socialinsight.moderation.signs import NAMES, signs
from socialinsight.settings import Settings
from socialinsight.tables import MODERATION


def moderation(
    messages: pd.DataFrame, signals: pd.DataFrame, issue_messages: pd.DataFrame, *, settings: Settings
) -> pd.DataFrame:
    """Return advice for the messages of customers to which a rule applies.

    The rules are those of `moderation/rules.toml`, or of the file that the settings name; the first that holds gives
    the advice. What the firm and others wrote later counts: the advice is that of the moment of the analysis.

    Parameters
    ----------
    messages, signals, issue_messages : pandas.DataFrame
        The tables of these names.
    settings : Settings
        `moderation_rules`, `names`.

    Returns
    -------
    pandas.DataFrame
        A moderation table in the order of the messages.

    Raises
    ------
    RulesError
        When the file of rules cannot be read.
    """
    rules = read_rules(settings.moderation_rules, NAMES)
    found = signs(messages, signals, issue_messages, settings=settings)
    chosen = np.full(len(found.seen), -1)
    for number in reversed(range(len(rules))):
        chosen[rules[number].holds(found.seen)] = number
    places = np.flatnonzero(chosen >= 0)
    seen = found.seen.iloc[places]
    own = messages.iloc[seen.index.to_numpy(np.int64)]
    values = seen.to_dict("records")
    used = [rules[number] for number in chosen[places]]
    table = pd.DataFrame(
        {
            "message_id": own["message_id"].to_numpy(object),
            "advice": [rule.advice for rule in used],
            "rule": [rule.name for rule in used],
            "reason": [_reason(rule, row) for rule, row in zip(used, values)],
            "signs_for": [tuple(found.ids_for[place]) for place in places],
            "signs_against": [tuple(found.ids_against[place]) for place in places],
            "is_public": own["is_public"].to_numpy(object),
            "sent_at": own["sent_at"].to_numpy(),
            "n_facts": seen["n_facts"].to_numpy(),
            "n_others": seen["n_others"].to_numpy(),
        }
    )
    return MODERATION.cast(table)


def _reason(rule: Rule, seen: dict[str, float]) -> str:
    """Return what the rule's conditions saw, "name value; ...": of alternatives the first that holds, no zeros."""
    names = dict.fromkeys(next(one.name for one in group if one.met(seen[one.name])) for group in rule.groups)
    return "; ".join(f"{name} {seen[name]:.2g}" for name in names if seen[name])
