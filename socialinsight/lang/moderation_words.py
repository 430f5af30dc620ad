"""Phrases that decide about moderation: abuse without a word of substance, taunts, advice, own faults, accounts."""

from __future__ import annotations

import re
from collections.abc import Sequence

import numpy as np

from socialinsight.lang.phrases import PhraseTable

KINDS = (
    "abuse",
    "taunt",
    "peer_advice",
    "shrug",
    "own_fault",
    "account",
    "due_missed",
    "own_case",
    "vague_time",
    "case_number",
    "number_word",
    "past",
    "unsure",
    "accusation",
    "discontent",
    "belittles",
    "no_belittling",
)
_GAP = re.compile(r"\.\{0,\d+\}")
_BETWEEN = re.compile(r"\\b\.\{0,\d+\}\\b")


def _in_the_sentence(pattern: str) -> str:
    """Return a pattern whose gaps reach to the end of the sentence; a gap between words has a space at least."""
    return _GAP.sub("[^.!?]*", _BETWEEN.sub(r"\\W(?:[^.!?]*\\W)?", pattern.replace("ё", "е")))


_PHRASES = PhraseTable("moderation.csv", KINDS, _in_the_sentence)


def moderation_words(texts: Sequence[str], langs: Sequence[str], *kinds: str) -> dict[str, np.ndarray]:
    """Return which texts hold a phrase of each kind.

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
        ``abuse`` (wishes somebody dead, threatens a person, slurs), ``taunt`` (mocks the others without substance),
        ``peer_advice`` (tells another customer how it was mended), ``shrug`` (makes light of it), ``own_fault`` (the
        writer's own doing), ``account`` (tells what somebody or something of the firm did), ``due_missed`` (what
        should have come did not), ``own_case`` (a matter of the writer's own contract or money), ``vague_time``
        (a number that is no fact), ``case_number`` (the number or code of a case), ``number_word`` (a number,
        date or time told in words), ``past`` (a verb in the past), ``unsure`` (supposed, or said of everybody and
        always), ``accusation`` (calls the firm a fraud), ``discontent`` (that it is not all right, and no more),
        ``belittles`` (the firm makes the customer small) and ``no_belittling`` (sounds so and is none).

    Raises
    ------
    ValueError
        When a kind is unknown.

    Examples
    --------
    >>> found = moderation_words(["Dögöljetek meg!", "Стадо, всему верите."], ["hu", "ru"], "abuse", "taunt")
    >>> found["abuse"].tolist(), found["taunt"].tolist()
    ([True, False], [False, True])
    """
    return _PHRASES.held(texts, langs, *kinds)
