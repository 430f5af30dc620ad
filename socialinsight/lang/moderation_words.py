"""Phrases that decide about moderation: abuse without a word of substance, taunts, advice, own faults, accounts."""

from __future__ import annotations

import csv
import re
from collections.abc import Sequence
from functools import lru_cache
from pathlib import Path

import numpy as np

from socialinsight.lang.date_grammar import fold
from socialinsight.lang.language import LANGUAGES, language

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


_BETWEEN = re.compile(r"\\b\.\{0,\d+\}\\b")
_GAP = re.compile(r"\.\{0,\d+\}")


@lru_cache(maxsize=8)
def _patterns(folder: Path) -> dict[str, str]:
    """Return one RE2 pattern a kind; its letters and word ends are those of any script."""
    found: dict[str, list[str]] = {}
    with (folder / "moderation.csv").open(encoding="utf-8", newline="") as file:
        for row in csv.DictReader(file):
            found.setdefault(row["kind"], []).append(row["pattern"])
    return {kind: _any_script("|".join(f"(?:{one})" for one in forms)) for kind, forms in found.items()}


def _any_script(pattern: str) -> str:
    r"""Return a pattern for RE2 over folded texts, whose \b and \w would know Latin letters only.

    A gap goes on to the end of its sentence: counted gaps make RE2 slow. Two ends of words may share one sign.
    """
    inside, other = "[a-zа-я0-9_]", "[^a-zа-я0-9_]"
    pattern = _BETWEEN.sub(f"{other}(?:[^.!?]*{other})?", pattern.replace("ё", "е"))
    pattern = _GAP.sub("[^.!?]*", pattern)
    return pattern.replace(r"\w", inside).replace(r"\b", f"(?:^|$|{other})")


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
    import pyarrow as pa
    import pyarrow.compute as pc

    wanted = kinds or KINDS
    if unknown := set(wanted) - set(KINDS):
        raise ValueError(f"moderation_words: unknown kind(s) {sorted(unknown)}; legal: {KINDS}. Correct the name.")
    result = {kind: np.zeros(len(texts), bool) for kind in wanted}
    spoken = np.array(langs, object)
    for lang in LANGUAGES:
        rows = np.flatnonzero(spoken == lang)
        if not len(rows):
            continue
        whole = fold("\x00".join(texts[row].replace("\x00", " ") for row in rows.tolist()))
        folded = pa.array(whole.split("\x00"), pa.large_string())
        for kind in wanted:
            held = pc.match_substring_regex(folded, _patterns(language(lang).folder)[kind])
            result[kind][rows] = held.to_numpy(zero_copy_only=False)
    return result
