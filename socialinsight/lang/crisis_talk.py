"""Phrases of a firm in a crisis: news, an offer to all, a fault named, blame taken, a fault denied, a claim refused."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from socialinsight.lang.phrases import PhraseTable

KINDS = (
    "status",
    "partial",
    "to_all",
    "offer",
    "correction",
    "follow_up",
    "fault",
    "blame_taken",
    "conditional",
    "denial",
    "refusal",
)
_PHRASES = PhraseTable("crisis.csv", KINDS)


def crisis_talk(texts: Sequence[str], langs: Sequence[str], *kinds: str) -> dict[str, np.ndarray]:
    """Return whether each text of the firm holds a phrase of each kind.

    Parameters
    ----------
    texts : sequence of str
    langs : sequence of str
        hu, ru or another, one a text; texts in another language hold nothing.
    *kinds : str
        Those of `KINDS` that are wanted; all when left out.

    Returns
    -------
    dict of str to numpy.ndarray of bool
        ``status`` (what is being done, when the next news comes), ``partial`` (over for some only), ``to_all`` (meant
        for everybody hit), ``offer`` (money, credit, gift, free service), ``correction`` (gives back what was taken by
        mistake), ``follow_up`` (asks afterwards), ``fault`` (says what went wrong), ``blame_taken`` (says that it was
        the firm), ``conditional`` (sorry only if somebody minds), ``denial`` (was not the firm), ``refusal`` (a
        claim is turned down).

    Raises
    ------
    ValueError
        When a kind is unknown.

    Examples
    --------
    >>> found = crisis_talk(["Ez a mi hibánk volt.", "Это не наша ошибка"], ["hu", "ru"], "blame_taken", "denial")
    >>> found["blame_taken"].tolist(), found["denial"].tolist()
    ([True, False], [False, True])
    """
    return _PHRASES.held(texts, langs, *kinds)
