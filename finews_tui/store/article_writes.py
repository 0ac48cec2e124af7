"""Articles written into the cache: new ones, changed ones, removed ones, with their index."""

from __future__ import annotations

import sqlite3
from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass
from dataclasses import replace as changed
from datetime import datetime, timedelta

from finews_tui.model.article import BodyFormat
from finews_tui.model.timestamps import EPOCH_NUMBER, UNDATED_NUMBER, unix_seconds
from finews_tui.store import full_texts
from finews_tui.store.labels import count_category_tags, ensure_label_ids, entry_label_ids
from finews_tui.store.prepared_entry import PreparedEntry, TextExtractor, unpack_body
from finews_tui.store.tokenizer import index_terms

# What the index is to be told of an article: its number, the terms of its text and of its title.
IndexRow = tuple[int, str, str]


@dataclass(frozen=True, slots=True)
class StoredArticle:
    """What a sync needs to know of an article that is in the cache already."""

    number: int
    entry_hash: bytes
    is_read: bool
    is_bookmarked: bool


@dataclass(frozen=True, slots=True)
class NewArticle:
    """An entry to be written as a new article, and its state."""

    prepared: PreparedEntry
    is_read: bool
    is_bookmarked: bool = False


def stored_articles(
    connection: sqlite3.Connection, keys: Collection[int]
) -> dict[int, StoredArticle]:
    """What is known of the articles with these keys."""
    found: dict[int, StoredArticle] = {}
    wanted = list(keys)
    for start in range(0, len(wanted), 500):
        some = wanted[start : start + 500]
        marks = ",".join("?" * len(some))
        rows = connection.execute(
            "SELECT key, number, entry_hash, is_read, is_bookmarked FROM articles "
            f"WHERE key IN ({marks})",
            some,
        )
        for key, number, entry_hash, is_read, is_bookmarked in rows:
            found[key] = StoredArticle(number, entry_hash, bool(is_read), bool(is_bookmarked))
    return found


def newest_entry_hashes(
    connection: sqlite3.Connection, source_id: int, limit: int
) -> dict[int, bytes]:
    """The hashes of a source's newest articles by key, at most `limit` of them.

    Without those whose source has another version: whether it still has, it must be asked.
    """
    return dict(
        connection.execute(
            "SELECT key, entry_hash FROM articles WHERE source_id = ? "
            "AND key NOT IN (SELECT key FROM source_versions) ORDER BY number DESC LIMIT ?",
            (source_id, limit),
        )
    )


def add_articles(
    connection: sqlite3.Connection,
    source_id: int,
    articles: Sequence[NewArticle],
    now: datetime,
    unindexed: list[IndexRow] | None = None,
) -> list[int]:
    """Write and index new articles of a source; return their numbers in that order.

    A caller that writes several sources in one transaction passes a list as `unindexed`: it gets
    the terms, to be given to `index_rows` all at once.
    """
    wanted = [_wanted_number(one.prepared.entry.published, now) for one in articles]
    return _insert(connection, source_id, articles, wanted, unindexed)


def _insert(
    connection: sqlite3.Connection,
    source_id: int,
    articles: Sequence[NewArticle],
    wanted: Sequence[int],
    unindexed: list[IndexRow] | None,
) -> list[int]:
    """Write articles at the first free numbers from those `wanted`."""
    ids = ensure_label_ids(connection, source_id, (one.prepared.entry for one in articles))
    numbers = _free_numbers(connection, wanted)
    labels = [entry_label_ids(one.prepared.entry, ids) for one in articles]
    rows = sorted(zip(numbers, articles, labels, strict=True), key=lambda row: row[0])
    connection.executemany(
        f"INSERT INTO articles VALUES ({','.join('?' * 16)})",
        [_article_row(number, source_id, one, some) for number, one, some in rows],
    )
    connection.executemany(
        "INSERT INTO bodies VALUES (?, ?, ?)",
        [(number, one.prepared.entry.format, one.prepared.data) for number, one, _ in rows],
    )
    connection.executemany(
        "INSERT INTO article_labels VALUES (?, ?, ?)",
        [(label, number, one.is_read) for number, one, some in rows for label in some],
    )
    terms = [(number, one.prepared.text_terms, one.prepared.title_terms) for number, one, _ in rows]
    if unindexed is None:
        add_to_index(connection, terms)
    else:
        unindexed += terms
    count_category_tags(connection, labels, 1)
    return numbers


def _wanted_number(published: datetime | None, now: datetime) -> int:
    """Return the number that a date asks for; a date in the future counts as now."""
    if published is None:
        return UNDATED_NUMBER
    return EPOCH_NUMBER + unix_seconds(min(published, now))


def add_to_index(connection: sqlite3.Connection, rows: Sequence[IndexRow]) -> None:
    """Index articles that were added.

    Ascending numbers keep the pending terms of the index in one piece: a lower rowid flushes them
    (SQLite's fts5_index.c, sqlite3Fts5IndexBeginWrite).
    """
    connection.executemany("INSERT INTO search (rowid, text, title) VALUES (?, ?, ?)", sorted(rows))


