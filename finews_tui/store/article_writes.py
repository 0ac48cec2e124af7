"""Add, replace and delete articles, with labels and full-text index."""

from __future__ import annotations

import sqlite3
from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from typing import NamedTuple

from finews_tui.model.article import DERIVED_MARK, BodyFormat
from finews_tui.model.timestamps import (
    EPOCH_NUMBER,
    UNDATED_NUMBER,
    datetime_at,
    is_day,
    local_midnight,
    unix_seconds,
)
from finews_tui.store import full_texts
from finews_tui.store.database import chunked, placeholders
from finews_tui.store.labels import count_category_tags, ensure_label_ids, entry_label_ids
from finews_tui.store.prepared_entry import (
    PreparedEntry,
    TextExtractor,
    enclosure_terms,
    unpack_body,
)
from finews_tui.store.tokenizer import index_terms

# The condition of a partial index, so queries must repeat it literally.
_HAS_DERIVED_ID = f"instr(entry, '{DERIVED_MARK}') > 0"

IndexRow = tuple[int, str, str]
"""Row of the full-text index: number, text terms, title terms."""


@dataclass(frozen=True, slots=True)
class StoredArticle:
    """State of a stored article, as needed by a sync."""

    number: int
    entry_hash: bytes
    is_read: bool
    is_bookmarked: bool


class StoredIdentity(NamedTuple):
    """What identifies a stored article of a feed; `published` is in Unix seconds."""

    entry: str
    title: str
    link: str
    published: int | None


@dataclass(frozen=True, slots=True)
class NewArticle:
    """Entry to store as a new article, with its state.

    `first_seen` is now if None.
    """

    prepared: PreparedEntry
    is_read: bool
    is_bookmarked: bool = False
    first_seen: datetime | None = None


def stored_articles(
    connection: sqlite3.Connection, keys: Collection[int]
) -> dict[int, StoredArticle]:
    """Return stored articles with these keys, by key."""
    stored: dict[int, StoredArticle] = {}
    for chunk in chunked(keys):
        rows = connection.execute(
            "SELECT key, number, entry_hash, is_read, is_bookmarked FROM articles "
            f"WHERE key IN ({placeholders(chunk)})",
            chunk,
        )
        for key, number, entry_hash, is_read, is_bookmarked in rows:
            stored[key] = StoredArticle(number, entry_hash, bool(is_read), bool(is_bookmarked))
    return stored


def stored_identities(
    connection: sqlite3.Connection, keys: Collection[int]
) -> dict[str, StoredIdentity]:
    """Return the identities of the stored articles with these keys, by entry id."""
    identities: dict[str, StoredIdentity] = {}
    for chunk in chunked(keys):
        rows = connection.execute(
            f"SELECT entry, title, link, published FROM articles WHERE key IN "
            f"({placeholders(chunk)})",
            chunk,
        )
        identities |= {row[0]: StoredIdentity(*row) for row in rows}
    return identities


def has_derived_articles(connection: sqlite3.Connection, source_id: int) -> bool:
    """Return whether a source has an article with a derived id."""
    row = connection.execute(
        f"SELECT 1 FROM articles WHERE source_id = ? AND {_HAS_DERIVED_ID} LIMIT 1", (source_id,)
    ).fetchone()
    return row is not None


def derived_articles(
    connection: sqlite3.Connection, source_id: int, base: str
) -> list[StoredIdentity]:
    """Return the articles of a source whose id is derived from a base id."""
    start = base + DERIVED_MARK
    rows = connection.execute(
        f"SELECT entry, title, link, published FROM articles WHERE source_id = ? "
        f"AND {_HAS_DERIVED_ID} AND entry >= ? AND entry < ? ORDER BY entry",
        # Hashes are hexadecimal.
        (source_id, start, start + "g"),
    )
    return [StoredIdentity(*row) for row in rows]


