"""Personal data as spans of the raw text, and texts with those spans masked."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from socialinsight.names import plain_texts, text_languages
from socialinsight.redaction import address, bank_account, card, contract, email, identity, person, phone

MASKS = {
    "pii_email": "‹e-mail›",
    "pii_iban": "‹IBAN›",
    "pii_card": "‹card›",
    "pii_tax_id": "‹ID›",
    "pii_phone": "‹tel.›",
    "pii_contract": "‹№›",
    "pii_address": "‹address›",
    "pii_name": "‹name›",
}
_CUE = re.compile(r"\d|@|kukac|собака|сабака|собачка|[\[({]\s?at\s?[\])}]", re.IGNORECASE)
_CHUNK = 512
Row = tuple[int, int, int, int]


@dataclass(frozen=True)
class PersonalSpans:
    """Spans of personal data, sorted by text and start, without overlaps.

    Attributes
    ----------
    text, start, end : numpy.ndarray of int32
        ``texts[text][start:end]`` is the personal datum.
    label : numpy.ndarray of object
        A label of group personal in labels.csv.
    """

    text: np.ndarray
    start: np.ndarray
    end: np.ndarray
    label: np.ndarray

    def __len__(self) -> int:
        return len(self.text)


def redact(texts: Sequence[str], *, lang: str | Sequence[str] | None = None) -> list[str]:
    """Return the texts with personal data masked.

    Each span is replaced by a mask that reads the same in every report language: ``‹e-mail›``, ``‹IBAN›`` (any bank
    account), ``‹card›``, ``‹ID›`` (tax, insurance and identity numbers), ``‹tel.›``, ``‹№›`` (contract, customer and
    order numbers), ``‹address›``, ``‹name›``.

    Parameters
    ----------
    texts : sequence of str
        Any texts; None and NaN are read as empty.
    lang : str or sequence of str, optional
        "hu", "ru" or "other" for all texts or one a text; detected when left out. Only names stand on it.

    Returns
    -------
    list of str
        One masked text a text, in input order.

    Raises
    ------
    ValueError
        When `texts` is one str, or `lang` has an unknown value or another length than `texts`.

    Examples
    --------
    >>> redact(["Hívjanak a 06-30/123-4567 számon!", "Почта: ivan@mail.ru", "12 990 Ft volt"])
    ['Hívjanak a ‹tel.› számon!', 'Почта: ‹e-mail›', '12 990 Ft volt']
    """
    given = plain_texts(texts)
    found = spans(given, lang)
    masked = list(given)
    for text, start, end, label in zip(found.text[::-1], found.start[::-1], found.end[::-1], found.label[::-1]):
        masked[text] = masked[text][:start] + MASKS[label] + masked[text][end:]
    return masked


def spans(texts: Sequence[str], lang: str | Sequence[str] | None = None) -> PersonalSpans:
    """Return where personal data stand in the texts; parameters and errors as for `redact`.

    Examples
    --------
    >>> found = spans(["Írjon: kati@freemail.hu"])
    >>> found.start.tolist(), found.end.tolist(), found.label.tolist()
    ([7], [23], ['pii_email'])
    """
    given = plain_texts(texts)
    langs = text_languages(given, lang)
    rows = [(*span, len(KINDS)) for span in person.find_names(given, langs)]
    chosen = [row for row, text in enumerate(given) if _CUE.search(text)]
    for low in range(0, len(chosen), _CHUNK):
        rows += _chunk_spans(given, chosen[low : low + _CHUNK])
    return _without_overlap(sorted(rows))


def _chunk_spans(texts: Sequence[str], chosen: list[int]) -> list[Row]:
    document = "\x00".join(texts[row].replace("\x00", " ") for row in chosen)
    lengths = np.fromiter((len(texts[row]) + 1 for row in chosen), np.int64, len(chosen))
    offsets = np.cumsum(lengths) - lengths
    found = [(*span, rank) for rank, kind in enumerate(KINDS) for span in kind.find(document)]
    places = np.searchsorted(offsets, [start for start, _, _ in found], side="right") - 1
    return [
        (chosen[place], start - int(offsets[place]), end - int(offsets[place]), rank)
        for place, (start, end, rank) in zip(places.tolist(), found)
    ]


def _without_overlap(rows: list[Row]) -> PersonalSpans:
    """Return the spans; of those that overlap, the whole stretch under the label first in the order of kinds."""
    merged: list[Row] = []
    for text, start, end, rank in rows:
        if merged and text == merged[-1][0] and start < merged[-1][2]:
            _, last_start, last_end, last_rank = merged[-1]
            merged[-1] = (text, last_start, max(last_end, end), min(last_rank, rank))
        else:
            merged.append((text, start, end, rank))
    columns: list[list[int]] = [list(column) for column in zip(*merged)] or [[], [], [], []]
    labels = [*(kind.LABEL for kind in KINDS), person.LABEL]
    return PersonalSpans(
        np.array(columns[0], np.int32),
        np.array(columns[1], np.int32),
        np.array(columns[2], np.int32),
        np.array([labels[number] for number in columns[3]], object),
    )


KINDS = (email, bank_account, card, identity, phone, address, contract)
