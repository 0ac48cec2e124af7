"""Feeds read by feedparser-rs, far faster than feedparser, where it is sure to be right."""

from __future__ import annotations

import re
from typing import Any

import feedparser_rs

from finews_tui.sources.feeds.raw_feed import Enclosure, Part, RawFeed, RawItem, links_of
from finews_tui.sources.feeds.xml_repair import looks_like_html

MAX_ITEMS = 100_000

# What feedparser-rs 0.7 reads otherwise than the suites ask: markup inside XML, base64, xml:base,
# entities of a DTD, and elements that it takes for another or leaves out.
_UNSURE = (
    *("xhtml", "base64", "xml:base", "<!entity", "<![include", "www.w3.org/1998/"),
    *(
        "<body",
        "<fullitem",
        "<tags",
        "<itunes:summary",
        "<itunes:subtitle",
        "<itunes:category",
        "<itunes:keywords",
    ),
    *("<dcterms:", "<psc:", "<dc:author", "<media:category", "<newlocation", "<cf:"),
)
# An empty element takes the text of the next one; links and texts come in forms that are not read.
_UNSURE_FORMS = (
    re.compile(r"<(?:author|title|link|guid|id|pubdate|description|category|dc:creator)\s*/>"),
    re.compile(r"<source\s*>"),
    re.compile(r"<link\s(?![^>]*href)"),
    re.compile(
        r"<(?:title|summary|content)\s[^>]*\btype=[\"'](?!(?:text|html|text/plain|text/html)[\"'])"
    ),
)
# What belongs to another format, or is markup that its publisher forgot to escape.
_FOREIGN_TO_RSS = re.compile(r"<(?:summary|content)[\s>]")
_NAKED_MARKUP = re.compile(r"<(?:p|br|b|i|a|em|strong|div|span|img|ul|ol|table|h[1-6])[\s/>]", re.I)
# feedparser-rs leaves out links to one's own machine and network, where some feeds are made.
_LOCAL_ADDRESS = re.compile(
    r"//(?:localhost|127\.|10\.|192\.168\.|172\.(?:1[6-9]|2\d|3[01])\.|169\.254\.|\[)"
)
_CDATA = re.compile(r"<!\[CDATA\[.*?\]\]>", re.DOTALL)
_NAMESPACE = re.compile(r"xmlns(?::([\w.-]{1,40}))?\s*=\s*[\"']([^\"']{0,200})[\"']")
_ITEM = re.compile(r"<(?:item|entry)[\s>]")
_UNTYPED = {name: re.compile(rf"<{name}\s*>") for name in ("title", "summary")}
_PREFIXES = {
    "content": "http://purl.org/rss/1.0/modules/content/",
    "dc": "http://purl.org/dc/elements/1.1/",
    "atom": "http://www.w3.org/2005/Atom",
    "itunes": "http://www.itunes.com/dtds/podcast-1.0.dtd",
    "media": "http://search.yahoo.com/mrss/",
    "rdf": "http://www.w3.org/1999/02/22-rdf-syntax-ns#",
    "sy": "http://purl.org/rss/1.0/modules/syndication/",
    "slash": "http://purl.org/rss/1.0/modules/slash/",
    "thr": "http://purl.org/syndication/thread/1.0",
}
_NAMES = {address.rstrip("/"): prefix for prefix, address in _PREFIXES.items()}
_DEFAULTS = frozenset({"", "http://www.w3.org/2005/Atom", "http://purl.org/rss/1.0/"})


