"""Feeds read by feedparser: slower, and right where others are not."""

from __future__ import annotations

import io
from typing import Any

from finews_tui.errors import FeedError
from finews_tui.i18n.catalog import tr
from finews_tui.sources.feeds.raw_feed import Enclosure, Part, RawFeed, RawItem, links_of

# What feedparser lets through on broken input; it promises to raise nothing.
_ITS_OWN_FAULTS = (
    ValueError,
    LookupError,
    AttributeError,
    TypeError,
    AssertionError,
    RecursionError,
)
_HEADERS = {"content-type": "application/xml; charset=utf-8"}


def read_thoroughly(data: bytes, url: str) -> RawFeed:
    """The feed in `data`, well-formed UTF-8 or not; `url` is where it came from.

    Raises:
        FeedError: no feed can be made out.
    """
    # 60 ms, and most feeds do without it.
    import feedparser  # type: ignore[import-untyped]

    headers = dict(_HEADERS)
    # Resolving is slow, and would make ids depend on the address: for xml:base alone.
    has_bases = b"xml:base" in data
    if has_bases:
        headers["content-location"] = url
    try:
        found = feedparser.parse(
            io.BytesIO(data),
            response_headers=headers,
            sanitize_html=False,
            resolve_relative_uris=has_bases,
        )
    except _ITS_OWN_FAULTS as error:
        raise FeedError(tr("a feed too broken to be read")) from error
    feed = found.feed
    version = str(found.get("version") or "")
    # RFC 4287, 4.2.1: the authors of an Atom feed are those of its entries that name none.
    feed_authors = _authors(feed) if version.startswith("atom") else ()
    return RawFeed(
        version=version,
        items=tuple(_item(entry, feed_authors) for entry in found.entries),
        title=_part(feed, "title"),
        link=str(feed.get("link") or ""),
        description=_part(feed, "subtitle"),
        authors=_authors(feed),
        ttl_min=_count(feed.get("ttl")) or None,
        is_broken=bool(found.bozo),
    )


def _item(entry: Any, feed_authors: tuple[str, ...]) -> RawItem:
    return RawItem(
        id=str(entry.get("id") or ""),
        title=_part(entry, "title"),
        links=_links(entry),
        authors=_authors(entry) or _authors(entry.get("source", {})) or feed_authors,
        published=str(entry.get("published") or entry.get("created") or ""),
        updated=str(entry["updated"] or "") if "updated" in entry else "",
        contents=tuple(
            Part(content["value"], content.get("type") == "text/plain")
            for content in entry.get("content", ())
            if content.get("value")
        ),
        # A podcast's subtitle is its text where it has no other.
        summary=_part(entry, "summary" if entry.get("summary") else "subtitle"),
        tags=tuple(str(tag.get("label") or tag.get("term") or "") for tag in entry.get("tags", ())),
        enclosures=tuple(
            Enclosure(
                str(link.get("href") or ""), str(link.get("type") or ""), _count(link.get("length"))
            )
            for link in entry.get("links", ())
            if link.get("rel") == "enclosure"
        ),
    )


def _links(entry: Any) -> tuple[str, ...]:
    alternates = [
        str(link.get("href") or "")
        for link in entry.get("links", ())
        if link.get("rel") == "alternate"
    ]
    guid = str(entry.get("id")) if entry.get("guidislink") else None
    return links_of(str(entry.get("link") or ""), alternates, guid)


def _authors(found: Any) -> tuple[str, ...]:
    people = found.get("authors", ())
    names = [str(person.get("name") or person.get("email") or "") for person in people]
    return tuple(name for name in names or [str(found.get("author") or "")] if name)


def _part(found: Any, name: str) -> Part:
    value = str(found.get(name) or "")
    return Part(value, found.get(f"{name}_detail", {}).get("type") == "text/plain")


def _count(value: object) -> int:
    text = str(value or "").strip()
    return int(text) if text.isascii() and text.isdigit() and len(text) < 16 else 0
