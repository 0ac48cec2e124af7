"""The care of the full-text index: filled in bulk, merged afterwards, built anew when it is old."""

from __future__ import annotations

import sqlite3

from finews_tui.model.article import BodyFormat
from finews_tui.store import full_texts
from finews_tui.store.prepared_entry import TextExtractor, unpack_body
from finews_tui.store.tokenizer import TERMS_VERSION, index_terms

# Pages merged in one step: about 20 ms, so that nobody waits for the write lock.
_MERGE_PAGES = 400
_FREED_PAGES = 2000
_DEFAULT_AUTOMERGE = 4
_DEFAULT_CRISISMERGE = 16


def tune_for_bulk(connection: sqlite3.Connection) -> None:
    """Give a connection room for a bulk; outside of a transaction.

    A log of 64 MiB before it is copied into the file, and a cache for the indexes that are written
    all over: by default each commit of 4 MiB is followed by a copy and a sync.
    """
    connection.execute("PRAGMA wal_autocheckpoint=16000")
    connection.execute("PRAGMA cache_size=-65536")


def restore_tuning(connection: sqlite3.Connection) -> None:
    """Let go of what a bulk needed."""
    connection.execute("PRAGMA wal_autocheckpoint=1000")
    connection.execute("PRAGMA cache_size=-2000")
    connection.execute("PRAGMA shrink_memory")


def vacuum_step(connection: sqlite3.Connection) -> bool:
    """Cut some free pages off the file; False when none is left. Outside of a transaction."""
    # A script, for execute() takes only the first of the steps that this statement needs.
    connection.executescript(f"PRAGMA incremental_vacuum({_FREED_PAGES})")
    return bool(connection.execute("PRAGMA freelist_count").fetchone()[0])


def begin_bulk(connection: sqlite3.Connection) -> None:
    """Let pieces of the index pile up: 4,300 posts/s instead of 2,900 (measured, 20,000 posts)."""
    connection.execute("INSERT INTO search (search, rank) VALUES ('automerge', 0)")
    connection.execute("INSERT INTO search (search, rank) VALUES ('crisismerge', 1000)")


def is_bulk_unfinished(connection: sqlite3.Connection) -> bool:
    """Whether a bulk was begun and, by a crash, never ended."""
    row = connection.execute("SELECT v FROM search_config WHERE k = 'automerge'").fetchone()
    return row is not None and row[0] == 0


def end_bulk(connection: sqlite3.Connection) -> None:
    """Back to merging as one writes."""
    for name, value in (("automerge", _DEFAULT_AUTOMERGE), ("crisismerge", _DEFAULT_CRISISMERGE)):
        connection.execute("INSERT INTO search (search, rank) VALUES (?, ?)", (name, value))


def merge_step(connection: sqlite3.Connection, *, is_first: bool) -> bool:
    """Merge some pieces of the index into one; False when nothing is left to merge.

    A negative number of pages begins a merge of all there is (SQLite's FTS5 page, «merge»).
    """
    before = connection.total_changes
    pages = -_MERGE_PAGES if is_first else _MERGE_PAGES
    connection.execute("INSERT INTO search (search, rank) VALUES ('merge', ?)", (pages,))
    return connection.total_changes - before >= 2


def is_current_version(connection: sqlite3.Connection, text_version: int) -> bool:
    """Whether the index is noted as made by today's rules."""
    row = connection.execute("SELECT value FROM meta WHERE key = 'terms'").fetchone()
    return row is not None and row[0] == _version(text_version)


def article_count(connection: sqlite3.Connection) -> int:
    """How many articles there are to index."""
    count: int = connection.execute("SELECT count(*) FROM articles").fetchone()[0]
    return count


def set_version(connection: sqlite3.Connection, text_version: int) -> None:
    """Note by which rules the index is made."""
    connection.execute(
        "INSERT INTO meta VALUES ('terms', ?1) ON CONFLICT DO UPDATE SET value = ?1",
        (_version(text_version),),
    )


def begin_rebuild(connection: sqlite3.Connection) -> None:
    """Forget all terms; what is not yet indexed anew is found by `rebuild_step`."""
    connection.execute("INSERT INTO search (search) VALUES ('delete-all')")
    connection.execute("INSERT OR REPLACE INTO meta VALUES ('rebuilt', -4611686018427387904)")


def rebuild_step(connection: sqlite3.Connection, text_of: TextExtractor, rows: int) -> int:
    """Index some more articles; returns how many, 0 at the end."""
    row = connection.execute("SELECT value FROM meta WHERE key = 'rebuilt'").fetchone()
    if row is None:
        return 0
    found = connection.execute(
        "SELECT a.number, a.key, a.title, a.link, b.format, b.data FROM articles a "
        "JOIN bodies b ON b.number = a.number WHERE a.number > ? ORDER BY a.number LIMIT ?",
        (row[0], rows),
    ).fetchall()
    connection.executemany(
        "INSERT INTO search (rowid, text, title) VALUES (?, ?, ?)",
        [
            (
                number,
                index_terms(text_of(unpack_body(data)[1], BodyFormat(body_format), link))
                + full_texts.full_text_terms(connection, key, text_of),
                index_terms(title),
            )
            for number, key, title, link, body_format, data in found
        ],
    )
    if found:
        connection.execute("UPDATE meta SET value = ? WHERE key = 'rebuilt'", (found[-1][0],))
    else:
        connection.execute("DELETE FROM meta WHERE key = 'rebuilt'")
    return len(found)


def _version(text_version: int) -> int:
    return TERMS_VERSION * 1000 + text_version
