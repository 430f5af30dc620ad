"""The executive summary: a handful of sentences, each of them a figure of the report."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from socialinsight.charts.wording import Wording
from socialinsight.reports.attention import crises_now
from socialinsight.reports.cards import say_value, trend, why_not
from socialinsight.reports.quotes import issue_titles, masked_phrases
from socialinsight.reports.report import Finding
from socialinsight.reports.view import View


def findings(view: View) -> tuple[Finding, ...]:
    """Return what management should read first; a sentence without its figure is left out."""
    return tuple(found for find in ORDER for found in find(view))


def crisis(view: View) -> list[Finding]:
    """Tell the largest crisis of the period, and whether the firm admitted it."""
    say, episodes = view.say, crises_now(view)
    if episodes.empty:
        return []
    worst = episodes.nlargest(1, "n_messages").iloc[0]
    admitted = float((worst["acknowledged_at"] - worst["started_at"]).total_seconds())
    known = admitted == admitted
    text = say(
        "finding.crisis.acknowledged" if known else "finding.crisis.silent",
        name=masked_phrases(view, episodes.nlargest(1, "n_messages")["name"]).iloc[0],
        date=say.date(worst["started_at"].tz_convert(view.analysis.zone)),
        n=say.number(worst["n_messages"]),
        expected=say.number(worst["expected"], 1),
        wait=say.duration(admitted) if known else "",
    )
    return [Finding(text, "crises", "bad")]


def mood(view: View) -> list[Finding]:
    """Tell net sentiment against the previous period."""
    return _metric(view, "net_sentiment", "satisfaction")


def complaints(view: View) -> list[Finding]:
    """Tell the most frequent issue of the period."""
    say, issues = view.say, view.analysis.issues
    if issues.empty or not issues["n_current"].max():
        return []
    first = issues.nlargest(1, "n_current")
    row = first.iloc[0]
    return [
        Finding(
            say(
                "finding.issue",
                name=issue_titles(view)[row["issue_id"]],
                n=say.number(row["n_current"]),
                previous=say.number(row["n_previous"]),
            ),
            "issues",
            "bad" if row["n_current"] > row["n_previous"] else "none",
        )
    ]


def unanswered(view: View) -> list[Finding]:
    """Tell the public messages without an answer and the age of the oldest."""
    public = view.waiting[view.waiting["is_public"].fillna(False).astype(bool)]
    if public.empty:
        return []
    age = view.say.duration(public["age_seconds"].max())
    return [Finding(view.say("finding.unanswered", n=view.say.number(len(public)), age=age), "attention", "bad")]


def leaving(view: View) -> list[Finding]:
    """Tell the customers who stated churn intent in the period."""
    say, churn = view.say, view.analysis.churn
    recent = churn[view.analysis.current.holds(churn["last_at"]) & (churn["kind"] != "taken_back").to_numpy(bool)]
    if recent.empty:
        return []
    firm = say.number((recent["kind"] == "firm").sum())
    return [Finding(say("finding.churn", n=say.number(len(recent)), firm=firm), "churn", "bad")]


def waits(view: View) -> list[Finding]:
    """Tell the median time to the first answer against the previous period."""
    return _metric(view, "first_response_median", "service")


ORDER: tuple[Callable[[View], list[Finding]], ...] = (crisis, mood, complaints, leaving, unanswered, waits)


def _metric(view: View, metric: str, section: str) -> list[Finding]:
    say: Wording = view.say
    row: Any = next((row for row in view.analysis.summary.itertuples() if row.metric == metric), None)
    if row is None or why_not(row.value, row.n, row.unit, say):
        return []
    compared = not why_not(row.previous, row.previous_n, row.unit, say)
    tone = trend(row)[1] if compared else "none"
    text = say(
        f"finding.{metric}.{tone}" if compared else f"finding.{metric}.alone",
        value=say_value(row.value, row, say),
        previous=say_value(row.previous, row, say),
        n=say.number(row.n),
    )
    return [Finding(text, section, tone)]
