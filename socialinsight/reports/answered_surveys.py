"""What customers answered to CSAT, NPS and CES questions; a table for each that was asked."""

from __future__ import annotations

from socialinsight.reports.report import Table
from socialinsight.reports.view import View

MEASURES = ("csat", "nps", "ces")
KINDS = {"csat": "share", "nps": "decimal", "ces": "number"}
NPS_POINTS = 100
FEWEST = 5
ORDER = {"all": 0, "product": 1, "channel": 2, "segment": 3, "topic": 4, "language": 5, "period": 6}
_FAMILIES = {"language": "lang"}


def survey_tables(view: View) -> tuple[Table, ...]:
    """Return a table for each measure that has answers; NPS in points from -100 to 100."""
    told = set(view.analysis.surveys["measure"])
    return tuple(_table(view, measure) for measure in MEASURES if measure in told)


def _table(view: View, measure: str) -> Table:
    say, found = view.say, view.analysis.surveys
    frame = found[(found["measure"] == measure).to_numpy(bool)]
    frame = frame.assign(place=frame["dimension"].astype(object).map(ORDER))
    frame = frame.assign(seldom=(frame["n"] < FEWEST) | (frame["place"] == ORDER["period"]))
    frame = frame.sort_values(["seldom", "place", "n", "value"], ascending=[True, True, False, True], kind="stable")
    levels = ["level", "low", "high", "current", "previous", "change", "change_low", "change_high"]
    if measure == "nps":
        frame[levels] = frame[levels] * NPS_POINTS
    pairs = zip(frame["dimension"].astype(str), frame["value"])
    frame["group"] = [say.term(_FAMILIES.get(name, name), value) if value else say("all.all") for name, value in pairs]
    kind = KINDS[measure]
    columns = (
        view.column("group"),
        view.column("dimension", "term", family="dimension"),
        view.column("n", "count"),
        view.column("level", kind, title=say(f"survey.{measure}")),
        view.column("low", kind),
        view.column("high", kind),
        view.column("n_top", "count", title=say(f"column.top_{measure}"), seen=measure != "ces"),
        view.column("n_bottom", "count", title=say(f"column.bottom_{measure}"), seen=measure != "ces"),
        view.column("previous", kind),
        view.column("current", kind),
        view.column("change_low", kind, title=say("column.change_from")),
        view.column("change_high", kind, title=say("column.change_to")),
        view.column("n_previous", "count", title=say("column.previous_n"), seen=False),
        view.column("n_current", "count", seen=False),
        view.column("scale", "count", seen=False),
        view.column("n_invalid", "count", seen=False),
    )
    shown = max(min(int((~frame["seldom"]).sum()), 18), 1)
    return view.table(f"surveys_{measure}", frame, columns, shown=shown)
