"""Undo and redo, stored in state.db to survive a restart."""

from __future__ import annotations

from finews_tui.library.changes.change import Change
from finews_tui.library.changes.serialization import from_bytes, to_bytes
from finews_tui.library.stores import Stores
from finews_tui.store import undo_log


def record(stores: Stores, change: Change) -> None:
    """Record the inverse of a change, and clear the redo history."""
    data = to_bytes(change)
    with stores.state.writing() as state:
        undo_log.delete_undone(state)
        undo_log.push_record(state, data, is_undone=False)


def undo(stores: Stores) -> Change | None:
    """Undo the last change; return the applied change, None if there is none.

    Raises:
        FinewsError: the change cannot be undone now; it stays recorded.
    """
    return _apply_last(stores, is_redo=False)


def redo(stores: Stores) -> Change | None:
    """Redo the last undone change; return the applied change, None if there is none.

    Raises:
        FinewsError: the change cannot be redone now; it stays recorded.
    """
    return _apply_last(stores, is_redo=True)


def _apply_last(stores: Stores, *, is_redo: bool) -> Change | None:
    last_record = _last_record(stores, is_redo)
    if last_record is None:
        return None
    record_id, change = last_record
    inverse = to_bytes(change.apply(stores))
    with stores.state.writing() as state:
        undo_log.delete_record(state, record_id)
        undo_log.push_record(state, inverse, is_undone=not is_redo)
    return change


def _last_record(stores: Stores, is_redo: bool) -> tuple[int, Change] | None:
    """Return the last change and its record id; delete unreadable records."""
    while True:
        with stores.state.reading() as state:
            record = undo_log.last_record(state, is_undone=is_redo)
        if record is None:
            return None
        if (change := from_bytes(record.data)) is not None:
            return record.id, change
        with stores.state.writing() as state:
            undo_log.delete_record(state, record.id)
