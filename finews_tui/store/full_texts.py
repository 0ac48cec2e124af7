"""Full texts: content of articles' web pages, stored and indexed with the bodies."""

from __future__ import annotations

import sqlite3
import zlib
from datetime import datetime, timedelta
from typing import NamedTuple

from finews_tui.model.article import BodyFormat
from finews_tui.model.timestamps import unix_seconds
from finews_tui.store.prepared_entry import TextExtractor, enclosure_terms, unpack_body
from finews_tui.store.tokenizer import index_terms

_ZLIB_LEVEL = 6
# Hours until each retry of a page that cannot be fetched; after the last one, give up.
_RETRY_HOURS = (1, 6, 24, 72, 168)


class PendingPage(NamedTuple):
    """Article whose web page should be fetched."""

    number: int
    link: str
    title: str


def unpack_full_text(data: bytes | None) -> str:
    """Decompress the HTML of a full text. "" if there is no data."""
    return zlib.decompress(data).decode("utf-8", "surrogatepass") if data else ""


def full_text_terms(connection: sqlite3.Connection, key: int, extract_text: TextExtractor) -> str:
    """Return the index terms of a full text, with a leading space. "" if none."""
    row = connection.execute("SELECT data FROM full_texts WHERE key = ?", (key,)).fetchone()
    return _added_terms(unpack_full_text(row[0]), extract_text) if row else ""


def _added_terms(html: str, extract_text: TextExtractor) -> str:
    terms = index_terms(extract_text(html, BodyFormat.HTML, "")) if html else ""
    return f" {terms}" if terms else ""


def store_full_text(
    connection: sqlite3.Connection, key: int, html: str, extract_text: TextExtractor
) -> None:
    """Store and index the full text of an article."""
    row = connection.execute(
        "SELECT a.number, a.title, a.link, a.entry_hash, b.format, b.data, b.enclosures, t.data "
        "FROM articles a "
        "JOIN bodies b ON b.number = a.number LEFT JOIN full_texts t ON t.key = a.key "
        "WHERE a.key = ?",
        (key,),
    ).fetchone()
    if row is None:
        return
    number, title, link, entry_hash, body_format, data, enclosures, old_data = row
    old_html = unpack_full_text(old_data)
    connection.execute(
        "INSERT INTO full_texts (key, data, entry_hash) VALUES (?1, ?2, ?3) ON CONFLICT DO UPDATE "
        "SET data = ?2, entry_hash = ?3, failures = 0, next_try = NULL",
        (key, zlib.compress(html.encode("utf-8", "surrogatepass"), _ZLIB_LEVEL), entry_hash),
    )
    if old_html == html:
        return
    body_terms = index_terms(extract_text(unpack_body(data)[1], BodyFormat(body_format), link))
    body_terms += enclosure_terms(enclosures)
    title_terms = index_terms(title)
    connection.execute(
        "INSERT INTO search (search, rowid, text, title) VALUES ('delete', ?, ?, ?)",
        (number, body_terms + _added_terms(old_html, extract_text), title_terms),
    )
    connection.execute(
        "INSERT INTO search (rowid, text, title) VALUES (?, ?, ?)",
        (number, body_terms + _added_terms(html, extract_text), title_terms),
    )


def record_failure(connection: sqlite3.Connection, number: int, now: datetime) -> None:
    """Record a fetch failure and schedule a retry. A stored full text is preserved."""
    row = connection.execute(
        "SELECT a.key, a.entry_hash, ifnull(t.failures, 0) FROM articles a "
        "LEFT JOIN full_texts t ON t.key = a.key WHERE a.number = ?",
        (number,),
    ).fetchone()
    if row is None:
        return
    key, entry_hash, failures = row
    is_final = failures >= len(_RETRY_HOURS)
    hours = 0 if is_final else _RETRY_HOURS[failures]
    next_try = None if is_final else unix_seconds(now + timedelta(hours=hours))
    connection.execute(
        "INSERT INTO full_texts (key, entry_hash, failures, next_try) VALUES (?1, ?2, ?3, ?4) "
        "ON CONFLICT DO UPDATE SET failures = ?3, next_try = ?4",
        (key, entry_hash, failures + 1, next_try),
    )


def delete_full_text(connection: sqlite3.Connection, key: int) -> None:
    """Delete the full text of an article. Does not update the index."""
    connection.execute("DELETE FROM full_texts WHERE key = ?", (key,))


def pending_pages(
    connection: sqlite3.Connection, source_id: int, now: datetime, limit: int
) -> list[PendingPage]:
    """Return articles of a source whose pages should be fetched, newest first.

    Includes unread articles without a full text, and articles whose entry changed after their
    page was fetched. Excludes failed pages until their next retry.
    """
    rows = connection.execute(
        "SELECT a.number, a.link, a.title FROM articles a LEFT JOIN full_texts t ON t.key = a.key "
        "WHERE a.source_id = ?1 AND a.is_read = 0 AND a.link != '' AND (t.key IS NULL OR "
        "(t.data IS NULL AND t.next_try <= ?2)) UNION "
        "SELECT a.number, a.link, a.title FROM full_texts t JOIN articles a ON a.key = t.key "
        "WHERE a.source_id = ?1 AND a.link != '' AND t.data IS NOT NULL "
        "AND t.entry_hash != a.entry_hash AND (t.failures = 0 OR t.next_try <= ?2) "
        "ORDER BY 1 DESC LIMIT ?3",
        (source_id, unix_seconds(now), limit),
    )
    return [PendingPage(*row) for row in rows]
