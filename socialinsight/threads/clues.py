"""What the likely reply links of a chat are told from: names, times, turns, questions and shared words."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
import pandas as pd

if TYPE_CHECKING:
    from scipy.sparse import csr_array as csr_matrix

WINDOW = 60
_EDGES = ".,:;!?()[]<>\"'„”«»@*~"
_OF_OTHERS = ("newcomer", "newcomer_question_named")


class Clues:
    """What the features of a chat are made of: coded authors, times, named people, questions and words."""

    def __init__(self, messages: pd.DataFrame) -> None:
        n = len(messages)
        self.author = pd.factorize(messages["author_id"])[0]
        self.minute = messages["sent_at"].to_numpy("datetime64[s]").astype(np.int64) / 60
        words = [text.split() for text in messages["text"].fillna("").astype(object)]
        self.named = named_people(words, messages, self.author)
        self.question = np.array(["?" in (line[-1] if line else "") or any("?" in w for w in line) for line in words])
        self.long = np.log1p([len(line) for line in words])
        self.previous, self.following = _same_before(self.author)
        self.called = _last_call(self.author, self.named)
        named_next = _same_before(np.where(self.named >= 0, self.named, -np.arange(1, n + 1)))[1]
        self.named_following = np.where(self.named >= 0, named_next, n)
        self.partner = _carry(self.author, self.named)
        self.order = pd.Series(self.author).groupby(self.author).cumcount().to_numpy()
        self.words = _word_matrix(words)

    def legal(self, rows: np.ndarray) -> np.ndarray:
        """Return which choices exist: shape (len(rows), WINDOW + 1), column 0 = something new."""
        return rows[:, None] - np.arange(WINDOW + 1) >= 0

    def features(self, rows: np.ndarray, names: tuple[str, ...]) -> np.ndarray:
        """Return the named features of every choice: shape (len(rows), WINDOW + 1, len(names)), float32."""
        i = rows[:, None]
        step = np.arange(WINDOW + 1)[None, :]
        j = np.maximum(i - step, 0)
        new = step == 0
        named, author = self.named, self.author
        b, calls = author[j], named[i] >= 0
        to_b = calls & (named[i] == b)
        back = named[j] == author[i]
        same = b == author[i]
        last = self.following[j] >= i
        recent = self.minute[i] - self.minute[j]
        silent = np.where(self.previous[i] >= 0, self.minute[i] - self.minute[np.maximum(self.previous[i], 0)], 60.0)
        partner = (self.partner[i] == b) & ~same
        overlap = self._overlap(rows)
        free = ~calls & ~same
        j_calls = named[j] >= 0
        f = {
            "new": new,
            "new_names": new & calls,
            "new_first": new & (self.order[i] == 0),
            "new_silent": new * np.log1p(np.clip(silent, 0, 60)),
            "new_question": new & self.question[i],
            "new_named_before": new & (self.called[i] >= 0) & (i - self.called[i] < 30),
            "new_long": new * self.long[i],
            "distance": np.log1p(step),
            "distance_sq": np.log1p(step) ** 2,
            "minutes": np.log1p(np.clip(recent, 0, 60)),
            "names_author": to_b & ~same,
            "names_other": calls & ~to_b & ~same,
            "names_author_last": to_b & last & ~same,
            "names_back": to_b & back,
            "names_elsewhere": to_b & j_calls & ~back,
            "unnamed_elsewhere": free & j_calls & ~back,
            "unnamed_back": free & back,
            "answers_call": back & (self.called[i] == j) & ~same,
            "same": same,
            "same_last": same & last,
            "same_last_soon": same & last & (recent <= 1),
            "same_named_alike": same & calls & (named[i] == named[j]),
            "last_of_author": last & ~same,
            "next_line": step == 1,
            "partner": partner & free,
            "partner_last": partner & free & last,
            "partner_back": partner & back,
            "question": self.question[j] & ~same,
            "question_unnamed": self.question[j] & ~j_calls & ~same & ~self.question[i],
            "newcomer": (self.order[j] == 0) & ~same,
            "newcomer_question_named": (self.order[j] == 0) & self.question[j] & to_b,
            "overlap": overlap,
            "overlap_named": overlap * to_b,
            "named_newcomer_first": to_b & ~j_calls & self.question[j],
            "between_own": (self.previous[i] > j) & ~same,
            "since_reply": same & (self.called[i] > j),
        }
        stack = np.empty((*j.shape, len(names)), np.float32)
        for place, name in enumerate(names):
            value = f[name]
            stack[:, :, place] = value if name.startswith("new") and name not in _OF_OTHERS else value * ~new
        return stack

    def _overlap(self, rows: np.ndarray) -> np.ndarray:
        result = np.zeros((len(rows), WINDOW + 1))
        for step in range(1, WINDOW + 1):
            inside = rows >= step
            here = rows[inside]
            result[inside, step] = np.asarray(self.words[here].multiply(self.words[here - step]).sum(axis=1)).ravel()
        return result


def named_people(words: list[list[str]], messages: pd.DataFrame, author: np.ndarray) -> np.ndarray:
    """Return the code of the author whom each message names, -1 for nobody.

    A name counts at the beginning of a message, or anywhere when it is rarer as a word than its owner's messages.
    """
    owner: dict[str, int] = {}
    names = [messages["author_id"]] + ([messages["author_name"]] if "author_name" in messages else [])
    for column in names:
        for code, name in dict(zip(author, column.fillna("").astype(object))).items():
            for form in {name.casefold(), name.casefold().split(" ")[0].strip(_EDGES)} - {""}:
                owner[form] = -1 if owner.get(form, code) != code else code
    bare = [[word.casefold().strip(_EDGES) for word in line] for line in words]
    seen = pd.Series([word for line in bare for word in line], dtype=object).value_counts()
    spoken = np.bincount(author, minlength=1)
    rare = {n: c for n, c in owner.items() if c >= 0 and len(n) > 2 and seen.get(n, 0) <= 3 * spoken[c] + 3}
    named = np.full(len(words), -1, np.int64)
    for row, line in enumerate(bare):
        for place, word in enumerate(line):
            code = owner.get(word, -1) if place == 0 and words[row][0][-1:] in ",:;@" else rare.get(word, -1)
            if code >= 0 and code != author[row]:
                named[row] = code
                break
    return named


def _same_before(code: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
    """Return the rows of the previous (-1 = none) and of the next (n = none) element with the same code."""
    n = len(code)
    order = np.argsort(code, kind="stable")
    same = code[order][1:] == code[order][:-1]
    before, after = np.full(n, -1, np.int64), np.full(n, n, np.int64)
    before[order[1:][same]] = order[:-1][same]
    after[order[:-1][same]] = order[1:][same]
    return before, after


def _last_call(author: np.ndarray, named: np.ndarray) -> np.ndarray:
    """Return the row of the last earlier message that names each message's author, -1 for none."""
    n = len(author)
    calls = np.flatnonzero(named >= 0)
    table = pd.DataFrame({"who": np.concatenate([author, named[calls]]), "row": np.concatenate([np.arange(n), calls])})
    table["call"] = np.concatenate([np.full(n, np.nan), calls.astype(float)])
    table["late"] = np.concatenate([np.zeros(n), np.ones(len(calls))])
    order = table.sort_values(["who", "row", "late"], kind="stable")
    last = order.groupby("who")["call"].ffill()
    result = last.loc[last.index < n].sort_index()
    return np.nan_to_num(result.to_numpy(), nan=-1).astype(np.int64)


