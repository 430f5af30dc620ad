import io
import json
import random

import openpyxl
import pandas as pd
import pytest

from socialinsight.readers import ReadError, ReadWarning, read, read_batches
from socialinsight.readers.delimited import guess_delimiter
from socialinsight.readers.encoding import detect_encoding
from socialinsight.settings import Settings
from socialinsight.tables import MESSAGES

HU = "Megint akadozik az internet, őszintén szólva felháborító. Köszönöm a türelmüket!"
RU = "Третий день нет связи, оператор молчит. Когда почините?"
ROWS = [("1", "2026-01-02 10:30+00:00", "eva", HU), ("2", "2026-01-02 11:30+00:00", "bot", "Kérjük, várjon.")]
UTC = Settings(time_zone="UTC")


def csv_of(header, rows, delimiter=","):
    lines = [delimiter.join(header)] + [delimiter.join(f'"{cell}"' for cell in row) for row in rows]
    return "\n".join(lines) + "\n"


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "cp1250", "iso-8859-2", "utf-16"])
@pytest.mark.parametrize("delimiter", [",", ";", "\t"])
def test_hungarian_csv_in_every_encoding_and_delimiter(export, account_of, encoding, delimiter):
    header = ["azonosító", "dátum", "szerző", "szöveg"]
    messages, _ = account_of(export("a.csv", csv_of(header, ROWS, delimiter), encoding))
    assert messages["text"].iloc[0] == HU
    assert messages["author_id"].tolist() == ["eva", "bot"]
    assert messages["sent_at"].iloc[0] == pd.Timestamp("2026-01-02 10:30", tz="UTC")


@pytest.mark.parametrize("encoding", ["utf-8", "cp1251", "koi8-r"])
def test_russian_csv_in_every_encoding(export, account_of, encoding):
    path = export("a.csv", csv_of(["дата", "автор", "текст"], [("02.01.2026 10:30", "anna", RU)], ";"), encoding)
    with pytest.warns(ReadWarning, match="Europe/Moscow"):
        messages, _ = account_of(path)
    assert messages["text"].tolist() == [RU]
    assert messages["sent_at"].iloc[0] == pd.Timestamp("2026-01-02 07:30", tz="UTC")


@pytest.mark.parametrize("text", [HU, RU, HU.upper(), RU.upper(), RU.lower()])
def test_encodings_are_told_apart_on_single_sentences(text):
    for encoding in ("cp1250", "iso-8859-2") if text.lower() == HU.lower() else ("cp1251", "koi8-r"):
        content = text.encode(encoding)
        assert content.decode(detect_encoding(content)) == text


def test_messages_have_the_schema_and_the_ids_of_source_community_and_record(export, account_of):
    messages, account = account_of(export("shop.csv", csv_of(["id", "date", "from", "body"], ROWS)))
    assert list(messages.columns) == [column.name for column in MESSAGES.columns]
    assert messages["message_id"].tolist() == ["table:shop:1", "table:shop:2"]
    assert messages["conversation_id"].tolist() == messages["message_id"].tolist()
    assert account.files[0].format == "table"


def test_a_mapping_names_columns_of_any_name(export, account_of):
    path = export("x.csv", csv_of(["n", "mikor", "ki", "mit"], ROWS))
    messages, _ = account_of(path, columns={"message_id": "n", "sent_at": "mikor", "author_id": "ki", "text": "mit"})
    assert messages["author_id"].tolist() == ["eva", "bot"]


def test_a_mapping_makes_a_table_of_a_file_with_any_suffix(export, account_of):
    path = export("x.dat", csv_of(["n", "mikor", "ki", "mit"], ROWS))
    messages, _ = account_of(path, columns={"sent_at": "mikor", "text": "mit"})
    assert len(messages) == 2


