"""Export of articles as JSON Lines, and import of exports as bookmarks."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import replace
from pathlib import Path

from finews_tui.bookmarks.files import BookmarkFile, write_bookmark
from finews_tui.bookmarks.formats import from_json_line, to_json_line
from finews_tui.errors import BookmarkError, NotFoundError
from finews_tui.i18n.catalog import tr
from finews_tui.i18n.system_errors import describe_os_error
from finews_tui.library.bookmark_indexing import index_files
from finews_tui.library.stores import Stores
from finews_tui.model.article import Article, article_id
from finews_tui.system.atomic_files import write_atomically
from finews_tui.system.paths import home_relative


def json_lines(articles: Iterable[Article]) -> bytes:
    """Return articles as JSON Lines: UTF-8, one article per line."""
    return "".join(f"{to_json_line(article)}\n" for article in articles).encode()


def export_articles(articles: Sequence[Article], path: Path) -> int:
    """Write articles to a file atomically, one per line; return their number.

    Raises:
        BookmarkError: the file cannot be written.
    """
    try:
        write_atomically(path, json_lines(articles))
    except OSError as error:
        raise BookmarkError(
            tr(
                "cannot write {path}: {reason}; nothing was exported",
                path=home_relative(path),
                reason=describe_os_error(error),
            )
        ) from error
    return len(articles)


def read_export(path: Path) -> bytes:
    """Read an export.

    Raises:
        NotFoundError: the file does not exist.
        BookmarkError: the file cannot be read.
    """
    try:
        return path.read_bytes()
    except FileNotFoundError:
        raise NotFoundError(tr("file not found: {path}", path=home_relative(path))) from None
    except OSError as error:
        raise BookmarkError(
            tr(
                "cannot read {path}: {reason}",
                path=home_relative(path),
                reason=describe_os_error(error),
            )
        ) from error


def import_bookmarks(stores: Stores, data: bytes) -> tuple[int, list[str]]:
    """Bookmark the articles of an export; return the number of new ones and errors.

    Raises:
        BookmarkError: a bookmark cannot be written.
    """
    rejected: list[str] = []
    written: list[BookmarkFile] = []
    directory = stores.paths.bookmarks_directory
    existing_names = {path.name for path in directory.glob("*")}
    for number, line in enumerate(data.decode("utf-8", "replace").split("\n"), 1):
        if not line.strip():
            continue
        try:
            article = from_json_line(line, number)
        except BookmarkError as error:
            rejected.append(str(error))
            continue
        article = replace(article, id=article_id(article.source, article.entry))
        written.append(write_bookmark(directory, article))
    index_files(stores, written)
    return sum(file.path.name not in existing_names for file in written), rejected
