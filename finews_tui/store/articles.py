"""Read articles from the cache, and update their read and bookmark state."""

from __future__ import annotations

import sqlite3
from collections.abc import Collection, Iterable, Iterator, Sequence
from datetime import datetime

from finews_tui.errors import NotFoundError
from finews_tui.i18n.catalog import tr
from finews_tui.model.article import (
    ID_LENGTH,
    MIN_ID_PREFIX,
    Article,
    BodyFormat,
    Category,
    Headline,
)
from finews_tui.model.timestamps import datetime_at
from finews_tui.store import full_texts
from finews_tui.store.database import chunked, placeholders
from finews_tui.store.labels import read_labels
from finews_tui.store.prepared_entry import key_to_id, unpack_body, unpack_enclosures
from finews_tui.store.schema import KIND_CATEGORY, KIND_CREDIT, KIND_SYMBOL, KIND_TAG
from finews_tui.store.user_state import EntryKey


def read_headlines(connection: sqlite3.Connection, numbers: Sequence[int]) -> list[Headline]:
    """Return headlines in the order of `numbers`, skipping deleted articles."""
    headlines: dict[int, Headline] = {}
    first_label: dict[int, int] = {}
    for chunk in chunked(numbers):
        for (
            number,
            key,
            source,
            title,
            labels,
            published,
            offset,
            is_read,
            is_bookmarked,
            first_seen,
        ) in connection.execute(
            "SELECT a.number, a.key, s.name, a.title, a.labels, a.published, "
            "a.published_offset, a.is_read, a.is_bookmarked, a.first_seen FROM articles a "
            "JOIN sources s ON s.id = a.source_id "
            f"WHERE a.number IN ({placeholders(chunk)})",
            chunk,
        ):
            first_label[number] = int(labels.partition(" ")[0] or 0)
            headlines[number] = Headline(
                number,
                key_to_id(key),
                source,
                title,
                "",
                published,
                offset,
                bool(is_read),
                bool(is_bookmarked),
                first_seen,
            )
    labels_by_id = read_labels(connection, set(first_label.values()))
    names = {
        label: category.name
        for label, (kind, category) in labels_by_id.items()
        if kind == KIND_CATEGORY
    }
    return [
        headlines[number]._replace(category=names.get(first_label[number], ""))
        for number in numbers
        if number in headlines
    ]


def read_articles(connection: sqlite3.Connection, numbers: Sequence[int]) -> list[Article]:
    """Return articles in the order of `numbers`, skipping deleted ones."""
    rows: dict[int, sqlite3.Row] = {}
    cursor = connection.cursor()
    cursor.row_factory = sqlite3.Row
    for chunk in chunked(numbers):
        for row in cursor.execute(
            "SELECT a.*, s.name AS source, b.format, b.data, b.enclosures, f.bookmarked_at, "
            "t.data AS full_text "
            "FROM articles a "
            "JOIN sources s ON s.id = a.source_id JOIN bodies b ON b.number = a.number "
            "LEFT JOIN full_texts t ON t.key = a.key "
            "LEFT JOIN bookmark_files f ON f.key = a.key AND a.is_bookmarked "
            f"WHERE a.number IN ({placeholders(chunk)})",
            chunk,
        ):
            rows[row["number"]] = row
    label_ids = {int(part) for row in rows.values() for part in row["labels"].split()}
    labels = read_labels(connection, label_ids)
    return [_article(rows[number], labels) for number in numbers if number in rows]


def _article(row: sqlite3.Row, labels_by_id: dict[int, tuple[int, Category]]) -> Article:
    summary, body = unpack_body(row["data"])
    labels = [labels_by_id[int(part)] for part in row["labels"].split()]
    bookmarked_at = row["bookmarked_at"]
    return Article(
        number=row["number"],
        id=key_to_id(row["key"]),
        source=row["source"],
        entry=row["entry"],
        title=row["title"],
        body=body,
        format=BodyFormat(row["format"]),
        summary=summary,
        link=row["link"],
        author=row["author"],
        published=datetime_at(row["published"], row["published_offset"]),
        updated=datetime_at(row["updated"], row["updated_offset"]),
        categories=tuple(category for kind, category in labels if kind == KIND_CATEGORY),
        tags=tuple(category.slug for kind, category in labels if kind == KIND_TAG),
        symbols=tuple(category.slug for kind, category in labels if kind == KIND_SYMBOL),
        story=row["story"],
        credit=next((category.slug for kind, category in labels if kind == KIND_CREDIT), ""),
        is_read=bool(row["is_read"]),
        is_bookmarked=bool(row["is_bookmarked"]),
        bookmarked_at=datetime.fromisoformat(bookmarked_at) if bookmarked_at else None,
        full_text=full_texts.unpack_full_text(row["full_text"]),
        first_seen=datetime_at(row["first_seen"], 0),
        enclosures=unpack_enclosures(row["enclosures"]),
    )


