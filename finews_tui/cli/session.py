"""Library, query and articles for one command."""

from __future__ import annotations

from collections.abc import Iterable
from contextlib import suppress

from finews_tui.cli.fast_list import config_state
from finews_tui.cli.output.streams import report
from finews_tui.config.loader import load
from finews_tui.errors import NotFoundError, StoreError, UsageError
from finews_tui.i18n.catalog import tr
from finews_tui.library.library import Library
from finews_tui.query.query import Query, parse
from finews_tui.store.fast_list import CONFIG_SETTING
from finews_tui.system.paths import user_paths

_EXCERPT_LENGTH = 40


def open_library() -> Library:
    """Open the library of the current user.

    Raises:
        ConfigError: The configuration is invalid.
        StoreError: The databases cannot be used.
    """
    paths = user_paths()
    current = config_state(str(paths.config_file))
    library = Library(paths, load(paths.config_file))
    # If this fails, only the next `finews list` is slower.
    with suppress(StoreError):
        is_current = library.state.setting(CONFIG_SETTING) == current
        # The fast path does not filter by source: it would list articles of removed sources.
        if not is_current and not library.sources.has_unfollowed():
            library.state.set_setting(CONFIG_SETTING, current)
    return library


def parse_query(words: Iterable[str]) -> Query:
    """Parse command-line words as one query.

    Raises:
        UsageError: The query is invalid; the message has the position and a hint.
    """
    query = parse(" ".join(words))
    error = query.error
    if error is None:
        return query
    excerpt = error.text[error.start : error.end][:_EXCERPT_LENGTH]
    if not excerpt:
        raise UsageError(
            tr("invalid query: {message}. {hint}", message=error.message, hint=error.hint)
        )
    raise UsageError(
        tr(
            "invalid query at character {number} (“{place}”): {message}. {hint}",
            message=error.message,
            number=error.start + 1,
            place=excerpt,
            hint=error.hint,
        )
    )


def find_articles(library: Library, ids: Iterable[str]) -> tuple[list[int], bool]:
    """Return article numbers by ID, and whether all exist; report missing ones."""
    numbers = []
    all_found = True
    for article_id in ids:
        try:
            numbers.append(library.articles.number(article_id))
        except NotFoundError as error:
            report(str(error))
            all_found = False
    return numbers, all_found
