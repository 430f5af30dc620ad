"""What the reader must know about the data: what was read, what was lost, what was assumed."""

from __future__ import annotations

import pandas as pd

from socialinsight.reports.report import Section
from socialinsight.reports.view import View


def section(view: View) -> Section:
    """Return the data-quality section; the list of agents is told by its length unless agents are shown."""
    say, quality = view.say, view.analysis.quality
    items = [_item(view, str(item)) for item in quality["item"]]
    values = [_value(view, str(item), str(value)) for item, value in zip(quality["item"], quality["value"])]
    notes = [say.term("quality_note", note) if note else "" for note in quality["note"]]
    frame = pd.DataFrame({"item": items, "value": values, "note": notes}, dtype=object)
    columns = tuple(view.column(name, title=say(f"column.quality_{name}")) for name in ("item", "value", "note"))
    table = view.table("quality", frame, columns, shown=40)
    lead = say("section.quality.lead")
    return Section("quality", say("section.quality"), lead, tables=(table,), notes=(say("quality.limits"),))


def _item(view: View, item: str) -> str:
    say = view.say
    for prefix, family in (("lang_", "lang"), ("role_", "author_role")):
        if item.startswith(prefix):
            return say(f"quality.{prefix}item", value=say.term(family, item.removeprefix(prefix)))
    return say.term("quality_item", item)


def _value(view: View, item: str, value: str) -> str:
    if item == "agents" and not view.analysis.settings.show_agents:
        return view.say.number(len(view.analysis.settings.agents) or len(view.staff))
    return view.say.number(int(value)) if value.isdigit() else value