def newest_entry_hashes(
    connection: sqlite3.Connection, source_id: int, limit: int
) -> dict[int, bytes]:
    """Return the entry hashes of a source's newest `limit` articles, by key.

    Skips bookmarks with a newer revision in the source: their hash is of the old revision.
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
    """Store and index new articles of a source. Returns their numbers.

    Undated articles are numbered by the time they were first seen, the first one on top.

    To write several sources in one transaction, pass a list as `unindexed`: the terms are
    appended to it, for a single call of `add_to_index`.
    """
    articles = [
        article if article.first_seen else replace(article, first_seen=now) for article in articles
    ]
    numbers = _assign_numbers(connection, articles, now)
    return _insert(connection, source_id, articles, numbers, unindexed)


def _assign_numbers(
    connection: sqlite3.Connection, articles: Sequence[NewArticle], now: datetime
) -> list[int]:
    """Return free numbers for articles; future dates count as now.

    Undated articles that were first seen together get descending numbers.
    """
    dates = [article.prepared.entry.published for article in articles]
    dated = _free_numbers(connection, [_number_of(date, now) for date in dates if date])
    taken = set(dated)
    next_dated = iter(dated)
    next_free: dict[int, int] = {}
    numbers = []
    for article, date in zip(articles, dates, strict=True):
        if date is not None:
            numbers.append(next(next_dated))
            continue
        maximum = _number_at(min(article.first_seen or now, now))
        number = _free_number_before(connection, next_free.get(maximum, maximum), taken)
        taken.add(number)
        next_free[maximum] = number - 1
        numbers.append(number)
    return numbers


def _insert(
    connection: sqlite3.Connection,
    source_id: int,
    articles: Sequence[NewArticle],
    numbers: Sequence[int],
    unindexed: list[IndexRow] | None,
) -> list[int]:
    """Insert articles at free numbers."""
    entries = [article.prepared.entry for article in articles]
    label_ids = ensure_label_ids(connection, source_id, entries)
    labels = [entry_label_ids(entry, label_ids) for entry in entries]
    rows = sorted(zip(numbers, articles, labels, strict=True), key=lambda row: row[0])
    connection.executemany(
        f"INSERT INTO articles VALUES ({','.join('?' * 17)})",
        [_article_row(number, source_id, article, ids) for number, article, ids in rows],
    )
    connection.executemany(
        "INSERT INTO bodies (number, format, data, enclosures) VALUES (?, ?, ?, ?)",
        [
            (
                number,
                article.prepared.entry.format,
                article.prepared.data,
                article.prepared.enclosures,
            )
            for number, article, _ in rows
        ],
    )
    connection.executemany(
        "INSERT INTO article_labels VALUES (?, ?, ?)",
        [(label, number, article.is_read) for number, article, ids in rows for label in ids],
    )
    index_rows = [
        (number, article.prepared.text_terms, article.prepared.title_terms)
        for number, article, _ in rows
    ]
    if unindexed is None:
        add_to_index(connection, index_rows)
    else:
        unindexed += index_rows
    count_category_tags(connection, labels, 1)
    return list(numbers)


def _number_at(moment: datetime) -> int:
    return EPOCH_NUMBER + unix_seconds(moment)


def _number_of(published: datetime, now: datetime) -> int:
    """Return the number for a date; future dates count as now.

    A date without a time is that day for the user, too, not the evening before.
    """
    if is_day(published):
        published = max(published, local_midnight(published))
    return _number_at(min(published, now))


def add_to_index(connection: sqlite3.Connection, rows: Sequence[IndexRow]) -> None:
    """Add rows to the full-text index, sorted by number.

    Descending rowids make FTS5 flush pending terms (fts5_index.c, sqlite3Fts5IndexBeginWrite).
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
        _timestamp(article.first_seen)[0],
    )


def _timestamp(moment: datetime | None) -> tuple[int | None, int | None]:
    if moment is None:
        return None, None
    offset = moment.utcoffset()
    return unix_seconds(moment), offset // timedelta(minutes=1) if offset else 0


def _free_numbers(connection: sqlite3.Connection, min_numbers: Sequence[int]) -> list[int]:
    """Return the first free number at or after each of `min_numbers`."""
    taken: set[int] = set()
    next_free: dict[int, int] = {}
    numbers = []
    for minimum in min_numbers:
        number = _free_number(connection, next_free.get(minimum, minimum), taken)
        taken.add(number)
        next_free[minimum] = number + 1
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


