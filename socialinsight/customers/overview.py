"""Everything about customers one by one and by segment, in the order in which it stands on itself."""

from __future__ import annotations

from typing import Any

import pandas as pd

from socialinsight.churn.call_list import call_list
from socialinsight.churn.hazards import has_lifelines, hazards
from socialinsight.churn.lifetimes import lifetimes, retention
from socialinsight.churn.risk import churn_risk
from socialinsight.churn.survival import survival
from socialinsight.customers.figures import segment_figures
from socialinsight.customers.history import customer_history
from socialinsight.customers.promised import promised_to
from socialinsight.customers.segments import customer_signs, segments
from socialinsight.measured.answers import survey_answers
from socialinsight.measured.levels import beside, judged, placed, surveys
from socialinsight.satisfaction import satisfaction
from socialinsight.settings import Settings
from socialinsight.summary import periods
from socialinsight.tables import HAZARDS


def customer_tables(
    messages: pd.DataFrame,
    signals: pd.DataFrame,
    texts: pd.DataFrame,
    tables: dict[str, Any],
    *,
    customers: pd.DataFrame,
    events: pd.DataFrame,
    as_of: pd.Timestamp,
    settings: Settings,
    zone: str,
) -> dict[str, pd.DataFrame]:
    """Return the tables on customers, their churn and their satisfaction, by name.

    Parameters
    ----------
    messages, signals, texts : pandas.DataFrame
        The tables of these names.
    tables : dict of str to pandas.DataFrame
        conversations, unanswered, promises, churn, turned, returning and role_evidence.
    customers, events : pandas.DataFrame
        The firm's own tables, empty when not given.
    as_of : pandas.Timestamp
        Moment of the analysis.
    settings : Settings
        `period_days`, `risk_days`, `calls_per_week`, `csat_scale`, `insiders`.
    zone : str
        Time zone of the weeks.

    Returns
    -------
    dict of str to pandas.DataFrame
        satisfaction, surveys, survival, retention, hazards (empty without the extra `churn`), risk, risk_check,
        customer_history, segment_figures and call_list.
    """
    current, previous = periods(as_of, settings.period_days)
    span = {"current": current, "previous": previous}
    signs = customer_signs(messages, texts)
    known = segments(signs, customers)
    answers = survey_answers(messages, events, as_of=as_of)
    answers = placed(answers, messages, signals, tables["conversations"], known, zone=zone)
    measured = surveys(judged(answers, csat_scale=settings.csat_scale), **span)
    inferred = satisfaction(messages, signals, zone=zone, segments=known, **span)
    lives = lifetimes(customers, events, as_of=as_of)
    risk, risk_check = churn_risk(
        messages, signals, customers, events, tables["promises"], as_of=as_of, days=settings.risk_days
    )
    owed = tables["promises"].assign(author_id=promised_to(tables["promises"], messages))
    found = tables | {"risk": risk, "promises": owed}
    history = customer_history(
        messages,
        signals,
        signs,
        known,
        found,
        customers=customers,
        events=events,
        as_of=as_of,
        insiders=settings.insiders,
    )
    return {
        "satisfaction": beside(inferred, measured),
        "surveys": measured,
        "survival": survival(lives),
        "retention": retention(lives, **span),
        "hazards": hazards(lives) if has_lifelines() and lives["left"].any() else HAZARDS.empty(),
        "risk": risk,
        "risk_check": risk_check,
        "customer_history": history,
        "segment_figures": segment_figures(messages, signals, tables["conversations"], history),
        "call_list": call_list(history, messages, found, capacity=settings.calls_per_week, **span),
    }
