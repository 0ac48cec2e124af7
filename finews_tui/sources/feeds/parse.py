"""A feed's bytes become entries: RSS 0.9 to 2.0, RDF, Atom 0.3 and 1.0, CDF, JSON Feed."""

from __future__ import annotations

import re
from dataclasses import dataclass

from finews_tui.content.text.decoding import DecodedText, decode_text
from finews_tui.content.text.urls import normalize_url
from finews_tui.errors import FeedError
from finews_tui.i18n.catalog import tr
from finews_tui.model.article import Entry
from finews_tui.model.sanitize import clean_line
from finews_tui.sources.feeds.entries import entries_of
from finews_tui.sources.feeds.fast_parser import read_surely
from finews_tui.sources.feeds.json_feed import read_json
from finews_tui.sources.feeds.raw_feed import RawFeed
from finews_tui.sources.feeds.text import line_of
from finews_tui.sources.feeds.tolerant_parser import read_thoroughly
from finews_tui.sources.feeds.xml_limits import check_entities, check_shape, is_closed
from finews_tui.sources.feeds.xml_repair import (
    as_utf8,
    mended_document,
    with_escaped_ampersands,
    without_captions,
)

_ROOT = re.compile(r"<([A-Za-z][\w.:-]*)")
_FEED_ROOTS = frozenset({"rss", "feed", "rdf", "channel"})
_PAGE = re.compile(r"<(?:!doctype\s+html|html|head|body)\b", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Feed:
    """A feed as read. `ttl_min` is how long it asks to be left alone; `warnings` are sentences."""

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
    """The feed in `data`, which came from `url`; the content decides what it is, not its label.

    Broken XML is parsed as far as possible. Without `has_known_length` a document without the end
    tag of its root is truncated.

    Without `with_texts` the entries have bodies, but neither text nor symbols: the reading of those
    takes most of the time, and `content.body` can do it later.

    Raises:
        FeedError: no feed, too broken, truncated, or built to do harm; its text says which.
    """
    if not data.strip(b"\0\t\n\r \xef\xbb\xbf"):
        raise FeedError(tr("not a feed: the answer is empty; try again later"))
    decoded = decode_text(data, content_type)
    text = decoded.text
    if not has_known_length and not is_closed(text):
        raise FeedError(tr("truncated: the feed broke off before its end; try again later"))
    raw = read_json(text) if text.lstrip()[:1] in ("{", "[") else _read_xml(text, url)
    entries, remarks = entries_of(raw, url, with_texts=with_texts)
    warnings = [
        _encoding_warning(decoded),
        tr("its XML is broken") if raw.is_broken else "",
        *remarks,
    ]
    return Feed(
        title=line_of(raw.title),
        link=normalize_url(raw.link, url),
        description=clean_line(line_of(raw.description)),
        entries=entries,
        warnings=tuple(remark for remark in warnings if remark),
        ttl_min=raw.ttl_min,
    )


def _encoding_warning(decoded: DecodedText) -> str:
    if decoded.guessed_encoding:
        return tr(
            "no valid encoding is named; read as {encoding}", encoding=decoded.guessed_encoding
        )
    return decoded.warning


def _read_xml(text: str, url: str) -> RawFeed:
    check_entities(text)
    text = mended_document(text)
    data = as_utf8(text)
    found = read_surely(text, data)
    if found is None:
        escaped = with_escaped_ampersands(text)
        if escaped != text:
            text, data = escaped, as_utf8(escaped)
            found = read_surely(text, data)
    if found is None:
        check_shape(data)
        found = read_thoroughly(as_utf8(without_captions(text)), url)
    if not found.items and not (found.version or _is_feed_root(text)):
        is_page = _PAGE.search(text, 0, 65536) is not None
        raise FeedError(
            tr("not a feed: it is a web page; add the address of the site instead")
            if is_page
            else tr("not a feed: check the address")
        )
    is_empty = not found.items and not found.title.value.strip()
    if found.is_broken and is_empty and not is_closed(text):
        raise FeedError(tr("broken or truncated: no item of it can be read; try again later"))
    return found


def _is_feed_root(text: str) -> bool:
    """Whether the first element is one that feeds begin with, though its version is unknown."""
    root = _ROOT.search(text, 0, 65536)
    return root is not None and root[1].rpartition(":")[2].lower() in _FEED_ROOTS