def _free_number_before(connection: sqlite3.Connection, number: int, taken: set[int]) -> int:
    """Return the last free number at or before `number`."""
    while True:
        while number in taken:
            number -= 1
        rows = connection.execute(
            "SELECT number FROM articles WHERE number <= ? ORDER BY number DESC LIMIT 64", (number,)
        ).fetchall()
        for (used,) in rows:
            if used < number:
                return number
            if used == number:
                number -= 1
            while number in taken:
                number -= 1
        if len(rows) < 64:
            return number


def articles_dated_before(
    connection: sqlite3.Connection, source_id: int, before: int, limit: int
) -> list[int]:
    """Return the oldest `limit` articles of a source before Unix time `before`.

    Bookmarks and undated articles are excluded.
    """
    rows = connection.execute(
        "SELECT number FROM articles WHERE source_id = ? AND number > ? AND number < ? "
        "AND published < ? AND is_bookmarked = 0 ORDER BY number LIMIT ?",
        (source_id, UNDATED_NUMBER // 2, EPOCH_NUMBER + before, before, limit),
    )
    return [row[0] for row in rows]


def delete_articles(
    connection: sqlite3.Connection, numbers: Iterable[int], extract_text: TextExtractor
) -> None:
    """Delete articles with their bodies, full texts, labels and index terms."""
    for number in numbers:
        key = _delete_article(connection, number, extract_text)
        if key is not None:
            full_texts.delete_full_text(connection, key)


def _delete_article(
    connection: sqlite3.Connection, number: int, extract_text: TextExtractor
) -> int | None:
    """Delete an article, but not its full text. Returns its key, None if not stored."""
    row = connection.execute(
        "SELECT a.key, a.title, a.link, a.labels, b.format, b.data, b.enclosures FROM articles a "
        "JOIN bodies b ON b.number = a.number WHERE a.number = ?",
        (number,),
    ).fetchone()
    if row is None:
        return None
    key, title, link, labels, body_format, data, enclosures = row
    terms = index_terms(extract_text(unpack_body(data)[1], BodyFormat(body_format), link))
    terms += enclosure_terms(enclosures)
    terms += full_texts.full_text_terms(connection, key, extract_text)
    connection.execute(
        "INSERT INTO search (search, rowid, text, title) VALUES ('delete', ?, ?, ?)",
        (number, terms, index_terms(title)),
    )
    label_ids = [int(part) for part in labels.split()]
    connection.executemany(
        "DELETE FROM article_labels WHERE label_id = ? AND number = ?",
        [(label, number) for label in label_ids],
    )
    count_category_tags(connection, [label_ids], -1)
    connection.execute("DELETE FROM bodies WHERE number = ?", (number,))
    connection.execute("DELETE FROM articles WHERE number = ?", (number,))
    return int(key)


def replace_article(
    connection: sqlite3.Connection,
    source_id: int,
    stored: StoredArticle,
    prepared: PreparedEntry,
    now: datetime,
    extract_text: TextExtractor,
    unindexed: list[IndexRow] | None = None,
) -> int:
    """Replace an article with a changed entry. Returns its number.

    The number changes with the date. Read state, bookmark flag, full text and the time it was first
    seen are preserved.
    """
    old, seen = connection.execute(
        "SELECT published, first_seen FROM articles WHERE number = ?", (stored.number,)
    ).fetchone()
    same_date = old == _timestamp(prepared.entry.published)[0]
    _delete_article(connection, stored.number, extract_text)
    terms = prepared.text_terms + full_texts.full_text_terms(connection, prepared.key, extract_text)
    prepared = replace(prepared, text_terms=terms)
    first_seen = datetime_at(seen, 0)
    article = NewArticle(prepared, stored.is_read, stored.is_bookmarked, first_seen)
    numbers = [stored.number] if same_date else _assign_numbers(connection, [article], now)
    return _insert(connection, source_id, [article], numbers, unindexed)[0]
