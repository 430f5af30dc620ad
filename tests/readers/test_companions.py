"""Customers and events tables of the firm, well and badly written."""

from pathlib import Path

import pandas as pd
import pytest

from socialinsight.readers import ReadError
from socialinsight.readers.companions import read_customers, read_events
from socialinsight.tables import CUSTOMERS, EVENTS, check


def written(folder: Path, text: str, name: str = "t.csv") -> Path:
    path = folder / name
    path.write_text(text, encoding="utf-8")
    return path


def test_customers_in_hungarian_with_several_accounts(tmp_path: Path) -> None:
    path = written(tmp_path, "Ügyfél;Fiókok;Szegmens;Érték;Óta\nK1;u1|u2, u3;vip;1 250,5;2024.03.01\nK2;u4;;;\n")
    table = check(read_customers(path), CUSTOMERS)
    assert table["author_ids"].tolist() == [("u1", "u2", "u3"), ("u4",)]
    assert table.loc[0, ["segment", "value"]].tolist() == ["vip", 1250.5]
    assert table.at[0, "since"].tz_convert("Europe/Budapest").date().isoformat() == "2024-03-01"
    assert table.loc[1, ["segment", "value", "since"]].isna().all()


def test_one_account_a_row_is_joined_by_customer(tmp_path: Path) -> None:
    path = written(tmp_path, "клиент,аккаунт,сегмент\nA,u1,\nB,u3,vip\nA,u2,end\nA,u1,end\n")
    table = read_customers(path)
    assert dict(zip(table["customer_id"], table["author_ids"])) == {"A": ("u1", "u2"), "B": ("u3",)}
    assert table["segment"].tolist() == ["end", "vip"]


def test_author_ids_of_json_lines_are_a_list(tmp_path: Path) -> None:
    path = written(tmp_path, '{"customer_id": "A", "author_ids": ["u1", "u,2"]}\n', "t.jsonl")
    assert read_customers(path)["author_ids"].tolist() == [("u1", "u,2")]


def test_events_are_numbered_and_read_in_the_zone(tmp_path: Path) -> None:
    path = written(tmp_path, "at,kind,author_id,value\n2026-03-01 10:00,purchase,u1,100\n2026-03-02,usage,u1,\n")
    table = check(read_events(path, zone="Europe/Budapest"), EVENTS)
    assert table["event_id"].tolist() == ["t:1", "t:2"]
    assert table.at[0, "at"] == pd.Timestamp("2026-03-01 09:00", tz="UTC")


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("a,b\n1,2\n", "no column for customer_id and author_ids"),
        ("customer_id,author_ids,value\nA,u1,much\n", "row 1: value = 'much'; legal: a number"),
        ("customer_id,author_ids,since\nA,u1,once\n", "row 1: since = 'once'; legal: a time"),
        ("customer_id,author_ids\n,u1\n", "row 1: customer_id is empty"),
        ("customer_id,author_ids,segment\nA,u1,x\nA,u2,y\n", "customer 'A' has several values of segment"),
        ("customer_id,author_ids\nA\n", "row 1: 1 field where the header has 2"),
        ("", "the file is empty"),
    ],
)
def test_bad_customers_are_refused_with_row_and_value(tmp_path: Path, text: str, told: str) -> None:
    with pytest.raises(ReadError, match=told):
        read_customers(written(tmp_path, text))


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("at,kind\nnever,usage\n", "row 1: at = 'never'"),
        ("at,kind\n2026-03-01,\n", "row 1: kind is empty"),
        ("event_id,at,kind\ne,2026-03-01,usage\ne,2026-03-02,usage\n", "row 2: event_id 'e' stands there twice"),
    ],
)
def test_bad_events_are_refused_with_row_and_value(tmp_path: Path, text: str, told: str) -> None:
    with pytest.raises(ReadError, match=told):
        read_events(written(tmp_path, text))


def test_a_missing_file_is_named(tmp_path: Path) -> None:
    with pytest.raises(ReadError, match="no such events file"):
        read_events(tmp_path / "none.csv")
