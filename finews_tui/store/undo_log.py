"""What the user changed, kept in state.db to be undone also after a restart."""

from __future__ import annotations

import sqlite3
from typing import NamedTuple

MAX_RECORDS = 200
MAX_BYTES = 32 * 1024 * 1024


class UndoRecord(NamedTuple):
    """A change as it is kept; the one of the greatest `id` is the last of its stack."""

    id: int
    data: bytes


def push_record(connection: sqlite3.Connection, data: bytes, *, is_undone: bool) -> None:
    """Put a change on the stack of what was done, or of what was undone.

    The oldest go where there are more than `MOST`, or more bytes than `MOST_BYTES`: but the last
    one stays.
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
    """The last change of a stack; None where it is empty."""
    row = connection.execute(
        "SELECT id, data FROM changes WHERE is_undone = ? ORDER BY id DESC LIMIT 1", (is_undone,)
    ).fetchone()
    return UndoRecord(*row) if row else None


def delete_record(connection: sqlite3.Connection, change_id: int) -> None:
    """Forget a change."""
    connection.execute("DELETE FROM changes WHERE id = ?", (change_id,))


def delete_undone(connection: sqlite3.Connection) -> None:
    """What was undone cannot be done again."""
    connection.execute("DELETE FROM changes WHERE is_undone")
