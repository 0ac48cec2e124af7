"""Which of the articles that finews holds an address leads to."""

from __future__ import annotations

import re
from collections.abc import Iterator
from urllib.parse import unquote, urlsplit

from finews_tui.errors import NotFoundError
from finews_tui.library.library import Library
from finews_tui.model.article import article_id
from finews_tui.query.ast import Field
from finews_tui.query.query import Query

_CANDIDATES = 20
_STORY = re.compile(r"(?<!\d)\d{18}(?!\d)")
_DATED = re.compile(r"\d{4}-\d\d-\d\d-.")
_DAY = re.compile(r"(\d{4})/(\d\d?)/(\d\d?)/([^/]+)$")
_PAGE = re.compile(r"(?:/index)?\.(?:html?|md|php)$|/$")


def article_at(library: Library, address: str) -> int | None:
    """The number of the article that an address leads to.

    It is known by its link, by its id in its source (a feed's guid, the name of a post's file as
    sites make addresses of it), or by the archive's digits.
    """
    bare = _bare(address)
    held = library.articles.listing(Query(Field("link", bare)), limit=_CANDIDATES)
    for article in library.articles.get_many(held):
        if _bare(article.link) == bare:
            return article.number
    if (number := _by_entry(library, address)) is not None:
        return number
    if (story := _STORY.search(address)) is None:
        return None
    digits = story[0]
    named = library.articles.listing(Query(Field("link", digits)), limit=_CANDIDATES)
    return next(
        (one.number for one in library.articles.get_many(named) if one.story == digits), None
    )


def _by_entry(library: Library, address: str) -> int | None:
    entries = tuple(_entries(address))
    for source in library.config.sources:
        for entry in entries:
            try:
                return library.articles.number(article_id(source.name, entry))
            except NotFoundError:
                continue
    return None


def _entries(address: str) -> Iterator[str]:
    """The ids that the article at an address may have in its source."""
    plain = address.partition("#")[0]
    yield from dict.fromkeys((plain, plain.rstrip("/"), f"{plain.rstrip('/')}/"))
    try:
        path = _PAGE.sub("", unquote(urlsplit(plain).path))
    except ValueError:
        return
    name = path.rpartition("/")[2]
    if _DATED.match(name):
        yield name
    if (day := _DAY.search(path)) is not None:
        year, month, of_month, slug = day.groups()
        yield f"{year}-{month:0>2}-{of_month:0>2}-{slug}"
    if (story := _STORY.search(path)) is not None:
        digits = story[0]
        date = f"{digits[:4]}-{digits[4:6]}-{digits[6:8]}"
        yield from (f"{date}-{digits}", f"{date}-NW{digits}")


def _bare(address: str) -> str:
    """An address without what does not change where it leads: scheme, `#…`, the last slash."""
    return address.partition("#")[0].partition("://")[2].rstrip("/")
