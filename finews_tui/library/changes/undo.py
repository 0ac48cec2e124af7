"""Every change of the user's state, one after the other, undone and done again, also tomorrow."""

from __future__ import annotations

from dataclasses import replace

from finews_tui.library.changes.read_marks import Marked, Several
from finews_tui.library.changes.saved_queries import (
    QueriesChange,
    SavedChange,
    undo_queries,
    undo_saved,
)
from finews_tui.library.changes.serialization import Change, from_bytes, to_bytes
from finews_tui.library.changes.source_change import SourceChange
from finews_tui.library.library import Library
from finews_tui.store import undo_log as kept_changes
from finews_tui.store.undo_log import KeptChange


def remember(library: Library, change: Change) -> None:
    """Keep a change to be undone; what was undone before can no more be done again."""
    data = to_bytes(change)
    with library.stores.state.writing() as state:
        kept_changes.forget_undone(state)
        kept_changes.push(state, data, is_undone=False)


def turn_back(library: Library, *, is_redo: bool = False) -> Change | None:
    """Undo the last change, or do again the one that was undone last; None where there is none.

    Raises:
        FinewsError: it cannot be undone now; it stays the last one.
    """
    found = _last(library, is_redo)
    if found is None:
        return None
    kept, change = found
    # What is done again is told as it was when it was done first.
    inverse = to_bytes(replace(take_back(library, change), label=change.label))
    with library.stores.state.writing() as state:
        kept_changes.drop(state, kept.id)
        kept_changes.push(state, inverse, is_undone=not is_redo)
    return change


def _last(library: Library, is_redo: bool) -> tuple[KeptChange, Change] | None:
    """The last change that this version of finews understands; others are forgotten."""
    while True:
        with library.stores.state.reading() as state:
            kept = kept_changes.last(state, is_undone=is_redo)
        if kept is None:
            return None
        if (change := from_bytes(kept.data)) is not None:
            return kept, change
        with library.stores.state.writing() as state:
            kept_changes.drop(state, kept.id)


def take_back(library: Library, change: Change) -> Change:
    """Take a change back; what is returned does it again.

    Raises:
        FinewsError: it cannot be taken back now.
    """
    if isinstance(change, SavedChange):
        return undo_saved(library, change)
    if isinstance(change, QueriesChange):
        return undo_queries(library, change)
    if isinstance(change, Several):
        undone = [_take_one_back(library, one) for one in reversed(change.changes)]
        return Several(change.label, tuple(undone))
    return _take_one_back(library, change)


def _take_one_back(library: Library, change: Marked | SourceChange) -> Marked | SourceChange:
    if isinstance(change, SourceChange):
        from finews_tui.library.changes.sources import undo_change

        return undo_change(library, change)
    return library.undo(change)
