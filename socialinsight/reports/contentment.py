"""How content customers are: over time, by topic and channel, measured scores beside it."""

from __future__ import annotations

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
        tables=(_table(view),),
    )


def _table(view: View) -> Table:
    say = view.say
    table = view.analysis.satisfaction
    order = {"topic": 0, "channel": 1, "product": 2, "language": 3, "period": 4}
    frame = table.assign(rank=table["dimension"].astype(object).map(order))
    frame = frame.sort_values(["rank", "n"], ascending=[True, False], kind="stable")
    words = {"language": "lang"}
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
            view.column("value", seen=False),
        ),
        shown=min(int((frame["rank"] < order["period"]).sum()), 18),
    )