def test_inbound_and_float_ids_make_threads_with_roles(export, account_of):
    content = (
        ",tweet_id,author_id,inbound,created_at,text,response_tweet_id,in_response_to_tweet_id\n"
        "0,1,firm,False,Tue Oct 31 22:10:47 +0000 2017,@7 Hello,2,3.0\n"
        '1,3,7,True,Tue Oct 31 22:08:27 +0000 2017,"Nothing works, again",1,4.0\n'
        "2,2,7,True,Tue Oct 31 22:11:45 +0000 2017,How?,,1.0\n"
    )
    messages, _ = account_of(export("t.csv", content))
    assert messages["author_role"].tolist() == ["agent", "customer", "customer"]
    assert messages["reply_to"].tolist() == ["table:t:3", "table:t:4", "table:t:1"]
    assert messages["conversation_id"].unique().tolist() == ["table:t:4"]


def test_replies_in_a_ring_are_one_conversation(export, account_of):
    rows = [("1", "2026-01-02", "a", "2"), ("2", "2026-01-03", "b", "1"), ("3", "2026-01-04", "c", "")]
    messages, _ = account_of(export("r.csv", csv_of(["id", "date", "text", "reply_to"], rows)), settings=UTC)
    assert messages["conversation_id"].tolist() == ["table:r:1", "table:r:1", "table:r:3"]


def test_the_unmapped_rest_is_kept_as_json_when_asked(export):
    path = export("a.csv", 'id,date,text,"note ""x"""\n1,2026-01-02,szia,"he said ""no""\nand left"\n')
    kept = read(path, settings=Settings(keep_source=True, time_zone="UTC"))["source"].iloc[0]
    assert json.loads(kept) == {'note "x"': 'he said "no"\nand left'}
    assert read(path, settings=UTC)["source"].isna().all()


def test_numbers_and_flags_are_typed_and_misfits_are_empty(export, account_of):
    header = ["id", "date", "text", "rating", "likes", "public"]
    rows = [("1", "2026-01-02", "a", "4,5", "3", "igen"), ("2", "2026-01-02", "b", "jó", "", "нет")]
    messages, _ = account_of(export("a.csv", csv_of(header, rows, ";")), settings=UTC)
    assert messages["rating"].iloc[0] == 4.5
    assert messages["rating"].isna().tolist() == [False, True]
    assert messages["reactions"].iloc[0] == 3
    assert messages["is_public"].tolist() == [True, False]


def test_formulas_in_xlsx_are_text(export, account_of):
    book = openpyxl.Workbook()
    book.active.append(["id", "date", "text", "from"])
    book.active.append([1, pd.Timestamp("2026-01-02 10:30").to_pydatetime(), '=HYPERLINK("http://x.example")', "eva"])
    book.active.append([2, "2026. 01. 02. 11:30", "=1+1", None])
    book.active.append([None, None, None, None])
    content = io.BytesIO()
    book.save(content)
    messages, account = account_of(export("a.xlsx", content.getvalue()), settings=UTC)
    assert messages["text"].tolist() == ['=HYPERLINK("http://x.example")', "=1+1"]
    assert messages["message_id"].tolist() == ["table:a:1", "table:a:2"]
    assert account.records == 2


def test_jsonl_parquet_and_json_give_the_same_messages_as_csv(export, tmp_path):
    frame = pd.DataFrame(ROWS, columns=["id", "date", "from", "text"])
    (tmp_path / "p").mkdir()
    frame.to_csv(tmp_path / "p" / "a.csv", index=False)
    frame.to_parquet(tmp_path / "p" / "a.parquet")
    frame.to_json(tmp_path / "p" / "a.jsonl", orient="records", lines=True, force_ascii=False)
    frame.to_json(tmp_path / "p" / "a.json", orient="records", indent=1)
    first, *others = (read(tmp_path / "p" / f"a.{suffix}") for suffix in ("csv", "parquet", "jsonl", "json"))
    for other in others:
        other.attrs = first.attrs
        pd.testing.assert_frame_equal(first, other)


