"""Bulk actions on articles: the current one, the selected ones, or a whole scope.

Call the functions in a thread.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from finews_tui.errors import UsageError
from finews_tui.i18n.catalog import ntr, tr
from finews_tui.library.changes.change import Change, CompositeChange
from finews_tui.library.library import Library
from finews_tui.model.article import Article
from finews_tui.query.query import Query
from finews_tui.ui.reader.loader import article_markdown

MAX_BOOKMARKS = 500
MAX_PAGES = 12
MAX_LINKS = 10_000
MAX_TEXTS = 200


@dataclass(frozen=True, slots=True)
class ActionTarget:
    """Target of a command: articles by number, or all articles in a scope."""

    numbers: Sequence[int] = ()
    scope: Query | None = None

    @property
    def single(self) -> int | None:
        """Number of the article if there is exactly one, else None."""
        return self.numbers[0] if self.scope is None and len(self.numbers) == 1 else None

    @property
    def is_empty(self) -> bool:
        """Whether there is nothing to act on."""
        return self.scope is None and not self.numbers


def article_numbers(
    library: Library, target: ActionTarget, limit: int | None = None
) -> Sequence[int]:
    """Return the article numbers of a target.

    Raises:
        UsageError: there are more than `limit`.
    """
    numbers = target.numbers if target.scope is None else library.articles.listing(target.scope)
    if limit is not None and len(numbers) > limit:
        message = tr(
            "Too many articles: {count} (limit: {limit}). Select fewer with `v` and `V`.",
            count=f"{len(numbers):,}",
            limit=f"{limit:,}",
        )
        raise UsageError(message)
    return numbers


def toggle_read(library: Library, target: ActionTarget) -> Change:
    """Mark all articles as read, or as unread if selected ones are all read."""
    numbers = article_numbers(library, target)
    change = library.mark_read(numbers, True)
    if change.count:
        return change
    if target.scope is not None:
        return CompositeChange(
            ntr("{count} article already read", "{count} articles already read", len(numbers))
        )
    return library.mark_read(numbers, False)


def toggle_bookmarks(library: Library, target: ActionTarget) -> Change:
    """Bookmark all articles, or remove the bookmarks if selected ones all have one.

    Raises:
        UsageError: too many articles.
        BookmarkError: a file cannot be written or removed.
    """
    numbers = article_numbers(library, target, MAX_BOOKMARKS)
    added = _set_bookmarks(library, numbers, True)
    if added or target.scope is not None:
        label = ntr("Bookmarked {count} article", "Bookmarked {count} articles", len(added))
        return CompositeChange(label, tuple(added))
    removed = _set_bookmarks(library, numbers, False)
    label = ntr("Removed {count} bookmark", "Removed {count} bookmarks", len(removed))
    return CompositeChange(label, tuple(removed))


def _set_bookmarks(library: Library, numbers: Sequence[int], is_bookmarked: bool) -> list[Change]:
    changes = (library.set_bookmark(number, is_bookmarked) for number in numbers)
    return [change for change in changes if change.count]


def article_links(library: Library, target: ActionTarget, limit: int = MAX_LINKS) -> list[str]:
    """Return the links of the articles that have one.

    Raises:
        UsageError: too many articles.
    """
    links = (article.page_link for article in _articles(library, target, limit))
    return list(filter(None, links))


def articles_markdown(library: Library, target: ActionTarget) -> str:
    """Return all articles as a single Markdown text.

    Raises:
        UsageError: too many articles.
    """
    articles = _articles(library, target, MAX_TEXTS)
    return "\n---\n\n".join(article_markdown(library, article) for article in articles)


def export_articles(library: Library, target: ActionTarget, file_name: str) -> int:
    """Write articles to a file as JSON Lines. Returns how many.

    Raises:
        BookmarkError: the file cannot be written.
    """
    numbers = article_numbers(library, target)
    return library.articles.export(numbers, Path(file_name).expanduser())


def _articles(library: Library, target: ActionTarget, limit: int) -> list[Article]:
    return library.articles.get_many(article_numbers(library, target, limit))
