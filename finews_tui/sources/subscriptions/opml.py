"""Parse and write OPML, the exchange format for subscriptions."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from html import unescape
from xml.parsers import expat
from xml.sax.saxutils import escape

from finews_tui.content.text.decoding import decode_text
from finews_tui.errors import UsageError
from finews_tui.i18n.catalog import tr
from finews_tui.model.source import GROUP_SEPARATOR, Source
from finews_tui.model.url_redaction import strip_url_secrets
from finews_tui.sources.feeds.xml_repair import encode_utf8, escape_ampersands, repair_xml
from finews_tui.sources.subscriptions.records import (
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


def write_opml(sources: Iterable[Source], *, with_secrets: bool = False) -> bytes:
    """Return the feeds among `sources` as OPML 2.0, with groups as nested outlines.

    Without `with_secrets`, credentials and tokens are removed from URLs. Local sources are skipped.
    """
    root = _Folder()
    for source in sources:
        url = normalize_feed_url(source.location)
        if not url:
            continue
        folder = root
        for name in filter(str.strip, source.group.split(GROUP_SEPARATOR)):
            folder = folder.folders.setdefault(name, _Folder())
        url = url if with_secrets else strip_url_secrets(url)
        title = _escape(source.label)
        folder.feeds.append(
            f'<outline type="rss" text="{title}" title="{title}" xmlUrl="{_escape(url)}"/>'
        )
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

    def start_element(self, name: str, attributes: dict[str, str]) -> None:
        if name.lower() != "outline":
            return
        fields = {key.lower(): value for key, value in attributes.items()}
        title = clean_label(fields.get("title") or fields.get("text") or "")
        url = fields.get("xmlurl")
        if url is None:
            self._folders.append(title)
            return
        self._folders.append("")
        self._add_feed(url, title, fields)

    def end_element(self, name: str) -> None:
        if name.lower() == "outline" and self._folders:
            self._folders.pop()

    @property
    def depth(self) -> int:
        """Number of open outlines; zero if there are too many."""
        if len(self._folders) > _MAX_REOPENED:
            self._folders.clear()
        return len(self._folders)

    def recover(self, broken: str, line: int) -> None:
        """Recover the feed of an outline with invalid XML, such as `title="a "b" c"`."""
        url = _BROKEN_URL.search(broken, 0, _MAX_BROKEN_LENGTH)
        if url is not None:
            title = _BROKEN_TITLE.search(broken, 0, _MAX_BROKEN_LENGTH)
            name = clean_label(unescape(title[1])) if title else ""
            self._add_feed(unescape(url[1]), name, {})
        elif _OUTLINE_TEXT.match(broken):
            self._refused.append(tr("line {line}: invalid XML; outline skipped", line=line))

    def subscriptions(self) -> Subscriptions:
        return Subscriptions(tuple(self._feeds.values()), refused=tuple(self._refused))

    def _add_feed(self, url: str, title: str, fields: dict[str, str]) -> None:
        location = normalize_feed_url(url)
        address = clean_label(url) or tr("empty address")
        if not location:
            self._refused.append(
                tr(
                    "{feed}: skipped, not a web address: {address}",
                    feed=title or address,
                    address=address,
                )
            )
            return
        if fields.get("filtercmd", "").strip():
            self._refused.append(tr("{feed}: filter command ignored", feed=title or location))
        group = GROUP_SEPARATOR.join(list(filter(None, self._folders))[:MAX_GROUP_DEPTH])
        tags = tuple(filter(None, map(clean_label, fields.get("category", "").split(","))))
        if not group and tags:
            group, tags = tags[0].strip(GROUP_SEPARATOR), tags[1:]
        self._feeds.setdefault(
            location, FeedSubscription(location, title, clean_label(group), tags)
        )


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
