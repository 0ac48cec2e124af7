"""Parse feeds with feedparser-rs (fast), if it supports them correctly."""

from __future__ import annotations

import re
from typing import Any

from finews_tui.sources.feeds.raw_feed import RawEnclosure, RawFeed, RawItem, RawText, page_links
from finews_tui.sources.feeds.xml_repair import looks_like_html

# Optional (extra `fast`): wheels are not available for every platform.
try:
    import feedparser_rs
except ImportError:
    IS_AVAILABLE = False
else:
    IS_AVAILABLE = True

MAX_ITEMS = 100_000

# feedparser-rs 0.7 fails the test suites for inline XHTML, base64, xml:base, DTD entities, and
# elements that it confuses or ignores.
_UNSUPPORTED = (
    "xhtml", "base64", "xml:base", "<!entity", "<![include", "www.w3.org/1998/", "<body",
    "<fullitem", "<tags", "<itunes:summary", "<itunes:subtitle", "<itunes:category",
    "<itunes:keywords", "<dcterms:", "<psc:", "<dc:author", "<media:category", "<newlocation",
    "<cf:",
)  # fmt: skip
# An empty element gets the text of the next one; some kinds of links and text are ignored.
_UNSUPPORTED_FORMS = (
    re.compile(r"<(?:author|title|link|guid|id|pubdate|description|category|dc:creator)\s*/>"),
    re.compile(r"<source\s*>"),
    re.compile(r"<link\s(?![^>]*href)"),
    re.compile(
        r"<(?:title|summary|content)\s[^>]*\btype=[\"'](?!(?:text|html|text/plain|text/html)[\"'])"
    ),
)
# Atom elements in RSS, and unescaped markup.
_ATOM_IN_RSS = re.compile(r"<(?:summary|content)[\s>]")
_UNESCAPED_MARKUP = re.compile(
    r"<(?:p|br|b|i|a|em|strong|div|span|img|ul|ol|table|h[1-6])[\s/>]", re.I
)
_AUTHOR_WITHOUT_NAME = re.compile(r"<author>\s*+[^<\s]")
# feedparser-rs drops links to local hosts, where some feeds are generated.
_LOCAL_URL = re.compile(
    r"//(?:localhost|127\.|10\.|192\.168\.|172\.(?:1[6-9]|2\d|3[01])\.|169\.254\.|\[)"
)
_CDATA = re.compile(r"<!\[CDATA\[.*?\]\]>", re.DOTALL)
_NAMESPACE = re.compile(r"xmlns(?::([\w.-]{1,40}))?\s*=\s*[\"']([^\"']{0,200})[\"']")
_ITEM = re.compile(r"<(?:item|entry)[\s>]")
_UNTYPED_TEXT = {name: re.compile(rf"<{name}\s*>") for name in ("title", "summary")}
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
_KNOWN_NAMESPACES = frozenset(namespace.rstrip("/") for namespace in _PREFIXES.values())
_DEFAULT_NAMESPACES = frozenset({"", "http://www.w3.org/2005/Atom", "http://purl.org/rss/1.0/"})


def parse_if_supported(text: str, data: bytes) -> RawFeed | None:
    """Parse `text` (`data` is its UTF-8); None if feedparser must be used."""
    if not IS_AVAILABLE:
        return None
    lowered = text.lower()
    if any(word in lowered for word in _UNSUPPORTED) or not _has_usual_prefixes(text):
        return None
    if any(form.search(lowered) for form in _UNSUPPORTED_FORMS):
        return None
    limits = feedparser_rs.ParserLimits(
        max_entries=MAX_ITEMS, max_tags=1000, max_links_per_entry=1000, max_enclosures=1000
    )
    try:
        result = feedparser_rs.parse_with_limits(
            data, limits=limits, sanitize_html=False, resolve_relative_uris=False
        )
    except ValueError:
        # Some errors raise, most only set `bozo`.
        return None
    if result.bozo or not result.entries or not result.version:
        return None
    if len(result.entries) != len(_ITEM.findall(text)):
        return None
    if _LOCAL_URL.search(lowered) and not all(entry.link for entry in result.entries):
        return None
    is_atom = result.version.startswith("atom")
    if is_atom and _AUTHOR_WITHOUT_NAME.search(text):
        return None
    if is_atom:
        is_ambiguous = _has_untyped_markup(result, text)
    else:
        is_ambiguous = _ATOM_IN_RSS.search(text) is not None
    if is_ambiguous or (
        _UNESCAPED_MARKUP.search(text) and _UNESCAPED_MARKUP.search(_CDATA.sub("", text))
    ):
        return None
    return _to_feed(result, is_atom)


