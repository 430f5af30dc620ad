"""Stages of long work: the library logs them, the command line draws a bar."""

from __future__ import annotations

import logging
import sys
from collections.abc import Iterator
from contextlib import contextmanager

STAGES = ("reading", "annotating", "conversations", "community", "issues", "crises", "customers", "report")
_log = logging.getLogger("socialinsight.stage")


def stage(name: str) -> None:
    """Log that a stage begins; silent unless somebody listens to the logger `socialinsight.stage`."""
    _log.info(name)


class _Bar(logging.Handler):
    def __init__(self, bar: object) -> None:
        super().__init__(logging.INFO)
        self.bar = bar

    def emit(self, record: logging.LogRecord) -> None:
        name = record.getMessage()
        self.bar.set_description(name)  # type: ignore[attr-defined]
        self.bar.update(max(STAGES.index(name) - self.bar.n, 0))  # type: ignore[attr-defined]


@contextmanager
def stage_bar() -> Iterator[None]:
    """Draw a progress bar of the stages on standard error when it is a terminal."""
    from tqdm import tqdm

    with tqdm(total=len(STAGES), disable=not sys.stderr.isatty(), bar_format="{desc:14} {bar:30} {elapsed}") as bar:
        handler = _Bar(bar)
        level = _log.level
        _log.addHandler(handler)
        _log.setLevel(logging.INFO)
        try:
            yield
        finally:
            _log.removeHandler(handler)
            _log.setLevel(level)
