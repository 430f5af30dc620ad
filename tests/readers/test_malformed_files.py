import io
import json
import zipfile

import openpyxl
import pytest

from socialinsight.readers import ReadError, ReadWarning, read, read_batches
from socialinsight.settings import Settings

UTC = Settings(time_zone="UTC")
HEAD = "id,date,text\n"


def test_ragged_rows_are_rejected_by_number(export, account_of):
    path = export("a.csv", HEAD + "1,2026-01-02,jó\n2,2026-01-02\n3,2026-01-02,jó,több\n\n4,2026-01-02,jó\n")
    messages, account = account_of(path, settings=UTC)
    assert messages["message_id"].tolist() == ["table:a:1", "table:a:4"]
    assert account.rejected_rows["row"].tolist() == [2, 3]
    assert "2 fields where the header has 3" in account.rejected_rows["reason"].iloc[0]
    assert account.records == 4


def test_mixed_times_are_read_and_the_rest_is_named(export, account_of):
    times = [
        "2026-01-02",
        "02.01.2026 10:30",
        "2026. 01. 02. 10:30",
        "1767346200",
        "2026-01-02T10:30:00+01:00",
        "",
        "holnap",
    ]
    rows = "".join(f'{n},{time},"szöveg"\n' for n, time in enumerate(times))
    _, account = account_of(export("a.csv", HEAD + rows), settings=UTC)
    assert account.accepted == 5
    assert account.rejected_rows["reason"].tolist() == ["no time", "time 'holnap' is not understood"]


def test_nul_bytes_are_removed(export, account_of):
    messages, _ = account_of(export("a.csv", (HEAD + "1,2026-01-02,j\0ó\n\0\0").encode()), settings=UTC)
    assert messages["text"].tolist() == ["jó"]


def test_nul_escapes_in_json_are_removed(export, account_of):
    line = json.dumps({"id": 1, "date": "2026-01-02", "text": "j\0ó \ud800"})
    messages, _ = account_of(export("a.jsonl", line), settings=UTC)
    assert messages["text"].tolist() == ["jó \ufffd"]


def test_texts_are_composed(export, account_of):
    messages, _ = account_of(export("a.csv", HEAD + "1,2026-01-02,o\u030b\n"), settings=UTC)
    assert messages["text"].tolist() == ["ő"]


@pytest.mark.parametrize("suffix", ["csv", "jsonl"])
def test_one_message_of_ten_megabytes(export, account_of, suffix):
    text = "nagyon hosszú, " * 700_000
    line = json.dumps({"id": 1, "date": "2026-01-02", "text": text})
    content = line if suffix == "jsonl" else f'{HEAD}1,2026-01-02,"{text}"\n2,2026-01-02,rövid\n'
    messages, _ = account_of(export(f"a.{suffix}", content), settings=UTC)
    assert len(messages["text"].iloc[0]) == len(text.strip())


def test_a_quotation_mark_that_is_never_closed_does_not_swallow_the_file(export, account_of):
    rows = "".join(f"{n},2026-01-02,sor {n}\n" for n in range(3, 500))
    messages, account = account_of(
        export("a.csv", HEAD + '1,2026-01-02,jó\n2,2026-01-02,"nyitva\n' + rows), settings=UTC
    )
    assert account.accepted == 499
    assert messages["text"].iloc[1] == "nyitva"


def test_damaged_bytes_in_utf8_are_marked_and_said(export):
    content = (HEAD + "1,2026-01-02,őűáé őszintén jó\n" * 30).encode() + b"2,2026-01-02,rossz \xff vas\n"
    with pytest.warns(ReadWarning, match="1 characters are not valid utf-8"):
        messages = read(export("a.csv", content), settings=UTC)
    assert messages["text"].iloc[-1] == "rossz \ufffd vas"


@pytest.mark.parametrize("cut", [0.3, 0.6, 0.95])
def test_truncated_json_of_records(export, account_of, cut):
    text = json.dumps([{"id": n, "date": "2026-01-02", "text": f"szöveg {n}"} for n in range(20)])
    with pytest.warns(ReadWarning, match="damaged or cut off"):
        messages, account = account_of(export("a.json", text[: int(len(text) * cut) - 3]), settings=UTC)
    assert account.accepted >= int(20 * cut) - 1
    assert account.rejected == 1


