import numpy as np
import pandas as pd
import pytest

from socialinsight.annotation import read_messages
from socialinsight.issues import issues
from socialinsight.settings import Settings
from socialinsight.signals import message_signals
from socialinsight.summary import periods
from socialinsight.tables import ISSUE_MESSAGES, ISSUES, MESSAGES, check

AS_OF = pd.Timestamp("2026-03-31", tz="UTC")
SLOW = "Megint lassú az internet {} óta.|Nagyon lassú az internet a lakásban, {} próbáltam.|Este lassú az internet, {}."
BILL = "Rossz összeg van a számlán {}.|A számlán dupla összeg szerepel, {}.|Hibás összeg jött a számlán {}."


def complaints(sources: str, n: int, day: int) -> pd.DataFrame:
    parts = sources.split("|")
    days = AS_OF - pd.to_timedelta(np.arange(n) % 20 + day, unit="D")
    return pd.DataFrame({"text": [parts[i % 3].format(i) for i in range(n)], "sent_at": days})


@pytest.fixture
def tables() -> tuple[pd.DataFrame, pd.DataFrame]:
    rows = pd.concat(
        [complaints(SLOW, 30, 1), complaints(BILL, 24, 31), complaints(BILL, 4, 2), complaints(SLOW, 4, 32)]
    )
    rows = rows.reset_index(drop=True).assign(author_id=lambda t: "a" + t.index.astype(str), author_role="customer")
    rows = rows.assign(message_id="m" + rows.index.astype(str), conversation_id="c" + rows.index.astype(str))
    messages = MESSAGES.cast(rows.assign(sent_at=rows["sent_at"].dt.as_unit("us")))
    return found(messages)


def found(messages: pd.DataFrame, seed: int = 0) -> tuple[pd.DataFrame, pd.DataFrame]:
    reading = read_messages(messages)
    texts = reading.texts
    signals = message_signals(messages, texts, reading.annotations).assign(complaint=np.float32(1))
    current, previous = periods(AS_OF, 30)
    table, assigned, _ = issues(
        messages,
        texts,
        signals,
        reading.lemmas,
        current=current,
        previous=previous,
        settings=Settings(),
        seed=seed,
    )
    return table, assigned


def test_two_faults_make_two_named_issues(tables: tuple[pd.DataFrame, pd.DataFrame]) -> None:
    table, assigned = tables
    check(table, ISSUES)
    check(assigned, ISSUE_MESSAGES)
    assert any("internet" in name for name in table["name"])
    assert any("szám" in name or "összeg" in name for name in table["name"])
    counted = assigned["issue_id"].value_counts()
    assert counted.to_dict() == table.set_index("issue_id")["n_messages"].to_dict()
    assert len(assigned) == 62


def test_the_growing_one_is_emerging_and_comes_first(tables: tuple[pd.DataFrame, pd.DataFrame]) -> None:
    table, _ = tables
    assert table["is_emerging"].iloc[0]
    assert "internet" in table["name"].iloc[0]
    assert not table[table["name"].str.contains("számla")]["is_emerging"].any()


def test_no_complaints_no_issues() -> None:
    table, assigned = found(MESSAGES.empty())
    assert table.empty
    assert assigned.empty
