"""Sources in the cache: their counts, how their last sync ended, and what the next one needs."""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Iterable, Sequence
from datetime import UTC, datetime
from typing import TYPE_CHECKING, NamedTuple

from finews_tui.model.source import Source, SourceState
from finews_tui.model.sync_outcome import SyncOutcome, SyncStatus
from finews_tui.model.timestamps import unix_seconds

if TYPE_CHECKING:
    from finews_tui.store.prepared_entry import TextExtractor


class Totals(NamedTuple):
    """Counts over all articles."""

    articles: int
    unread: int
    bookmarks: int


class FeedState(NamedTuple):
    """What the cache knows of a feed between two syncs; the validators are as the server sent them.

    `next_sync` holds back automatic syncs, `rests_until` all that are not forced.
    """

    source_id: int
    articles: int
    status: str
    error: str
    error_code: str
    failures: int
    etag: bytes
    last_modified: bytes
    last_sync: datetime | None
    next_sync: datetime | None
    backoff_until: datetime | None


def ensure_source_id(connection: sqlite3.Connection, name: str) -> int:
    """The key of a source, made when it is new; needs a write transaction."""
    connection.execute("INSERT OR IGNORE INTO sources (name) VALUES (?)", (name,))
    return int(connection.execute("SELECT id FROM sources WHERE name = ?", (name,)).fetchone()[0])


def find_source_id(connection: sqlite3.Connection, name: str) -> int | None:
    """The key of a source, or None where nothing is known of it."""
    row = connection.execute("SELECT id FROM sources WHERE name = ?", (name,)).fetchone()
    return int(row[0]) if row else None


def source_states(connection: sqlite3.Connection, sources: Iterable[Source]) -> list[SourceState]:
    """The sources with what is known of them, in the given order."""
    rows = {
        row[0]: row[1:]
        for row in connection.execute(
            "SELECT name, articles, unread, last_sync, error, error_code, failures, next_sync, "
            "warnings, status, rests_until FROM sources"
        )
    }
    return [_state(source, rows.get(source.name)) for source in sources]


def _state(source: Source, row: tuple[object, ...] | None) -> SourceState:
    if row is None:
        return SourceState(source)
    articles, unread, last_sync, error, error_code, failures, next_sync, warnings = row[:8]
    return SourceState(
        source,
        articles=int(str(articles)),
        unread=int(str(unread)),
        last_sync=_time(last_sync),
        last_error=str(error),
        error_code=str(error_code),
        failures=int(str(failures)),
        # A cache may hold a time from when the source was not known to be gone.
        next_sync=None if row[8] == SyncStatus.GONE else _time(next_sync),
        warnings=tuple(json.loads(str(warnings))),
        status=str(row[8]),
        backoff_until=_time(row[9]),
    )


def _time(seconds: object) -> datetime | None:
    return None if seconds is None else datetime.fromtimestamp(int(str(seconds)), UTC)


def count_totals(connection: sqlite3.Connection, sources: Iterable[Source]) -> Totals:
    """Counts over what is followed, and the bookmarks of what is not, from the counts that are
    kept as articles change."""
    followed = {source.name for source in sources}
    articles = unread = bookmarks = 0
    for row in connection.execute("SELECT id, name, articles, unread, bookmarks FROM sources"):
        if row[1] in followed:
            articles += row[2]
            unread += row[3]
        elif row[4]:
            articles += row[4]
            unread += connection.execute(
                "SELECT count(*) FROM articles "
                "WHERE is_bookmarked = 1 AND is_read = 0 AND source_id = ?",
                (row[0],),
            ).fetchone()[0]
        bookmarks += row[4]
    return Totals(articles, unread, bookmarks)


def unfollowed_sources(connection: sqlite3.Connection, sources: Iterable[Source]) -> dict[int, str]:
    """The sources that have articles besides bookmarks, and are not followed: their names by
    their keys."""
    followed = {source.name for source in sources}
    rows = connection.execute("SELECT id, name FROM sources WHERE articles > bookmarks")
    return {key: name for key, name in rows if name not in followed}