def read_surely(text: str, data: bytes) -> RawFeed | None:
    """The feed in `text` (`data` is its UTF-8), or None where feedparser should look at it."""
    lowered = text.lower()
    if any(word in lowered for word in _UNSURE) or not _has_usual_names(text):
        return None
    if any(form.search(lowered) for form in _UNSURE_FORMS):
        return None
    limits = feedparser_rs.ParserLimits(
        max_entries=MAX_ITEMS, max_tags=1000, max_links_per_entry=1000, max_enclosures=1000
    )
    try:
        found = feedparser_rs.parse_with_limits(
            data, limits=limits, sanitize_html=False, resolve_relative_uris=False
        )
    except ValueError:
        # Some faults are raised, most are told of by `bozo`.
        return None
    if found.bozo or not found.entries or not found.version:
        return None
    if len(found.entries) != len(_ITEM.findall(text)):
        return None
    if _LOCAL_ADDRESS.search(lowered) and not all(entry.link for entry in found.entries):
        return None
    is_atom = found.version.startswith("atom")
    if is_atom:
        is_unsure = _has_untyped_markup(found, text)
    else:
        is_unsure = _FOREIGN_TO_RSS.search(text) is not None
    if is_unsure or (_NAKED_MARKUP.search(text) and _NAKED_MARKUP.search(_CDATA.sub("", text))):
        return None
    return _feed(found, is_atom)


def _has_usual_names(text: str) -> bool:
    """Whether prefixes mean what they usually do: feedparser-rs goes by them alone."""
    for prefix, address in _NAMESPACE.findall(text):
        if not prefix:
            if address not in _DEFAULTS:
                return False
        elif prefix in _PREFIXES:
            if address.rstrip("/") != _PREFIXES[prefix].rstrip("/"):
                return False
        elif address.rstrip("/") in _NAMES:
            return False
    return True


def _has_untyped_markup(found: Any, text: str) -> bool:
    """Text without a type is literal in Atom (RFC 4287, 3.1.1), but is reported as HTML here."""
    names = [name for name, element in _UNTYPED.items() if element.search(text)]
    return any(
        looks_like_html(getattr(entry, name) or "") for name in names for entry in found.entries
    )


def _feed(found: Any, is_atom: bool) -> RawFeed:
    feed = found.feed
    return RawFeed(
        version=found.version,
        items=tuple(_item(entry, is_atom) for entry in found.entries),
        title=_part(feed.title_detail, feed.title, is_atom),
        link=feed.link or "",
        description=_part(feed.subtitle_detail, feed.subtitle, is_atom),
        authors=(feed.author,) if feed.author else (),
        ttl_min=_count(feed.ttl) or None,
    )


def _item(entry: Any, is_atom: bool) -> RawItem:
    contents = tuple(
        Part(content.value, is_atom and content.type == "text/plain")
        for content in entry.content or ()
        if content.value
    )
    media = Part(entry.media_description or "", is_literal=False)
    title = _part(entry.title_detail, entry.title, is_atom)
    summary = _part(entry.summary_detail, entry.summary, is_atom)
    if any(content.value == summary.value for content in contents):
        # An entry without a summary is given its content as one.
        summary = Part("")
    return RawItem(
        id=entry.id or "",
        title=title if title.value.strip() else Part(entry.media_title or ""),
        links=_links(entry),
        authors=_authors(entry),
        published=entry.published or entry.dc_date or entry.created or "",
        updated=entry.updated or "",
        contents=contents,
        summary=summary if summary.value.strip() else media,
        tags=tuple(tag.label or tag.term or "" for tag in entry.tags or ()),
        enclosures=tuple(
            Enclosure(enclosure.href or "", enclosure.type or "", _count(enclosure.length))
            for enclosure in entry.enclosures or ()
        ),
    )


def _links(entry: Any) -> tuple[str, ...]:
    alternates = [link.href or "" for link in entry.links or () if link.rel == "alternate"]
    return links_of(entry.link or "", alternates, entry.id if entry.guidislink else None)


def _authors(entry: Any) -> tuple[str, ...]:
    names = [person.name or person.email or "" for person in entry.authors or ()]
    return tuple(name for name in names or [entry.author or entry.dc_creator or ""] if name)


def _part(detail: Any, value: str | None, is_atom: bool) -> Part:
    if detail is None:
        return Part(value or "")
    return Part(detail.value or value or "", is_atom and detail.type == "text/plain")


def _count(value: object) -> int:
    text = str(value or "").strip()
    return int(text) if text.isascii() and text.isdigit() and len(text) < 16 else 0