def test_our_own_table_comes_back_unchanged(export, tmp_path):
    first = read(export("a.csv", csv_of(["id", "date", "from", "text"], ROWS)))
    first.to_parquet(tmp_path / "messages.parquet")
    again = read(tmp_path / "messages.parquet")
    again.attrs = first.attrs
    pd.testing.assert_frame_equal(first, again)


def test_declared_agents_and_bots_get_their_roles(export):
    path = export("a.csv", csv_of(["id", "date", "from", "text"], ROWS))
    messages = read(path, settings=Settings(agents=("Eva",), bots=("bot",)))
    assert messages["author_role"].tolist() == ["agent", "bot"]


def test_the_zone_of_the_settings_is_used_without_a_warning(export, recwarn):
    path = export("a.csv", csv_of(["id", "date", "text"], [("1", "2026-07-02 10:30", "szia")]))
    messages = read(path, settings=Settings(time_zone="Asia/Yekaterinburg"))
    assert messages["sent_at"].iloc[0] == pd.Timestamp("2026-07-02 05:30", tz="UTC")
    assert not [w for w in recwarn if issubclass(w.category, ReadWarning)]


def test_the_same_file_twice_is_all_duplicates(export):
    path = export("a.csv", csv_of(["id", "date", "from", "text"], ROWS))
    account = read([path, path]).attrs["account"]
    assert (account.accepted, account.duplicates) == (2, 2)
    assert [item.duplicates for item in account.files] == [0, 2]


@pytest.mark.parametrize("suffix", ["csv", "jsonl", "parquet"])
def test_batches_hold_what_the_whole_holds(tmp_path, suffix):
    numbers = [*range(950), *range(50)]
    random.Random(1).shuffle(numbers)
    rows = [{"id": n, "date": f"2026-01-02 10:{n % 60:02d}Z", "text": f"üzenet {n}" if n % 97 else ""} for n in numbers]
    frame, path = pd.DataFrame(rows), tmp_path / f"a.{suffix}"
    if suffix == "csv":
        frame.to_csv(path, index=False)
    elif suffix == "jsonl":
        frame.to_json(path, orient="records", lines=True)
    else:
        frame.to_parquet(path)
    whole, batches = read(path), list(read_batches(path, size=130))
    assert max(map(len, batches)) <= 130
    joined = pd.concat(batches, ignore_index=True)
    assert joined["message_id"].tolist() == whole["message_id"].tolist()
    last, account = batches[-1].attrs["account"], whole.attrs["account"]
    assert dict(last) == dict(account)
    assert account.duplicates == 49
    assert last.rejected_rows["row"].tolist() == account.rejected_rows["row"].tolist()


def test_delimiters_inside_quotation_marks_do_not_count():
    assert guess_delimiter('id;text\n1;"a, b, c"\n2;"d, e, f"\n') == ";"


def test_missing_columns_name_what_was_received_and_the_repair(export):
    with pytest.raises(ReadError) as error:
        read(export("a.csv", "foo,bar\n1,2\n"), format="table")
    for part in ("a.csv", "text and sent_at", "['foo', 'bar']", "author_id", "columns={'text': 'their name'}"):
        assert part in str(error.value)


@pytest.mark.parametrize("columns", [{"txt": "body"}, {"text": "bdy"}])
def test_a_wrong_mapping_is_refused(export, columns):
    with pytest.raises(ReadError, match="legal|received"):
        read(export("a.csv", csv_of(["id", "date", "from", "body"], ROWS)), columns=columns)


def test_a_column_called_row_or_twice_the_same_name_does_no_harm(export, account_of):
    path = export("a.csv", "row,date,text,text\n7,2026-01-02,jó,rossz\n")
    messages, _ = account_of(path, settings=UTC)
    assert messages["text"].tolist() == ["jó"]
    assert messages["message_id"].tolist() == ["table:a:row1"]
