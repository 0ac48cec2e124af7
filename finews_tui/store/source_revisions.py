"""Later revisions of bookmarked articles in their sources."""

from __future__ import annotations

import sqlite3
from typing import NamedTuple


class StoredRevision(NamedTuple):
    """Latest revision of an article in its source.

    `seen` is the time it was first seen (Unix seconds). `data` is the whole article (zlib, a line
    of JSON), empty if its text equals that of the bookmark.
    """

    entry_hash: bytes
    seen: int
    data: bytes


def find_revision(connection: sqlite3.Connection, key: int) -> StoredRevision | None:
    """Return the stored revision of an article. None if there is none."""
    row = connection.execute(
        "SELECT entry_hash, seen, data FROM source_versions WHERE key = ?", (key,)
    ).fetchone()
    return StoredRevision(*row) if row else None


def store_revision(connection: sqlite3.Connection, key: int, revision: StoredRevision) -> None:
    """Store the revision of an article, replacing the previous one."""
    connection.execute(
        "INSERT OR REPLACE INTO source_versions VALUES (?, ?, ?, ?)", (key, *revision)
    )


def delete_revision(connection: sqlite3.Connection, key: int) -> None:
    """Delete the revision of an article."""
    connection.execute("DELETE FROM source_versions WHERE key = ?", (key,))
