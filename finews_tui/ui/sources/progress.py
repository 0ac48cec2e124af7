"""Progress texts of sources in a running sync."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING

from finews_tui.i18n.catalog import ntr, tr
from finews_tui.ui.painting.cells import grouped

if TYPE_CHECKING:
    from finews_tui.library.sync.progress import SyncProgress

_DONE = "done"
_STAGES = {
    "re-indexing": lambda: tr("re-indexing"),
    "checking": lambda: tr("checking …"),
    "reading": lambda: tr("reading"),
    "indexing": lambda: tr("indexing"),
    "fetching pages": lambda: tr("fetching pages"),
}


def progress_texts(progress: Mapping[str, SyncProgress]) -> dict[str, tuple[str, bool]]:
    """Return the progress text of each source, and whether it is still syncing."""
    return {name: (_text(current), current.stage != _DONE) for name, current in progress.items()}


def _text(progress: SyncProgress) -> str:
    if progress.stage == _DONE:
        return ntr("{count} new", "{count} new", progress.new) if progress.new else ""
    stage = _STAGES[progress.stage]()
    if not progress.total:
        return stage
    return f"{stage} {grouped(progress.done)}/{grouped(progress.total)}"
