"""The two texts of a bookmarked article whose source changed it: as it was kept, and as it is now.

The bookmark's file is the truth, so the article is as that says. What its source says now is kept
beside it in the cache, to be had until the bookmark goes; then it takes the article's place.
"""

from __future__ import annotations

import zlib
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import UTC, datetime

from finews_tui.bookmarks.formats import from_json_line, to_json_line
from finews_tui.library.plain_text import plain_text
from finews_tui.model.article import Article, Entry, article_from_entry
from finews_tui.model.symbol import Symbol
from finews_tui.model.timestamps import unix_seconds
from finews_tui.store import article_writes as saving
from finews_tui.store import articles
from finews_tui.store import source_revisions as versions
from finews_tui.store.article_writes import StoredArticle
from finews_tui.store.database import Connection
from finews_tui.store.prepared_entry import PreparedEntry, id_to_key, prepare_entry, unpack_body
from finews_tui.store.source_revisions import StoredRevision


@dataclass(frozen=True, slots=True)
class SourceRevision:
    """A bookmarked article as its source has it now, and since when that is known."""

    article: Article
    seen: datetime


def store_revisions(
    cache: Connection,
    source: str,
    given: Sequence[tuple[StoredArticle, PreparedEntry]],
    now: datetime,
) -> int:
    """Keep what a source now says of bookmarked articles; returns how many texts are new."""
    return sum(_note(cache, source, known, prepared, now) for known, prepared in given)


def _note(
    cache: Connection, source: str, known: StoredArticle, prepared: PreparedEntry, now: datetime
) -> bool:
    before = versions.find_revision(cache, prepared.key)
    if known.entry_hash == prepared.entry_hash:
        # The source took its change back.
        versions.delete_revision(cache, prepared.key)
        return False
    if before is not None and before.entry_hash == prepared.entry_hash:
        return False
    (kept,) = articles.read_articles(cache, [known.number])
    return _keep(cache, kept, _article(source, prepared), prepared.entry_hash, now)


def store_present_revision(
    cache: Connection, known: StoredArticle, kept: Article, now: datetime
) -> None:
    """Keep what the cache has of an article, which becomes a bookmark as `kept` has it."""
    (present,) = articles.read_articles(cache, [known.number])
    _keep(cache, kept, present, known.entry_hash, now)


def _keep(
    cache: Connection, kept: Article, article: Article, entry_hash: bytes, now: datetime
) -> bool:
    is_other = _shown(kept) != _shown(article)
    # The text of its page is kept by itself.
    line = to_json_line(replace(article, full_text=""))
    data = zlib.compress(line.encode()) if is_other else b""
    versions.store_revision(
        cache, id_to_key(article.id), StoredRevision(entry_hash, unix_seconds(now), data)
    )
    return is_other


def _shown(article: Article) -> tuple[str, str]:
    """What a reader sees of it: markup that changes nothing of that is no other text."""
    return article.title, plain_text(article.body, article.format, article.link)


def source_revision(cache: Connection, article: Article) -> SourceRevision | None:
    """What the source of a bookmarked article says of it now; None where that is the same."""
    version = (
        versions.find_revision(cache, id_to_key(article.id)) if article.is_bookmarked else None
    )
    if version is None or not version.data:
        return None
    return SourceRevision(
        _unpacked(version.data, article), datetime.fromtimestamp(version.seen, UTC)
    )


def restore_revision(cache: Connection, number: int, now: datetime) -> None:
    """Let an article that is no bookmark any more be as its source has it now."""
    for article in articles.read_articles(cache, [number]):
        key = id_to_key(article.id)
        version = versions.find_revision(cache, key)
        versions.delete_revision(cache, key)
        known = saving.stored_articles(cache, [key]).get(key)
        source_id = articles.source_id_of(cache, number)
        if version is not None and version.data and known is not None:
            prepared = prepare_entry(
                article.source, entry_from_article(_unpacked(version.data, article))
            )
            # With the source's own hash, or its next answer would count as a change.
            prepared = replace(prepared, entry_hash=version.entry_hash)
            saving.replace_article(cache, source_id, known, prepared, now, plain_text)


def entry_from_article(article: Article) -> Entry:
    """An article as its source would bring it."""
    return Entry(
        id=article.entry,
        title=article.title,
        body=article.body,
        format=article.format,
        text=plain_text(article.body, article.format, article.link),
        summary=article.summary,
        link=article.link,
        author=article.author,
        published=article.published,
        updated=article.updated,
        categories=tuple(category.slug for category in article.categories),
        tags=article.tags,
        symbols=tuple(Symbol(code) for code in article.symbols),
        story=article.story,
    )


def _article(source: str, prepared: PreparedEntry) -> Article:
    """An entry that is ready for the store, as an article."""
    summary, body = unpack_body(prepared.data)
    return replace(article_from_entry(source, prepared.entry), summary=summary, body=body)


def _unpacked(data: bytes, kept: Article) -> Article:
    """The article in `data`, with the place and the state of the one that is kept."""
    found = from_json_line(zlib.decompress(data).decode())
    return replace(
        found, number=kept.number, is_read=kept.is_read, bookmarked_at=kept.bookmarked_at
    )
