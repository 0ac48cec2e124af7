"""newsboat's cache.db, read and never written: its feeds, their items, and their state."""

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
_NEEDED = frozenset(
    {"id", "guid", "title", "author", "url", "feedurl", "pubDate", "content", "unread"}
)
# Columns that came with later versions of newsboat, and what they are before.
_LATER = {
    "enclosure_url": "''",
    "enclosure_type": "''",
    "flags": "''",
    "deleted": "0",
    "base": "''",
    "content_mime_type": "''",
}
_FEED_LATER = {"lastmodified": "0", "etag": "''"}


class NewsboatFeed(NamedTuple):
    """A feed as newsboat knows it; `last_modified` is unix seconds, 0 where unknown."""

    address: str
    link: str
    title: str
    last_modified: int
    etag: str


class NewsboatItem(NamedTuple):
    """An item as newsboat keeps it; `published` is unix seconds, `flags` its letters."""

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
    """Whether a file is an SQLite database; False too where it cannot be read."""
    try:
        with path.open("rb") as file:
            return file.read(len(_MAGIC)) == _MAGIC
    except OSError:
        return False


class NewsboatCache:
    """An open cache.db."""

    def __init__(self, path: Path, connection: sqlite3.Connection) -> None:
        self._path = path
        self._connection = connection
        columns = self._columns("rss_item")
        if not columns >= _NEEDED:
            raise _not_one(path)
        self._item = _chosen(columns, _LATER)
        self._feed = _chosen(self._columns("rss_feed"), _FEED_LATER)

    def feeds(self) -> list[NewsboatFeed]:
        """All feeds that it knows."""
        feed = self._feed
        return [
            NewsboatFeed(_text(row[0]), _text(row[1]), _text(row[2]), _whole(row[3]), _text(row[4]))
            for row in self._rows(
                f"SELECT rssurl, url, title, {feed['lastmodified']}, {feed['etag']} FROM rss_feed"
            )
        ]

    def count(self) -> int:
        """How many items there are, deleted ones too."""
        return _whole(self._rows("SELECT count(*) FROM rss_item")[0][0])

    def items(self, after: tuple[str, int], limit: int) -> list[NewsboatItem]:
        """The next items behind a feed's address and a number, at most `limit`, feed by feed.

        Few at a time, for texts are long; no transaction lasts from one call to the next.
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
            raise _not_one(self._path) from error


def _item(row: tuple[object, ...]) -> NewsboatItem:
    return NewsboatItem(
        number=_whole(row[0]),
        guid=_text(row[1]),
        title=_text(row[2]),
        author=_text(row[3]),
        link=_text(row[4]),
        feed=_text(row[5]),
        published=_whole(row[6]),
        content=_text(row[7]),
        is_unread=bool(_whole(row[8])),
        enclosure=_text(row[9]),
        enclosure_type=_text(row[10]),
        flags=_text(row[11]),
        is_deleted=bool(_whole(row[12])),
        base=_text(row[13]),
        content_type=_text(row[14]),
    )


@contextmanager
def open_newsboat_cache(path: Path) -> Iterator[NewsboatCache]:
    """Open a cache.db to read; nothing beside it is written either.

    Raises:
        UsageError: it is no such file, or broken.
        StoreBusyError: newsboat is running.
    """
    if not is_database(path):
        raise _not_one(path)
    _refuse_while_running(path)
    connection = _connected(path)
    with closing(connection):
        yield NewsboatCache(path, connection)


def _connected(path: Path) -> sqlite3.Connection:
    """A connection that may read alone; on a read-only disk one that trusts the file to rest."""
    place = quote(str(path.resolve()))
    for mode in ("mode=ro", "immutable=1"):
        connection = sqlite3.connect(f"file:{place}?{mode}", uri=True, isolation_level=None)
        # newsboat stores what feeds say, and not all of that is UTF-8.
        connection.text_factory = lambda data: data.decode("utf-8", "replace")
        with suppress(sqlite3.DatabaseError):
            connection.execute("SELECT count(*) FROM rss_feed").fetchone()
            return connection
        connection.close()
    raise _not_one(path)


def _refuse_while_running(path: Path) -> None:
    """newsboat holds a POSIX lock on `cache.db.lock` while it runs; the file may outlive it.

    Raises:
        StoreBusyError: it does.
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


def _not_one(path: Path) -> UsageError:
    return UsageError(
        tr(
            "{file}: not a cache.db of newsboat that can be read; it lies beside the urls file",
            file=home_relative(path),
        )
    )


def _chosen(columns: set[str], later: dict[str, str]) -> dict[str, str]:
    return {name: name if name in columns else stand_in for name, stand_in in later.items()}


def _text(value: object) -> str:
    if isinstance(value, bytes):
        return value.decode("utf-8", "replace")
    return "" if value is None else str(value)


def _whole(value: object) -> int:
    return value if isinstance(value, int) else 0
