"""Parse and write OPML, the exchange format for subscriptions."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from html import unescape
from types import MappingProxyType
from urllib.parse import urlsplit
from xml.parsers import expat
from xml.sax.saxutils import escape

from finews_tui.content.text.decoding import decode_text
from finews_tui.errors import UsageError
from finews_tui.i18n.catalog import tr
from finews_tui.model.sanitize import clean_line
from finews_tui.model.source import GROUP_SEPARATOR, Source
from finews_tui.model.url_redaction import strip_url_secrets
from finews_tui.sources.feeds.xml_repair import encode_utf8, escape_ampersands, repair_xml
from finews_tui.sources.subscriptions.records import (
    MAX_DESCRIPTION_LENGTH,
    FeedMetadata,
    FeedSubscription,
    Subscriptions,
    clean_label,
    normalize_feed_url,
)

MAX_FILE_BYTES = 16 << 20
MAX_GROUP_DEPTH = 8
"""Maximum number of nested folders in a group name."""

_MAX_ERRORS = 1000
_MAX_REOPENED = 64
_MAX_BROKEN_LENGTH = 20_000
_BROKEN_URL = re.compile(r"\bxmlurl\s*=\s*[\"']([^\"'<>\s]{1,8192})", re.IGNORECASE)
_BROKEN_TITLE = re.compile(r"\b(?:title|text)\s*=\s*\"(.{1,500}?)\"(?=\s+\w+\s*=|\s*/?>)", re.I)
# OPML 1.x and some readers have other names for xmlUrl.
_ADDRESS_ATTRIBUTES = ("xmlurl", "feedurl", "rssurl")
_LINK_TYPES = frozenset({"link", "include", "html", "webpage", "bookmark", "opml", "outline"})
_FEED_TYPE = re.compile(r"rss|atom|rdf|feed|pie", re.IGNORECASE)
# FreshRSS extracts articles from web pages and JSON with rules.
_SCRAPED_TYPE = re.compile(r"xpath|dotnotation|dotpath", re.IGNORECASE)
_SCRAPED_ATTRIBUTES = ("frss:xpathitem", "frss:jsonitem")
# Rules of Miniflux and FreshRSS. A list of other feeds in FreshRSS: frss:opmlUrl.
_RULE_ATTRIBUTES = {
    name.lower(): name
    for name in (
        *("scraperRules", "rewriteRules", "urlRewriteRules", "blocklistRules", "keeplistRules"),
        *("blockFilterEntryRules", "keepFilterEntryRules", "frss:cssFullContent"),
        *("frss:cssFullContentConditions", "frss:cssContentFilter", "frss:cssFullContentFilter"),
        *("frss:filtersActionRead", "frss:xPathItem"),
    )
}
_DYNAMIC_LIST = "frss:opmlurl"
_TRUE = frozenset({"true", "1", "yes"})
_OUTLINE_TEXT = re.compile(r"<outline\b", re.IGNORECASE)
_OUTLINE = re.compile(rb"<outline\b", re.IGNORECASE)


def parse_opml(data: bytes) -> Subscriptions:
    """Parse the feeds of an OPML file, without duplicates. Nothing is fetched or run.

    Raises:
        UsageError: not OPML, too large, or hostile.
    """
    if len(data) > MAX_FILE_BYTES:
        raise UsageError(tr("file is larger than 16 MiB; is it OPML?"))
    text = decode_text(data).text
    if "<!ENTITY" in text:
        raise UsageError(
            tr("file declares XML entities, which OPML does not need; import rejected")
        )
    if not re.search(r"<(?:opml|outline)\b", text, re.IGNORECASE):
        raise UsageError(tr("not an OPML file; export your subscriptions as OPML from your reader"))
    collector = _OutlineCollector()
    _parse_outlines(encode_utf8(escape_ampersands(repair_xml(text))), collector)
    return collector.subscriptions()


def write_opml(
    sources: Iterable[Source],
    *,
    with_secrets: bool = False,
    about: Mapping[str, FeedMetadata] = MappingProxyType({}),
) -> bytes:
    """Return the feeds among `sources` as OPML 2.0, with groups as nested outlines.

    Without `with_secrets`, credentials and tokens are removed from URLs. Local sources are skipped.
    `about` has websites and descriptions by source name.
    """
    root = _Folder()
    for source in sources:
        url = normalize_feed_url(source.location)
        if not url:
            continue
        folder = root
        for name in filter(str.strip, source.group.split(GROUP_SEPARATOR)):
            folder = folder.folders.setdefault(name, _Folder())
        metadata = about.get(source.name, FeedMetadata())
        site = normalize_feed_url(metadata.site)
        attributes = {
            "type": "rss",
            "text": source.label,
            "title": source.label,
            "xmlUrl": url if with_secrets else strip_url_secrets(url),
            "htmlUrl": site if with_secrets else strip_url_secrets(site),
            "description": metadata.description,
            "crawler": "true" if source.full_text else "",
        }
        text = " ".join(f'{name}="{_escape(value)}"' for name, value in attributes.items() if value)
        folder.feeds.append(f"<outline {text}/>")
    lines = ['<?xml version="1.0" encoding="UTF-8"?>', '<opml version="2.0">']
    lines += ["  <head><title>finews</title></head>", "  <body>", *root.lines("    ")]
    lines += ["  </body>", "</opml>", ""]
    return "\n".join(lines).encode()


@dataclass(slots=True)
class _Folder:
    """Group for writing: its feeds as outlines, and its subgroups."""

    feeds: list[str] = field(default_factory=list)
    folders: dict[str, _Folder] = field(default_factory=dict)

    def lines(self, indent: str) -> Iterator[str]:
        yield from (f"{indent}{feed}" for feed in self.feeds)
        for name, folder in self.folders.items():
            yield f'{indent}<outline text="{_escape(name)}" title="{_escape(name)}">'
            yield from folder.lines(f"{indent}  ")
            yield f"{indent}</outline>"


class _OutlineCollector:
    """Collector of the feeds in outlines; handlers for an XML parser."""

    def __init__(self) -> None:
        self._feeds: dict[str, FeedSubscription] = {}
        self._refused: list[str] = []
        self._folders: list[str] = []
        # Number of open outlines inside the outermost commented-out one, including it.
        self._commented = 0

    def start_element(self, name: str, attributes: dict[str, str]) -> None:
        if name.lower() != "outline":
            return
        fields = {key.lower(): value for key, value in attributes.items()}
        title = clean_label(fields.get("title") or fields.get("text") or "")
        url = _feed_address(fields)
        is_comment = fields.get("iscomment", "").strip().lower() in _TRUE
        if self._commented or is_comment:
            self._commented += 1
        self._folders.append("" if url is not None else title)
        if self._commented:
            if url:
                self._refuse(tr("{feed}: skipped, commented out", feed=title or clean_label(url)))
        elif url is not None:
            self._add_feed(url, title, fields)
        else:
            self._report_list(title, fields)

    def _report_list(self, title: str, fields: dict[str, str]) -> None:
        """Report an outline that refers to another list of feeds, or a feed without address."""
        kind = fields.get("type", "").strip().lower()
        address = fields.get(_DYNAMIC_LIST) or fields.get("url") or ""
        is_list = _DYNAMIC_LIST in fields or kind in ("include", "opml") or _is_opml(address)
        label = title or clean_label(address) or clean_label(fields.get("htmlurl", ""))
        if is_list and address.strip():
            self._refuse(
                tr(
                    "{feed}: skipped, a list of other feeds: {address}; import it separately",
                    feed=label,
                    address=clean_label(address),
                )
            )
        elif kind == "link" and address.strip():
            self._refuse(
                tr(
                    "{feed}: skipped, links to a page and not to a feed: {address}",
                    feed=label,
                    address=clean_label(address),
                )
            )
        elif _FEED_TYPE.fullmatch(kind) and label:
            self._refuse(tr("{feed}: skipped, has no feed address", feed=label))

    def _refuse(self, message: str) -> None:
        self._refused.append(message)

    def end_element(self, name: str) -> None:
        if name.lower() == "outline" and self._folders:
            self._folders.pop()
            self._commented = max(0, self._commented - 1)

    @property
    def depth(self) -> int:
        """Number of open outlines; zero if there are too many."""
        if len(self._folders) > _MAX_REOPENED:
            self._folders.clear()
            self._commented = 0
        return len(self._folders)

    def recover(self, broken: str, line: int) -> None:
        """Recover the feed of an outline with invalid XML, such as `title="a "b" c"`."""
        url = _BROKEN_URL.search(broken, 0, _MAX_BROKEN_LENGTH)
        if url is not None:
            title = _BROKEN_TITLE.search(broken, 0, _MAX_BROKEN_LENGTH)
            name = clean_label(unescape(title[1])) if title else ""
            self._add_feed(unescape(url[1]), name, {})
        elif _OUTLINE_TEXT.match(broken):
            self._refuse(tr("line {line}: invalid XML; outline skipped", line=line))

    def subscriptions(self) -> Subscriptions:
        return Subscriptions(tuple(self._feeds.values()), refused=tuple(self._refused))

    def _add_feed(self, url: str, title: str, fields: dict[str, str]) -> None:
        location = normalize_feed_url(url)
        address = clean_label(url) or tr("empty address")
        if not location:
            self._refuse(
                tr(
                    "{feed}: skipped, not a web address: {address}",
                    feed=title or address,
                    address=address,
                )
            )
            return
        feed = title or location
        if _is_scraped(fields):
            self._refuse(
                tr(
                    "{feed}: skipped, FreshRSS extracts it from a page ({kind})",
                    feed=feed,
                    kind=clean_label(fields.get("type", "")),
                )
            )
            return
        if fields.get("filtercmd", "").strip():
            self._refuse(tr("{feed}: filter command ignored", feed=feed))
        rules = [name for key, name in _RULE_ATTRIBUTES.items() if fields.get(key, "").strip()]
        if rules:
            self._refuse(
                tr("{feed}: rules not imported: {rules}", feed=feed, rules=tr(", ").join(rules))
            )
        group = GROUP_SEPARATOR.join(list(filter(None, self._folders))[:MAX_GROUP_DEPTH])
        tags = tuple(filter(None, map(clean_label, fields.get("category", "").split(","))))
        if not group and tags:
            group, tags = tags[0].strip(GROUP_SEPARATOR), tags[1:]
        self._feeds.setdefault(
            location,
            FeedSubscription(
                location,
                title,
                clean_label(group),
                tags,
                full_text=fields.get("crawler", "").strip().lower() in _TRUE,
                about=FeedMetadata(
                    normalize_feed_url(fields.get("htmlurl", "")),
                    clean_line(fields.get("description", ""), MAX_DESCRIPTION_LENGTH),
                ),
            ),
        )


def _feed_address(fields: dict[str, str]) -> str | None:
    """Return the address of the feed in an outline; None if it is a folder or refers to a list."""
    addresses = [fields[name] for name in _ADDRESS_ATTRIBUTES if name in fields]
    address = next(filter(str.strip, addresses), None)
    if address is not None:
        return address
    kind = fields.get("type", "").strip().lower()
    url = fields.get("url", "")
    if url.strip() and kind not in _LINK_TYPES and not _is_opml(url):
        return url
    return addresses[0] if addresses else None


def _is_scraped(fields: dict[str, str]) -> bool:
    """Return whether another reader creates the feed from a web page."""
    kind = fields.get("type", "")
    has_rules = any(fields.get(name, "").strip() for name in _SCRAPED_ATTRIBUTES)
    return _SCRAPED_TYPE.search(kind) is not None or (has_rules and not _FEED_TYPE.search(kind))


def _is_opml(address: str) -> bool:
    try:
        return urlsplit(address.strip()).path.lower().endswith(".opml")
    except ValueError:
        return False


def _parse_outlines(data: bytes, collector: _OutlineCollector) -> None:
    """Parse the outlines of `data`; continue at the next outline after an error."""
    start = 0
    for _ in range(_MAX_ERRORS):
        parser = expat.ParserCreate("utf-8")
        # Reopen the folders that were open before the error.
        prefix = b"<opml>" + b"<outline>" * collector.depth if start else b""
        try:
            parser.Parse(prefix, False)
            parser.StartElementHandler = collector.start_element
            parser.EndElementHandler = collector.end_element
            parser.Parse(data[start:], True)
            return
        except expat.ExpatError:
            error_start = start + max(parser.ErrorByteIndex - len(prefix), 1)
        next_outline = _OUTLINE.search(data, error_start)
        end = next_outline.start() if next_outline else len(data)
        broken = data[max(data.rfind(b"<", start, error_start), start) : end].decode(
            "utf-8", "replace"
        )
        collector.recover(broken, data.count(b"\n", 0, error_start) + 1)
        if next_outline is None:
            return
        start = end


def _escape(text: str) -> str:
    return escape(text, {'"': "&quot;", "\n": " "})