def bookmarked_numbers(connection: sqlite3.Connection) -> list[int]:
    """Return the numbers of all bookmarked articles, newest first."""
    rows = connection.execute(
        "SELECT number FROM articles WHERE is_bookmarked = 1 ORDER BY number DESC"
    )
    return [row[0] for row in rows]


def find_number(connection: sqlite3.Connection, prefix: str) -> int:
    """Return the number of the article whose ID starts with `prefix`.

    Raises:
        NotFoundError: No article or several match, or the prefix is too short.
    """
    text = prefix.strip().lower()
    if len(text) > ID_LENGTH or not text or any(c not in "0123456789abcdef" for c in text):
        raise NotFoundError(
            tr("{prefix}: invalid article ID; list IDs with `finews list --ids`", prefix=prefix)
        )
    if len(text) < MIN_ID_PREFIX:
        raise NotFoundError(
            tr(
                "{prefix}: ID too short; enter at least {count} digits",
                prefix=prefix,
                count=MIN_ID_PREFIX,
            )
        )
    free_bits = 4 * (ID_LENGTH - len(text))
    first = int(text, 16) << free_bits
    rows = connection.execute(
        "SELECT number, key FROM articles WHERE key BETWEEN ? AND ? LIMIT 2",
        (first, first + (1 << free_bits) - 1),
    ).fetchall()
    if not rows:
        raise NotFoundError(
            tr("{prefix}: article not found; list IDs with `finews list --ids`", prefix=prefix)
        )
    if len(rows) > 1:
        ids = ", ".join(key_to_id(key) for _, key in rows)
        raise NotFoundError(
            tr(
                "{prefix}: ambiguous ID ({ids}, …); enter more digits",
                prefix=prefix,
                ids=ids,
            )
        )
    return int(rows[0][0])


def source_id_of(connection: sqlite3.Connection, number: int) -> int:
    """Return the source ID of a stored article."""
    row = connection.execute("SELECT source_id FROM articles WHERE number = ?", (number,))
    return int(row.fetchone()[0])


def numbers_by_key(connection: sqlite3.Connection, keys: Collection[int]) -> dict[int, int]:
    """Return the numbers of stored articles, by key."""
    numbers: dict[int, int] = {}
    for chunk in chunked(keys):
        select = f"SELECT key, number FROM articles WHERE key IN ({placeholders(chunk)})"
        numbers.update(connection.execute(select, chunk))
    return numbers


def entries_to_mark(
    connection: sqlite3.Connection, numbers: Iterable[int], is_read: bool
) -> list[EntryKey]:
    """Return the entries of articles whose read state differs from `is_read`."""
    entries: list[EntryKey] = []
    for chunk in chunked(dict.fromkeys(numbers)):
        entries += connection.execute(
            "SELECT s.name, a.entry FROM articles a JOIN sources s ON s.id = a.source_id "
            f"WHERE a.number IN ({placeholders(chunk)}) AND a.is_read = ?",
            [*chunk, not is_read],
        )
    return entries


def unread_entries(connection: sqlite3.Connection) -> Iterator[tuple[int, EntryKey]]:
    """Yield the number and the entry of each unread article."""
    rows = connection.execute(
        "SELECT a.number, s.name, a.entry FROM articles a JOIN sources s ON s.id = a.source_id "
        "WHERE a.is_read = 0"
    )
    for number, source, entry in rows:
        yield number, (source, entry)


def set_read(connection: sqlite3.Connection, numbers: Collection[int], is_read: bool) -> None:
    """Set the read state of articles in the cache. Triggers update the counts."""
    rows = [
        (number, labels)
        for chunk in chunked(numbers)
        for number, labels in connection.execute(
            f"SELECT number, labels FROM articles WHERE number IN ({placeholders(chunk)})", chunk
        )
    ]
    connection.executemany(
        "UPDATE articles SET is_read = ? WHERE number = ?", [(is_read, row[0]) for row in rows]
    )
    connection.executemany(
        "UPDATE article_labels SET is_read = ? WHERE label_id = ? AND number = ?",
        [(is_read, int(label), number) for number, labels in rows for label in labels.split()],
    )


def set_bookmarked(connection: sqlite3.Connection, number: int, is_bookmarked: bool) -> None:
    """Set whether an article is bookmarked. Triggers update the counts."""
    connection.execute(
        "UPDATE articles SET is_bookmarked = ? WHERE number = ? AND is_bookmarked != ?",
        (is_bookmarked, number, is_bookmarked),
    )


def copied_marks_sequence(connection: sqlite3.Connection) -> int:
    """Return the sequence number up to which read marks were copied to the cache."""
    row = connection.execute("SELECT value FROM meta WHERE key = 'marks'").fetchone()
    return int(row[0]) if row else 0


def set_copied_marks_sequence(connection: sqlite3.Connection, sequence: int) -> None:
    """Store the sequence number up to which read marks were copied to the cache."""
    connection.execute(
        "INSERT INTO meta VALUES ('marks', ?1) ON CONFLICT DO UPDATE SET value = ?1", (sequence,)
    )
