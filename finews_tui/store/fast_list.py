"""Fast path of `finews list`: read the first rows without importing the library.

Importing the library takes four times as long as a whole Python process that reads these rows
(measured), and scripts and shell prompts call `finews list` often. Falls back to the library if
the fast path does not apply.
"""

from __future__ import annotations

import os
import sqlite3

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Sequence
    from typing import Any

# Same values as in `store.schema`, which imports too much; a test compares them.
APPLICATION_IDS = (0x66696E63, 0x66696E73)
SCHEMA_VERSIONS = (6, 3)
ID_LENGTH = 12

CONFIG_SETTING = "config.right"
"""Setting with the file status of the last valid `config.toml`."""

_BOOKMARK_SUFFIXES = (".md", ".markdown")
_BUSY_TIMEOUT_S = 1.0
_ROWS = """
SELECT a.number, a.key, s.name, a.title, a.published, a.published_offset, a.is_read, a.is_bookmarked
FROM articles a JOIN sources s ON s.id = a.source_id
"""


class FastRow:
    """List row with the fields of `model.article.Headline` that `plain_rows` uses."""

    __slots__ = (
        "id",
        "is_bookmarked",
        "is_read",
        "number",
        "offset",
        "published",
        "source",
        "title",
    )

    number: int
    source: str
    title: str
    published: int | None
    offset: int | None

    def __init__(self, row: Sequence[Any]) -> None:
        self.number, key, self.source, self.title, self.published, self.offset = row[:6]
        is_read, is_bookmarked = row[6:]
        self.id = f"{key:0{ID_LENGTH}x}"
        self.is_read = bool(is_read)
        self.is_bookmarked = bool(is_bookmarked)


def read_rows(
    cache_path: str,
    state_path: str,
    bookmarks_path: str,
    config_state: str,
    *,
    count: int,
    oldest_first: bool,
) -> list[FastRow] | None:
    """Return the newest or oldest articles. None if the cache must be updated first.

    `config_state` differs from `CONFIG_SETTING` if the configuration has changed.
    """
    try:
        with _ReadOnlyDatabase(state_path, 1) as state:
            setting = state.execute("SELECT value FROM settings WHERE key = ?", (CONFIG_SETTING,))
            if setting.fetchone() != (config_state,):
                return None
            sequence = state.execute("SELECT value FROM sequence").fetchone()
        with _ReadOnlyDatabase(cache_path, 0) as cache:
            copied = cache.execute("SELECT value FROM meta WHERE key = 'marks'").fetchone()
            if (copied or (0,)) != sequence or not _are_bookmarks_indexed(cache, bookmarks_path):
                return None
            order = "ASC" if oldest_first else "DESC"
            rows = cache.execute(f"{_ROWS} ORDER BY a.number {order} LIMIT ?", (count,))
            return [FastRow(row) for row in rows]
    except (sqlite3.Error, OSError, ValueError):
        return None


class _ReadOnlyDatabase:
    """Read-only connection to a database of a kind (0 cache, 1 state) and version."""

    def __init__(self, path: str, kind: int) -> None:
        uri_path = path.replace("%", "%25").replace("?", "%3f").replace("#", "%23")
        self._connection = sqlite3.connect(
            f"file:{uri_path}?mode=ro", timeout=_BUSY_TIMEOUT_S, uri=True
        )
        self._kind = kind

    def __enter__(self) -> sqlite3.Connection:
        connection = self._connection
        application_id = connection.execute("PRAGMA application_id").fetchone()
        version = connection.execute("PRAGMA user_version").fetchone()
        expected = ((APPLICATION_IDS[self._kind],), (SCHEMA_VERSIONS[self._kind],))
        if (application_id, version) != expected:
            self.__exit__()
            raise ValueError(version)
        return connection

    def __exit__(self, *_: object) -> None:
        self._connection.close()


def _are_bookmarks_indexed(cache: sqlite3.Connection, directory: str) -> bool:
    """Return whether the bookmark files are unchanged since they were indexed."""
    indexed = set(cache.execute("SELECT name, mtime_ns, size, inode FROM bookmark_files"))
    present = set()
    try:
        with os.scandir(directory) as entries:
            for entry in entries:
                is_hidden = entry.name.startswith(".")
                if entry.name.lower().endswith(_BOOKMARK_SUFFIXES) and not is_hidden:
                    status = entry.stat(follow_symlinks=False)
                    present.add((entry.name, status.st_mtime_ns, status.st_size, status.st_ino))
    except FileNotFoundError:
        return not indexed
    return present == indexed
