"""What the sources of bookmarked articles say of them now, beside what their bookmarks keep."""

from __future__ import annotations

import sqlite3
from typing import NamedTuple


class StoredRevision(NamedTuple):
    """The last version of an article that its source gave: its hash, and where its text is another
    than the bookmark's, when (unix seconds) it was first seen and the article whole (packed)."""

    entry_hash: bytes
    seen: int
    data: bytes


def find_revision(connection: sqlite3.Connection, key: int) -> StoredRevision | None:
    """What is kept for an article."""
    row = connection.execute(
        "SELECT entry_hash, seen, data FROM source_versions WHERE key = ?", (key,)
    ).fetchone()
    return StoredRevision(*row) if row else None


def store_revision(connection: sqlite3.Connection, key: int, version: StoredRevision) -> None:
    """Keep a version in the place of the last one."""
    connection.execute(
        "INSERT OR REPLACE INTO source_versions VALUES (?, ?, ?, ?)", (key, *version)
    )


def delete_revision(connection: sqlite3.Connection, key: int) -> None:
    """An article that is no bookmark has one version."""
    connection.execute("DELETE FROM source_versions WHERE key = ?", (key,))
