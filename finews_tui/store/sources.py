"""Sources in the cache: counts, result of the last sync, state for the next one."""

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
    """State of a feed between syncs, with the validators sent by its server.

    Before `next_sync`, automatic syncs skip the feed; before `backoff_until`, all but forced ones.
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
    """Return the ID of a source, creating it if new. Needs a write transaction."""
    connection.execute("INSERT OR IGNORE INTO sources (name) VALUES (?)", (name,))
    return int(connection.execute("SELECT id FROM sources WHERE name = ?", (name,)).fetchone()[0])


def find_source_id(connection: sqlite3.Connection, name: str) -> int | None:
    """Return the ID of a source. None if it is not stored."""
    row = connection.execute("SELECT id FROM sources WHERE name = ?", (name,)).fetchone()
    return int(row[0]) if row else None


def source_states(connection: sqlite3.Connection, sources: Iterable[Source]) -> list[SourceState]:
    """Return sources with their state, in the given order."""
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
        # A gone source may still have an old time.
        next_sync=None if row[8] == SyncStatus.GONE else _time(next_sync),
        warnings=tuple(json.loads(str(warnings))),
        status=str(row[8]),
        backoff_until=_time(row[9]),
    )


def _time(seconds: object) -> datetime | None:
    return None if seconds is None else datetime.fromtimestamp(int(str(seconds)), UTC)


def count_totals(connection: sqlite3.Connection, sources: Iterable[Source]) -> Totals:
    """Return counts of followed sources, plus the bookmarks of other sources."""
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
    """Return the names, by ID, of unfollowed sources with articles not bookmarked."""
    followed = {source.name for source in sources}
    rows = connection.execute("SELECT id, name FROM sources WHERE articles > bookmarks")
    return {key: name for key, name in rows if name not in followed}


def bookmark_count(connection: sqlite3.Connection, name: str) -> int:
    """Return the number of bookmarked articles of a source."""
    row = connection.execute("SELECT bookmarks FROM sources WHERE name = ?", (name,)).fetchone()
    return int(row[0]) if row else 0


def store_outcome(
    connection: sqlite3.Connection,
    outcome: SyncOutcome,
    now: datetime,
    next_sync: datetime | None = None,
) -> None:
    """Store the result of a sync, and the time of the next automatic sync."""
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
    """Store the warnings of a source's last sync."""
    connection.execute(
        "UPDATE sources SET warnings = ? WHERE name = ?",
        (json.dumps(warnings, ensure_ascii=False), name),
    )


def _seconds(moment: datetime | None) -> int | None:
    return None if moment is None else unix_seconds(moment)


def feed_states(connection: sqlite3.Connection, names: Iterable[str]) -> dict[str, FeedState]:
    """Return the state of feeds, by name. Feeds that are not stored are omitted."""
    states = {}
    for name in names:
        row = connection.execute(
            "SELECT id, articles, status, error, error_code, failures, etag, last_modified, "
            "last_sync, next_sync, rests_until FROM sources WHERE name = ?",
            (name,),
        ).fetchone()
        if row is not None:
            states[name] = FeedState(*row[:8], *map(_time, row[8:]))
    return states


def store_validators(
    connection: sqlite3.Connection, source_id: int, etag: bytes, last_modified: bytes
) -> None:
    """Store the validators of a feed. Call in the same transaction as its articles."""
    connection.execute(
        "UPDATE sources SET etag = ?, last_modified = ? WHERE id = ?",
        (etag, last_modified, source_id),
    )


def delete_source_articles(
    connection: sqlite3.Connection, name: str, extract_text: TextExtractor, limit: int = -1
) -> bool:
    """Delete articles of a source, but not bookmarks. Returns True if more may remain.

    Deletes at most `limit` articles (-1: all). Resets the sync state once none remain.
    """
    source_id = find_source_id(connection, name)
    if source_id is None:
        return False
    numbers = [
        row[0]
        for row in connection.execute(
            "SELECT number FROM articles WHERE source_id = ? AND is_bookmarked = 0 LIMIT ?",
            (source_id, limit),
        )
    ]
    # Imported lazily: every search imports this module, and none of them writes.
    from finews_tui.store.article_writes import delete_articles

    delete_articles(connection, numbers, extract_text)
    if len(numbers) == limit:
        return True
    connection.execute("DELETE FROM files WHERE source_id = ?", (source_id,))
    reset_sync_state(connection, name)
    return False


def reset_sync_state(connection: sqlite3.Connection, name: str) -> None:
    """Reset the sync state, so that the next sync behaves like the first one."""
    connection.execute(
        "UPDATE sources SET digest = x'', etag = x'', last_modified = x'', next_sync = NULL, "
        "rests_until = NULL, status = '', error = '', error_code = '', failures = 0 WHERE name = ?",
        (name,),
    )


def folder_digest(connection: sqlite3.Connection, source_id: int) -> bytes:
    """Return the digest of a folder at its last complete sync, b"" if none."""
    row = connection.execute("SELECT digest FROM sources WHERE id = ?", (source_id,)).fetchone()
    return bytes(row[0])


def set_folder_digest(connection: sqlite3.Connection, source_id: int, digest: bytes) -> None:
    """Store the digest of a folder after a complete sync."""
    connection.execute("UPDATE sources SET digest = ? WHERE id = ?", (digest, source_id))
