import pandas as pd
import pytest

from socialinsight.tables import MESSAGES, SCHEMAS, TableError, check

ROW = {
    "message_id": ["a"],
    "conversation_id": ["c"],
    "author_id": ["x"],
    "author_role": ["customer"],
    "sent_at": pd.to_datetime(["2026-01-01T10:00Z"]),
    "text": ["szia"],
}


@pytest.mark.parametrize("schema", SCHEMAS.values(), ids=SCHEMAS)
def test_empty_tables_fit_their_schema(schema: object) -> None:
    assert check(schema.empty(), schema).empty
    assert schema.cast(schema.empty()).columns.tolist() == [column.name for column in schema.columns]


def test_cast_makes_any_plain_table_legal_and_keeps_further_columns() -> None:
    table = MESSAGES.cast(pd.DataFrame({**ROW, "shop": ["Pécs"]}))
    assert check(table, MESSAGES)["shop"].tolist() == ["Pécs"]


@pytest.mark.parametrize(
    ("change", "message"),
    [
        ({"message_id": [None]}, "is empty in row 0"),
        ({"text": [1]}, "dtype int64; legal: string"),
    ],
)
def test_check_refuses(change: dict, message: str) -> None:
    table = MESSAGES.cast(pd.DataFrame(ROW))
    for name, values in change.items():
        table[name] = pd.array(values, dtype=table[name].dtype) if name == "message_id" else values
    with pytest.raises(TableError, match=message):
        check(table, MESSAGES)


def test_repeated_keys_are_refused() -> None:
    table = MESSAGES.cast(pd.DataFrame(ROW))
    with pytest.raises(TableError, match="stands in more than one row"):
        check(pd.concat([table, table], ignore_index=True), MESSAGES)


def test_naive_times_are_refused() -> None:
    with pytest.raises(TableError, match="sent_at"):
        MESSAGES.cast(pd.DataFrame({**ROW, "sent_at": pd.to_datetime(["2026-01-01"])}))
