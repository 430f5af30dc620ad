from email.message import EmailMessage

import pandas as pd
import pytest

from socialinsight.readers import ReadError, read

QUESTION = """From MAILER-DAEMON Fri Jan  2 10:30:00 2026
Message-ID: <q1@haz.example>
Date: Fri, 2 Jan 2026 10:30:00 +0100
From: =?utf-8?B?S2lzcyDDiXZh?= <Eva@Haz.example>
To: help@ceg.example
Subject: =?utf-8?Q?sz=C3=A1mla?=
MIME-Version: 1.0
Content-Type: text/plain; charset=iso-8859-2
Content-Transfer-Encoding: 8bit

Miért lett drágább, őszintén?
>From tegnapig olcsóbb volt.

--@
Kiss Éva

""".replace("--@", "-- ")
ANSWER = """From MAILER-DAEMON Fri Jan  2 11:30:00 2026
Message-ID: <a1@ceg.example>
In-Reply-To: <q1@haz.example>
References: <q1@haz.example>
Date: Fri, 2 Jan 2026 11:30:00 +0100
From: help@ceg.example
Content-Type: text/plain; charset=utf-8
Content-Transfer-Encoding: 8bit

Jóváírjuk.

Kiss Éva <eva@haz.example> ezt írta (időpont: 2026. jan. 2., P, 10:30):

> Miért lett drágább, őszintén?

"""
AUTO = """From MAILER-DAEMON Fri Jan  2 10:31:00 2026
Message-ID: <auto@ceg.example>
In-Reply-To: <q1@haz.example>
Date: Fri, 2 Jan 2026 10:31:00 +0100
From: help@ceg.example
Auto-Submitted: auto-replied
Subject: x

Megkaptuk.

"""


def mbox(*parts):
    encodings = ("iso-8859-2" if "iso-8859-2" in part else "utf-8" for part in parts)
    return b"".join(part.encode(encoding) for part, encoding in zip(parts, encodings))


def test_a_thread_of_an_mbox(export, account_of):
    messages, account = account_of(export("help.mbox", mbox(QUESTION, AUTO, ANSWER)))
    assert messages["text"].tolist() == [
        "Miért lett drágább, őszintén?\nFrom tegnapig olcsóbb volt.",
        "Megkaptuk.",
        "Jóváírjuk.",
    ]
    assert messages["author_id"].tolist() == ["eva@haz.example", "help@ceg.example", "help@ceg.example"]
    assert messages["author_name"].iloc[0] == "Kiss Éva"
    assert messages["author_role"].tolist() == ["unknown", "bot", "unknown"]
    assert messages["conversation_id"].unique().tolist() == ["mail:help:<q1@haz.example>"]
    assert messages["sent_at"].iloc[0] == pd.Timestamp("2026-01-02 09:30", tz="UTC")
    assert account.files[0].format == "mail"


def test_html_mail_without_its_quotation(export):
    mail = EmailMessage()
    mail["From"], mail["Message-ID"], mail["Date"] = "a@x.example", "<h@x.example>", "Fri, 2 Jan 2026 10:30:00 +0100"
    mail.set_content(
        "<html><style>p{}</style><p>Добрый день!<br>Где <b>заказ</b>?</p><script>alert(1)</script>"
        '<div class="gmail_quote">ср, 5 мар. 2020 г. в 10:00, Магазин:<blockquote>старое</blockquote></div></html>',
        subtype="html",
    )
    messages = read(export("a.eml", mail.as_bytes()))
    assert messages["text"].tolist() == ["Добрый день!\nГде заказ?"]


def test_maildir_and_folder_of_eml(export, tmp_path):
    for name in ("md/cur/1:2,S", "md/new/2", "md/tmp/3"):
        export(name, (QUESTION if "cur" in name else ANSWER).partition("\n")[2])
    for name in ("eml/a.eml", "eml/deep/b.eml"):
        export(name, (QUESTION if "a.eml" in name else ANSWER).partition("\n")[2])
    for folder in ("md", "eml"):
        assert len(read(tmp_path / folder)) == 2


def test_what_is_only_quotation_attachment_or_has_no_date(export, account_of):
    quote = ANSWER.replace("Jóváírjuk.\n\n", "").replace("a1@", "a2@")
    undated = QUESTION.replace("Date: Fri, 2 Jan 2026 10:30:00 +0100\n", "").replace("q1@", "q2@")
    picture = EmailMessage()
    picture["From"], picture["Message-ID"], picture["Date"] = "a@x.example", "<p@x>", "Fri, 2 Jan 2026 10:30:00 +0100"
    picture.add_attachment(b"x", maintype="image", subtype="png", filename="a.png")
    content = mbox(QUESTION, quote, undated) + b"From x Fri Jan  2 10:30:00 2026\n" + picture.as_bytes() + b"\n"
    messages, account = account_of(export("a.mbox", content))
    assert account.skipped == {"quote_only": 1, "media_only": 1}
    assert account.rejected_rows["reason"].tolist() == ["no time"]
    assert len(messages) == 1


def test_mail_without_an_id_keeps_one_name(export):
    path = export("a.eml", QUESTION.partition("\n")[2].replace("Message-ID: <q1@haz.example>\n", ""))
    assert read(path)["message_id"].tolist() == read(path)["message_id"].tolist()


@pytest.mark.parametrize("charset", ["no-such-charset", "utf-7x", "utf-8", "=?x?="])
def test_a_wrong_charset_is_detected_again(export, charset):
    content = QUESTION.replace("charset=iso-8859-2", f"charset={charset}").partition("\n")[2].encode("iso-8859-2")
    assert read(export("a.eml", content))["text"].iloc[0].startswith("Miért lett drágább, őszintén?")


def test_a_broken_mail_is_rejected_and_the_rest_is_read(export, account_of):
    broken = "From x Fri Jan  2 10:30:00 2026\n\nno header at all\n\n"
    messages, account = account_of(export("a.mbox", mbox(QUESTION, broken, ANSWER)))
    assert (account.accepted, account.rejected) == (2, 1)
    assert account.rejected_rows["row"].tolist() == [2]


def test_a_folder_without_mail_is_refused(tmp_path):
    with pytest.raises(ReadError, match="holds no mail"):
        read(tmp_path, format="mail")
