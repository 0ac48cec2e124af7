"""Bookmark files, the truth about bookmarks, indexed in the cache."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

from finews_tui.bookmarks import files as bookmarks
from finews_tui.bookmarks.files import Kept
from finews_tui.i18n.catalog import tr
from finews_tui.library.plain_text import kept_text
from finews_tui.library.source_revisions import entry_of, note_present, take_its_place
from finews_tui.library.stores import Stores
from finews_tui.model.article import Article
from finews_tui.model.timestamps import unix_seconds
from finews_tui.sources.folders.file_names import shown
from finews_tui.store import article_writes as saving
from finews_tui.store import articles, full_texts
from finews_tui.store import bookmark_index as index
from finews_tui.store import sources as source_rows
from finews_tui.store import user_state as marks
from finews_tui.store.article_writes import NewArticle
from finews_tui.store.bookmark_index import IndexedBookmark
from finews_tui.store.database import Connection
from finews_tui.store.prepared_entry import Prepared, key_of, prepare


def index_files(stores: Stores) -> list[str]:
    """Bring the cache in step with the bookmarks' folder; returns what is wrong with files.

    Raises:
        BookmarkError: the folder cannot be listed.
    """
    with stores.cache.reading() as cache:
        known = index.indexed_bookmarks(cache)
    changed, gone = bookmarks.read_all(
        stores.paths.bookmarks_directory, {name: row.fingerprint for name, row in known.items()}
    )
    if changed or gone:
        with stores.cache.writing() as cache:
            for name in gone:
                _forget(stores, cache, known[name])
            for kept in changed:
                _index(stores, cache, kept)
    warnings = {name: row.warning for name, row in known.items() if row.warning}
    warnings.update({kept.path.name: kept.warning for kept in changed})
    return [
        tr("{place}: {message}", place=shown(name), message=warning)
        for name, warning in warnings.items()
        if warning and name not in gone
    ]


def _index(stores: Stores, cache: Connection, kept: Kept) -> None:
    """Let an article be as its file says, and be there if only the file has it."""
    article = kept.article
    source_id = source_rows.source_id(cache, article.source)
    prepared = prepare(article.source, entry_of(article))
    known = saving.known_articles(cache, [prepared.key]).get(prepared.key)
    if known is None:
        _add(stores, cache, source_id, article.source, prepared)
    else:
        articles.set_bookmarked(cache, known.number, True)
        if known.entry_hash != prepared.entry_hash:
            present = replace(known, is_bookmarked=True)
            if not known.is_bookmarked:
                # What is here is the source's own text: it was kept before that changed.
                note_present(cache, known, article, stores.clock())
            saving.replace(cache, source_id, present, prepared, stores.clock(), kept_text)
    if article.full_text:
        full_texts.keep(cache, prepared.key, article.full_text, kept_text)
    index.index_bookmark(
        cache,
        IndexedBookmark(
            kept.path.name,
            kept.fingerprint,
            prepared.key,
            article.bookmarked_at.isoformat() if article.bookmarked_at else "",
            kept.warning,
        ),
    )


def _add(
    stores: Stores, cache: Connection, source_id: int, source: str, prepared: Prepared
) -> None:
    """Let an article be there that only its bookmark has, read or not as it was."""
    published = prepared.entry.published
    with stores.state.reading() as state:
        mark = marks.marks_of(state, source, [prepared.entry.id]).get(prepared.entry.id)
        horizon = marks.read_before(state, source)
    is_old = published is not None and horizon is not None and unix_seconds(published) < horizon
    is_read = (is_old or source == bookmarks.OWN_SOURCE) if mark is None else mark
    article = NewArticle(prepared, is_read, is_bookmarked=True)
    saving.add(cache, source_id, [article], stores.clock())


def _forget(stores: Stores, cache: Connection, row: IndexedBookmark) -> None:
    """A file went away: its article is no bookmark, and is as its source has it now."""
    index.forget_bookmark(cache, row.name)
    number = articles.numbers_of_keys(cache, [row.key]).get(row.key)
    if number is not None and index.bookmark_file(cache, row.key) is None:
        articles.set_bookmarked(cache, number, False)
        take_its_place(cache, number, stores.clock())


def forget_file(stores: Stores, name: str) -> None:
    """Forget a bookmark's file that was just deleted."""
    with stores.cache.writing() as cache:
        row = index.indexed_bookmarks(cache).get(name)
        if row is not None:
            _forget(stores, cache, row)


def keep_full_text(stores: Stores, article: Article, html: str) -> None:
    """Keep the text of an article's page: in the bookmark's file where it is one, in the cache.

    Raises:
        BookmarkError: the file could not be written; nothing was kept.
    """
    key = key_of(article.id)
    with stores.cache.reading() as cache:
        name = index.bookmark_file(cache, key)
    directory = stores.paths.bookmarks_directory
    if name is not None and bookmarks.keep_full_text(directory, name, html):
        index_file(stores, directory / name)
        return
    with stores.cache.writing() as cache:
        full_texts.keep(cache, key, html, kept_text)


def index_file(stores: Stores, path: Path) -> None:
    """Index a bookmark's file that was just written."""
    kept = bookmarks.read(path.parent, path.name)
    with stores.cache.writing() as cache:
        _index(stores, cache, kept)
