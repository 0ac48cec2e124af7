"""Parse feeds with feedparser: slow, but correct for invalid and unusual feeds."""

from __future__ import annotations

import io
from typing import Any

from finews_tui.errors import FeedError
from finews_tui.i18n.catalog import tr
from finews_tui.sources.feeds.raw_feed import RawEnclosure, RawFeed, RawItem, RawText, page_links

# feedparser is documented not to raise, but raises these for invalid input.
_PARSER_ERRORS = (
    ValueError,
    LookupError,
    AttributeError,
    TypeError,
    AssertionError,
    RecursionError,
)
_HEADERS = {"content-type": "application/xml; charset=utf-8"}


def parse_tolerantly(data: bytes, url: str) -> RawFeed:
    """Parse the feed at `url`; `data` is UTF-8 and may be invalid XML.

    Raises:
        FeedError: the parser failed.
    """
    # Imported lazily (60 ms): most feeds are parsed by feedparser-rs. It has no types.
    import feedparser  # type: ignore[import-untyped]

    headers = dict(_HEADERS)
    # Resolving URLs is slow, and makes ids depend on the URL of the feed.
    has_xml_base = b"xml:base" in data
    if has_xml_base:
        headers["content-location"] = url
    try:
        result = feedparser.parse(
            io.BytesIO(data),
            response_headers=headers,
            sanitize_html=False,
            resolve_relative_uris=has_xml_base,
        )
    except _PARSER_ERRORS as error:
        raise FeedError(tr("cannot parse feed")) from error
    feed = result.feed
    version = str(result.get("version") or "")
    # RFC 4287, 4.2.1: Atom entries inherit the authors of the feed.
    is_atom = version.startswith("atom")
    feed_authors = _authors(feed, is_atom=True) if is_atom else ()
    return RawFeed(
        version=version,
        items=tuple(_to_item(entry, feed_authors, is_atom) for entry in result.entries),
        title=_to_text(feed, "title", is_atom),
        link=str(feed.get("link") or ""),
        description=_to_text(feed, "subtitle", is_atom),
        authors=_authors(feed, is_atom=is_atom),
        ttl_min=_parse_count(feed.get("ttl")) or None,
        is_broken=bool(result.bozo),
    )


def _to_item(entry: Any, feed_authors: tuple[str, ...], is_atom: bool) -> RawItem:
    return RawItem(
        id=str(entry.get("id") or ""),
        title=_to_text(entry, "title", is_atom),
        links=_links(entry),
        authors=(
            _authors(entry, is_atom=is_atom)
            or _authors(entry.get("source", {}), is_atom=is_atom)
            or feed_authors
        ),
        published=str(entry.get("published") or entry.get("created") or ""),
        updated=str(entry["updated"] or "") if "updated" in entry else "",
        contents=tuple(
            RawText(content["value"], is_atom and content.get("type") == "text/plain")
            for content in entry.get("content", ())
            if content.get("value")
        ),
        # Podcasts may have only a subtitle.
        summary=_to_text(entry, "summary" if entry.get("summary") else "subtitle", is_atom),
        tags=tuple(str(tag.get("label") or tag.get("term") or "") for tag in entry.get("tags", ())),
        enclosures=tuple(
            RawEnclosure(
                str(link.get("href") or ""),
                str(link.get("type") or ""),
                _parse_count(link.get("length")),
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
    return page_links(str(entry.get("link") or ""), alternates, guid)


def _authors(element: Any, *, is_atom: bool) -> tuple[str, ...]:
    """Return the names or email addresses of authors.

    In RSS, feedparser cuts names at parentheses and around what looks like an email address.
    """
    people = element.get("authors", ())
    if not is_atom and len(people) < 2 and element.get("author"):
        return (str(element["author"]),)
    names = [str(person.get("name") or person.get("email") or "") for person in people]
    return tuple(name for name in names or [str(element.get("author") or "")] if name)


def _to_text(element: Any, name: str, is_atom: bool) -> RawText:
    """Return the text `name` of `element`.

    For RSS, feedparser guesses the type: text with an element that it does not know is "plain".
    """
    value = str(element.get(name) or "")
    is_plain = element.get(f"{name}_detail", {}).get("type") == "text/plain"
    return RawText(value, is_atom and is_plain)


def _parse_count(value: object) -> int:
    text = str(value or "").strip()
    return int(text) if text.isascii() and text.isdigit() and len(text) < 16 else 0
