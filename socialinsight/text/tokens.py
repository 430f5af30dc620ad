"""Tokens with offsets for whole columns of texts, as integer arrays over one vocabulary."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

import numpy as np

_TOKEN = re.compile(
    r"""
      [^\W\d_]+(?=[\ ,\n\x00!?]) | [\ ](?=\S)             # the common case first
    | (?:https?://|www\.)[^\s\x00]+                       # address
    | [\w.+-]+@[\w-]+(?:\.[\w-]+)+                        # e-mail
    | [:;=][-'^]?[)(DPpОоoO\]\[/\\|3*]+(?!\w)             # emoticon
    | \){2,} | \({2,} | <3
    | [@\#]\w+(?:-\w+)*                                   # mention, tag
    | \d+(?:[.,:]\d+)+ | \d+(?=[^\W\d_]{0,3}\b)           # number, before a unit
    | \w+(?:[-'’*@$\#]+\w+)*\*?                           # word, also with an obfuscated letter
    | \*+\w+(?:\*+\w*)*
    | [\U0001F1E6-\U0001F1FF]{2}                          # flag
    | [\u2190-\u21ff\u2300-\u2bff\u3030\U0001F000-\U0001FAFF]
      (?:[\ufe0f\U0001F3FB-\U0001F3FF]|\u200d[\u2190-\u2bff\U0001F000-\U0001FAFF])*
    | \x00
    | [^\S\n]+ | \s+
    | !+ | \?+ | \.+ | …+ | ,+ | -+ | [^\w\s]
    """,
    re.VERBOSE,
)
_CHUNK = 2048
_SENTENCE_END = frozenset(".!?…")
_CLAUSE_END = frozenset(',;:-–—()"„”“«»')


class _Codes(dict[str, int]):
    def __missing__(self, key: str) -> int:
        code = self[key] = len(self)
        return code


@dataclass(frozen=True)
class Tokens:
    """Tokens of many texts, white space left out.

    Attributes
    ----------
    text : numpy.ndarray of int32
        Index of the text a token belongs to, ascending.
    start, end : numpy.ndarray of int32
        Offsets in that text: ``texts[text][start:end]`` is the token.
    word : numpy.ndarray of int32
        Index into `vocabulary`.
    sentence, clause : numpy.ndarray of int32
        Running numbers over all texts, ascending.
    vocabulary : list of str
        Distinct surface forms.
    n_texts : int
        Number of texts, those without tokens included.
    """

    text: np.ndarray
    start: np.ndarray
    end: np.ndarray
    word: np.ndarray
    sentence: np.ndarray
    clause: np.ndarray
    vocabulary: list[str]
    n_texts: int

    def __len__(self) -> int:
        return len(self.word)

    def lengths(self) -> np.ndarray:
        """Return the number of tokens of each text, int64 of shape (n_texts,)."""
        return np.bincount(self.text, minlength=self.n_texts)

    def part(self, first: int, last: int) -> Tokens:
        """Return the tokens of texts `first` to `last` - 1; text numbers stay as they are."""
        low, high = np.searchsorted(self.text, [first, last])
        cut = slice(int(low), int(high))
        return Tokens(
            self.text[cut],
            self.start[cut],
            self.end[cut],
            self.word[cut],
            self.sentence[cut],
            self.clause[cut],
            self.vocabulary,
            self.n_texts,
        )

    def of_texts(self, chosen: np.ndarray) -> Tokens:
        """Return the tokens of the chosen texts alone, texts and words numbered anew.

        Parameters
        ----------
        chosen : numpy.ndarray of bool
            One flag a text.
        """
        keep = chosen[self.text]
        used = np.zeros(len(self.vocabulary), bool)
        used[self.word[keep]] = True
        word = np.cumsum(used, dtype=np.int32) - 1
        text = np.cumsum(chosen, dtype=np.int32) - 1
        return Tokens(
            text[self.text[keep]],
            self.start[keep],
            self.end[keep],
            word[self.word[keep]],
            self.sentence[keep],
            self.clause[keep],
            [self.vocabulary[code] for code in np.flatnonzero(used)],
            int(chosen.sum()),
        )


def tokenize(texts: Sequence[str]) -> Tokens:
    """Split texts into tokens.

    Parameters
    ----------
    texts : sequence of str
        Any texts; no missing values.

    Returns
    -------
    Tokens
        Words, numbers, signs, emoticons and emoji with their offsets.

    Examples
    --------
    >>> tokens = tokenize(["Nem megy :( sz@r!!!", ""])
    >>> [tokens.vocabulary[code] for code in tokens.word]
    ['Nem', 'megy', ':(', 'sz@r', '!!!']
    >>> tokens.start.tolist(), tokens.n_texts
    ([0, 4, 9, 12, 16], 2)
    """
    codes = _Codes()
    separator = codes["\x00"]
    chunks = [_token_arrays(texts[low : low + _CHUNK], codes, separator, low) for low in range(0, len(texts), _CHUNK)]
    if not chunks:
        empty = np.zeros(0, np.int32)
        return Tokens(empty, empty, empty, empty, empty, empty, [], 0)
    text, start, end, word = (np.concatenate(arrays) for arrays in zip(*chunks))
    vocabulary = list(codes)
    return _without_space(text, start, end, word, vocabulary, len(texts))


def _token_arrays(
    texts: Sequence[str], codes: _Codes, separator: int, first: int
) -> tuple[np.ndarray, np.ndarray, np.ndarray, np.ndarray]:
    joined = "\x00".join(text.replace("\x00", " ") for text in texts)
    found = _TOKEN.findall(joined)
    word = np.fromiter((codes[token] for token in found), np.int32, len(found))
    length = np.fromiter(map(len, found), np.int32, len(found))
    end = np.cumsum(length, dtype=np.int64)
    start = end - length
    is_separator = word == separator
    text = np.cumsum(is_separator, dtype=np.int32)
    text_start = np.concatenate(([0], end[is_separator]))
    shift = text_start[text]
    keep = ~is_separator
    return (
        (text[keep] + first).astype(np.int32),
        (start - shift)[keep].astype(np.int32),
        (end - shift)[keep].astype(np.int32),
        word[keep],
    )


def _without_space(
    text: np.ndarray, start: np.ndarray, end: np.ndarray, word: np.ndarray, vocabulary: list[str], n_texts: int
) -> Tokens:
    is_space = np.fromiter((form.isspace() for form in vocabulary), bool, len(vocabulary))
    newline = np.fromiter((form.isspace() and "\n" in form for form in vocabulary), bool, len(vocabulary))
    stop = np.fromiter((form[0] in _SENTENCE_END for form in vocabulary), bool, len(vocabulary))
    comma = np.fromiter((form[0] in _CLAUSE_END for form in vocabulary), bool, len(vocabulary))
    short = np.fromiter((form.isdigit() or len(form) == 1 for form in vocabulary), bool, len(vocabulary))
    after_short = np.concatenate(([False], short[word[:-1]]))
    dot = np.fromiter((form == "." for form in vocabulary), bool, len(vocabulary))
    stops = stop[word] & ~(dot[word] & after_short)
    breaks = stops | newline[word]
    new_text = np.concatenate(([0], np.diff(text) > 0)).astype(bool)
    sentence = _running(new_text, breaks)
    clause = _running(new_text, breaks | comma[word])
    keep = ~is_space[word]
    kept = np.flatnonzero(~is_space)
    recode = np.full(len(vocabulary), -1, np.int32)
    used = np.zeros(len(vocabulary), bool)
    used[word[keep]] = True
    kept = kept[used[kept]]
    recode[kept] = np.arange(len(kept), dtype=np.int32)
    return Tokens(
        text[keep],
        start[keep],
        end[keep],
        recode[word[keep]],
        sentence[keep],
        clause[keep],
        [vocabulary[code] for code in kept],
        n_texts,
    )


def _running(new_text: np.ndarray, breaks: np.ndarray) -> np.ndarray:
    """Return running numbers of the stretches between breaks; a break belongs to the stretch it ends."""
    after_break = np.concatenate(([False], breaks[:-1]))
    return np.cumsum(new_text | after_break, dtype=np.int32)


def iterate(tokens: Tokens) -> Iterator[list[str]]:
    """Yield the forms of each text in order, texts without tokens included."""
    bounds = np.searchsorted(tokens.text, np.arange(tokens.n_texts + 1))
    for low, high in zip(bounds[:-1], bounds[1:]):
        yield [tokens.vocabulary[code] for code in tokens.word[low:high]]
