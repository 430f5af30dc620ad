"""Measured satisfaction: level, interval and n of CSAT, NPS and CES; never mixed with anything inferred."""

from __future__ import annotations

import numpy as np
import pandas as pd

from socialinsight.measured.answers import MEASURES
from socialinsight.proportion import net_interval, wilson
from socialinsight.summary import Period
from socialinsight.tables import SATISFACTION, SURVEYS

DIMENSIONS = ("all", "period", "channel", "product", "segment", "topic", "language")
SCALES = (1.0, 5.0, 7.0, 10.0, 100.0)
NPS_TOP, NPS_BOTTOM, NPS_SCALE = 9.0, 6.0, 10.0
SATISFIED, DISSATISFIED = 0.75, 0.25


def placed(
    answers: pd.DataFrame,
    messages: pd.DataFrame,
    signals: pd.DataFrame,
    conversations: pd.DataFrame,
    segments: pd.DataFrame,
    *,
    zone: str,
) -> pd.DataFrame:
    """Return the answers with week, channel, product, segment, topic and language of what they are about.

    Parameters
    ----------
    answers : pandas.DataFrame
        Result of `answers.survey_answers`.
    messages, signals, conversations : pandas.DataFrame
        The tables of these names. Who answered is the author told with the answer, else the first customer of the
        conversation.
    segments : pandas.DataFrame
        Result of `customers.segments.segments`.
    zone : str
        Time zone of the weeks.

    Returns
    -------
    pandas.DataFrame
        The answers with period (Monday, yyyy-mm-dd), channel, product, segment, topic, language; None where not known.
    """
    local = answers["at"].dt.tz_convert(zone).dt.tz_localize(None)
    monday = local.dt.normalize() - pd.to_timedelta(local.dt.day_of_week, unit="D")
    talk = answers["conversation_id"].astype(object)
    theirs = ~messages["author_role"].isin(["agent", "bot"]).to_numpy(bool)
    facts = pd.DataFrame(
        {
            "conversation_id": messages["conversation_id"].to_numpy(object),
            "author_id": messages["author_id"].to_numpy(object),
            "product": messages["product"].to_numpy(object),
            "language": signals["lang"].to_numpy(object),
        }
    )[theirs & messages["conversation_id"].isin(set(talk.dropna())).to_numpy(bool)]
    first = facts.groupby("conversation_id")[["author_id", "product", "language"]].first()
    known = conversations.set_index(conversations["conversation_id"].astype(object))[["channel", "topic"]].astype(
        object
    )
    told = answers["author_id"].astype(object)
    author = told.where(told.notna(), talk.map(first["author_id"]).astype(object))
    table = answers.assign(
        period=monday.dt.strftime("%Y-%m-%d").astype(object), segment=author.map(segments["segment"])
    )
    table = table.assign(**{name: talk.map(first[name]) for name in ("product", "language")})
    return table.assign(**{name: talk.map(known[name]) for name in ("channel", "topic")})


def judged(answers: pd.DataFrame, *, csat_scale: float = 0.0) -> pd.DataFrame:
    """Return the answers with what counts: top (satisfied, promoter), bottom (dissatisfied, detractor), valid, scale.

    NPS: 9-10 promoters, 0-6 detractors (Reichheld 2003). CSAT: satisfied from three quarters of the scale on (4-5 of
    5, 6-7 of 7, 8-10 of 10), dissatisfied up to one quarter. Scales begin with 1, those of 1 and 100 points with 0.
    Where the scale is not told it is the smallest of 1, 5, 7, 10 and 100 that holds all answers.

    Parameters
    ----------
    answers : pandas.DataFrame
        Result of `answers.survey_answers`.
    csat_scale : float
        Highest point of the CSAT scale (settings); 0 = told from the answers.
    """
    score = answers["score"].to_numpy(float)
    scale = answers["scale"].to_numpy(float).copy()
    measure = answers["measure"].to_numpy(object)
    scale[measure == "nps"] = NPS_SCALE
    for name, given in (("csat", csat_scale), ("ces", 0.0)):
        open_ = (measure == name) & np.isnan(scale)
        most = np.nanmax(score[open_], initial=-np.inf)
        scale[open_] = given or next((one for one in SCALES if one >= most), SCALES[-1])
    low = np.where((measure == "nps") | np.isin(scale, (1.0, 100.0)), 0.0, 1.0)
    valid = (score >= low) & (score <= scale)
    share = (score - low) / np.maximum(scale - low, 1e-9)
    nps = measure == "nps"
    top = np.where(nps, score >= NPS_TOP, share >= SATISFIED) & valid & (measure != "ces")
    bottom = np.where(nps, score <= NPS_BOTTOM, share <= DISSATISFIED) & valid & (measure != "ces")
    return answers.assign(scale=scale, valid=valid, top=top, bottom=bottom)


