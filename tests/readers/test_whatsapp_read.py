import pandas as pd
import pytest

from socialinsight.readers import ReadError, read
from socialinsight.settings import Settings

HU = """2024. 01. 15. 10:29 - Az üzenetek és a hívások végpontok között titkosítottak.
2024. 01. 15. 10:30 - Kiss Éva: Nincs net
második sor: itt
2024. 01. 15. 10:31 - Zengő Net: Nézzük.
2024. 01. 15. 10:32 - Kiss Éva: <Hiányzó médiafájl>
2024. 01. 15. 10:33 - Kiss Éva: IMG-1.jpg (fájl csatolva)
ilyen a modem
2024. 01. 15. 10:34 - Kiss Éva: Ezt az üzenetet törölték
2024. 01. 15. 10:35 - Béla hozzáadta Évát
2024. 01. 15. 10:36 - Kiss Éva: ok
2024. 01. 15. 10:36 - Kiss Éva: ok
"""
RU = """15.01.2024, 10:29 - Сообщения и звонки защищены сквозным шифрованием.
15.01.2024, 10:30 - Анна: Нет связи
15.01.2024, 10:31 - Анна: <Без медиафайлов>
15.01.2024, 10:32 - Поддержка: VID-1.mp4 (файл добавлен)
15.01.2024, 10:33 - Поддержка: Смотрим <Сообщение изменено>
"""
IOS = (
    "[2024. 01. 15. 10:30:12] Kiss Éva: Nincs net\r\n"
    "\u200e[2024. 01. 15. 10:31:00] Kiss Éva: \u200ekép kihagyva\r\n"
    "[15.01.2024, 10:32:05] Анна: тоже\r\n"
    "[1/15/24, 10:33:05\u202fPM] Tom: same here\r\n"
)
BUDAPEST = Settings(time_zone="Europe/Budapest")


def test_hungarian_android(export, account_of):
    messages, account = account_of(export("chat.txt", HU), settings=BUDAPEST)
    assert messages["text"].tolist() == ["Nincs net\nmásodik sor: itt", "Nézzük.", "ilyen a modem", "ok", "ok"]
    assert messages["author_id"].unique().tolist() == ["Kiss Éva", "Zengő Net"]
    assert messages["sent_at"].iloc[0] == pd.Timestamp("2024-01-15 09:30", tz="UTC")
    assert account.skipped == {"service": 2, "media_only": 1, "deleted": 1}
    assert messages["message_id"].is_unique


def test_russian_android(export, account_of):
    messages, account = account_of(export("чат.txt", RU))
    assert messages["text"].tolist() == ["Нет связи", "Смотрим"]
    assert messages["sent_at"].iloc[0] == pd.Timestamp("2024-01-15 07:30", tz="UTC")
    assert account.skipped == {"service": 1, "media_only": 2}


def test_ios_with_invisible_marks_and_half_days(export, account_of):
    messages, account = account_of(export("chat.txt", IOS), settings=BUDAPEST)
    assert messages["text"].tolist() == ["Nincs net", "тоже", "same here"]
    assert messages["sent_at"].iloc[2] == pd.Timestamp("2024-01-15 21:33:05", tz="UTC")
    assert account.skipped == {"media_only": 1}


def test_overlapping_exports_of_one_chat_share_their_ids(export):
    first = export("a/chat.txt", HU)
    longer = export("b/chat.txt", HU + "2024. 01. 16. 9:00 - Kiss Éva: Köszönöm\n")
    account = read([first, longer]).attrs["account"]
    assert (account.accepted, account.duplicates) == (6, 5)


def test_lines_before_the_first_message_are_rejected(export, account_of):
    _, account = account_of(export("chat.txt", "valami más\n" + HU))
    assert account.rejected_rows["row"].tolist() == [1]


def test_a_text_that_is_no_chat_is_refused(export):
    with pytest.raises(ReadError, match="holds no WhatsApp line"):
        read(export("a.txt", "just\ntext\n"), format="whatsapp")
