"""The user's library, opened for one command, and the articles that the arguments name."""

from __future__ import annotations

from collections.abc import Iterable
from contextlib import suppress

from finews_tui.cli.fast_list import config_mark
from finews_tui.cli.output.streams import tell
from finews_tui.config.loader import load
from finews_tui.errors import NotFoundError, StoreError, UsageError
from finews_tui.i18n.catalog import tr
from finews_tui.library.library import Library
from finews_tui.query.query import Query, parse
from finews_tui.store.fast_list import CONFIG_SETTING
from finews_tui.system.paths import user_paths


def opened() -> Library:
    """The library of the present user.

    Raises:
        ConfigError: a mistake in the configuration.
        StoreError: the databases cannot be used.
    """
    paths = user_paths()
    mark = config_mark(str(paths.config_file))
    library = Library(paths, load(paths.config_file))
    # A mark that cannot be kept costs the next list some time, and nothing else.
    with suppress(StoreError):
        # What is glanced at knows no sources: it would list the articles of removed ones.
        if library.state.setting(CONFIG_SETTING) != mark and not library.sources.has_unfollowed():
            library.state.set_setting(CONFIG_SETTING, mark)
    return library


def query_of(words: Iterable[str]) -> Query:
    """The query that the words of a command line are together.

    Raises:
        UsageError: it has a mistake; says where, and what to write instead.
    """
    query = parse(" ".join(words))
    mistake = query.error
    if mistake is None:
        return query
    place = mistake.text[mistake.start : mistake.end][:40]
    if not place:
        raise UsageError(tr("query: {message}; {hint}", message=mistake.message, hint=mistake.hint))
    raise UsageError(
        tr(
            "query: {message} at character {number}, “{place}”; {hint}",
            message=mistake.message,
            number=mistake.start + 1,
            place=place,
            hint=mistake.hint,
        )
    )


def numbers_of(library: Library, ids: Iterable[str]) -> tuple[list[int], bool]:
    """The numbers of the articles with these IDs, and whether all are there; tells of the rest."""
    numbers = []
    is_whole = True
    for article_id in ids:
        try:
            numbers.append(library.articles.number(article_id))
        except NotFoundError as error:
            tell(str(error))
            is_whole = False
    return numbers, is_whole
