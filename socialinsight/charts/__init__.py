"""The chart room: one file a chart, each with `draw(table, ax=None, *, language="en") -> Axes`."""

from __future__ import annotations

from collections.abc import Callable
from importlib import import_module
from typing import Any

NAMES = (
    "satisfaction_trend",
    "satisfaction_groups",
    "issue_bars",
    "churn_timeline",
    "survival_curves",
    "crisis_timeline",
    "response_times",
    "waits_by_group",
    "workload_forecast",
    "promise_states",
    "copied_replies",
    "activity_heatmap",
    "unanswered_age",
    "role_map",
    "network",
    "ego_network",
)


def chart(name: str) -> Callable[..., Any]:
    """Return the `draw` function of a chart.

    Raises
    ------
    KeyError
        When there is no such chart.

    Examples
    --------
    >>> chart("issue_bars").__module__
    'socialinsight.charts.issue_bars'
    """
    if name not in NAMES:
        raise KeyError(f"chart: received {name!r}; legal: {', '.join(NAMES)}. Choose one of them.")
    draw: Callable[..., Any] = import_module(f"socialinsight.charts.{name}").draw
    return draw
