"""Cached counts of saved queries, updated incrementally.

Triggers record articles that were added or marked (`touched`), and whether counted articles were
deleted or categories renamed (`counts_stale`). They record nothing while no counts are cached.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Collection
from typing import NamedTuple

from finews_tui.model.saved_query import QueryCount

_MAX_TOUCHED = 5_000
"""Above this number of changed articles, a full recount is faster."""


class ChangedArticle(NamedTuple):
    """Article that was added or marked. `unread_before` is None if it was added."""

    number: int
    unread_before: int | None
    is_unread: bool


def cached_counts(connection: sqlite3.Connection) -> dict[str, QueryCount]:
    """Return cached counts, by query text."""
    rows = connection.execute("SELECT text, articles, unread FROM query_counts")
    return {text: QueryCount(articles, unread) for text, articles, unread in rows}


def store_count(connection: sqlite3.Connection, text: str, count: QueryCount) -> None:
    """Cache the count of a query."""
    connection.execute("INSERT OR REPLACE INTO query_counts VALUES (?, ?, ?)", (text, *count))


def delete_counts(connection: sqlite3.Connection, texts: Collection[str]) -> None:
    """Delete the counts of queries."""
    connection.executemany("DELETE FROM query_counts WHERE text = ?", [(text,) for text in texts])


def are_stale(connection: sqlite3.Connection, sources: str) -> bool:
    """Return whether the counts need a full recount.

    `sources` describes the followed sources, which affect `source:` and `group:`.
    """
    known = dict(connection.execute("SELECT key, value FROM meta WHERE key LIKE 'counts_%'"))
    if known.get("counts_stale") or known.get("counts_sources") != sources:
        return True
    touched = connection.execute("SELECT count(*) FROM touched").fetchone()[0]
    return bool(touched > _MAX_TOUCHED)


def reset_counts(connection: sqlite3.Connection, sources: str) -> None:
    """Delete all counts and the record of changes."""
    connection.execute("DELETE FROM query_counts")
    connection.execute("DELETE FROM touched")
    connection.execute("DELETE FROM meta WHERE key = 'counts_stale'")
    connection.execute("INSERT OR REPLACE INTO meta VALUES ('counts_sources', ?)", (sources,))


def take_changed_articles(connection: sqlite3.Connection) -> list[ChangedArticle]:
    """Return the articles that changed since the last call, and clear the record."""
    rows = connection.execute(
        "SELECT t.number, t.unread_before, a.is_read = 0 FROM touched t "
        "JOIN articles a ON a.number = t.number ORDER BY t.number"
    ).fetchall()
    connection.execute("DELETE FROM touched")
    return [ChangedArticle(number, before, bool(is_unread)) for number, before, is_unread in rows]
