"""Read-only access to newsboat's cache.db: feeds, items and their state."""

from __future__ import annotations

import fcntl
import os
import sqlite3
from collections.abc import Iterator
from contextlib import closing, contextmanager, suppress
from pathlib import Path
from typing import NamedTuple
from urllib.parse import quote

from finews_tui.errors import StoreBusyError, UsageError
from finews_tui.i18n.catalog import tr
from finews_tui.system.paths import home_relative

_MAGIC = b"SQLite format 3\0"
_REQUIRED_COLUMNS = frozenset(
    {"id", "guid", "title", "author", "url", "feedurl", "pubDate", "content", "unread"}
)
# Columns added by later versions of newsboat, with defaults for older ones.
_OPTIONAL_COLUMNS = {
    "enclosure_url": "''",
    "enclosure_type": "''",
    "flags": "''",
    "deleted": "0",
    "base": "''",
    "content_mime_type": "''",
}
_OPTIONAL_FEED_COLUMNS = {"lastmodified": "0", "etag": "''"}


class NewsboatFeed(NamedTuple):
    """Feed in newsboat. `last_modified` is in Unix seconds, 0 if unknown."""

    address: str
    link: str
    title: str
    last_modified: int
    etag: str


class NewsboatItem(NamedTuple):
    """Item in newsboat. `published` is in Unix seconds, `flags` are single letters."""

    number: int
    guid: str
    title: str
    author: str
    link: str
    feed: str
    published: int
    content: str
    is_unread: bool
    enclosure: str
    enclosure_type: str
    flags: str
    is_deleted: bool
    base: str
    content_type: str


def is_database(path: Path) -> bool:
    """Return whether a file is an SQLite database. False if unreadable."""
    try:
        with path.open("rb") as file:
            return file.read(len(_MAGIC)) == _MAGIC
    except OSError:
        return False


class NewsboatCache:
    """Open newsboat cache.db."""

    def __init__(self, path: Path, connection: sqlite3.Connection) -> None:
        self._path = path
        self._connection = connection
        columns = self._columns("rss_item")
        if not columns >= _REQUIRED_COLUMNS:
            raise _not_a_cache(path)
        self._item = _columns_or_defaults(columns, _OPTIONAL_COLUMNS)
        self._feed = _columns_or_defaults(self._columns("rss_feed"), _OPTIONAL_FEED_COLUMNS)

    def feeds(self) -> list[NewsboatFeed]:
        """Return all feeds."""
        feed = self._feed
        return [
            NewsboatFeed(
                _text(row[0]), _text(row[1]), _text(row[2]), _integer(row[3]), _text(row[4])
            )
            for row in self._rows(
                f"SELECT rssurl, url, title, {feed['lastmodified']}, {feed['etag']} FROM rss_feed"
            )
        ]

    def count(self) -> int:
        """Return the number of items, including deleted ones."""
        return _integer(self._rows("SELECT count(*) FROM rss_item")[0][0])

    def items(self, after: tuple[str, int], limit: int) -> list[NewsboatItem]:
        """Return the next `limit` items after (feed URL, number), sorted by feed.

        Read in batches because texts are long. No transaction spans two calls.
        """
        item = self._item
        rows = self._rows(
            "SELECT id, guid, title, author, url, feedurl, pubDate, content, unread, "
            f"{item['enclosure_url']}, {item['enclosure_type']}, {item['flags']}, "
            f"{item['deleted']}, {item['base']}, {item['content_mime_type']} "
            "FROM rss_item WHERE (feedurl, id) > (?, ?) ORDER BY feedurl, id LIMIT ?",
            (*after, limit),
        )
        return [_item(row) for row in rows]

    def _columns(self, table: str) -> set[str]:
        return {_text(row[1]) for row in self._rows(f"PRAGMA table_info({table})")}

    def _rows(self, sql: str, values: tuple[object, ...] = ()) -> list[tuple[object, ...]]:
        try:
            return self._connection.execute(sql, values).fetchall()
        except sqlite3.DatabaseError as error:
            raise _not_a_cache(self._path) from error


def _item(row: tuple[object, ...]) -> NewsboatItem:
    return NewsboatItem(
        number=_integer(row[0]),
        guid=_text(row[1]),
        title=_text(row[2]),
        author=_text(row[3]),
        link=_text(row[4]),
        feed=_text(row[5]),
        published=_integer(row[6]),
        content=_text(row[7]),
        is_unread=bool(_integer(row[8])),
        enclosure=_text(row[9]),
        enclosure_type=_text(row[10]),
        flags=_text(row[11]),
        is_deleted=bool(_integer(row[12])),
        base=_text(row[13]),
        content_type=_text(row[14]),
    )


@contextmanager
def open_newsboat_cache(path: Path) -> Iterator[NewsboatCache]:
    """Open a cache.db for reading, without creating journal files.

    Raises:
        UsageError: Not a newsboat cache.db, or unreadable.
        StoreBusyError: Newsboat is running.
    """
    if not is_database(path):
        raise _not_a_cache(path)
    _require_not_running(path)
    connection = _connect(path)
    with closing(connection):
        yield NewsboatCache(path, connection)


def _connect(path: Path) -> sqlite3.Connection:
    """Return a read-only connection; on a read-only disk, with `immutable=1`."""
    quoted_path = quote(str(path.resolve()))
    for mode in ("mode=ro", "immutable=1"):
        connection = sqlite3.connect(f"file:{quoted_path}?{mode}", uri=True, isolation_level=None)
        # newsboat stores text as received, which is not always UTF-8.
        connection.text_factory = lambda data: data.decode("utf-8", "replace")
        with suppress(sqlite3.DatabaseError):
            connection.execute("SELECT count(*) FROM rss_feed").fetchone()
            return connection
        connection.close()
    raise _not_a_cache(path)


def _require_not_running(path: Path) -> None:
    """Check that newsboat holds no POSIX lock on `cache.db.lock`.

    The file alone means nothing: newsboat may leave it behind.

    Raises:
        StoreBusyError: Newsboat is running.
    """
    with suppress(FileNotFoundError, PermissionError):
        handle = os.open(f"{path}.lock", os.O_RDONLY | os.O_CLOEXEC)
        try:
            fcntl.lockf(handle, fcntl.LOCK_SH | fcntl.LOCK_NB)
        except BlockingIOError:
            holder = os.pread(handle, 20, 0).decode("ascii", "replace").strip() or "?"
            raise StoreBusyError(
                tr(
                    "{file}: newsboat is running (process {number}); quit it and import again",
                    file=home_relative(path),
                    number=holder,
                )
            ) from None
        finally:
            os.close(handle)


def _not_a_cache(path: Path) -> UsageError:
    return UsageError(
        tr(
            "{file}: not a readable newsboat cache.db; it is usually next to the urls file",
            file=home_relative(path),
        )
    )


def _columns_or_defaults(columns: set[str], defaults: dict[str, str]) -> dict[str, str]:
    return {name: name if name in columns else default for name, default in defaults.items()}


def _text(value: object) -> str:
    if isinstance(value, bytes):
        return value.decode("utf-8", "replace")
    return "" if value is None else str(value)


def _integer(value: object) -> int:
    return value if isinstance(value, int) else 0