def surveys(answers: pd.DataFrame, *, current: Period, previous: Period) -> pd.DataFrame:
    """Return level, interval and n of each measure along each dimension, the current period beside the previous one.

    Parameters
    ----------
    answers : pandas.DataFrame
        Result of `judged` and `placed`.
    current, previous : Period
        Answers belong to the period in which they were given.

    Returns
    -------
    pandas.DataFrame
        A surveys table. CSAT: Wilson's interval; NPS: that of a difference of two shares of one sample (Agresti and
        Min 2005); CES: Student's.
    """
    rows = []
    for measure in MEASURES:
        own = answers[answers["measure"] == measure].assign(all="")
        for dimension in DIMENSIONS if len(own) else ():
            for value, part in own.groupby(dimension, sort=True):
                now, before = (_level(part[period.holds(part["at"])], measure) for period in (current, previous))
                row = {"measure": measure, "dimension": dimension, "value": str(value), **_level(part, measure)}
                row |= {"scale": part["scale"].max(), "n_invalid": int((~part["valid"]).sum())}
                row |= {"n_current": now["n"], "current": now["level"]}
                row |= {"n_previous": before["n"], "previous": before["level"]}
                rows.append(row | _change(now, before))
    table = pd.DataFrame(rows, columns=[column.name for column in SURVEYS.columns])
    return SURVEYS.cast(table)


def _change(now: dict[str, float], before: dict[str, float]) -> dict[str, float]:
    """Return the change with an interval from the ends of both (Newcombe 1998, method 10)."""
    change = now["level"] - before["level"]
    down = np.hypot(now["level"] - now["low"], before["high"] - before["level"])
    up = np.hypot(now["high"] - now["level"], before["level"] - before["low"])
    return {"change": change, "change_low": change - down, "change_high": change + up}


def _level(part: pd.DataFrame, measure: str) -> dict[str, float]:
    from scipy.stats import t

    part = part[part["valid"]]
    n, top, bottom = len(part), int(part["top"].sum()), int(part["bottom"].sum())
    if measure == "csat":
        level, (low, high) = top / n if n else np.nan, wilson(top, n)
    elif measure == "nps":
        level, (low, high) = (top - bottom) / n if n else np.nan, net_interval(top, bottom, n)
    else:
        level = float(part["score"].mean()) if n else np.nan
        spread = float(part["score"].std(ddof=1)) if n > 1 else 0.0
        half = t.ppf(0.975, n - 1) * spread / np.sqrt(n) if spread > 0 else np.nan
        low, high = level - half, level + half
    return {"n": n, "level": level, "low": low, "high": high, "n_top": top, "n_bottom": bottom}


_NAMES = {"n": ("n_", ""), "level": ("", ""), "low": ("", "_low"), "high": ("", "_high")}


def beside(satisfaction: pd.DataFrame, measured: pd.DataFrame) -> pd.DataFrame:
    """Return the satisfaction table with the measured levels in columns of their own.

    Parameters
    ----------
    satisfaction, measured : pandas.DataFrame
        A satisfaction and a surveys table. Values that were only measured get a row in which nothing is inferred.

    Returns
    -------
    pandas.DataFrame
        A satisfaction table with n_csat, csat, csat_low, csat_high and the same for nps and ces.
    """
    keys = ["dimension", "value"]
    own = [column.name for column in SATISFACTION.columns]
    ours = {f"{head}{measure}{tail}" for measure in MEASURES for head, tail in _NAMES.values()}
    order = satisfaction[[name for name in own if name not in ours]].assign(place=np.arange(len(satisfaction)))
    for measure in MEASURES:
        part = measured[(measured["measure"] == measure) & (measured["dimension"] != "all")]
        names = {name: f"{head}{measure}{tail}" for name, (head, tail) in _NAMES.items()}
        order = order.merge(part[[*keys, *names]].rename(columns=names), on=keys, how="outer")
    order = order.sort_values(["place", *keys], kind="stable", ignore_index=True).drop(columns="place")
    counts = ["n", "n_rated", *(f"n_{measure}" for measure in MEASURES)]
    order[counts] = order[counts].fillna(0)
    return SATISFACTION.cast(order)[own]
