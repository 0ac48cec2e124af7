"""Texts for the progress of a source in a running sync."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING

from finews_tui.i18n.catalog import ntr, tr
from finews_tui.ui.painting.cells import grouped

if TYPE_CHECKING:
    from finews_tui.library.sync.progress import SyncProgress

_DONE = "done"
_STAGES = {
    "checking": lambda: tr("asking …"),
    "reading": lambda: tr("reading"),
    "indexing": lambda: tr("indexing"),
    "fetching pages": lambda: tr("pages"),
}


def progress_texts(progress: Mapping[str, SyncProgress]) -> dict[str, tuple[str, bool]]:
    """Return what a sync does with each source, and whether it is still busy with it."""
    return {name: (_text(at), at.stage != _DONE) for name, at in progress.items()}


def _text(at: SyncProgress) -> str:
    if at.stage == _DONE:
        return ntr("{count} new", "{count} new", at.new) if at.new else ""
    stage = _STAGES[at.stage]()
    return f"{stage} {grouped(at.done)}/{grouped(at.total)}" if at.total else stage
