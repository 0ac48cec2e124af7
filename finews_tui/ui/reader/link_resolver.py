"""Resolve URLs to stored articles."""

from __future__ import annotations

import re
from collections.abc import Iterator
from urllib.parse import unquote, urlsplit

from finews_tui.errors import NotFoundError
from finews_tui.library.library import Library
from finews_tui.model.article import article_id
from finews_tui.query.ast import Field
from finews_tui.query.query import Query

_MAX_CANDIDATES = 20
_STORY = re.compile(r"(?<!\d)\d{18}(?!\d)")
_DATED_NAME = re.compile(r"\d{4}-\d\d-\d\d-.")
_DATED_PATH = re.compile(r"(\d{4})/(\d\d?)/(\d\d?)/([^/]+)$")
_PAGE_SUFFIX = re.compile(r"(?:/index)?\.(?:html?|md|php)$|/$")


def find_article(library: Library, url: str) -> int | None:
    """Return the number of the article at a URL, or None.

    Matches the link of the article, its id in the source (a feed guid, or a post file name that
    sites build URLs from), or the 18 digits of an archive story.
    """
    target = _comparable(url)
    articles = library.articles
    candidates = articles.listing(Query(Field("link", target)), limit=_MAX_CANDIDATES)
    for article in articles.get_many(candidates):
        if _comparable(article.link) == target:
            return article.number
    if (number := _find_by_entry(library, url)) is not None:
        return number
    if (story := _STORY.search(url)) is None:
        return None
    candidates = articles.listing(Query(Field("link", story[0])), limit=_MAX_CANDIDATES)
    stories = articles.get_many(candidates)
    return next((article.number for article in stories if article.story == story[0]), None)


def _find_by_entry(library: Library, url: str) -> int | None:
    entry_ids = tuple(_possible_entry_ids(url))
    for source in library.config.sources:
        for entry_id in entry_ids:
            try:
                return library.articles.number(article_id(source.name, entry_id))
            except NotFoundError:
                continue
    return None


def _possible_entry_ids(url: str) -> Iterator[str]:
    """Yield possible entry ids of the article at a URL."""
    page = url.partition("#")[0]
    yield from dict.fromkeys((page, page.rstrip("/"), f"{page.rstrip('/')}/"))
    try:
        path = _PAGE_SUFFIX.sub("", unquote(urlsplit(page).path))
    except ValueError:
        return
    name = path.rpartition("/")[2]
    if _DATED_NAME.match(name):
        yield name
    if (dated := _DATED_PATH.search(path)) is not None:
        year, month, day, slug = dated.groups()
        yield f"{year}-{month:0>2}-{day:0>2}-{slug}"
    if (story := _STORY.search(path)) is not None:
        digits = story[0]
        date = f"{digits[:4]}-{digits[4:6]}-{digits[6:8]}"
        yield from (f"{date}-{digits}", f"{date}-NW{digits}")


def _comparable(url: str) -> str:
    """Return a URL without scheme, fragment and trailing slash, for comparison."""
    return url.partition("#")[0].partition("://")[2].rstrip("/")
