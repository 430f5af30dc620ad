"""Words that tell whether something promised was done, came, came late or is missing."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from socialinsight.lang.phrases import PhraseTable

KINDS = ("done", "arrived", "as_promised", "late", "missing", "reminded", "tells", "undertakes", "lasting")
_PHRASES = PhraseTable("fulfilment.csv", KINDS)


def fulfilment(texts: Sequence[str], langs: Sequence[str]) -> dict[str, np.ndarray]:
    """Return which texts tell of something done, come or missing.

    Parameters
    ----------
    texts : sequence of str
    langs : sequence of str
        hu, ru or another, one a text; texts in another language tell nothing.

    Returns
    -------
    dict of str to numpy.ndarray of bool
        ``done`` (the firm says it did it), ``arrived`` (the customer says it is there), ``as_promised``, ``late``,
        ``missing``, ``reminded`` (of a promise), ``tells`` (a promise to tell), ``undertakes`` (the firm will act),
        ``lasting`` (a stretch of time, not a deadline).

    Examples
    --------
    >>> found = fulfilment(["Megjött, köszönöm.", "Денег нет."], ["hu", "ru"])
    >>> found["arrived"].tolist(), found["missing"].tolist()
    ([True, False], [False, True])
    """
    return _PHRASES.held(texts, langs)