def _article_row(
    number: int, source_id: int, article: NewArticle, labels: Sequence[int]
) -> tuple[object, ...]:
    entry = article.prepared.entry
    published, published_offset = _timestamp(entry.published)
    updated, updated_offset = _timestamp(entry.updated)
    return (
        number,
        article.prepared.key,
        source_id,
        entry.id,
        entry.title,
        entry.link,
        entry.author,
        published,
        published_offset,
        updated,
        updated_offset,
        entry.story,
        " ".join(map(str, labels)),
        article.prepared.entry_hash,
        article.is_read,
        article.is_bookmarked,
    )


def _timestamp(moment: datetime | None) -> tuple[int | None, int | None]:
    if moment is None:
        return None, None
    offset = moment.utcoffset()
    return unix_seconds(moment), offset // timedelta(minutes=1) if offset else 0


def _free_numbers(connection: sqlite3.Connection, wanted: Sequence[int]) -> list[int]:
    """For each wanted number the next free one at or above it."""
    taken: set[int] = set()
    next_free: dict[int, int] = {}
    numbers = []
    for first in wanted:
        number = _free_number(connection, next_free.get(first, first), taken)
        taken.add(number)
        next_free[first] = number + 1
        numbers.append(number)
    return numbers


def _free_number(connection: sqlite3.Connection, number: int, taken: set[int]) -> int:
    while True:
        while number in taken:
            number += 1
        rows = connection.execute(
            "SELECT number FROM articles WHERE number >= ? ORDER BY number LIMIT 64", (number,)
        ).fetchall()
        for (used,) in rows:
            if used > number:
                return number
            if used == number:
                number += 1
            while number in taken:
                number += 1
        if len(rows) < 64:
            return number


def articles_dated_before(
    connection: sqlite3.Connection, source_id: int, oldest: int, most: int
) -> list[int]:
    """The oldest articles of a source before a moment (unix seconds), without bookmarks and those
    that have no date; at most so many."""
    rows = connection.execute(
        "SELECT number FROM articles WHERE source_id = ? AND number > ? AND number < ? "
        "AND published < ? AND is_bookmarked = 0 ORDER BY number LIMIT ?",
        (source_id, UNDATED_NUMBER // 2, EPOCH_NUMBER + oldest, oldest, most),
    )
    return [row[0] for row in rows]


def delete_articles(
    connection: sqlite3.Connection, numbers: Iterable[int], text_of: TextExtractor
) -> None:
    """Take articles away with their bodies, full texts, labels and terms."""
    for number in numbers:
        key = _delete_article(connection, number, text_of)
        if key is not None:
            full_texts.delete_full_text(connection, key)


def _delete_article(
    connection: sqlite3.Connection, number: int, text_of: TextExtractor
) -> int | None:
    """Take an article away, but for its full text; returns its key, None where it is not there."""
    row = connection.execute(
        "SELECT a.key, a.title, a.link, a.labels, b.format, b.data FROM articles a "
        "JOIN bodies b ON b.number = a.number WHERE a.number = ?",
        (number,),
    ).fetchone()
    if row is None:
        return None
    key, title, link, labels, body_format, data = row
    terms = index_terms(text_of(unpack_body(data)[1], BodyFormat(body_format), link))
    terms += full_texts.full_text_terms(connection, key, text_of)
    connection.execute(
        "INSERT INTO search (search, rowid, text, title) VALUES ('delete', ?, ?, ?)",
        (number, terms, index_terms(title)),
    )
    label_list = [int(part) for part in labels.split()]
    connection.executemany(
        "DELETE FROM article_labels WHERE label_id = ? AND number = ?",
        [(label, number) for label in label_list],
    )
    count_category_tags(connection, [label_list], -1)
    connection.execute("DELETE FROM bodies WHERE number = ?", (number,))
    connection.execute("DELETE FROM articles WHERE number = ?", (number,))
    return int(key)


def replace_article(
    connection: sqlite3.Connection,
    source_id: int,
    known: StoredArticle,
    prepared: PreparedEntry,
    now: datetime,
    text_of: TextExtractor,
    unindexed: list[IndexRow] | None = None,
) -> int:
    """Write a changed entry over its article; marks and the full text stay.

    A new date gives a new number.
    """
    old = connection.execute(
        "SELECT published FROM articles WHERE number = ?", (known.number,)
    ).fetchone()[0]
    same_date = old == _timestamp(prepared.entry.published)[0]
    _delete_article(connection, known.number, text_of)
    terms = prepared.text_terms + full_texts.full_text_terms(connection, prepared.key, text_of)
    prepared = changed(prepared, text_terms=terms)
    wanted = known.number if same_date else _wanted_number(prepared.entry.published, now)
    article = NewArticle(prepared, known.is_read, known.is_bookmarked)
    return _insert(connection, source_id, [article], [wanted], unindexed)[0]
