"""What an action means: the article under the cursor, the rows that are picked, or a whole place.

All of it is to be called in a thread.
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
from finews_tui.ui.reader.loader import markdown_of_article

MOST_BOOKMARKS = 500
MOST_PAGES = 12
MOST_LINKS = 10_000
MOST_TEXTS = 200


@dataclass(frozen=True, slots=True)
class Targets:
    """What an action is done to: articles by their numbers, else all in a place of the tree."""

    numbers: Sequence[int] = ()
    place: Query | None = None


def numbers_of(library: Library, targets: Targets, most: int | None = None) -> Sequence[int]:
    """The articles that are meant.

    Raises:
        UsageError: they are more than `most`.
    """
    numbers = targets.numbers if targets.place is None else library.articles.listing(targets.place)
    if most is not None and len(numbers) > most:
        message = tr(
            "{count} articles are too many for this: {most} at once, pick fewer with v and V",
            count=f"{len(numbers):,}",
            most=f"{most:,}",
        )
        raise UsageError(message)
    return numbers


def toggle_read(library: Library, targets: Targets) -> Change:
    """Mark all read; picked rows that are so already are marked unread, a whole place is not."""
    numbers = numbers_of(library, targets)
    marked = library.mark_read(numbers, True)
    if marked.count:
        return marked
    if targets.place is not None:
        return CompositeChange(
            ntr("{count} article here, read", "{count} articles here, all read", len(numbers))
        )
    return library.mark_read(numbers, False)


def toggle_bookmarks(library: Library, targets: Targets) -> CompositeChange:
    """Bookmark all; picked rows that are bookmarks already are let go, those of a place are not.

    Raises:
        UsageError: they are too many.
        BookmarkError: a file cannot be written or removed.
    """
    numbers = numbers_of(library, targets, MOST_BOOKMARKS)
    kept = _with_bookmark(library, numbers, True)
    if kept or targets.place is not None:
        label = ntr("{count} bookmarked", "{count} bookmarked", len(kept))
        return CompositeChange(label, tuple(kept))
    removed = _with_bookmark(library, numbers, False)
    return CompositeChange(
        ntr("{count} bookmark removed", "{count} bookmarks removed", len(removed)), tuple(removed)
    )


def _with_bookmark(library: Library, numbers: Sequence[int], is_bookmarked: bool) -> list[Change]:
    made = (library.set_bookmark(number, is_bookmarked) for number in numbers)
    return [marked for marked in made if marked.count]


def links(library: Library, targets: Targets, most: int = MOST_LINKS) -> list[str]:
    """The addresses of those that have one.

    Raises:
        UsageError: they are too many.
    """
    return [one.link for one in _articles(library, targets, most) if one.link]


def markdown(library: Library, targets: Targets) -> str:
    """All of them as one Markdown text.

    Raises:
        UsageError: they are too many.
    """
    articles = _articles(library, targets, MOST_TEXTS)
    return "\n---\n\n".join(markdown_of_article(library, article) for article in articles)


def export(library: Library, targets: Targets, name: str) -> int:
    """Write them to a file as JSON Lines; returns how many.

    Raises:
        BookmarkError: it cannot be written.
    """
    numbers = numbers_of(library, targets)
    return library.articles.export(numbers, Path(name).expanduser())


def _articles(library: Library, targets: Targets, most: int) -> list[Article]:
    return library.articles.get_many(numbers_of(library, targets, most))
