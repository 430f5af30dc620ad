"""Names and bits of the word-level morphological features, the same for every language."""

from __future__ import annotations

_NAMES = (
    *("v1sg", "v1pl", "v2", "v3", "imp", "cond", "past", "fut", "pres", "inf", "part", "conv"),
    *("neg", "poss1", "poss2", "poss3", "sg", "pl", "comp", "sup", "perf", "imperf", "fam", "form"),
    *("pot", "acc", "gen", "dat"),
)

FEATS: dict[str, int] = {name: 1 << position for position, name in enumerate(_NAMES)}
"""Bit of each feature name in the int32 masks that ``analyse_words`` returns.

``v1sg v1pl v2 v3`` person of a finite verb; ``imp cond past fut pres inf part conv`` mood, tense and
non-finite form (``part`` participle, ``conv`` adverbial participle); ``neg`` a negating word;
``poss1 poss2 poss3`` person of the possessor; ``sg pl`` number of noun, adjective, pronoun or verb;
``comp sup`` degree; ``perf imperf`` Russian aspect; ``fam`` second person of familiar address (te, ty),
``form`` of polite address where the word shows it (Russian plural *vy*); ``pot`` Hungarian *-hat/-het*;
``acc gen dat`` cases of nouns, adjectives and pronouns.
"""


def mask_of(*names: str) -> int:
    """Union of the bits of the named features.

    Parameters
    ----------
    *names : str
        Keys of ``FEATS``.

    Returns
    -------
    int
        The bits joined by or.

    Raises
    ------
    KeyError
        A name that is not in ``FEATS``.

    Examples
    --------
    >>> mask_of("v1sg", "v1pl")
    3
    >>> mask_of()
    0
    """
    mask = 0
    for name in names:
        if name not in FEATS:
            raise KeyError(f"mask_of: feature {name!r} is not one of {', '.join(FEATS)}")
        mask |= FEATS[name]
    return mask
