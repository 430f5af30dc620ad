"""Pseudonyms stay the same for a key and do not meet."""

import pytest

from socialinsight.pseudonyms import data_key, pseudonym, pseudonyms
from tests.reports.toy import toy


def test_a_hundred_thousand_authors_hardly_meet() -> None:
    names = pseudonyms((f"u{i}" for i in range(100_000)), key="k")
    assert len(set(names.values())) >= 99_990


def test_pseudonyms_hang_on_the_key() -> None:
    assert pseudonym("u1", key="a") != pseudonym("u1", key="b")


def test_no_key_is_refused() -> None:
    with pytest.raises(ValueError, match="Set pseudonym_key"):
        pseudonym("u1", key="")


def test_data_key_hangs_on_the_texts() -> None:
    messages = toy(30).messages
    assert data_key(messages) == data_key(messages.copy())
    assert data_key(messages) != data_key(messages.assign(text="x"))
