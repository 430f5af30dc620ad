"""The words of an e-mail: its text part, or its HTML part without markup and quotations."""

from __future__ import annotations

import re
from email.message import Message
from html.parser import HTMLParser

from socialinsight.readers.encoding import detect_encoding

_BREAKS = frozenset("br p div tr li h1 h2 h3 h4 table ul ol hr".split())
_HIDDEN = frozenset("script style head title".split())
_VOID = frozenset("area base br col embed hr img input link meta source track wbr".split())
_QUOTE_CLASSES = re.compile(r"gmail_quote|moz-cite-prefix|yahoo_quoted|protonmail_quote|OutlookMessageHeader")


class _TextOfHtml(HTMLParser):
    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.parts: list[str] = []
        self.hidden: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        words = " ".join(value or "" for name, value in attrs if name in ("class", "id"))
        is_quote = tag == "blockquote" or _QUOTE_CLASSES.search(words) or "divRplyFwdMsg" in words
        if self.hidden or tag in _HIDDEN or is_quote:
            if tag not in _VOID:
                self.hidden.append(tag)
        elif tag in _BREAKS:
            self.parts.append("\n")

    def handle_endtag(self, tag: str) -> None:
        if tag in self.hidden:
            while self.hidden.pop() != tag:
                pass
        elif not self.hidden and tag in _BREAKS:
            self.parts.append("\n")

    def handle_data(self, data: str) -> None:
        if not self.hidden:
            self.parts.append(re.sub(r"[ \t\r\n]+", " ", data))


def html_text(markup: str) -> str:
    """Return the visible words of HTML; quotations (blockquote, Gmail's and others' quote blocks) are left out.

    Examples
    --------
    >>> html_text("<p>Jó napot!</p><script>alert(1)</script><blockquote>régi</blockquote>")
    'Jó napot!'
    """
    parser = _TextOfHtml()
    parser.feed(markup)
    parser.close()
    lines = (line.strip() for line in "".join(parser.parts).split("\n"))
    return re.sub(r"\n{3,}", "\n\n", "\n".join(lines)).strip()


def body_text(message: Message) -> tuple[str, bool]:
    """Return the text of a mail and whether it has attachments."""
    plain: list[str] = []
    markup: list[str] = []
    attached = False
    for part in message.walk():
        kind = part.get_content_type()
        if part.is_multipart():
            continue
        if part.get_content_disposition() == "attachment" or not kind.startswith("text/"):
            attached = True
        elif kind == "text/html":
            markup.append(_decoded(part))
        elif kind == "text/plain":
            plain.append(_decoded(part))
    text = "\n".join(plain)
    return (text if text.strip() else html_text("\n".join(markup))), attached


def _decoded(part: Message) -> str:
    payload = part.get_payload(decode=True)
    content = payload if isinstance(payload, bytes) else b""
    charset = str(part.get_content_charset() or "")
    if charset not in ("", "us-ascii", "ascii", "unknown-8bit"):
        try:
            return content.decode(charset)
        except (LookupError, UnicodeDecodeError, ValueError):
            pass
    return content.decode(detect_encoding(content), "replace")
