"""Phrases that tell how a case was handled: sent round, told again, written in private, greeted, belittled."""

from __future__ import annotations

import re
from collections.abc import Sequence

import numpy as np

from socialinsight.lang.date_grammar import fold
from socialinsight.lang.phrases import PhraseTable

KINDS = (
    "number_word",
    "moved",
    "refused",
    "sent_round",
    "told_again",
    "greeting",
    "farewell",
    "next_step",
    "courtesy",
    "belittles",
    "one_channel",
    "outcome",
    "sends",
    "no_way_in",
    "forced_channel",
    "queue",
    "menu",
    "left_waiting",
)
_PHRASES = PhraseTable("handling.csv", KINDS)
_CROSSED_STEM = 4
_CROSSED_WITHIN = 24
_CROSSED_BETWEEN = 4
_LONG_WORD = re.compile(r"(?!szerint)[^\W\d_]{3,}")
_SENTENCE_END = re.compile(r"[.!?\n]")


def handling(texts: Sequence[str], langs: Sequence[str], *kinds: str) -> dict[str, np.ndarray]:
    """Return how often each text holds a phrase of each kind.

    Parameters
    ----------
    texts : sequence of str
    langs : sequence of str
        hu, ru or another, one a text; texts in another language hold nothing.
    *kinds : str
        Those of `KINDS` that are wanted; all when left out.

    Returns
    -------
    dict of str to numpy.ndarray of int32
        ``number_word`` (a number or time in words), ``moved`` (the customer has written in private), ``refused``
        (will not, or wrote there in vain), ``sent_round`` (was sent from one to the next), ``told_again`` (had to
        tell the same again), ``greeting``, ``farewell``, ``next_step`` (what happens now), ``courtesy``,
        ``belittles`` (the firm makes the customer small), ``one_channel`` (is sent to one way of writing),
        ``outcome`` (the public hears how it ended), ``sends`` (verbs of sending, saying and blaming), ``no_way_in``,
        ``forced_channel``, ``queue`` and ``menu`` (why the firm is hard to reach), ``left_waiting`` (no answer, or one
        that was not written for him).

    Raises
    ------
    ValueError
        When a kind is unknown.

    Examples
    --------
    >>> found = handling(["Elküldtem privátban.", "Написала в лс"], ["hu", "ru"], "moved")
    >>> found["moved"].tolist()
    [1, 1]
    """
    result = _PHRASES.counted(texts, langs, *kinds)
    if "sent_round" in result:
        for place in np.flatnonzero(_PHRASES.held(texts, langs, "sends")["sends"]).tolist():
            result["sent_round"][place] += is_crossed(fold(texts[place]))
    return result


def is_crossed(text: str) -> bool:
    """Return whether a sentence names two in turn and back: A … B, B … A, as those do who are sent to and fro.

    Words count by their first four letters; B and B are at most four words apart, A and A at most 24.

    Examples
    --------
    >>> is_crossed("a gyarto a boltra harit, a bolt a gyartora"), is_crossed("a bolt jo, a gyarto is jo")
    (True, False)
    """
    for sentence in _SENTENCE_END.split(text):
        stems = [word[:_CROSSED_STEM] for word in _LONG_WORD.findall(sentence)]
        at: dict[str, list[int]] = {}
        for place, stem in enumerate(stems):
            at.setdefault(stem, []).append(place)
        again = [(first, second) for places in at.values() for first, second in zip(places, places[1:])]
        if len(again) > 1 and any(
            a < b and d < c and d - b <= _CROSSED_BETWEEN and c - a <= _CROSSED_WITHIN
            for a, c in again
            for b, d in again
        ):
            return True
    return False