@pytest.mark.parametrize("content", [b"", b"\n\n", b"\xef\xbb\xbf", b"\0\0\0"])
@pytest.mark.parametrize(
    "name", ["a.csv", "a.jsonl", "a.json", "a.xlsx", "a.parquet", "a.mbox", "a.txt", "result.json"]
)
def test_empty_files_are_refused(export, name, content):
    with pytest.raises(ReadError) as error:
        read(export(name, content))
    assert name in str(error.value)


@pytest.mark.parametrize(
    "name", ["a.xlsx", "a.parquet", "a.json", "a.jsonl", "a.csv", "result.json", "a.mbox", "a.bin"]
)
def test_noise_is_refused_or_rejected_never_a_crash(export, name):
    noise = bytes((n * 7919 + n // 3) % 256 for n in range(5000))
    try:
        account = read(export(name, noise)).attrs["account"]
    except ReadError as error:
        assert name in str(error)
    else:
        assert account.accepted == 0


def test_a_workbook_cut_in_half_and_a_zip_that_is_none(export):
    book, content = openpyxl.Workbook(), io.BytesIO()
    book.active.append(["id", "date", "text"])
    book.save(content)
    with zipfile.ZipFile(other := io.BytesIO(), "w") as archive:
        archive.writestr("x.txt", "x")
    for damaged in (content.getvalue()[: len(content.getvalue()) // 2], other.getvalue()):
        with pytest.raises(ReadError, match="XLSX"):
            read(export("a.xlsx", damaged))


def test_a_workbook_with_damaged_compression(export):
    book, content = openpyxl.Workbook(), io.BytesIO()
    book.active.append(["id", "date", "text"])
    for n in range(200):
        book.active.append([n, "2026-01-02", f"szöveg {n}"])
    book.save(content)
    with zipfile.ZipFile(content) as archive:
        sheet = archive.getinfo("xl/worksheets/sheet1.xml")
    damaged = bytearray(content.getvalue())
    middle = sheet.header_offset + 30 + len(sheet.filename) + sheet.compress_size // 2
    damaged[middle : middle + 40] = bytes(40)
    with pytest.raises(ReadError, match="XLSX"):
        read(export("a.xlsx", bytes(damaged)))


def test_names_and_ids_that_utf8_cannot_carry(export, account_of):
    line = json.dumps({"id": "\ud800", "date": "2026-01-02", "text": "jó", "x\udfff": 1})
    messages, _ = account_of(export("a.jsonl", line), settings=Settings(time_zone="UTC", keep_source=True))
    assert messages["message_id"].tolist() == ["table:a:\ufffd"]


def test_a_folder_of_exports_is_read_and_other_files_are_left(export, tmp_path):
    export("d/a.csv", HEAD + "1,2026-01-02,jó\n")
    export("d/deep/b.csv", HEAD + "1,2026-01-02,jó\n")
    export("d/photo.jpg", b"\xff\xd8\xff\xe0 not text")
    account = read(tmp_path / "d", settings=UTC).attrs["account"]
    assert [item.file.rpartition("/")[2] for item in account.files] == ["a.csv", "b.csv"]


def test_a_folder_without_exports_is_refused(export, tmp_path):
    export("d/photo.jpg", b"\xff\xd8\xff\xe0 not text")
    with pytest.raises(ReadError, match="folder without an export in it"):
        read(tmp_path / "d")


def test_unknown_format_names_the_legal_ones(export):
    with pytest.raises(ReadError, match="legal: convokit, mail, table, telegram, vk, whatsapp"):
        read(export("a.csv", HEAD), format="viber")


def test_header_alone_gives_an_empty_table(export, account_of):
    messages, account = account_of(export("a.csv", HEAD))
    assert account.records == 0
    assert len(list(read_batches(export("b.csv", HEAD)))[0]) == 0


def test_deeply_nested_json_is_rejected(export, account_of):
    deep = '{"id": 1, "date": "2026-01-02", "text": ' + "[" * 100_000 + "]" * 100_000 + "}"
    good = '{"id": 2, "date": "2026-01-02", "text": "jó"}'
    messages, account = account_of(export("a.jsonl", good + "\n" + deep), settings=UTC)
    assert (account.accepted, account.rejected) == (1, 1)


def test_formulas_and_markup_stay_plain_text(export, account_of):
    rows = '1,2026-01-02,<script>alert(1)</script>\n2,2026-01-02,"=HYPERLINK(""http://x.example"")"\n'
    messages, _ = account_of(export("a.csv", HEAD + rows), settings=UTC)
    assert messages["text"].tolist() == ["<script>alert(1)</script>", '=HYPERLINK("http://x.example")']
