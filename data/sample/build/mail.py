"""Write a parsed source as an mbox of e-mails with real headers and quoted replies."""

from __future__ import annotations

import zlib
from email.message import EmailMessage
from email.policy import SMTP
from email.utils import format_datetime, formataddr
from html import escape
from zoneinfo import ZoneInfo

from conversation import Message, Source

WEEKDAYS = ("H", "K", "Sze", "Cs", "P", "Szo", "V")
GMAIL_WIDTH = 90
MONTHS = ("jan.", "febr.", "márc.", "ápr.", "máj.", "jún.", "júl.", "aug.", "szept.", "okt.", "nov.", "dec.")


def export(source: Source) -> tuple[bytes, dict[int, str], dict[str, str]]:
    """Return the bytes of the mbox, the Message-ID of each message key and the address of each author."""
    authors = {m.author: _address(source, m.author) for m in source.messages}
    ids = {m.key: _message_id(m, authors[m.author]) for m in source.messages}
    by_key = {m.key: m for m in source.messages}
    zone = ZoneInfo(source.settings["zone"])
    blocks = [_block(_mail(source, m, by_key, ids, authors, zone), authors[m.author], m) for m in source.messages]
    return b"".join(blocks), ids, authors


def _address(source: Source, author: str) -> str:
    fields = source.authors.get(author, [])
    if len(fields) < 2:
        raise ValueError(f"author {author!r} writes mail but has no '@author nick | Name | address' line")
    return fields[1]


def _message_id(message: Message, address: str) -> str:
    token = zlib.crc32(f"{message.at.isoformat()} {address}".encode())
    return f"<{message.at:%Y%m%d%H%M%S}.{token:08x}@{address.split('@')[1]}>"


def _mail(source: Source, message: Message, by_key: dict, ids: dict, authors: dict, zone: ZoneInfo) -> EmailMessage:
    mail = EmailMessage(policy=SMTP.clone(linesep="\n"))
    parent = by_key.get(message.reply_to)
    firm = source.settings["mailbox"]
    outbound = message.author in (*source.agents, *source.bots)
    mail["Message-ID"] = ids[message.key]
    mail["Date"] = format_datetime(message.at.replace(tzinfo=zone))
    mail["From"] = formataddr((source.name(message.author), authors[message.author]))
    mail["To"] = authors[_customer(message, by_key, source)] if outbound else firm
    mail["Subject"] = ("Re: " if parent else "") + message.thread.name
    if parent:
        mail["In-Reply-To"] = ids[parent.key]
        mail["References"] = " ".join(_ancestors(parent, by_key, ids))
    if message.mark("auto_reply"):
        mail["Auto-Submitted"] = "auto-replied"
        mail["Precedence"] = "bulk"
    _fill(mail, message.text + _quoted(source, message, parent, authors), html=message.mark("html") is not None)
    return mail


def _fill(mail: EmailMessage, text: str, *, html: bool) -> None:
    if html:
        paragraphs = "".join(f"<p>{escape(block)}</p>\n" for block in text.split("\n\n")).replace("\n<", "<")
        page = f'<html><head><meta charset="utf-8"></head><body style="font-family:Arial">{paragraphs}</body></html>\n'
        mail.set_content(page, subtype="html", charset="utf-8", cte="quoted-printable")
    else:
        mail.set_content(text + "\n", charset="utf-8", cte="quoted-printable")


def _customer(message: Message, by_key: dict, source: Source) -> str:
    staff = {*source.agents, *source.bots}
    while message.author in staff and message.reply_to is not None:
        message = by_key[message.reply_to]
    if message.author in staff:
        inside = [m for m in by_key.values() if m.thread is message.thread and m.author not in staff]
        return inside[0].author
    return message.author


def _ancestors(message: Message | None, by_key: dict, ids: dict) -> list[str]:
    chain = []
    while message is not None:
        chain.insert(0, ids[message.key])
        message = by_key.get(message.reply_to)
    return chain


def _quoted(source: Source, message: Message, parent: Message | None, authors: dict) -> str:
    mark = message.mark("quote")
    if mark is None or parent is None:
        return ""
    name, address, at = source.name(parent.author), authors[parent.author], parent.at
    arrows = "\n".join(f"> {line}" if line else ">" for line in parent.text.split("\n"))
    if mark.words[0] == "outlook":
        head = f"Feladó: {name} <{address}>\nKüldve: {at:%Y. %m. %d. %H:%M}\n"
        head += f"Címzett: {source.settings['mailbox']}\nTárgy: {message.thread.name}\n"
        return f"\n\n________________________________\n{head}\n{parent.text}"
    if mark.words[0] == "thunderbird":
        return f"\n\n{at:%Y. %m. %d.} {at.hour}:{at:%M} keltezéssel, {name} írta:\n{arrows}"
    when = f"{at.year}. {MONTHS[at.month - 1]} {at.day}., {WEEKDAYS[at.weekday()]}, {at.hour}:{at:%M}"
    head = f"{name} <{address}> ezt írta (időpont: {when}):"
    if len(head) > GMAIL_WIDTH:
        head = head.replace("időpont: ", "időpont:\n")
    return f"\n\n{head}\n\n{arrows}"


def _block(mail: EmailMessage, sender: str, message: Message) -> bytes:
    envelope = f"From {sender} {message.at:%a %b %d %H:%M:%S %Y}\n".encode()
    lines = mail.as_bytes().split(b"\n")
    body = b"\n".join(b">" + line if line.startswith(b"From ") else line for line in lines)
    return envelope + body.rstrip(b"\n") + b"\n\n"
