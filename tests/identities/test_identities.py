"""Accounts of one person: joined by the user's table, suggested otherwise."""

import hashlib

import numpy as np
import pandas as pd
import pytest

from socialinsight.analysis import analyze
from socialinsight.identities.joining import IdentityError, joined
from socialinsight.identities.suggestions import suggestions
from socialinsight.settings import Settings, SettingsError
from socialinsight.tables import CUSTOMERS, IDENTITY_SUGGESTIONS, MESSAGES, check
from tests.threads import thread

TALK = "q: 0 09:00 anna [question] one\na: 0 09:05 bela>q two\nt: 0 09:10 cili>q three"


def written(rows: list[tuple[str, str, str, str]]) -> pd.DataFrame:
    """Messages of (author id, display name, channel, text), one an hour."""
    table = pd.DataFrame(rows, columns=["author_id", "author_name", "channel", "text"])
    ids = [f"m{row}" for row in range(len(table))]
    at = pd.Timestamp("2026-03-02", tz="UTC") + pd.to_timedelta(np.arange(len(table)) * 7, unit="min")
    return MESSAGES.cast(
        table.assign(message_id=ids, conversation_id=ids, community_id="c", author_role="member", sent_at=at)
    )


def customers(**people: tuple[str, ...]) -> pd.DataFrame:
    return CUSTOMERS.cast(pd.DataFrame({"customer_id": list(people), "author_ids": list(people.values())}))


def test_accounts_of_a_customer_are_one_author() -> None:
    messages, _ = thread(TALK)
    table, _ = joined(messages, customers(k1=("anna", "cili")), Settings())
    assert table["author_id"].tolist() == ["k1", "bela", "k1"]
    assert messages["author_id"].tolist() == ["anna", "bela", "cili"]


def test_settings_join_too_and_insiders_stay_insiders() -> None:
    messages, _ = thread(TALK)
    settings = Settings.from_mapping({"same_person": {"Anna": ["anna", "cili"]}, "insiders": ["cili"]})
    table, settings = joined(messages, None, settings)
    assert table["author_id"].tolist() == ["Anna", "bela", "Anna"]
    assert settings.insiders == ("cili", "Anna")


def test_one_account_of_two_persons_is_refused() -> None:
    messages, _ = thread(TALK)
    with pytest.raises(IdentityError, match="'anna' stands under 'k1' and under 'k2'"):
        joined(messages, customers(k1=("anna",), k2=("anna", "cili")), Settings())


def test_a_person_must_be_a_list_of_ids() -> None:
    with pytest.raises(SettingsError, match="same_person.Anna"):
        Settings.from_mapping({"same_person": {"Anna": "user1"}})


def test_analysis_joins_what_the_table_says_and_only_suggests_the_rest() -> None:
    people = (("tg1", "Kiss Éva"), ("vk1", "Kiss Éva"), ("tg2", "Nagy Pál"), ("vk2", "Nagy Pál"))
    rows = [(who, name, "telegram" if who[0] == "t" else "vk", "Hol a számlám?") for who, name in people]
    found = analyze(written(rows), as_of="2026-03-31", customers=customers(eva=("tg1", "vk1")))
    assert set(found.members["author_id"]) == {"eva", "tg2", "vk2"}
    assert list(zip(found.identity_suggestions["author_id"], found.identity_suggestions["other_id"])) == [
        ("tg2", "vk2")
    ]


def test_the_same_address_is_strong_even_as_a_hash() -> None:
    digest = hashlib.sha256(b"eva@posta.example").hexdigest()
    table = suggestions(
        written([("Eva@posta.example", "", "email", "a"), (digest, "", "web", "b"), ("x", "", "web", "c")])
    )
    check(table, IDENTITY_SUGGESTIONS)
    assert table[["strength", "same_email"]].to_numpy().tolist() == [["strong", True]]
    assert table["message_ids"].tolist() == [("m0", "m1")]


def test_the_same_full_name_alone_is_only_possible() -> None:
    table = suggestions(written([("1", "Kovács Péter", "vk", "a"), ("2", "peter kovacs", "telegram", "b")]))
    assert table["strength"].tolist() == ["possible"]
    assert table["name_likeness"].tolist() == [1.0]
    assert table["hours_likeness"].isna().all()


def test_the_same_name_and_habits_are_strong() -> None:
    style = ["Hát az van, hogy megint nem megy a net!!", "Na mindegy, majd holnap hívom őket.", "Hát jó..."]
    other = ["Tisztelt Cím! Kérem szíves intézkedésüket.", "Köszönettel vettem válaszukat.", "Üdvözlettel"]
    rows = []
    for turn in range(40):
        rows.append((f"{turn % 2}", "Kiss Éva", ("vk", "telegram")[turn % 2], style[turn % 3]))
        rows.append(("9", "Nagy Ödön", "vk", other[turn % 3]))
    table = suggestions(written(rows))
    assert table[["author_id", "other_id", "strength"]].to_numpy().tolist() == [["0", "1", "strong"]]


def test_a_common_first_name_or_one_channel_is_no_suggestion() -> None:
    assert suggestions(written([("1", "Éva", "vk", "a"), ("2", "Éva Nagy", "telegram", "b")])).empty
    assert suggestions(written([("1", "Kiss Éva", "vk", "a"), ("2", "Kiss Éva", "vk", "b")])).empty


def test_staff_is_not_suggested() -> None:
    messages = written([("1", "Kiss Éva", "vk", "a"), ("2", "Kiss Éva", "telegram", "b")])
    assert suggestions(MESSAGES.cast(messages.assign(author_role="agent"))).empty


def test_nothing() -> None:
    assert suggestions(MESSAGES.empty()).empty
