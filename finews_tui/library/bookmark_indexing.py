"""Index of the bookmark files in the cache; the files are authoritative."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime

from finews_tui.bookmarks import files
from finews_tui.bookmarks.files import BookmarkFile
from finews_tui.i18n.catalog import tr
from finews_tui.library.plain_text import plain_text
from finews_tui.library.source_revisions import (
    entry_from_article,
    restore_source_revision,
    store_present_revision,
)
from finews_tui.library.stores import Stores
from finews_tui.model.article import Article
from finews_tui.model.timestamps import unix_seconds
from finews_tui.sources.folders.file_names import display_path
from finews_tui.store import article_writes, articles, bookmark_index, full_texts, user_state
from finews_tui.store.article_writes import NewArticle
from finews_tui.store.bookmark_index import IndexedBookmark
from finews_tui.store.database import Connection
from finews_tui.store.prepared_entry import PreparedEntry, id_to_key, prepare_entry
from finews_tui.store.sources import ensure_source_id


def index_changed_files(stores: Stores) -> list[str]:
    """Update the index from the bookmarks folder; return one warning per faulty file.

    Raises:
        BookmarkError: the folder cannot be listed.
    """
    with stores.cache.reading() as cache:
        known = bookmark_index.indexed_bookmarks(cache)
    changed, gone = files.read_changed_bookmarks(
        stores.paths.bookmarks_directory, {name: row.fingerprint for name, row in known.items()}
    )
    if changed or gone:
        with stores.cache.writing() as cache:
            for name in gone:
                _forget(stores, cache, known[name])
            for file in changed:
                _index(stores, cache, file)
    warnings = {name: row.warning for name, row in known.items() if row.warning}
    warnings.update({file.path.name: file.warning for file in changed})
    return [
        tr("{place}: {message}", place=display_path(name), message=warning)
        for name, warning in warnings.items()
        if warning and name not in gone
    ]


def index_files(stores: Stores, written: Sequence[BookmarkFile]) -> None:
    """Index files that were just written."""
    with stores.cache.writing() as cache:
        for file in written:
            _index(stores, cache, file)


def forget_file(stores: Stores, name: str) -> None:
    """Remove a file that was just deleted from the index."""
    with stores.cache.writing() as cache:
        row = bookmark_index.indexed_bookmarks(cache).get(name)
        if row is not None:
            _forget(stores, cache, row)


def save_full_text(stores: Stores, article: Article, html: str) -> None:
    """Store the full text of an article in the cache and in its bookmark file, if any.

    Raises:
        BookmarkError: the file cannot be written; nothing was stored.
    """
    key = id_to_key(article.id)
    with stores.cache.reading() as cache:
        name = bookmark_index.bookmark_file(cache, key)
    if name is not None:
        file = files.write_full_text(stores.paths.bookmarks_directory, name, html)
        if file is not None:
            index_files(stores, [file])
            return
    with stores.cache.writing() as cache:
        full_texts.store_full_text(cache, key, html, plain_text)


def _index(stores: Stores, cache: Connection, file: BookmarkFile) -> None:
    """Update the article from its bookmark file, or add it if no source has it."""
    article = file.article
    source_id = ensure_source_id(cache, article.source)
    prepared = prepare_entry(article.source, entry_from_article(article))
    known = article_writes.stored_articles(cache, [prepared.key]).get(prepared.key)
    if known is None:
        first_seen = article.first_seen or article.bookmarked_at
        _add(stores, cache, source_id, article.source, prepared, first_seen)
    else:
        articles.set_bookmarked(cache, known.number, True)
        if known.entry_hash != prepared.entry_hash:
            bookmarked = replace(known, is_bookmarked=True)
            if not known.is_bookmarked:
                # The cache has the text of the source, which changed after it was bookmarked.
                store_present_revision(cache, known, article, stores.clock())
            article_writes.replace_article(
                cache, source_id, bookmarked, prepared, stores.clock(), plain_text
            )
    if article.full_text:
        full_texts.store_full_text(cache, prepared.key, article.full_text, plain_text)
    bookmark_index.index_bookmark(
        cache,
        IndexedBookmark(
            file.path.name,
            file.fingerprint,
            prepared.key,
            article.bookmarked_at.isoformat() if article.bookmarked_at else "",
            file.warning,
        ),
    )


def _add(
    stores: Stores,
    cache: Connection,
    source_id: int,
    source: str,
    prepared: PreparedEntry,
    first_seen: datetime | None,
) -> None:
    """Add an article that exists only as a bookmark, with its read state."""
    published = prepared.entry.published
    with stores.state.reading() as state:
        mark = user_state.read_marks(state, source, [prepared.entry.id]).get(prepared.entry.id)
        cutoff = user_state.read_before(state, source)
    is_old = published is not None and cutoff is not None and unix_seconds(published) < cutoff
    is_read = (is_old or source == files.OWN_SOURCE) if mark is None else mark
    article = NewArticle(prepared, is_read, is_bookmarked=True, first_seen=first_seen)
    article_writes.add_articles(cache, source_id, [article], stores.clock())


def _forget(stores: Stores, cache: Connection, row: IndexedBookmark) -> None:
    """Remove a file from the index, and restore the version of the source."""
    bookmark_index.forget_bookmark(cache, row.name)
    number = articles.numbers_by_key(cache, [row.key]).get(row.key)
    if number is not None and bookmark_index.bookmark_file(cache, row.key) is None:
        articles.set_bookmarked(cache, number, False)
        restore_source_revision(cache, number, stores.clock())
