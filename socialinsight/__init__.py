"""socialinsight: management data from customer-service conversations in Hungarian and Russian.

The names below are the public door; each is loaded when it is first used.
"""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING, Any

__version__ = "0.1.0"

_DOOR = {
    "Analysis": "result",
    "ReadError": "readers",
    "Settings": "settings",
    "analyze": "analysis",
    "annotate": "annotation",
    "churn_risk": "churn.risk",
    "ask": "survey.asking",
    "entities": "names",
    "explain": "analysis",
    "lemmatize": "lemmas",
    "load_sample": "datasets",
    "read": "readers",
    "read_batches": "readers",
    "redact": "masking",
    "score_texts": "scoring",
}
__all__ = sorted(_DOOR)

if TYPE_CHECKING:
    from socialinsight.analysis import analyze as analyze
    from socialinsight.analysis import explain as explain
    from socialinsight.annotation import annotate as annotate
    from socialinsight.churn.risk import churn_risk as churn_risk
    from socialinsight.datasets import load_sample as load_sample
    from socialinsight.lemmas import lemmatize as lemmatize
    from socialinsight.masking import redact as redact
    from socialinsight.names import entities as entities
    from socialinsight.readers import ReadError as ReadError
    from socialinsight.readers import read as read
    from socialinsight.readers import read_batches as read_batches
    from socialinsight.result import Analysis as Analysis
    from socialinsight.scoring import score_texts as score_texts
    from socialinsight.settings import Settings as Settings
    from socialinsight.survey.asking import ask as ask


def __getattr__(name: str) -> Any:
    if name not in _DOOR:
        raise AttributeError(f"socialinsight has no {name!r}; legal: {', '.join(__all__)}.")
    return getattr(import_module(f"socialinsight.{_DOOR[name]}"), name)


def __dir__() -> list[str]:
    return sorted([*globals(), *__all__])
