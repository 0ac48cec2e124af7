"""Progress of a sync, reported while it runs."""

from __future__ import annotations

from collections.abc import Callable
from typing import NamedTuple

from finews_tui.i18n.catalog import mark

STAGES = (
    mark("re-indexing"),
    mark("checking"),
    mark("reading"),
    mark("indexing"),
    mark("fetching pages"),
)
"""Stages of a source in order; the last one is "done".

After an update of finews that reads texts differently, all articles are re-indexed, which is
reported as work on the first source.
"""


class SyncProgress(NamedTuple):
    """Progress of a source; `total` is 0 if unknown."""

    source: str
    done: int
    total: int
    new: int
    stage: str


ReportProgress = Callable[[SyncProgress], None]
"""May be called from any thread."""


def ignore_progress(_: SyncProgress) -> None:
    """Do nothing."""
