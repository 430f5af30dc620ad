"""Ask a question of an analysis, as one would ask it of customers in a survey."""

from __future__ import annotations

import difflib
from typing import TYPE_CHECKING, Any

import numpy as np
import pandas as pd

from socialinsight.issues.growth import benjamini_hochberg
from socialinsight.labels import label_names, labels
from socialinsight.reports.quotes import quotes
from socialinsight.reports.view import View
from socialinsight.survey.answer import QUOTE_COLUMNS, Answer, answer_wording, described
from socialinsight.survey.filters import About, chosen, values
from socialinsight.survey.periods import inside
from socialinsight.survey.votes import MOODS, author_votes, compared
from socialinsight.survey.votes import says as said
from socialinsight.tables import ANSWERS

if TYPE_CHECKING:
    from socialinsight.result import Analysis

MOST_QUOTES = 5
_NOT_ASKED = ("question_mark",)


def ask(
    analysis: Analysis,
    about: About = None,
    *,
    label: str | None = None,
    by: str | None = None,
    period: str | tuple[object, object] | None = None,
    least: int | None = None,
    language: str | None = None,
) -> Answer:
    """Return how many of the people who write about something say something, one vote a person.

    Parameters
    ----------
    analysis : Analysis
        Result of `analyze`.
    about : str, list of str, mapping, callable or array of bool, optional
        Which messages. A word stands for all its inflected forms; a list for any of its words; all words of one
        string must stand in the message; `szállít*` is a beginning. A mapping names `words`, `issue`, `product`,
        `channel`, `segment`, `topic`, `language`, `community`, all of which must fit. A callable gets the messages
        table and returns a mask. Everything when left out.
    label : str, optional
        positive, negative, neutral, or a label of customers such as praise, complaint, churn_intent. When left out
        the answer is how many write about it at all.
    by : str, optional
        One more answer for each product, channel, segment, issue, topic, language, community or month.
    period : str or tuple, optional
        "current", "previous", a stretch such as "2026", "2026-03", "2026-03-15", or (from, until), until exclusive.
    least : int, optional
        People below which no share is told; `settings.min_support` when left out.
    language : {"hu", "ru", "en"}, optional
        Of the sentence; the report's when left out.

    Returns
    -------
    Answer
        `table` holds shares with Wilson's 95 % interval over authors, beside the people who write nothing that fits,
        taken at as many messages (interval of the difference: Newcombe 1998), with q-values by Benjamini and Hochberg;
        `quotes` holds masked sentences for and against.

    Raises
    ------
    ValueError
        When a label, key, value, dimension, period or mask is unknown or empty.

    Examples
    --------
    >>> import socialinsight
    >>> from socialinsight import tables
    >>> nothing = socialinsight.analyze(tables.MESSAGES.empty(), as_of="2026-03-31")
    >>> ask(nothing, "delivery", label="praise", language="en")
    “delivery” · praise: nobody writes about it.
    """
    if label is not None and label not in askable():
        near = difflib.get_close_matches(label, askable(), n=1)
        hint = f"Did you mean {near[0]!r}?" if near else "Choose one of them."
        raise ValueError(f"ask: label = {label!r}; legal: {', '.join(askable())}. {hint}")
    least = analysis.settings.min_support if least is None else least
    asked = inside(analysis, period) & ~analysis.messages["author_role"].isin(["agent", "bot"]).to_numpy(bool)
    fits = chosen(analysis, about)
    facts = _facts(analysis, fits, label)[asked]
    base = facts[facts["fits"]] if label else facts
    rest = facts[~facts["author_id"].isin(base["author_id"])]
    rows = [_row("all", "all", base, rest, label, least)]
    if by is not None:
        base = base.assign(value=values(analysis, by).to_numpy(object)[base.index])
        rows += _by_value(by, base.dropna(subset=["value"]), label, least)
    table = ANSWERS.cast(pd.DataFrame(rows))
    table["q_value"] = benjamini_hochberg(table["p_value"].to_numpy(float))
    language = language or analysis.settings.language or (analysis.language if analysis.language != "other" else "en")
    return Answer(
        described(about, answer_wording(language)),
        label,
        language,
        least,
        table,
        _quotes(analysis, base, label, language),
        analysis.settings.false_discovery_rate,
    )


def askable() -> list[str]:
    """Return the labels that a question can be about.

    Examples
    --------
    >>> askable()[:5]
    ['positive', 'negative', 'neutral', 'complaint', 'churn_intent']
    """
    known = [name for name in label_names("act", "detail", "cue") if labels()[name].fits("customer")]
    buying = [name for name in known if name.startswith("buying_")]
    acts = [name for name in label_names("act", "detail") if name in known and name not in _NOT_ASKED]
    return [*MOODS, *acts, *buying]


def _facts(analysis: Analysis, fits: np.ndarray, label: str | None) -> pd.DataFrame:
    if label is None:
        score = fits.astype(float)
    else:
        score = analysis.signals["sentiment" if label in MOODS else label].to_numpy(float)
    messages = analysis.messages
    columns = {"author_id": messages["author_id"], "message_id": messages["message_id"], "sent_at": messages["sent_at"]}
    facts = pd.DataFrame({**columns, "fits": fits, "score": score}).reset_index(drop=True)
    return facts.assign(text=messages["text"].to_numpy(object))


def _by_value(by: str, base: pd.DataFrame, label: str | None, least: int) -> list[dict[str, Any]]:
    rows = []
    for value, own in base.groupby("value", sort=True):
        others = base[~base["author_id"].isin(own["author_id"])]
        rows.append(_row(by, str(value), own, others, label, least))
    return sorted(rows, key=lambda row: -row["n_authors"]) if by != "month" else rows


def _row(by: str, value: str, own: pd.DataFrame, rest: pd.DataFrame, label: str | None, least: int) -> dict[str, Any]:
    votes, others = author_votes(own, label), author_votes(rest, label)
    if label is None:
        others = others[:0] if by == "all" else others
    return {
        "dimension": by,
        "value": value,
        "n_messages": int(own["score"].notna().sum()),
        **compared(votes, others, least=least),
        "quote_ids": tuple(_best(own, label)["message_id"].head(MOST_QUOTES)),
    }


def _best(facts: pd.DataFrame, label: str | None, *, says: bool = True) -> pd.DataFrame:
    """Return the clearest messages for (or against) the label, one a person, newest first among equals."""
    known = facts.dropna(subset=["score"])
    known = known[said(known["score"], label) == says]
    falling = (label not in ("negative", "neutral")) == says
    clear = known["score"].abs() if label == "neutral" else known["score"]
    order = known.assign(clear=clear.round(1)).sort_values(["clear", "sent_at"], ascending=[not falling, False])
    return order.drop_duplicates("author_id").drop_duplicates("text")


def _quotes(analysis: Analysis, base: pd.DataFrame, label: str | None, language: str) -> pd.DataFrame:
    from socialinsight.reports import report_wording

    about = base[base["fits"]]
    sides = [(True, _best(about, label).head(MOST_QUOTES))]
    if label is not None:
        sides.append((False, _best(about, label, says=False).head(2)))
    says = {str(one): side for side, rows in sides for one in rows["message_id"]}
    shown = quotes(View(analysis, report_wording(language)), says)
    rows = [(one, says[one], quote.text, quote.author, quote.sent_at) for one, quote in shown.items()]
    return pd.DataFrame(rows, columns=QUOTE_COLUMNS)
