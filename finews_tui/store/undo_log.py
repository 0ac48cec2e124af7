"""Undo log in state.db: an undo stack and a redo stack of changes."""

from __future__ import annotations

import sqlite3
from typing import NamedTuple

MAX_RECORDS = 200
MAX_BYTES = 32 * 1024 * 1024


class UndoRecord(NamedTuple):
    """Serialized change. The record with the highest `id` is the top of its stack."""

    id: int
    data: bytes


def push_record(connection: sqlite3.Connection, data: bytes, *, is_undone: bool) -> None:
    """Push a change onto the redo stack if `is_undone`, otherwise onto the undo stack.

    Deletes the oldest records beyond `MAX_RECORDS` or `MAX_BYTES` of data, never the new one.
    """
    connection.execute(
        "INSERT INTO changes (is_undone, size, data) VALUES (?, ?, ?)",
        (is_undone, len(data), data),
    )
    connection.execute(
        "DELETE FROM changes WHERE id IN (SELECT id FROM (SELECT id, "
        "row_number() OVER newest AS place, sum(size) OVER newest AS bytes FROM changes "
        "WINDOW newest AS (ORDER BY id DESC)) WHERE place > ?1 OR (bytes > ?2 AND place > 1))",
        (MAX_RECORDS, MAX_BYTES),
    )


def last_record(connection: sqlite3.Connection, *, is_undone: bool) -> UndoRecord | None:
    """Return the top of a stack. None if it is empty."""
    row = connection.execute(
        "SELECT id, data FROM changes WHERE is_undone = ? ORDER BY id DESC LIMIT 1", (is_undone,)
    ).fetchone()
    return UndoRecord(*row) if row else None


def delete_record(connection: sqlite3.Connection, record_id: int) -> None:
    """Delete a record."""
    connection.execute("DELETE FROM changes WHERE id = ?", (record_id,))


def delete_undone(connection: sqlite3.Connection) -> None:
    """Clear the redo stack."""
    connection.execute("DELETE FROM changes WHERE is_undone")
