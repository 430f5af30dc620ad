"""How content customers are: over time, by topic and channel, measured scores beside it."""

from __future__ import annotations

from socialinsight.reports.answered_surveys import NPS_POINTS, survey_tables
from socialinsight.reports.quotes import issue_titles
from socialinsight.reports.recovered import recovered
from socialinsight.reports.report import Figure, Section, Table
from socialinsight.reports.view import View


def section(view: View) -> Section:
    """Return the section on satisfaction."""
    say, table = view.say, view.analysis.satisfaction
    weeks = table[(table["dimension"] == "period") & table["net_sentiment"].notna()]
    alt = say("chart.satisfaction_trend.alt", n=say.number(len(weeks)))
    if len(weeks):
        ends = [say.number(weeks["net_sentiment"].iloc[place], 2, sign=True) for place in (0, -1)]
        alt += " " + say("chart.from_to", first=ends[0], last=ends[1])
    return Section(
        "satisfaction",
        say("section.satisfaction"),
        say("section.satisfaction.lead"),
        figures=(
            Figure(
                "satisfaction_trend",
                say("chart.satisfaction_trend"),
                table,
                alt,
                say("chart.satisfaction_trend.caption"),
            ),
            Figure(
                "satisfaction_groups",
                say("chart.satisfaction_groups"),
                table,
                say("chart.satisfaction_groups.alt"),
                say("chart.satisfaction_groups.caption"),
            ),
        ),
        tables=(_table(view), *survey_tables(view), _drivers(view), _moods(view), recovered(view)),
        notes=() if len(view.analysis.surveys) else (say("surveys.none"),),
    )


def _table(view: View) -> Table:
    say = view.say
    table = view.analysis.satisfaction
    order = {"topic": 0, "channel": 1, "product": 2, "segment": 3, "language": 4, "period": 5}
    frame = table.assign(rank=table["dimension"].astype(object).map(order))
    frame = frame.sort_values(["rank", "n"], ascending=[True, False], kind="stable")
    words = {"language": "lang"}
    frame["nps"] = frame["nps"] * NPS_POINTS
    asked = {name: bool((table[f"n_{name}"].fillna(0) > 0).any()) for name in ("csat", "nps", "ces")}
    pairs = zip(frame["dimension"].astype(str), frame["value"])
    frame["group"] = [say.term(words.get(dimension, dimension), value) for dimension, value in pairs]
    return view.table(
        "satisfaction",
        frame,
        (
            view.column("group"),
            view.column("dimension", "term", family="dimension"),
            view.column("n", "count"),
            view.column("net_sentiment", "signed"),
            view.column("low", "signed"),
            view.column("high", "signed"),
            view.column("n_rated", "count"),
            view.column("mean_rating", "number"),
            view.column("n_csat", "count", seen=asked["csat"]),
            view.column("csat", "share", title=say("survey.csat"), seen=asked["csat"]),
            view.column("n_nps", "count", seen=asked["nps"]),
            view.column("nps", "decimal", title=say("survey.nps"), seen=asked["nps"]),
            view.column("n_ces", "count", seen=asked["ces"]),
            view.column("ces", "number", title=say("survey.ces"), seen=asked["ces"]),
            view.column("previous", "signed", title=say("column.net_previous")),
            view.column("current", "signed", title=say("column.net_current")),
            view.column("change", "signed", title=say("column.net_change")),
            view.column("change_low", "signed", title=say("column.low"), seen=False),
            view.column("change_high", "signed", title=say("column.high"), seen=False),
            view.column("value", seen=False),
        ),
        shown=min(int((frame["rank"] < order["period"]).sum()), 18),
    )


def _drivers(view: View) -> Table:
    names = issue_titles(view)
    table = view.analysis.drivers
    frame = table.assign(name=[names.get(one, one) for one in table["issue_id"]])
    columns = (
        view.column("name"),
        view.column("n", "count", title=view.say("column.conversations")),
        view.column("net_sentiment", "signed"),
        view.column("gap", "signed"),
        view.column("low", "signed"),
        view.column("high", "signed"),
        view.column("drag", "signed"),
        view.column("q_value", "number"),
    )
    return view.table("drivers", frame, columns)


def _moods(view: View) -> Table:
    say, table = view.say, view.analysis.mood_changes
    pairs = zip(table["dimension"].astype(str), table["value"])
    frame = table.assign(group=[say.term(dimension, value) for dimension, value in pairs])
    columns = (
        view.column("group"),
        view.column("dimension", "term", family="dimension"),
        view.column("n", "count", title=say("column.conversations")),
        view.column("start", "signed", title=say("column.mood_start")),
        view.column("end", "signed", title=say("column.mood_end")),
        view.column("change", "signed", title=say("column.mood_change")),
        view.column("low", "signed"),
        view.column("high", "signed"),
        view.column("n_unhappy", "count"),
        view.column("recovered_share", "share"),
        view.column("recovered_low", "share", title=say("column.low"), seen=False),
        view.column("recovered_high", "share", title=say("column.high"), seen=False),
    )
    return view.table("mood_changes", frame, columns)
