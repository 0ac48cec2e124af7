"""What the user changed, kept in state.db to be undone also after a restart."""

from __future__ import annotations

import sqlite3
from typing import NamedTuple

MOST = 200
MOST_BYTES = 32 * 1024 * 1024


class KeptChange(NamedTuple):
    """A change as it is kept; the one of the greatest `id` is the last of its stack."""

    id: int
    data: bytes


def push(connection: sqlite3.Connection, data: bytes, *, is_undone: bool) -> None:
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
        (MOST, MOST_BYTES),
    )


def last(connection: sqlite3.Connection, *, is_undone: bool) -> KeptChange | None:
    """The last change of a stack; None where it is empty."""
    row = connection.execute(
        "SELECT id, data FROM changes WHERE is_undone = ? ORDER BY id DESC LIMIT 1", (is_undone,)
    ).fetchone()
    return KeptChange(*row) if row else None


def drop(connection: sqlite3.Connection, change_id: int) -> None:
    """Forget a change."""
    connection.execute("DELETE FROM changes WHERE id = ?", (change_id,))


def forget_undone(connection: sqlite3.Connection) -> None:
    """What was undone cannot be done again."""
    connection.execute("DELETE FROM changes WHERE is_undone")
