"""Database checks (integrity, consistency of stored counts) and statistics."""

from __future__ import annotations

import sqlite3
from datetime import UTC, datetime, timedelta
from typing import TypedDict

from finews_tui.i18n.catalog import ntr, tr
from finews_tui.model.timestamps import EPOCH_NUMBER, UNDATED_NUMBER
from finews_tui.store.schema import (
    KIND_CATEGORY,
    KIND_SYMBOL,
    KIND_TAG,
)

_DAY_SECONDS = 86_400


class ContentCounts(TypedDict):
    """Content statistics of the cache. Days are ISO 8601, "" if nothing is dated."""

    articles: int
    unread: int
    bookmarks: int
    categories: int
    tags: int
    symbols: int
    first_day: str
    last_day: str
    days: int


def check_integrity(connection: sqlite3.Connection) -> str:
    """Return problems reported by SQLite, "" if none."""
    rows = connection.execute("PRAGMA integrity_check(3)").fetchall()
    problems = [row[0] for row in rows if row[0] != "ok"]
    foreign = connection.execute("PRAGMA foreign_key_check").fetchall()
    problems += [
        tr("row {number} of {table} refers to a missing row", table=row[0], number=row[1])
        for row in foreign[:3]
    ]
    return "; ".join(problems)


def check_counts(connection: sqlite3.Connection) -> str:
    """Return stored counts that do not match the articles, "" if none."""
    sources = connection.execute(
        "SELECT s.name FROM sources s LEFT JOIN (SELECT source_id, count(*) AS articles, "
        "sum(is_read = 0) AS unread, sum(is_bookmarked) AS bookmarks FROM articles "
        "GROUP BY source_id) a ON a.source_id = s.id WHERE s.articles != ifnull(a.articles, 0) "
        "OR s.unread != ifnull(a.unread, 0) OR s.bookmarks != ifnull(a.bookmarks, 0)"
    ).fetchall()
    labels = connection.execute(
        "SELECT count(*) FROM labels l LEFT JOIN (SELECT label_id, count(*) AS articles, "
        "sum(is_read = 0) AS unread FROM article_labels GROUP BY label_id) a ON a.label_id = l.id "
        "WHERE l.articles != ifnull(a.articles, 0) OR l.unread != ifnull(a.unread, 0)"
    ).fetchone()[0]
    missing = connection.execute(
        "SELECT count(*) FROM articles WHERE number NOT IN (SELECT number FROM bodies)"
    ).fetchone()[0]
    problems = [tr("source {name}", name=row[0]) for row in sources]
    if labels:
        problems.append(ntr("{count} category or tag", "{count} categories or tags", labels))
    if missing:
        problems.append(
            ntr("{count} article without a body", "{count} articles without a body", missing)
        )
    return tr("inconsistent: {names}", names=tr(", ").join(problems)) if problems else ""


def count_content(connection: sqlite3.Connection) -> ContentCounts:
    """Return content statistics, computed from stored counts."""
    articles, unread, bookmarks = connection.execute(
        "SELECT ifnull(sum(articles), 0), ifnull(sum(unread), 0), ifnull(sum(bookmarks), 0) "
        "FROM sources"
    ).fetchone()
    kinds = dict(
        connection.execute("SELECT kind, count(*) FROM labels WHERE articles > 0 GROUP BY kind")
    )
    first, last = connection.execute(
        "SELECT (SELECT min(number) FROM articles WHERE number > ?), "
        "(SELECT max(number) FROM articles WHERE number > ?)",
        (UNDATED_NUMBER // 2, UNDATED_NUMBER // 2),
    ).fetchone()
    days = 0 if first is None else last // _DAY_SECONDS - first // _DAY_SECONDS + 1
    return ContentCounts(
        articles=articles,
        unread=unread,
        bookmarks=bookmarks,
        categories=kinds.get(KIND_CATEGORY, 0),
        tags=kinds.get(KIND_TAG, 0),
        symbols=kinds.get(KIND_SYMBOL, 0),
        first_day=_day(first),
        last_day=_day(last),
        days=days,
    )


def _day(number: int | None) -> str:
    if number is None:
        return ""
    moment = datetime(1970, 1, 1, tzinfo=UTC) + timedelta(seconds=number - EPOCH_NUMBER)
    return moment.date().isoformat()
