"""Pseudonyms of authors: keyed, stable for a key, not to be turned back without it."""

from __future__ import annotations

import hashlib
import hmac
from collections.abc import Iterable

import pandas as pd

_LETTERS = "23456789ABCDEFGHJKLMNPQRSTUVWXYZ"
_LENGTH = 8


def pseudonym(author_id: str, *, key: str) -> str:
    """Return the pseudonym of one author: eight letters of HMAC-SHA-256 (RFC 2104), 40 bits.

    Parameters
    ----------
    author_id : str
        Any text.
    key : str
        The secret; the same key gives the same pseudonym in every run.

    Returns
    -------
    str
        Two groups of four out of 32 letters and digits; 0, 1, I and O are left out.

    Raises
    ------
    ValueError
        When the key is empty.

    Examples
    --------
    >>> pseudonym("anna", key="secret") == pseudonym("anna", key="secret")
    True
    >>> pseudonym("anna", key="secret") == pseudonym("anna", key="other")
    False
    >>> len(pseudonym("anna", key="secret"))
    9
    """
    if not key:
        raise ValueError(
            "pseudonym: key = ''; legal: a text that is not empty. Set pseudonym_key in firm.toml or use data_key()."
        )
    digest = hmac.new(key.encode("utf-8"), str(author_id).encode("utf-8", "replace"), hashlib.sha256).digest()
    number = int.from_bytes(digest[:5], "big")
    letters = "".join(_LETTERS[(number >> (5 * place)) & 31] for place in range(_LENGTH))
    return f"{letters[:4]}-{letters[4:]}"


def pseudonyms(author_ids: Iterable[str], *, key: str) -> dict[str, str]:
    """Return the pseudonym of each distinct author id.

    Examples
    --------
    >>> sorted(pseudonyms(["b", "a", "a"], key="k"))
    ['a', 'b']
    """
    return {str(author): pseudonym(str(author), key=key) for author in dict.fromkeys(author_ids)}


def data_key(messages: pd.DataFrame) -> str:
    """Return a key derived from the whole content of a messages table.

    Pseudonyms made with it are stable while the data stay the same and cannot be recomputed from a report,
    because they hang on texts that the report does not show.

    Examples
    --------
    >>> table = pd.DataFrame({"message_id": ["1"], "author_id": ["a"], "text": ["szia"]})
    >>> data_key(table) == data_key(table.assign(text=["hello"]))
    False
    """
    hashes = pd.util.hash_pandas_object(messages[["message_id", "author_id", "text"]].astype(object), index=False)
    return hashlib.sha256(b"socialinsight" + hashes.to_numpy("uint64").tobytes()).hexdigest()
