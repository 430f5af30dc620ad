"""Accounts that look automatic: the same wording again and again, answered faster than people type."""

from __future__ import annotations

import numpy as np
import pandas as pd

LEAST = 10
MANY = 20
SAMPLE = 60
COMMON = 0.25
FRAME = 0.6
TEMPLATED = 0.8
ALWAYS = 0.95
QUICK = 10.0
INSTANT = 5.0
LONG = 8
_HEAD = 14


def likely_bots(texts: pd.Series, turns: pd.DataFrame, ranked: np.ndarray) -> np.ndarray:
    """Return which members look automatic though nobody declared them.

    Three ways, all from ten messages on: at least 80 % of the messages keep to a template and half of the answers
    come within 10 seconds; from twenty messages on, at least 95 % keep to a template; or at least twenty answers
    of mostly eight words and more, nine of ten within 5 seconds. A message keeps to a template when it has at
    least four words and 60 % of them stand beside the same neighbour in a quarter of the author's messages,
    numbers and addresses left out. Times without seconds tell no latency.

    Parameters
    ----------
    texts : pandas.Series
        Text of each turn, in the order of `turns`.
    turns : pandas.DataFrame
        The table of `participation.Participation`: member, parent, target, sure, at.
    ranked : ndarray of bool
        Members who would be ranked; only they are looked at.

    Returns
    -------
    ndarray of bool
        One element a member.
    """
    n = len(ranked)
    member = turns["member"].to_numpy()
    written = np.bincount(member, minlength=n)
    half, slow, replies = reply_latency(turns, n)
    long = _long_answers(texts, turns, n, (replies >= MANY) & (slow <= INSTANT) & ranked)
    asked = ranked & (written >= LEAST) & ((_repeated(texts, member, n) >= 0.5) | (half <= QUICK))
    share = template_share(texts, member, asked)
    quick = (share >= TEMPLATED) & (half <= QUICK) & (replies >= LEAST // 2)
    return ranked & (quick | ((share >= ALWAYS) & (written >= MANY)) | long)


def reply_latency(turns: pd.DataFrame, n: int) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
    """Return for each member median and 90th percentile of seconds until their answers, and how many there were."""
    nothing = np.full(n, np.nan), np.full(n, np.nan), np.zeros(n, np.int64)
    seconds = turns["at"].to_numpy("datetime64[us]").astype(np.int64) / 1e6
    answers = np.flatnonzero((turns["target"].to_numpy() >= 0) & (turns["sure"].to_numpy(float) >= 0.9))
    if not len(answers) or not (seconds[answers] % 60).any():
        return nothing
    wait = seconds[answers] - seconds[turns["parent"].to_numpy()[answers]]
    by = pd.Series(wait).groupby(turns["member"].to_numpy()[answers])
    every = range(n)
    half, slow = (by.quantile(q).reindex(every).to_numpy(float) for q in (0.5, 0.9))
    return half, slow, by.size().reindex(every, fill_value=0).to_numpy(np.int64)


def template_share(texts: pd.Series, member: np.ndarray, asked: np.ndarray) -> np.ndarray:
    """Return the share of each asked member's messages that keep to a template; NaN for the others."""
    rows = np.flatnonzero(asked[member])
    result = np.full(len(asked), np.nan)
    if not len(rows):
        return result
    order = pd.Series(member[rows]).groupby(member[rows]).cumcount().to_numpy()
    rows = rows[order < SAMPLE]
    plain = texts.take(rows).fillna("").str.lower().str.replace(r"\S*[\d@/]\S*", " ", regex=True)
    words = pd.DataFrame({"row": np.arange(len(rows)), "word": plain.str.split().to_numpy()})
    words = words.explode("word", ignore_index=True).dropna(subset="word").reset_index(drop=True)
    size = np.bincount(member[rows], minlength=len(asked))
    length = np.bincount(words["row"], minlength=len(rows))
    common = np.bincount(words["row"], _framed(words, member[rows], size), len(rows))
    fixed = (length >= 4) & (common >= FRAME * length)
    counts = np.bincount(member[rows], fixed, len(asked))
    return np.divide(counts, size, out=result, where=asked & (size > 0))


def _framed(words: pd.DataFrame, owner: np.ndarray, size: np.ndarray) -> np.ndarray:
    """Return which words stand beside a neighbour that they have in a quarter of their author's messages."""
    row, word = words["row"].to_numpy(), pd.factorize(words["word"])[0]
    beside = row[:-1] == row[1:]
    first, row_of = np.flatnonzero(beside), row[:-1][beside]
    pairs = pd.DataFrame({"member": owner[row_of], "left": word[first], "right": word[first + 1], "row": row_of})
    key = pairs.groupby(["member", "left", "right"], sort=False).ngroup().to_numpy()
    once = ~pd.DataFrame({"key": key, "row": row_of}).duplicated().to_numpy(bool)
    count = np.bincount(key, once) if len(key) else np.zeros(0)
    fixed = first[count[key] >= np.maximum(COMMON * size[pairs["member"]], 3)] if len(key) else first
    framed = np.zeros(len(words), bool)
    framed[fixed], framed[fixed + 1] = True, True
    return framed


def _repeated(texts: pd.Series, member: np.ndarray, n: int) -> np.ndarray:
    """Return the share of each member's messages that begin or end like another one of theirs, larger of both."""
    plain = texts.fillna("").str.lower().str.replace(r"^\S+[,:]\s+", "", regex=True)
    count = np.maximum(np.bincount(member, minlength=n), 1)
    shares = []
    for part in (plain.str.slice(0, _HEAD), plain.str.slice(-_HEAD)):
        table = pd.DataFrame({"member": member, "part": pd.factorize(part)[0]})
        shares.append(np.bincount(member, table.duplicated(keep=False), n) / count)
    return np.maximum(*shares)


def _long_answers(texts: pd.Series, turns: pd.DataFrame, n: int, asked: np.ndarray) -> np.ndarray:
    member = turns["member"].to_numpy()
    rows = np.flatnonzero(asked[member] & (turns["target"].to_numpy() >= 0))
    words = texts.take(rows).fillna("").str.count(r"\S+").to_numpy(float)
    median = pd.Series(words).groupby(member[rows]).median().reindex(range(n)).to_numpy(float)
    return asked & (median >= LONG)