def bookmark_count(connection: sqlite3.Connection, name: str) -> int:
    """How many bookmarked articles a source has."""
    row = connection.execute("SELECT bookmarks FROM sources WHERE name = ?", (name,)).fetchone()
    return int(row[0]) if row else 0


def store_outcome(
    connection: sqlite3.Connection,
    outcome: SyncOutcome,
    now: datetime,
    next_sync: datetime | None = None,
) -> None:
    """Note how a sync ended, and before when an automatic one shall not ask again."""
    failed = outcome.status in (SyncStatus.FAILED, SyncStatus.GONE)
    connection.execute(
        "UPDATE sources SET last_sync = ?, status = ?, error_code = ?, error = ?, "
        "failures = CASE WHEN ? THEN failures + 1 ELSE 0 END, warnings = ?, next_sync = ?, "
        "rests_until = ? WHERE name = ?",
        (
            unix_seconds(now),
            outcome.status,
            outcome.error_code,
            outcome.error,
            failed,
            json.dumps(outcome.warnings, ensure_ascii=False),
            _seconds(next_sync),
            _seconds(outcome.retry_at),
            outcome.source,
        ),
    )


def set_warnings(connection: sqlite3.Connection, name: str, warnings: Sequence[str]) -> None:
    """Note what there is to tell of a source's last sync."""
    connection.execute(
        "UPDATE sources SET warnings = ? WHERE name = ?",
        (json.dumps(warnings, ensure_ascii=False), name),
    )


def _seconds(moment: datetime | None) -> int | None:
    return None if moment is None else unix_seconds(moment)


def feed_states(connection: sqlite3.Connection, names: Iterable[str]) -> dict[str, FeedState]:
    """What is known of the feeds of these names; those without a row are left out."""
    memories = {}
    for name in names:
        row = connection.execute(
            "SELECT id, articles, status, error, error_code, failures, etag, last_modified, "
            "last_sync, next_sync, rests_until FROM sources WHERE name = ?",
            (name,),
        ).fetchone()
        if row is not None:
            memories[name] = FeedState(*row[:8], *map(_time, row[8:]))
    return memories


def store_validators(
    connection: sqlite3.Connection, source: int, etag: bytes, last_modified: bytes
) -> None:
    """Note what to ask a feed's server with next time; in the transaction of its articles."""
    connection.execute(
        "UPDATE sources SET etag = ?, last_modified = ? WHERE id = ?",
        (etag, last_modified, source),
    )


def delete_source_articles(
    connection: sqlite3.Connection, name: str, text_of: TextExtractor, most: int = -1
) -> bool:
    """Take a source's articles away but for the bookmarked ones, at most so many; False at the end.

    The last of them take along what was known of its last sync.
    """
    key = find_source_id(connection, name)
    if key is None:
        return False
    numbers = [
        row[0]
        for row in connection.execute(
            "SELECT number FROM articles WHERE source_id = ? AND is_bookmarked = 0 LIMIT ?",
            (key, most),
        )
    ]
    # Imported lazily: the searches of every command import this module.
    from finews_tui.store.article_writes import delete_articles

    delete_articles(connection, numbers, text_of)
    if len(numbers) == most:
        return True
    connection.execute("DELETE FROM files WHERE source_id = ?", (key,))
    reset_sync_state(connection, name)
    return False


def reset_sync_state(connection: sqlite3.Connection, name: str) -> None:
    """Let a source be asked as if for the first time: for its articles or its address are gone."""
    connection.execute(
        "UPDATE sources SET digest = x'', etag = x'', last_modified = x'', next_sync = NULL, "
        "rests_until = NULL, status = '', error = '', error_code = '', failures = 0 WHERE name = ?",
        (name,),
    )


def folder_digest(connection: sqlite3.Connection, source: int) -> bytes:
    """What a folder was when it was last read whole; empty before."""
    row = connection.execute("SELECT digest FROM sources WHERE id = ?", (source,)).fetchone()
    return bytes(row[0])


def set_folder_digest(connection: sqlite3.Connection, source: int, digest: bytes) -> None:
    """Note that a folder was read whole."""
    connection.execute("UPDATE sources SET digest = ? WHERE id = ?", (digest, source))
