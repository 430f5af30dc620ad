import copy
import json

import pandas as pd
import pytest

from socialinsight.readers import FileAccount, ReadAccount, ReadError, read
from socialinsight.settings import Settings

CSV = "id,date,text\n1,2026-01-02,jó\n1,2026-01-02,jó\n2,,rossz\n"


@pytest.fixture
def messages(export):
    return read(export("a.csv", CSV), settings=Settings(time_zone="UTC"))


def test_the_account_survives_what_pandas_does_with_tables(messages, tmp_path):
    account = messages.attrs["account"]
    assert messages.copy().attrs["account"] is account
    assert copy.deepcopy(account) is account
    assert len(pd.concat([messages, messages])) == 2
    assert "table:a:1" in repr(messages)
    assert "1 accepted" in repr(account)
    messages.to_parquet(tmp_path / "a.parquet")
    assert len(pd.read_parquet(tmp_path / "a.parquet")) == 1


def test_accounts_compare_by_identity():
    one, other = ReadAccount(), ReadAccount()
    assert one != other
    assert {one: 1}[one] == 1


def test_an_account_that_does_not_add_up_cannot_be_made():
    with pytest.raises(AssertionError, match="3 records read, 2 accounted for"):
        FileAccount("a.csv", "table", 3, 1, 1, 0)


def test_the_account_is_a_table_and_a_file(messages, tmp_path):
    account = messages.attrs["account"]
    frame = account.to_frame()
    assert frame[["records", "accepted", "rejected", "duplicates"]].iloc[0].tolist() == [3, 1, 1, 1]
    written = json.loads(account.write(tmp_path / "account.json").read_text(encoding="utf-8"))
    assert written["rejected_rows"] == [{"file": "a.csv", "row": 3, "reason": "no time"}]
    account.write(tmp_path / "account.csv")
    assert len(pd.read_csv(tmp_path / "account_rejected.csv")) == 1
    with pytest.raises(ReadError, match="legal: .json or .csv"):
        account.write(tmp_path / "account.docx")
