"""Parser output: common records for all feed formats, not yet sanitized."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class RawEnclosure:
    """Attached file of an item, such as podcast audio or an image.

    `duration`, `width` and `height` are as published. Files with the same `group`, unless it is 0,
    are representations of the same content.
    """

    url: str
    type: str = ""
    length: int = 0
    medium: str = ""
    title: str = ""
    description: str = ""
    credit: str = ""
    duration: str = ""
    thumbnail: str = ""
    width: str = ""
    height: str = ""
    group: int = 0
    is_default: bool = False


@dataclass(frozen=True, slots=True)
class RawText:
    """Text of a feed. `is_literal` if the feed declares it as plain text."""

    value: str
    is_literal: bool = False


@dataclass(frozen=True, slots=True)
class RawItem:
    """Item of a feed. `links` are candidates for the URL of its page, best first."""

    id: str = ""
    title: RawText = RawText("")
    links: tuple[str, ...] = ()
    authors: tuple[str, ...] = ()
    published: str = ""
    updated: str = ""
    contents: tuple[RawText, ...] = ()
    summary: RawText = RawText("")
    tags: tuple[str, ...] = ()
    enclosures: tuple[RawEnclosure, ...] = ()


@dataclass(frozen=True, slots=True)
class RawFeed:
    """Feed. `is_broken` if its XML is not well-formed."""

    version: str
    items: tuple[RawItem, ...] = ()
    title: RawText = RawText("")
    link: str = ""
    description: RawText = RawText("")
    authors: tuple[str, ...] = ()
    ttl_min: int | None = None
    is_broken: bool = False


def page_links(link: str, alternates: list[str], permalink: str | None) -> tuple[str, ...]:
    """Return candidate URLs of an item's page. A `permalink` (guid) must be absolute.

    In RSS every guid is a permalink unless declared otherwise, which most publishers forget.
    """
    links = dict.fromkeys((link, *alternates))
    return tuple(url for url in links if url != permalink or "://" in url)
