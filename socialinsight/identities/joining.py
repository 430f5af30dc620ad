"""Accounts of one person under one author id, by the user's own table."""

from __future__ import annotations

from dataclasses import replace

import pandas as pd

from socialinsight.settings import Settings
from socialinsight.tables import EVENTS, STRING


class IdentityError(ValueError):
    """The tables that join accounts contradict each other."""


def joined(messages: pd.DataFrame, customers: pd.DataFrame | None, settings: Settings) -> tuple[pd.DataFrame, Settings]:
    """Return the messages with the accounts of each known person under one author id.

    A person is a row of the customers table (the id is then `customer_id`) or a key of `settings.same_person`.
    Nothing else is ever joined.

    Parameters
    ----------
    messages : pandas.DataFrame
        A messages table with declared roles.
    customers : pandas.DataFrame, optional
        A customers table; `author_ids` are ids as in the messages.
    settings : Settings
        The firm's settings.

    Returns
    -------
    tuple
        The messages, and settings in which an insider's joined id is an insider too.

    Raises
    ------
    IdentityError
        When one author id belongs to two persons.

    Examples
    --------
    >>> table = pd.DataFrame({"author_id": pd.array(["vk1", "tg7", "x"], dtype=STRING)})
    >>> joined(table, None, Settings.from_mapping({"same_person": {"Anna": ["vk1", "tg7"]}}))[0]["author_id"].tolist()
    ['Anna', 'Anna', 'x']
    """
    person = person_of(customers, settings)
    if not person:
        return messages, settings
    old = messages["author_id"].astype(object)
    messages = messages.assign(author_id=old.map(person).fillna(old).astype(STRING))
    inside = tuple(dict.fromkeys(person[one] for one in settings.insiders if one in person))
    return messages, replace(settings, insiders=settings.insiders + inside) if inside else settings


def joined_events(events: pd.DataFrame | None, customers: pd.DataFrame | None, settings: Settings) -> pd.DataFrame:
    """Return the events with the accounts of each known person under one author id, as `joined` does for messages.

    Parameters
    ----------
    events : pandas.DataFrame, optional
        An events table; an empty one is made when left out.
    customers : pandas.DataFrame, optional
        A customers table.
    settings : Settings
        The firm's settings.
    """
    if events is None:
        return EVENTS.empty()
    person = person_of(customers, settings)
    old = events["author_id"].astype(object)
    return EVENTS.cast(events.assign(author_id=pd.Series([person.get(one, one) for one in old], events.index, STRING)))


def person_of(customers: pd.DataFrame | None, settings: Settings) -> dict[str, str]:
    """Return the person of each author id that the user's tables name."""
    rows = [(str(name), ids, "settings.same_person") for name, ids in settings.same_person.items()]
    if customers is not None:
        rows += [(str(row.customer_id), row.author_ids, "customers") for row in customers.itertuples()]
    person: dict[str, str] = {}
    for name, ids, where in rows:
        for one in ids if isinstance(ids, tuple | list) else ():
            known = person.setdefault(str(one), name)
            if known != name:
                raise IdentityError(
                    f"{where}: author id {one!r} stands under {known!r} and under {name!r}; legal: one person an "
                    "author id. Take it out of one of the two."
                )
    return person
