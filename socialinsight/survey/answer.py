"""The answer to a question: a table, a sentence, and the messages it stands on."""

from __future__ import annotations

import math
from collections.abc import Mapping
from dataclasses import dataclass, field
from html import escape
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pandas as pd

from socialinsight.charts.wording import Wording, wording

if TYPE_CHECKING:
    from socialinsight.survey.filters import About

QUOTE_COLUMNS = ["message_id", "says", "text", "author", "sent_at"]


def answer_wording(language: str) -> Wording:
    """Return the wording of answers in a language.

    Examples
    --------
    >>> answer_wording("en")("label.praise")
    'praise'
    """
    return wording(language, Path(__file__).parent)


@dataclass(frozen=True, eq=False)
class Answer:
    """What was asked, the shares and the quotes; shows itself as a sentence.

    Attributes
    ----------
    about : str
        What the messages are about, as it was asked.
    label : str or None
        What is counted; None: whether people write about it at all.
    language : str
        Of the sentence.
    least : int
        People below which no share is told.
    table : pandas.DataFrame
        An answers table: the whole first, then one row a value of the dimension.
    quotes : pandas.DataFrame
        message_id, says (does it carry the label), text (masked), author (pseudonym), sent_at.
    rate : float
        False discovery rate below which a difference is called one.
    """

    about: str
    label: str | None
    language: str
    least: int
    table: pd.DataFrame = field(repr=False)
    quotes: pd.DataFrame = field(repr=False)
    rate: float = 0.05

    @property
    def share(self) -> float:
        """Share of the people, 0..1; NaN when too few."""
        return float(self.table["share"].iloc[0])

    def sentence(self, row: int = 0) -> str:
        """Return one row of the table as a sentence in the language of the answer."""
        say = answer_wording(self.language)
        told = self.table.iloc[row]
        n = int(told["n_authors"])
        head = self._head(say, row)
        if not n:
            return f"{head}: {say('answer.nobody')}"
        if not math.isfinite(told["share"]):
            return f"{head}: {say('answer.few', n=say.number(n), least=say.number(self.least))}"
        key = "answer.share" if self.label else "answer.mention"
        low, high = (say.number(100 * told[name]) for name in ("low", "high"))
        values = {"share": say.percent(told["share"], 0), "low": low, "high": high}
        text = say(key, n=say.number(n), hits=say.number(told["n_saying"]), **values)
        return f"{head}: {text}{self._comparison(say, told)}"

    def _head(self, say: Wording, row: int) -> str:
        parts = [self.about, say(f"label.{self.label}") if self.label else ""]
        if row:
            dimension, value = (str(self.table[name].iloc[row]) for name in ("dimension", "value"))
            parts.append(say.term({"language": "lang"}.get(dimension, dimension), value))
        return " · ".join(part for part in parts if part)

    def _comparison(self, say: Wording, told: Any) -> str:
        if not math.isfinite(told["rest_share"]):
            return ""
        sure = told["q_value"] <= self.rate
        way = ("more" if told["gap"] > 0 else "less") if sure else "same"
        n, share = say.number(told["rest_authors"]), say.percent(told["rest_share"], 0)
        return " " + say(f"answer.rest.{way}", n=n, share=share)

    def __repr__(self) -> str:
        return self.sentence()

    def _repr_html_(self) -> str:
        say = answer_wording(self.language)
        lines = "".join(f"<li>{escape(self.sentence(row))}</li>" for row in range(1, len(self.table)))
        groups = f"<ul>{lines}</ul>" if lines else ""
        return f"<p><strong>{escape(self.sentence())}</strong></p>{groups}{self._html_quotes(say)}"

    def _html_quotes(self, say: Wording) -> str:
        parts = []
        for says, title in ((True, say("answer.quotes")), (False, say("answer.counter"))):
            own = self.quotes[self.quotes["says"] == says]
            told = "".join(
                f'<blockquote title="{escape(str(row.message_id))}">{escape(str(row.text))}<br>'
                f"<small>{escape(str(row.author))}, {row.sent_at:%Y-%m-%d}</small></blockquote>"
                for row in own.itertuples()
            )
            parts.append(f"<p>{escape(title)}</p>{told}" if told else "")
        return "".join(parts)


def described(about: About, say: Wording) -> str:
    """Return what a question is about in words.

    Examples
    --------
    >>> described({"product": "TV", "words": ["szállítás", "futár"]}, answer_wording("hu"))
    'termék: TV, „szállítás / futár”'
    """
    if about is None:
        return say("answer.everything")
    if isinstance(about, Mapping):
        return ", ".join(_part(key, wanted, say) for key, wanted in about.items())
    if isinstance(about, str) or (isinstance(about, list | tuple) and all(isinstance(one, str) for one in about)):
        return _part("words", about, say)
    return say("answer.selection")


def _part(key: str, wanted: Any, say: Wording) -> str:
    values = [wanted] if isinstance(wanted, str) else list(wanted)
    if key == "words":
        return say("answer.words", words=" / ".join(values))
    family = {"language": "lang"}.get(key, key)
    return f"{say('about.' + key)}: {' / '.join(say.term(family, value) for value in values)}"
