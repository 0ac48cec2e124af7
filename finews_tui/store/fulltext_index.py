"""Maintenance of the full-text index: bulk load, merge, rebuild."""

from __future__ import annotations

import sqlite3

from finews_tui.model.article import BodyFormat
from finews_tui.store import full_texts
from finews_tui.store.labels import LabelledArticle, update_derived_labels
from finews_tui.store.prepared_entry import (
    BodyReader,
    TextExtractor,
    enclosure_terms,
    unpack_body,
)
from finews_tui.store.tokenizer import TERMS_VERSION, index_terms

# Pages merged per step, about 20 ms: limits how long the write lock is held.
_MERGE_PAGES = 400
_VACUUM_PAGES = 2000
_DEFAULT_AUTOMERGE = 4
_DEFAULT_CRISISMERGE = 16


def tune_for_bulk(connection: sqlite3.Connection) -> None:
    """Tune a connection for a bulk load. Call outside a transaction.

    Checkpoints the WAL every 64 MiB instead of every 4 MiB. Enlarges the page cache because
    indexes are written in random order.
    """
    connection.execute("PRAGMA wal_autocheckpoint=16000")
    connection.execute("PRAGMA cache_size=-65536")


def restore_tuning(connection: sqlite3.Connection) -> None:
    """Undo `tune_for_bulk` and release its memory."""
    connection.execute("PRAGMA wal_autocheckpoint=1000")
    connection.execute("PRAGMA cache_size=-2000")
    connection.execute("PRAGMA shrink_memory")


def vacuum_step(connection: sqlite3.Connection) -> bool:
    """Release some free pages of the file. Returns False if none are left.

    Call outside a transaction.
    """
    # execute() would run only the first step of this statement.
    connection.executescript(f"PRAGMA incremental_vacuum({_VACUUM_PAGES})")
    return bool(connection.execute("PRAGMA freelist_count").fetchone()[0])


def begin_bulk(connection: sqlite3.Connection) -> None:
    """Suspend merging: 4,300 posts/s instead of 2,900 (measured with 20,000 posts)."""
    connection.execute("INSERT INTO search (search, rank) VALUES ('automerge', 0)")
    connection.execute("INSERT INTO search (search, rank) VALUES ('crisismerge', 1000)")


def is_bulk_unfinished(connection: sqlite3.Connection) -> bool:
    """Return whether a bulk load was interrupted by a crash."""
    row = connection.execute("SELECT v FROM search_config WHERE k = 'automerge'").fetchone()
    return row is not None and row[0] == 0


def end_bulk(connection: sqlite3.Connection) -> None:
    """Resume merging."""
    for name, value in (("automerge", _DEFAULT_AUTOMERGE), ("crisismerge", _DEFAULT_CRISISMERGE)):
        connection.execute("INSERT INTO search (search, rank) VALUES (?, ?)", (name, value))


def merge_step(connection: sqlite3.Connection, *, is_first: bool) -> bool:
    """Merge some segments of the index. Returns False if nothing is left to merge.

    The first step passes a negative number of pages, to merge all segments into one (see "merge"
    in the documentation of FTS5).
    """
    before = connection.total_changes
    pages = -_MERGE_PAGES if is_first else _MERGE_PAGES
    connection.execute("INSERT INTO search (search, rank) VALUES ('merge', ?)", (pages,))
    return connection.total_changes - before >= 2


def is_current_version(connection: sqlite3.Connection, text_version: int) -> bool:
    """Return whether the index was built with the current versions."""
    row = connection.execute("SELECT value FROM meta WHERE key = 'terms'").fetchone()
    return row is not None and row[0] == _version(text_version)


def count_indexed_articles(connection: sqlite3.Connection) -> int:
    """Return the number of articles to index."""
    count: int = connection.execute("SELECT count(*) FROM articles").fetchone()[0]
    return count


def set_version(connection: sqlite3.Connection, text_version: int) -> None:
    """Record the current versions of tokenizer and text extraction."""
    connection.execute(
        "INSERT INTO meta VALUES ('terms', ?1) ON CONFLICT DO UPDATE SET value = ?1",
        (_version(text_version),),
    )


def begin_rebuild(connection: sqlite3.Connection) -> None:
    """Clear the index and reset `rebuild_step` to the first article."""
    connection.execute("INSERT INTO search (search) VALUES ('delete-all')")
    connection.execute("INSERT OR REPLACE INTO meta VALUES ('rebuilt', -4611686018427387904)")


def rebuild_step(
    connection: sqlite3.Connection,
    read_body: BodyReader,
    extract_text: TextExtractor,
    rows: int,
) -> int:
    """Read up to `rows` bodies again: index their text, and update their labels.

    Returns how many were read, 0 at the end.
    """
    row = connection.execute("SELECT value FROM meta WHERE key = 'rebuilt'").fetchone()
    if row is None:
        return 0
    articles = connection.execute(
        "SELECT a.number, a.key, a.title, a.link, b.format, b.data, b.enclosures, a.source_id, "
        "a.labels, a.is_read FROM articles a "
        "JOIN bodies b ON b.number = a.number WHERE a.number > ? ORDER BY a.number LIMIT ?",
        (row[0], rows),
    ).fetchall()
    index_rows, labelled = [], []
    for (
        number,
        key,
        title,
        link,
        body_format,
        data,
        enclosures,
        source_id,
        label_ids,
        is_read,
    ) in articles:
        facts = read_body(unpack_body(data)[1], BodyFormat(body_format), link, title)
        terms = index_terms(facts.text) + enclosure_terms(enclosures)
        terms += full_texts.full_text_terms(connection, key, extract_text)
        index_rows.append((number, terms, index_terms(title)))
        ids = tuple(int(part) for part in label_ids.split())
        labelled.append(
            LabelledArticle(number, source_id, ids, bool(is_read), facts.symbols, facts.credit)
        )
    connection.executemany("INSERT INTO search (rowid, text, title) VALUES (?, ?, ?)", index_rows)
    update_derived_labels(connection, labelled)
    if articles:
        connection.execute("UPDATE meta SET value = ? WHERE key = 'rebuilt'", (articles[-1][0],))
    else:
        connection.execute("DELETE FROM meta WHERE key = 'rebuilt'")
    return len(articles)


def _version(text_version: int) -> int:
    return TERMS_VERSION * 1000 + text_version
