"""The first rows of a plain list, read before anything else of finews is imported.

A list is asked for many times a day, and the imports that a whole library needs take longer than
its rows. Where anything is not as it is nearly always, nothing is read here: the library does it.
"""

from __future__ import annotations

import os
import sqlite3

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Sequence
    from typing import Any

# What `store.schema` says; a test holds the two together.
APPLICATION_IDS = (0x66696E63, 0x66696E73)
SCHEMA_VERSIONS = (5, 3)
ID_LENGTH = 12

CONFIG_SETTING = "config.right"
"""The setting that tells which `config.toml` was last found right."""

_SUFFIXES = (".md", ".markdown")
_BUSY_SECONDS = 1.0
_ROWS = """
SELECT a.number, a.key, s.name, a.title, a.published, a.published_offset, a.is_read, a.is_bookmarked
FROM articles a JOIN sources s ON s.id = a.source_id
"""


class Glanced:
    """A row of a list: what `model.article.Headline` calls so."""

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


def glance(
    cache: str, state: str, bookmarks: str, config: str, *, count: int, is_oldest: bool
) -> list[Glanced] | None:
    """The newest or oldest `count` articles; None where the library has to look after something.

    The arguments are paths, and `config` what `CONFIG_SETTING` must be.
    """
    try:
        with _opened(state, 1) as marks:
            known = marks.execute("SELECT value FROM settings WHERE key = ?", (CONFIG_SETTING,))
            if known.fetchone() != (config,):
                return None
            sequence = marks.execute("SELECT value FROM sequence").fetchone()
        with _opened(cache, 0) as articles:
            copied = articles.execute("SELECT value FROM meta WHERE key = 'marks'").fetchone()
            if (copied or (0,)) != sequence or not _are_indexed(articles, bookmarks):
                return None
            order = "ASC" if is_oldest else "DESC"
            rows = articles.execute(f"{_ROWS} ORDER BY a.number {order} LIMIT ?", (count,))
            return [Glanced(row) for row in rows]
    except (sqlite3.Error, OSError, ValueError):
        return None


class _opened:
    """A connection that cannot write, to a database of the kind and version that is expected."""

    def __init__(self, path: str, kind: int) -> None:
        address = "file:" + path.replace("%", "%25").replace("?", "%3f").replace("#", "%23")
        self._connection = sqlite3.connect(f"{address}?mode=ro", timeout=_BUSY_SECONDS, uri=True)
        self._kind = kind

    def __enter__(self) -> sqlite3.Connection:
        connection = self._connection
        application = connection.execute("PRAGMA application_id").fetchone()
        version = connection.execute("PRAGMA user_version").fetchone()
        if application != (APPLICATION_IDS[self._kind],) or version != (
            SCHEMA_VERSIONS[self._kind],
        ):
            self.__exit__()
            raise ValueError(version)
        return connection

    def __exit__(self, *_: object) -> None:
        self._connection.close()


def _are_indexed(articles: sqlite3.Connection, directory: str) -> bool:
    """Whether the cache knows the bookmarks' files as they are."""
    known = set(articles.execute("SELECT name, mtime_ns, size, inode FROM bookmark_files"))
    present = set()
    try:
        with os.scandir(directory) as entries:
            for entry in entries:
                if entry.name.lower().endswith(_SUFFIXES) and not entry.name.startswith("."):
                    status = entry.stat(follow_symlinks=False)
                    present.add((entry.name, status.st_mtime_ns, status.st_size, status.st_ino))
    except FileNotFoundError:
        return not known
    return present == known
