"""Index of bookmark files: article and file status of each file."""

from __future__ import annotations

import sqlite3
from typing import NamedTuple

from finews_tui.model.post_file import Fingerprint


class IndexedBookmark(NamedTuple):
    """Indexed bookmark file. `key` is the key of its article."""

    name: str
    fingerprint: Fingerprint
    key: int
    bookmarked_at: str
    warning: str


def indexed_bookmarks(connection: sqlite3.Connection) -> dict[str, IndexedBookmark]:
    """Return all indexed files by name."""
    rows = connection.execute(
        "SELECT name, mtime_ns, size, inode, key, bookmarked_at, warning FROM bookmark_files"
    )
    return {
        row[0]: IndexedBookmark(row[0], Fingerprint(*row[1:4]), row[4], row[5], row[6])
        for row in rows
    }


def bookmark_file(connection: sqlite3.Connection, key: int) -> str | None:
    """Return the name of an article's bookmark file. None if not bookmarked."""
    row = connection.execute("SELECT name FROM bookmark_files WHERE key = ?", (key,)).fetchone()
    return str(row[0]) if row else None


def index_bookmark(connection: sqlite3.Connection, bookmark: IndexedBookmark) -> None:
    """Add or update a file in the index."""
    connection.execute(
        "INSERT OR REPLACE INTO bookmark_files VALUES (?, ?, ?, ?, ?, ?, ?)",
        (
            bookmark.name,
            bookmark.fingerprint.mtime_ns,
            bookmark.fingerprint.size,
            bookmark.fingerprint.inode,
            bookmark.key,
            bookmark.bookmarked_at,
            bookmark.warning,
        ),
    )


def forget_bookmark(connection: sqlite3.Connection, name: str) -> None:
    """Remove a file from the index."""
    connection.execute("DELETE FROM bookmark_files WHERE name = ?", (name,))