def _carry(author: np.ndarray, named: np.ndarray) -> np.ndarray:
    """Return whom each message's author named last, before that message; -1 for nobody."""
    own = pd.Series(np.where(named >= 0, named, np.nan))
    last = own.groupby(author).shift(1).groupby(author).ffill()
    return np.nan_to_num(last.to_numpy(float), nan=-1).astype(np.int64)


def _word_matrix(words: list[list[str]]) -> csr_matrix:
    """Return messages x words, rare words weighing more, each row of length 1 at most."""
    from scipy.sparse import csr_array

    flat = pd.Series([word.casefold().strip(_EDGES) for line in words for word in line], dtype=object)
    code, distinct = pd.factorize(flat)
    row = np.repeat(np.arange(len(words)), [len(line) for line in words])
    matrix = csr_array((np.ones(len(code)), (row, code)), shape=(len(words), max(len(distinct), 1)))
    matrix.sum_duplicates()
    count = np.bincount(matrix.indices, minlength=matrix.shape[1])
    rarity = np.log((1 + len(words)) / (1 + count))
    matrix.data = np.where(count > 1, rarity, 0.0)[matrix.indices]
    length = np.sqrt(np.asarray(matrix.multiply(matrix).sum(axis=1)).ravel())
    matrix.data = matrix.data / np.repeat(np.where(length > 0, length, 1.0), np.diff(matrix.indptr))
    return matrix
