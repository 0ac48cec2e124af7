"""Newer versions of bookmarked articles in their sources.

The bookmark's file is authoritative. A different version in the source is stored in the cache as a
revision, and replaces the article when the bookmark is removed.
"""

from __future__ import annotations

import zlib
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import UTC, datetime

from finews_tui.bookmarks.formats import from_json_line, to_json_line
from finews_tui.library.plain_text import body_facts, plain_text
from finews_tui.model.article import Article, Entry, article_from_entry
from finews_tui.model.enclosure import file_name
from finews_tui.model.symbol import Symbol
from finews_tui.model.timestamps import unix_seconds
from finews_tui.store import articles
from finews_tui.store.article_writes import StoredArticle, replace_article, stored_articles
from finews_tui.store.database import Connection
from finews_tui.store.prepared_entry import (
    PreparedEntry,
    id_to_key,
    prepare_entry,
    unpack_body,
    unpack_enclosures,
)
from finews_tui.store.source_revisions import (
    StoredRevision,
    delete_revision,
    find_revision,
    store_revision,
)


@dataclass(frozen=True, slots=True)
class SourceRevision:
    """Source's version of a bookmarked article, and when it was first seen."""

    article: Article
    seen: datetime


def store_source_revisions(
    cache: Connection,
    source: str,
    revisions: Sequence[tuple[StoredArticle, PreparedEntry]],
    now: datetime,
) -> int:
    """Store entries of bookmarked articles as revisions; return the number of changes."""
    return sum(_store_entry(cache, source, stored, prepared, now) for stored, prepared in revisions)


def _store_entry(
    cache: Connection, source: str, stored: StoredArticle, prepared: PreparedEntry, now: datetime
) -> bool:
    """Store an entry as a revision; return whether its text is new."""
    if stored.entry_hash == prepared.entry_hash:
        # The source reverted its change.
        delete_revision(cache, prepared.key)
        return False
    before = find_revision(cache, prepared.key)
    if before is not None and before.entry_hash == prepared.entry_hash:
        return False
    (bookmark,) = articles.read_articles(cache, [stored.number])
    summary, body = unpack_body(prepared.data)
    entry = article_from_entry(source, prepared.entry)
    enclosures = unpack_enclosures(prepared.enclosures)
    revision = replace(entry, summary=summary, body=body, enclosures=enclosures)
    return _store(cache, bookmark, revision, prepared.entry_hash, now)


def store_present_revision(
    cache: Connection, stored: StoredArticle, bookmark: Article, now: datetime
) -> None:
    """Store the cached version of an article that `bookmark` replaces."""
    (cached,) = articles.read_articles(cache, [stored.number])
    _store(cache, bookmark, cached, stored.entry_hash, now)


def _store(
    cache: Connection, bookmark: Article, revision: Article, entry_hash: bytes, now: datetime
) -> bool:
    """Store a revision, with its text only if it differs; return whether it does."""
    media = tuple(file_name(enclosure.url) for enclosure in revision.enclosures)
    differs = _visible_text(bookmark, media) != _visible_text(revision, media)
    # Full texts are stored separately.
    line = to_json_line(replace(revision, full_text=""))
    data = zlib.compress(line.encode()) if differs else b""
    stored = StoredRevision(entry_hash, unix_seconds(now), data)
    store_revision(cache, id_to_key(revision.id), stored)
    return differs


def _visible_text(article: Article, media: tuple[str, ...]) -> tuple[str, list[str]]:
    """Return title and lines of text; changes of markup alone are ignored.

    So are lines with the file names of media: bookmarks of finews 0.1 have them in the text.
    """
    lines = plain_text(article.body, article.format, article.link).split("\n")
    return article.title, [line for line in lines if not (media and line.startswith(media))]


def source_revision(cache: Connection, article: Article) -> SourceRevision | None:
    """Return the source's version of a bookmarked article; None if unchanged."""
    if not article.is_bookmarked:
        return None
    stored = find_revision(cache, id_to_key(article.id))
    if stored is None or not stored.data:
        return None
    seen = datetime.fromtimestamp(stored.seen, UTC)
    return SourceRevision(_unpack(stored.data, article), seen)


def restore_source_revision(cache: Connection, number: int, now: datetime) -> None:
    """Replace an article by the revision of its source after its bookmark was removed."""
    for article in articles.read_articles(cache, [number]):
        key = id_to_key(article.id)
        revision = find_revision(cache, key)
        delete_revision(cache, key)
        stored = stored_articles(cache, [key]).get(key)
        if revision is None or not revision.data or stored is None:
            continue
        entry = entry_from_article(_unpack(revision.data, article))
        # With the hash of the source, or the next sync would see a change.
        prepared = replace(prepare_entry(article.source, entry), entry_hash=revision.entry_hash)
        source_id = articles.source_id_of(cache, number)
        replace_article(cache, source_id, stored, prepared, now, plain_text)


def entry_from_article(article: Article) -> Entry:
    """Convert an article back to an entry of its source."""
    facts = body_facts(article.body, article.format, article.link, article.title)
    return Entry(
        id=article.entry,
        title=article.title,
        body=article.body,
        format=article.format,
        text=facts.text,
        summary=article.summary,
        link=article.link,
        author=article.author,
        published=article.published,
        updated=article.updated,
        categories=tuple(category.slug for category in article.categories),
        tags=article.tags,
        symbols=tuple(Symbol(code) for code in article.symbols),
        story=article.story,
        credit=article.credit or facts.credit,
        enclosures=article.enclosures,
    )


def _unpack(data: bytes, bookmark: Article) -> Article:
    """Return the article in `data` of a revision, with the state of the bookmark."""
    return replace(
        from_json_line(zlib.decompress(data).decode()),
        number=bookmark.number,
        is_read=bookmark.is_read,
        bookmarked_at=bookmark.bookmarked_at,
    )
