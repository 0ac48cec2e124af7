"""User state in state.db: read marks, positions, settings, saved queries."""

from __future__ import annotations

import sqlite3
from collections.abc import Collection, Iterable, Iterator
from typing import NamedTuple

from finews_tui.model.saved_query import SavedQuery
from finews_tui.store.database import chunked, placeholders

EntryKey = tuple[str, str]
"""Key of an article in state.db: (source name, entry ID)."""


class ReadMark(NamedTuple):
    """Entry marked as read or unread."""

    source: str
    entry: str
    is_read: bool


def set_read_marks(connection: sqlite3.Connection, marks: Iterable[ReadMark]) -> int:
    """Store read marks. Returns the sequence number of the change."""
    connection.execute("UPDATE sequence SET value = value + 1")
    sequence = marks_sequence(connection)
    connection.executemany(
        "INSERT INTO marks VALUES (?1, ?2, ?3, ?4) "
        "ON CONFLICT DO UPDATE SET is_read = ?3, sequence = ?4",
        [(mark.source, mark.entry, mark.is_read, sequence) for mark in marks],
    )
    return sequence


def marks_sequence(connection: sqlite3.Connection) -> int:
    """Return the sequence number of the last change to read marks."""
    return int(connection.execute("SELECT value FROM sequence").fetchone()[0])


def read_marks_since(connection: sqlite3.Connection, sequence: int) -> list[ReadMark]:
    """Return marks changed after a sequence number."""
    rows = connection.execute(
        "SELECT source, entry, is_read FROM marks WHERE sequence > ?", (sequence,)
    )
    return [ReadMark(source, entry, bool(is_read)) for source, entry, is_read in rows]


def read_marks(
    connection: sqlite3.Connection, source: str, entries: Collection[str]
) -> dict[str, bool]:
    """Return `is_read` by entry ID, for entries with a mark."""
    select = "SELECT entry, is_read FROM marks WHERE source = ? AND entry IN"
    rows = _select_entries(connection, select, source, entries)
    return {entry: bool(is_read) for entry, is_read in rows}


def has_marks(connection: sqlite3.Connection, source: str) -> bool:
    """Return whether any entry of a source has a read mark or is suppressed."""
    row = connection.execute(
        "SELECT EXISTS (SELECT 1 FROM marks WHERE source = ?1) "
        "OR EXISTS (SELECT 1 FROM unwanted WHERE source = ?1)",
        (source,),
    ).fetchone()
    return bool(row[0])


def suppress_entries(connection: sqlite3.Connection, source: str, entries: Iterable[str]) -> None:
    """Prevent syncs from adding entries."""
    connection.executemany(
        "INSERT OR IGNORE INTO unwanted VALUES (?, ?)", [(source, entry) for entry in entries]
    )


def suppressed_entries(
    connection: sqlite3.Connection, source: str, entries: Collection[str]
) -> frozenset[str]:
    """Return those of `entries` that syncs must not add."""
    rows = _select_entries(
        connection, "SELECT entry FROM unwanted WHERE source = ? AND entry IN", source, entries
    )
    return frozenset(row[0] for row in rows)


def _select_entries(
    connection: sqlite3.Connection, select: str, source: str, entries: Collection[str]
) -> Iterator[tuple[str, int]]:
    """Yield the rows of entries of a source. `select` must end with "entry IN"."""
    for chunk in chunked(entries):
        yield from connection.execute(f"{select} ({placeholders(chunk)})", [source, *chunk])


def read_before(connection: sqlite3.Connection, source: str) -> int | None:
    """Return the age cutoff of a source: older articles count as read (Unix seconds).

    None before its first sync.
    """
    row = connection.execute(
        "SELECT read_before FROM horizons WHERE source = ?", (source,)
    ).fetchone()
    return int(row[0]) if row else None


def set_read_before(connection: sqlite3.Connection, source: str, seconds: int) -> None:
    """Store the age cutoff of a source. Does nothing if it already has one."""
    connection.execute("INSERT OR IGNORE INTO horizons VALUES (?, ?)", (source, seconds))


def position(connection: sqlite3.Connection, entry: EntryKey) -> int:
    """Return the reading position: number of characters above the top line."""
    row = connection.execute(
        "SELECT place FROM positions WHERE source = ? AND entry = ?", entry
    ).fetchone()
    return int(row[0]) if row else 0


def set_position(connection: sqlite3.Connection, entry: EntryKey, offset: int) -> None:
    """Store a reading position. Deletes it if `offset` is 0."""
    if offset <= 0:
        connection.execute("DELETE FROM positions WHERE source = ? AND entry = ?", entry)
        return
    connection.execute(
        "INSERT INTO positions VALUES (?1, ?2, ?3) ON CONFLICT DO UPDATE SET place = ?3",
        (*entry, offset),
    )


def setting(connection: sqlite3.Connection, key: str, default: str) -> str:
    """Return the value of a setting."""
    row = connection.execute("SELECT value FROM settings WHERE key = ?", (key,)).fetchone()
    return str(row[0]) if row else default


def set_setting(connection: sqlite3.Connection, key: str, value: str) -> None:
    """Store the value of a setting."""
    connection.execute(
        "INSERT INTO settings VALUES (?1, ?2) ON CONFLICT DO UPDATE SET value = ?2", (key, value)
    )


def saved_queries(connection: sqlite3.Connection) -> list[SavedQuery]:
    """Return the saved queries in the user's order."""
    rows = connection.execute("SELECT name, text FROM queries ORDER BY place, name")
    return [SavedQuery(name, text) for name, text in rows]


def query_place(connection: sqlite3.Connection, name: str) -> int | None:
    """Return the sort key of a saved query. None if it does not exist."""
    row = connection.execute("SELECT place FROM queries WHERE name = ?", (name,)).fetchone()
    return int(row[0]) if row else None


def store_query(
    connection: sqlite3.Connection, query: SavedQuery, place: int | None = None
) -> None:
    """Store a query by name. New queries are inserted at `place`, or at the end."""
    connection.execute(
        "INSERT INTO queries VALUES "
        "(?1, ?2, ifnull(?3, (SELECT ifnull(max(place), 0) + 1 FROM queries))) "
        "ON CONFLICT DO UPDATE SET text = ?2",
        (*query, place),
    )


def replace_queries(connection: sqlite3.Connection, queries: Iterable[tuple[str, str]]) -> None:
    """Replace all saved queries with (name, text) pairs, in this order."""
    connection.execute("DELETE FROM queries")
    connection.executemany(
        "INSERT INTO queries VALUES (?, ?, ?)",
        [(name, text, place) for place, (name, text) in enumerate(queries, 1)],
    )


def delete_query(connection: sqlite3.Connection, name: str) -> bool:
    """Delete a saved query. Returns False if it does not exist."""
    return connection.execute("DELETE FROM queries WHERE name = ?", (name,)).rowcount > 0
