"""Parse feeds into entries: RSS 0.9 to 2.0, RDF, Atom 0.3 and 1.0, CDF, JSON Feed."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace

from finews_tui.content.text.decoding import DecodedText, decode_text
from finews_tui.content.text.urls import normalize_url
from finews_tui.errors import FeedError
from finews_tui.i18n.catalog import tr
from finews_tui.model.article import Entry
from finews_tui.model.sanitize import clean_line
from finews_tui.sources.feeds.entries import build_entries
from finews_tui.sources.feeds.fast_parser import parse_if_supported
from finews_tui.sources.feeds.json_feed import parse_json_feed
from finews_tui.sources.feeds.media import may_have_media, media_of_items
from finews_tui.sources.feeds.raw_feed import RawEnclosure, RawFeed
from finews_tui.sources.feeds.text import to_plain_line
from finews_tui.sources.feeds.tolerant_parser import parse_tolerantly
from finews_tui.sources.feeds.xml_limits import check_entities, check_nesting, has_end
from finews_tui.sources.feeds.xml_repair import (
    encode_utf8,
    escape_ampersands,
    remove_captions,
    repair_xml,
)

_ROOT = re.compile(r"<([A-Za-z][\w.:-]*)")
_FEED_ROOTS = frozenset({"rss", "feed", "rdf", "channel"})
_HTML_PAGE = re.compile(r"<(?:!doctype\s+html|html|head|body)\b", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Feed:
    """Parsed feed. `ttl_min` is the time in minutes it may be cached (RSS `ttl`)."""

    title: str
    link: str
    description: str
    entries: tuple[Entry, ...]
    warnings: tuple[str, ...] = ()
    ttl_min: int | None = None


def parse_feed(
    data: bytes,
    *,
    url: str,
    content_type: str = "",
    has_known_length: bool = True,
    with_texts: bool = True,
) -> Feed:
    """Parse the feed at `url`. The format is detected from the content.

    Invalid XML is parsed as far as possible. Without `has_known_length`, a document whose root
    element is not closed counts as truncated.

    Without `with_texts`, entries have bodies, but neither text nor symbols; extracting these takes
    most of the time.

    Raises:
        FeedError: not a feed, unparsable, truncated, or hostile.
    """
    if not data.strip(b"\0\t\n\r \xef\xbb\xbf"):
        raise FeedError(tr("empty response; try again later"))
    decoded = decode_text(data, content_type)
    text = decoded.text
    if not has_known_length and not has_end(text):
        raise FeedError(tr("feed is truncated; try again later"))
    raw = parse_json_feed(text) if text.lstrip()[:1] in ("{", "[") else _parse_xml(text, url)
    entries, entry_warnings = build_entries(raw, url, with_texts=with_texts)
    warnings = [
        _encoding_warning(decoded),
        tr("feed is not valid XML") if raw.is_broken else "",
        *entry_warnings,
    ]
    return Feed(
        title=to_plain_line(raw.title),
        link=normalize_url(raw.link, url),
        description=clean_line(to_plain_line(raw.description)),
        entries=entries,
        warnings=tuple(filter(None, warnings)),
        ttl_min=raw.ttl_min,
    )


def _encoding_warning(decoded: DecodedText) -> str:
    if decoded.guessed_encoding:
        return tr(
            "no valid encoding declared; decoded as {encoding}", encoding=decoded.guessed_encoding
        )
    return decoded.warning


def _parse_xml(text: str, url: str) -> RawFeed:
    check_entities(text)
    text = repair_xml(text)
    data = encode_utf8(text)
    raw = parse_if_supported(text, data)
    if raw is None:
        escaped = escape_ampersands(text)
        if escaped != text:
            text, data = escaped, encode_utf8(escaped)
            raw = parse_if_supported(text, data)
    if raw is None:
        check_nesting(data)
        raw = parse_tolerantly(encode_utf8(remove_captions(text)), url)
    if may_have_media(text):
        raw = _with_media(raw, text)
    if not raw.items and not (raw.version or _is_feed_root(text)):
        is_page = _HTML_PAGE.search(text, 0, 65536) is not None
        raise FeedError(
            tr("this is a web page, not a feed; add the site’s address to find its feed")
            if is_page
            else tr("not a feed; check the address")
        )
    is_empty = not raw.items and not raw.title.value.strip()
    if raw.is_broken and is_empty and not has_end(text):
        raise FeedError(tr("feed is invalid or truncated; try again later"))
    return raw


def _with_media(raw: RawFeed, text: str) -> RawFeed:
    """Return the feed with the media of its items, if they can be assigned."""
    media = media_of_items(text)
    if len(media) != len(raw.items):
        return raw
    return replace(
        raw,
        items=tuple(
            replace(item, enclosures=_merged(enclosures, item.enclosures))
            for item, enclosures in zip(raw.items, media, strict=True)
        ),
    )


def _merged(
    media: tuple[RawEnclosure, ...], enclosures: tuple[RawEnclosure, ...]
) -> tuple[RawEnclosure, ...]:
    urls = {enclosure.url for enclosure in media}
    return (*media, *(enclosure for enclosure in enclosures if enclosure.url not in urls))


def _is_feed_root(text: str) -> bool:
    """Return whether the root element is that of a feed format, of any version."""
    root = _ROOT.search(text, 0, 65536)
    return root is not None and root[1].rpartition(":")[2].lower() in _FEED_ROOTS
