"""Personal data as spans of the raw text, and texts with those spans masked."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from socialinsight.redaction import bank_account, card, contract, email, identity, phone

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
    if isinstance(texts, str):
        raise ValueError(f"texts: received one str {texts[:40]!r}; legal: a sequence of str. Write [text].")
    given = [text if isinstance(text, str) else "" for text in texts]
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
    chosen = [row for row, text in enumerate(texts) if _CUE.search(text)]
    rows: list[tuple[int, int, int, str]] = []
    for low in range(0, len(chosen), _CHUNK):
        rows += _chunk_spans(texts, chosen[low : low + _CHUNK])
    text, start, end, label = zip(*rows) if rows else ((), (), (), ())
    return PersonalSpans(
        np.array(text, np.int32), np.array(start, np.int32), np.array(end, np.int32), np.array(label, object)
    )


def _chunk_spans(texts: Sequence[str], chosen: list[int]) -> list[tuple[int, int, int, str]]:
    document = "\x00".join(texts[row].replace("\x00", " ") for row in chosen)
    lengths = np.fromiter((len(texts[row]) + 1 for row in chosen), np.int64, len(chosen))
    offsets = np.cumsum(lengths) - lengths
    rows = []
    for start, end, label in _merged(document):
        place = int(np.searchsorted(offsets, start, side="right")) - 1
        rows.append((chosen[place], int(start - offsets[place]), int(end - offsets[place]), label))
    return rows


def _merged(document: str) -> list[tuple[int, int, str]]:
    """Return the spans of a document; of those that overlap, the whole stretch under the label first in order."""
    found = sorted(
        (start, end, rank) for rank, kind in enumerate(KINDS) for start, end in kind.find(document) if start < end
    )
    merged: list[tuple[int, int, int]] = []
    for start, end, rank in found:
        if merged and start < merged[-1][1]:
            last_start, last_end, last_rank = merged[-1]
            merged[-1] = (last_start, max(last_end, end), min(last_rank, rank))
        else:
            merged.append((start, end, rank))
    return [(start, end, KINDS[rank].LABEL) for start, end, rank in merged]


KINDS = (email, bank_account, card, identity, phone, contract)
