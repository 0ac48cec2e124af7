"""Progress of a sync, reported while it runs."""

from __future__ import annotations

from collections.abc import Callable
from typing import NamedTuple

from finews_tui.i18n.catalog import mark

STAGES = (mark("checking"), mark("reading"), mark("indexing"), mark("fetching pages"))
"""What is done with a source, in this order; then its stage is "done"."""


class SyncProgress(NamedTuple):
    """How far the sync of a source has come; `total` is 0 while it is unknown."""

    source: str
    done: int
    total: int
    new: int
    stage: str


ReportProgress = Callable[[SyncProgress], None]
"""Called from the threads of a sync as well."""


def ignore_progress(_: SyncProgress) -> None:
    """Do nothing."""
