"""Access to bookmarks: listing, indexing, export and import."""

from __future__ import annotations

from pathlib import Path

from finews_tui.library.stores import Stores
from finews_tui.model.article import Article
from finews_tui.store import articles


class Bookmarks:
    """Bookmarked articles: files in the bookmarks folder, indexed in the cache."""

    def __init__(self, stores: Stores) -> None:
        self._stores = stores

    def all(self) -> list[Article]:
        """Return all bookmarked articles with their bodies, newest first."""
        with self._stores.cache.reading() as cache:
            return articles.read_articles(cache, articles.bookmarked_numbers(cache))

    def index_files(self) -> list[str]:
        """Update the cache from the bookmarks folder; return one warning per faulty file.

        Raises:
            BookmarkError: the folder cannot be listed.
        """
        from finews_tui.library.bookmark_indexing import index_changed_files

        return index_changed_files(self._stores)

    def export(self, path: Path) -> int:
        """Write all bookmarks to a file as JSON Lines; return their number.

        Raises:
            BookmarkError: the file cannot be written.
        """
        from finews_tui.library.json_lines import export_articles

        return export_articles(self.all(), path)

    def export_data(self) -> bytes:
        """Return all bookmarks as JSON Lines."""
        from finews_tui.library.json_lines import json_lines

        return json_lines(self.all())

    def import_file(self, path: Path) -> tuple[int, list[str]]:
        """Bookmark the articles of an export; return the number of new ones and errors.

        Raises:
            NotFoundError: the file does not exist.
            BookmarkError: the file cannot be read, or a bookmark cannot be written.
        """
        from finews_tui.library.json_lines import read_export

        return self.import_data(read_export(path))

    def import_data(self, data: bytes) -> tuple[int, list[str]]:
        """Bookmark the articles of an export; return the number of new ones and errors.

        Raises:
            BookmarkError: a bookmark cannot be written.
        """
        from finews_tui.library.json_lines import import_bookmarks

        return import_bookmarks(self._stores, data)
