"""The user's own state in state.db: read marks, places, settings, saved queries."""

from __future__ import annotations

import sqlite3
from collections.abc import Collection, Iterable, Iterator
from typing import NamedTuple

from finews_tui.model.saved_query import SavedQuery

EntryKey = tuple[str, str]
"""An article as state.db knows it: (source name, entry id)."""


class ReadMark(NamedTuple):
    """What the user said of one article."""

    source: str
    entry: str
    is_read: bool


def set_read_marks(connection: sqlite3.Connection, marks: Iterable[ReadMark]) -> int:
    """Keep read marks; returns the sequence number of this change."""
    connection.execute("UPDATE sequence SET value = value + 1")
    sequence = marks_sequence(connection)
    connection.executemany(
        "INSERT INTO marks VALUES (?1, ?2, ?3, ?4) "
        "ON CONFLICT DO UPDATE SET is_read = ?3, sequence = ?4",
        [(mark.source, mark.entry, mark.is_read, sequence) for mark in marks],
    )
    return sequence


def marks_sequence(connection: sqlite3.Connection) -> int:
    """The number of the last change of marks."""
    return int(connection.execute("SELECT value FROM sequence").fetchone()[0])


def read_marks_since(connection: sqlite3.Connection, sequence: int) -> list[ReadMark]:
    """The marks that were changed after a sequence number."""
    rows = connection.execute(
        "SELECT source, entry, is_read FROM marks WHERE sequence > ?", (sequence,)
    )
    return [ReadMark(source, entry, bool(is_read)) for source, entry, is_read in rows]


def read_marks(
    connection: sqlite3.Connection, source: str, entries: Collection[str]
) -> dict[str, bool]:
    """Which of these entries of a source the user marked: entry id → is_read."""
    select = "SELECT entry, is_read FROM marks WHERE source = ? AND entry IN"
    rows = _among(connection, select, source, entries)
    return {entry: bool(is_read) for entry, is_read in rows}


def suppress_entries(connection: sqlite3.Connection, source: str, entries: Iterable[str]) -> None:
    """Note entries of a source that a sync shall not bring in."""
    connection.executemany(
        "INSERT OR IGNORE INTO unwanted VALUES (?, ?)", [(source, entry) for entry in entries]
    )


def suppressed_entries(
    connection: sqlite3.Connection, source: str, entries: Collection[str]
) -> frozenset[str]:
    """Which of these entries of a source a sync shall not bring in."""
    rows = _among(
        connection, "SELECT entry FROM unwanted WHERE source = ? AND entry IN", source, entries
    )
    return frozenset(row[0] for row in rows)


def _among(
    connection: sqlite3.Connection, select: str, source: str, entries: Collection[str]
) -> Iterator[tuple[str, int]]:
    """The rows of a source's entries that are among `entries`; `select` ends before their list."""
    wanted = list(entries)
    for start in range(0, len(wanted), 500):
        some = wanted[start : start + 500]
        yield from connection.execute(f"{select} ({','.join('?' * len(some))})", [source, *some])


def read_before(connection: sqlite3.Connection, source: str) -> int | None:
    """Unix seconds before which a source's articles count as read; None before its first sync."""
    row = connection.execute(
        "SELECT read_before FROM horizons WHERE source = ?", (source,)
    ).fetchone()
    return int(row[0]) if row else None


def set_read_before(connection: sqlite3.Connection, source: str, moment: int) -> None:
    """Keep a source's horizon, once for all."""
    connection.execute("INSERT OR IGNORE INTO horizons VALUES (?, ?)", (source, moment))


def position(connection: sqlite3.Connection, place: EntryKey) -> int:
    """Where the user stopped in an article: characters of its text before that line."""
    row = connection.execute(
        "SELECT place FROM positions WHERE source = ? AND entry = ?", place
    ).fetchone()
    return int(row[0]) if row else 0


def set_position(connection: sqlite3.Connection, place: EntryKey, offset: int) -> None:
    """Keep where the user stopped; the beginning needs no row."""
    if offset <= 0:
        connection.execute("DELETE FROM positions WHERE source = ? AND entry = ?", place)
        return
    connection.execute(
        "INSERT INTO positions VALUES (?1, ?2, ?3) ON CONFLICT DO UPDATE SET place = ?3",
        (*place, offset),
    )


def setting(connection: sqlite3.Connection, key: str, default: str) -> str:
    """What was chosen on the screen under this key."""
    row = connection.execute("SELECT value FROM settings WHERE key = ?", (key,)).fetchone()
    return str(row[0]) if row else default


def set_setting(connection: sqlite3.Connection, key: str, value: str) -> None:
    """Keep a choice."""
    connection.execute(
        "INSERT INTO settings VALUES (?1, ?2) ON CONFLICT DO UPDATE SET value = ?2", (key, value)
    )


def saved_queries(connection: sqlite3.Connection) -> list[SavedQuery]:
    """The saved queries in their order."""
    rows = connection.execute("SELECT name, text FROM queries ORDER BY place, name")
    return [SavedQuery(name, text) for name, text in rows]


def query_place(connection: sqlite3.Connection, name: str) -> int | None:
    """Where in their order a saved query stands; None if there is none of that name."""
    row = connection.execute("SELECT place FROM queries WHERE name = ?", (name,)).fetchone()
    return int(row[0]) if row else None


def save_query(connection: sqlite3.Connection, query: SavedQuery, place: int | None = None) -> None:
    """Keep a query under its name; a new one stands in its place, or else last."""
    connection.execute(
        "INSERT INTO queries VALUES "
        "(?1, ?2, ifnull(?3, (SELECT ifnull(max(place), 0) + 1 FROM queries))) "
        "ON CONFLICT DO UPDATE SET text = ?2",
        (*query, place),
    )


def replace_queries(connection: sqlite3.Connection, queries: Iterable[tuple[str, str]]) -> None:
    """Keep these queries, (name, text) in this order, and no other."""
    connection.execute("DELETE FROM queries")
    connection.executemany(
        "INSERT INTO queries VALUES (?, ?, ?)",
        [(name, text, place) for place, (name, text) in enumerate(queries, 1)],
    )


def delete_query(connection: sqlite3.Connection, name: str) -> bool:
    """Forget a saved query; False if there is none of that name."""
    return connection.execute("DELETE FROM queries WHERE name = ?", (name,)).rowcount > 0
