"""How many articles each saved query finds, kept true by matching only what changed.

Triggers note the articles that came or were marked (`touched`), and that what was counted went
away or was renamed (`counts_stale`); while no count is kept they note nothing.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Collection
from typing import NamedTuple

from finews_tui.model.saved_query import QueryCount

_MOST_TOUCHED = 5_000
"""More changed articles than this are not matched one by one: the queries are counted anew."""


class ChangedArticle(NamedTuple):
    """An article that came, or whose mark changed; `unread_before` is None where it came."""

    number: int
    unread_before: int | None
    is_unread: bool


def cached_counts(connection: sqlite3.Connection) -> dict[str, QueryCount]:
    """The counts as they were last brought up to date, by the queries' texts."""
    rows = connection.execute("SELECT text, articles, unread FROM query_counts")
    return {text: QueryCount(articles, unread) for text, articles, unread in rows}


def store_count(connection: sqlite3.Connection, text: str, count: QueryCount) -> None:
    """Keep the count of one query."""
    connection.execute("INSERT OR REPLACE INTO query_counts VALUES (?, ?, ?)", (text, *count))


def delete_counts(connection: sqlite3.Connection, texts: Collection[str]) -> None:
    """Forget the counts of these queries."""
    connection.executemany("DELETE FROM query_counts WHERE text = ?", [(text,) for text in texts])


def are_stale(connection: sqlite3.Connection, sources: str) -> bool:
    """Whether counting goes by what changed no longer.

    `sources` tells what is followed: other sources may make other articles of `source:` and
    `group:`.
    """
    known = dict(connection.execute("SELECT key, value FROM meta WHERE key LIKE 'counts_%'"))
    if known.get("counts_stale") or known.get("counts_sources") != sources:
        return True
    touched = connection.execute("SELECT count(*) FROM touched").fetchone()[0]
    return bool(touched > _MOST_TOUCHED)


def reset_counts(connection: sqlite3.Connection, sources: str) -> None:
    """Forget all counts and what changed since."""
    connection.execute("DELETE FROM query_counts")
    connection.execute("DELETE FROM touched")
    connection.execute("DELETE FROM meta WHERE key = 'counts_stale'")
    connection.execute("INSERT OR REPLACE INTO meta VALUES ('counts_sources', ?)", (sources,))


def take_changed_articles(connection: sqlite3.Connection) -> list[ChangedArticle]:
    """What changed since it was last asked for, once."""
    rows = connection.execute(
        "SELECT t.number, t.unread_before, a.is_read = 0 FROM touched t "
        "JOIN articles a ON a.number = t.number ORDER BY t.number"
    ).fetchall()
    connection.execute("DELETE FROM touched")
    return [ChangedArticle(number, before, bool(is_unread)) for number, before, is_unread in rows]