def _has_usual_prefixes(text: str) -> bool:
    """Return whether all namespaces have the prefixes known to feedparser-rs."""
    for prefix, namespace in _NAMESPACE.findall(text):
        if not prefix:
            if namespace not in _DEFAULT_NAMESPACES:
                return False
        elif prefix in _PREFIXES:
            if namespace.rstrip("/") != _PREFIXES[prefix].rstrip("/"):
                return False
        elif namespace.rstrip("/") in _KNOWN_NAMESPACES:
            return False
    return True


def _has_untyped_markup(result: Any, text: str) -> bool:
    """Return whether text without a type contains markup.

    It is literal in Atom (RFC 4287, 3.1.1), but feedparser-rs reports it as HTML.
    """
    names = [name for name, element in _UNTYPED_TEXT.items() if element.search(text)]
    return any(
        looks_like_html(getattr(entry, name) or "") for name in names for entry in result.entries
    )


def _to_feed(result: Any, is_atom: bool) -> RawFeed:
    feed = result.feed
    return RawFeed(
        version=result.version,
        items=tuple(_to_item(entry, is_atom) for entry in result.entries),
        title=_to_text(feed.title_detail, feed.title, is_atom),
        link=feed.link or "",
        description=_to_text(feed.subtitle_detail, feed.subtitle, is_atom),
        authors=(feed.author,) if feed.author else (),
        ttl_min=_parse_count(feed.ttl) or None,
    )


def _to_item(entry: Any, is_atom: bool) -> RawItem:
    contents = tuple(
        RawText(content.value, is_atom and content.type == "text/plain")
        for content in entry.content or ()
        if content.value
    )
    media_description = RawText(entry.media_description or "", is_literal=False)
    title = _to_text(entry.title_detail, entry.title, is_atom)
    summary = _to_text(entry.summary_detail, entry.summary, is_atom)
    if any(content.value == summary.value for content in contents):
        # feedparser-rs copies the content of an entry without a summary.
        summary = RawText("")
    return RawItem(
        id=entry.id or "",
        title=title if title.value.strip() else RawText(entry.media_title or ""),
        links=_links(entry),
        authors=_authors(entry),
        published=entry.published or entry.dc_date or entry.created or "",
        updated=entry.updated or "",
        contents=contents,
        summary=summary if summary.value.strip() else media_description,
        tags=tuple(tag.label or tag.term or "" for tag in entry.tags or ()),
        enclosures=tuple(
            RawEnclosure(enclosure.href or "", enclosure.type or "", _parse_count(enclosure.length))
            for enclosure in entry.enclosures or ()
        ),
    )


def _links(entry: Any) -> tuple[str, ...]:
    alternates = [link.href or "" for link in entry.links or () if link.rel == "alternate"]
    return page_links(entry.link or "", alternates, entry.id if entry.guidislink else None)


def _authors(entry: Any) -> tuple[str, ...]:
    names = [person.name or person.email or "" for person in entry.authors or ()]
    return tuple(name for name in names or [entry.author or entry.dc_creator or ""] if name)


def _to_text(detail: Any, value: str | None, is_atom: bool) -> RawText:
    if detail is None:
        return RawText(value or "")
    return RawText(detail.value or value or "", is_atom and detail.type == "text/plain")


def _parse_count(value: object) -> int:
    text = str(value or "").strip()
    return int(text) if text.isascii() and text.isdigit() and len(text) < 16 else 0
