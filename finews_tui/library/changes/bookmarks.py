"""Adding and removing bookmarks: the file first, then its index in the cache."""

# Modules that read bookmark files are imported lazily: their parsers are slow to import, and
# recording or undoing other changes does not need them.

from __future__ import annotations

from dataclasses import dataclass, replace

from finews_tui.i18n.catalog import tr
from finews_tui.library.changes.change import Change, CompositeChange
from finews_tui.library.stores import Stores
from finews_tui.model.article import Article
from finews_tui.store import bookmark_index
from finews_tui.store.prepared_entry import id_to_key


@dataclass(frozen=True, slots=True)
class BookmarkFileChange:
    """Creates or deletes the bookmark file `name` of the article with this `key`."""

    label: str
    key: int
    name: str
    data: bytes
    creates: bool

    @property
    def count(self) -> int:
        """Always 1."""
        return 1

    def apply(self, stores: Stores) -> BookmarkFileChange:
        """Create or delete the file.

        Raises:
            BookmarkError: the file cannot be written or deleted.
        """
        from finews_tui.bookmarks import files
        from finews_tui.library.bookmark_indexing import index_files

        if self.creates:
            path = stores.paths.bookmarks_directory / self.name
            index_files(stores, [files.restore_bookmark(path, self.data)])
            return replace(self, creates=False)
        return replace(self, data=_delete_file(stores, self.name), creates=True)


def add_bookmark(stores: Stores, article: Article) -> Change:
    """Bookmark an article; its file is synced to disk before this returns.

    Raises:
        BookmarkError: the file cannot be written.
    """
    from finews_tui.bookmarks import files
    from finews_tui.library.bookmark_indexing import index_files

    if article.is_bookmarked:
        return CompositeChange(tr("Already bookmarked"))
    bookmark = replace(article, is_bookmarked=True, bookmarked_at=stores.clock())
    file = files.write_bookmark(stores.paths.bookmarks_directory, bookmark)
    index_files(stores, [file])
    return BookmarkFileChange(
        tr("Bookmarked"), id_to_key(article.id), file.path.name, b"", creates=False
    )


def remove_bookmark(stores: Stores, article: Article) -> Change:
    """Remove a bookmark; the returned change holds the content of its file.

    Raises:
        BookmarkError: the file cannot be deleted.
    """
    key = id_to_key(article.id)
    with stores.cache.reading() as cache:
        name = bookmark_index.bookmark_file(cache, key)
    if name is None:
        return CompositeChange(tr("Not bookmarked"))
    data = _delete_file(stores, name)
    return BookmarkFileChange(tr("Removed bookmark"), key, name, data, creates=True)


def _delete_file(stores: Stores, name: str) -> bytes:
    """Delete a bookmark's file and its index entry; return its content."""
    from finews_tui.bookmarks import files
    from finews_tui.library.bookmark_indexing import forget_file

    directory = stores.paths.bookmarks_directory
    data = files.delete_bookmark(directory, directory / name)
    forget_file(stores, name)
    return data
