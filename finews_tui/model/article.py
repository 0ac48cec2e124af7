"""Entries (read from a source), articles (stored) and headlines (listed)."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass, replace
from datetime import datetime
from enum import StrEnum
from typing import NamedTuple

from finews_tui.model.enclosure import Enclosure
from finews_tui.model.symbol import Symbol

DERIVED_MARK = "#~"
"""Separates the two parts of a derived entry id (see `sources.feeds.identity`)."""


_ORIGINAL_PAGE = "https://finance.eastmoney.com/a/{story}.html"


class BodyFormat(StrEnum):
    """Format of a stored body."""

    HTML = "html"
    MARKDOWN = "markdown"
    TEXT = "text"


@dataclass(frozen=True, slots=True)
class Entry:
    """Item read from a source: sanitized, without state.

    `id` is unique within the source. Times are timezone-aware, with the publisher's UTC offset.
    `categories` are slugs, `text` is the body as plain text (one paragraph per line), and `story`
    is the serial number shared by copies of the same report in several outlets. `credit` is the
    outlet that the text names as its source.
    """

    id: str
    title: str
    body: str
    format: BodyFormat
    text: str = ""
    summary: str = ""
    link: str = ""
    author: str = ""
    published: datetime | None = None
    updated: datetime | None = None
    categories: tuple[str, ...] = ()
    tags: tuple[str, ...] = ()
    symbols: tuple[Symbol, ...] = ()
    story: str = ""
    credit: str = ""
    enclosures: tuple[Enclosure, ...] = ()


class Category(NamedTuple):
    """Category of an article: `slug` as published, `name` for display."""

    slug: str
    name: str


class Headline(NamedTuple):
    """Fields of an article shown in a list row.

    `number` is the article's position in time (see `store.schema`), `id` its public ID.
    `published` is in Unix seconds, `offset` is the publisher's UTC offset in minutes; both are
    None if unknown. `first_seen` is when a sync found the article, in Unix seconds.
    """

    number: int
    id: str
    source: str
    title: str
    category: str
    published: int | None
    offset: int | None
    is_read: bool
    is_bookmarked: bool
    first_seen: int | None = None


@dataclass(frozen=True, slots=True)
class Article:
    """Stored entry with its state. `source` is a source name, `entry` an entry ID.

    `full_text` is the HTML extracted from the article's web page, empty if not fetched.
    `first_seen` is when a sync found the article; its place in time if it has no date.
    """

    number: int
    id: str
    source: str
    entry: str
    title: str
    body: str
    format: BodyFormat
    summary: str = ""
    link: str = ""
    author: str = ""
    published: datetime | None = None
    updated: datetime | None = None
    categories: tuple[Category, ...] = ()
    tags: tuple[str, ...] = ()
    symbols: tuple[str, ...] = ()
    story: str = ""
    credit: str = ""
    is_read: bool = False
    is_bookmarked: bool = False
    bookmarked_at: datetime | None = None
    full_text: str = ""
    first_seen: datetime | None = None
    enclosures: tuple[Enclosure, ...] = ()

    @property
    def page_link(self) -> str:
        """Address of the page to open.

        That of the original if the link of an archive post is missing or only a page for sharing.
        """
        is_shared = self.story and (not self.link or f"infoCode=NW{self.story}" in self.link)
        return _ORIGINAL_PAGE.format(story=self.story) if is_shared else self.link

    @property
    def is_full(self) -> bool:
        """Whether the body is the full text."""
        return bool(self.full_text) and self.body == self.full_text


def with_full_text(article: Article) -> Article:
    """Return the article with the full text as its body, if available."""
    if not article.full_text:
        return article
    return replace(article, body=article.full_text, format=BodyFormat.HTML)


def article_from_entry(source: str, entry: Entry) -> Article:
    """Convert an entry to an unread article that is not stored yet."""
    return Article(
        number=0,
        id=article_id(source, entry.id),
        source=source,
        entry=entry.id,
        title=entry.title,
        body=entry.body,
        format=entry.format,
        summary=entry.summary,
        link=entry.link,
        author=entry.author,
        published=entry.published,
        updated=entry.updated,
        categories=tuple(Category(slug, slug) for slug in entry.categories),
        tags=entry.tags,
        symbols=tuple(symbol.code for symbol in entry.symbols),
        story=entry.story,
        credit=entry.credit,
        enclosures=entry.enclosures,
    )


ID_LENGTH = 12
MIN_ID_PREFIX = 4


def article_id(source: str, entry: str) -> str:
    """Return the public ID of an article: 12 hex digits, identical on every machine."""
    data = source.encode("utf-8", "surrogatepass") + b"\0" + entry.encode("utf-8", "surrogatepass")
    return hashlib.blake2b(data).hexdigest()[:ID_LENGTH]
