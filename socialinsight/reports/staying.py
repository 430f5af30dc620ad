"""How long customers stay, what goes with leaving, and who is likely to leave next: from the client's own outcomes."""

from __future__ import annotations

from socialinsight.churn.hazards import has_lifelines
from socialinsight.reports.report import Figure, Table
from socialinsight.reports.view import View

TENTHS = tuple(f"tenth_{number}" for number in range(1, 11))


def staying_figures(view: View) -> tuple[Figure, ...]:
    """Return the survival curves, none when nobody's coming is known."""
    say, table = view.say, view.analysis.survival
    if table.empty:
        return ()
    alt = say("chart.survival_curves.alt", n=say.number(table["segment"].nunique()))
    return (Figure("survival_curves", say("chart.survival_curves"), table, alt, say("chart.survival_curves.caption")),)


def staying_tables(view: View) -> tuple[Table, ...]:
    """Return customers kept and lost, Cox regression and model risk, each only when there is something in it."""
    analysis = view.analysis
    tables = [
        _retention(view) if len(analysis.retention) else None,
        _hazards(view) if len(analysis.hazards) else None,
        _risk(view) if len(analysis.risk) else None,
        _check(view) if len(analysis.risk_check) > 1 else None,
    ]
    return tuple(table for table in tables if table is not None)


def staying_notes(view: View) -> tuple[str, ...]:
    """Say what could not be told of model risk and Cox regression, and why."""
    say, check = view.say, view.analysis.risk_check
    notes = []
    for row in check[check["item"].isin(["state", "left_out"])].itertuples():
        if row.item == "left_out":
            notes.append(say("risk.left_out", names=row.note))
        elif row.note != "learnt":
            notes.append(say.term("risk_state", row.note))
    auc = check[check["item"] == "auc"]
    if len(auc) and len(view.analysis.risk):
        row = auc.iloc[0]
        ends = {name: say.number(row[name], 2) for name in ("value", "low", "high")}
        notes.append(say("risk.auc", how=say.term("risk_how", row["note"]), n=say.number(row["n"]), **ends))
    if len(view.analysis.survival) and not has_lifelines():
        notes.append(say("hazards.missing"))
    return tuple(notes)


def _retention(view: View) -> Table:
    say, table = view.say, view.analysis.retention
    names = [say.term("segment", name) if name else say("chart.all_customers") for name in table["segment"]]
    columns = (
        view.column("segment"),
        view.column("n", "count", title=say("column.customers")),
        view.column("n_left", "count"),
        view.column("lost_share", "share", title=say("column.lost_in_period")),
        view.column("lost_low", "share", title=say("column.low")),
        view.column("lost_high", "share", title=say("column.high")),
        view.column("previous_lost_share", "share"),
        view.column("lost_value_share", "share", seen=bool(table["lost_value_share"].notna().any())),
        view.column("kept_90", "share"),
        view.column("kept_365", "share"),
        view.column("kept_365_low", "share", title=say("column.low")),
        view.column("kept_365_high", "share", title=say("column.high")),
        view.column("median_days", "days"),
        view.column("q_value", "number"),
        view.column("n_start", "count", seen=False),
        view.column("n_lost", "count", title=say("column.n_lost_customers"), seen=False),
        view.column("n_undated", "count", seen=False),
        view.column("kept_90_low", "share", title=say("column.low"), seen=False),
        view.column("kept_90_high", "share", title=say("column.high"), seen=False),
        view.column("median_low", "days", title=say("column.low"), seen=False),
        view.column("median_high", "days", title=say("column.high"), seen=False),
        view.column("p_value", "number", seen=False),
    )
    return view.table("retention", table.assign(segment=names).astype({"segment": object}), columns)


def _hazards(view: View) -> Table:
    say, table = view.say, view.analysis.hazards
    frame = table.assign(
        covariate=[_feature(view, name) for name in table["covariate"]],
        holds=table["is_proportional"].map({True: "yes", False: "no"}).astype(object),
    )
    columns = (
        view.column("covariate", title=say("column.feature")),
        view.column("n", "count", title=say("column.customers")),
        view.column("n_left", "count"),
        view.column("hazard_ratio", "number"),
        view.column("low", "number"),
        view.column("high", "number"),
        view.column("p_value", "number"),
        view.column("holds", "term", family="answer"),
        view.column("ph_p_value", "number", seen=False),
    )
    return view.table("hazards", frame, columns)


def _risk(view: View) -> Table:
    say, table = view.say, view.analysis.risk
    why = ["; ".join(_feature(view, one) for one in reasons) for reasons in table["reasons"]]
    columns = (
        view.column("customer_id", "name", title=say("column.author_id")),
        view.column("p_leave", "share"),
        view.column("lift", "times"),
        view.column("why", title=say("column.risk_reasons")),
        view.column("horizon_days", "days"),
        view.column("contributions", seen=False),
    )
    return view.table("risk", table.assign(why=why), columns, shown=15)


def _check(view: View) -> Table:
    say, table = view.say, view.analysis.risk_check
    frame = table[table["item"].isin(TENTHS)]
    frame = frame.assign(tenth=[int(item.partition("_")[2]) for item in frame["item"]])
    columns = (
        view.column("tenth", "count"),
        view.column("n", "count", title=say("column.customers")),
        view.column("expected", "share", title=say("column.said")),
        view.column("value", "share", title=say("column.left_share")),
        view.column("low", "share"),
        view.column("high", "share"),
    )
    return view.table("risk_check", frame, columns)


def _feature(view: View, name: str) -> str:
    """Return the wording of a feature; segments by their name."""
    head, equals, value = name.partition("=")
    shown = view.say.term("risk_feature", head)
    return f"{shown}: {view.say.term('segment', value)}" if equals else shown
