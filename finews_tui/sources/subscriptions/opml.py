"""Subscriptions from and to OPML, the format that readers exchange."""

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
from finews_tui.sources.subscriptions.records import ListedFeed, Subscriptions, feed_location, label

LARGEST_FILE = 16 << 20
DEEPEST_GROUP = 8
"""Folders within folders that a group's name keeps."""

_MOST_FAULTS = 1000
_MOST_REOPENED = 64
_LONGEST_FAULT = 20_000
_BROKEN_ADDRESS = re.compile(r"\bxmlurl\s*=\s*[\"']([^\"'<>\s]{1,8192})", re.IGNORECASE)
_BROKEN_TITLE = re.compile(r"\b(?:title|text)\s*=\s*\"(.{1,500}?)\"(?=\s+\w+\s*=|\s*/?>)", re.I)
_RESUME_TEXT = re.compile(r"<outline\b", re.IGNORECASE)
_RESUME = re.compile(rb"<outline\b", re.IGNORECASE)


def read(data: bytes) -> Subscriptions:
    """The feeds that an OPML file lists, in its order, each once; nothing of it is fetched or run.

    Raises:
        UsageError: no OPML, or one that is built to do harm.
    """
    if len(data) > LARGEST_FILE:
        raise UsageError(tr("the file is larger than 16 MiB; is it OPML?"))
    text = decode_text(data).text
    if "<!ENTITY" in text:
        raise UsageError(tr("the file declares entities, which no OPML needs; it is refused"))
    if not re.search(r"<(?:opml|outline)\b", text, re.IGNORECASE):
        raise UsageError(tr("the file is not OPML; an export of your reader is what is needed"))
    outlines = _Outlines()
    _walk(encode_utf8(escape_ampersands(repair_xml(text))), outlines)
    return outlines.found()


def write(sources: Iterable[Source], *, with_secrets: bool = False) -> bytes:
    """The feeds among `sources` as OPML 2.0, groups as outlines around them.

    Credentials and tokens in addresses are left out unless asked for; so are folders and files,
    which are no address for another reader.
    """
    top = _Folder()
    for source in sources:
        location = feed_location(source.location)
        if not location:
            continue
        folder = top
        for name in filter(str.strip, source.group.split(GROUP_SEPARATOR)):
            folder = folder.folders.setdefault(name, _Folder())
        address = location if with_secrets else strip_url_secrets(location)
        title = _quoted(source.label)
        folder.feeds.append(
            f'<outline type="rss" text="{title}" title="{title}" xmlUrl="{_quoted(address)}"/>'
        )
    lines = ['<?xml version="1.0" encoding="UTF-8"?>', '<opml version="2.0">']
    lines += ["  <head><title>finews</title></head>", "  <body>", *top.lines("    ")]
    lines += ["  </body>", "</opml>", ""]
    return "\n".join(lines).encode()


@dataclass(slots=True)
class _Folder:
    """A group to be written: its feeds, and the groups within it."""

    feeds: list[str] = field(default_factory=list)
    folders: dict[str, _Folder] = field(default_factory=dict)

    def lines(self, indent: str) -> Iterator[str]:
        yield from (f"{indent}{feed}" for feed in self.feeds)
        for name, folder in self.folders.items():
            yield f'{indent}<outline text="{_quoted(name)}" title="{_quoted(name)}">'
            yield from folder.lines(f"{indent}  ")
            yield f"{indent}</outline>"


class _Outlines:
    """Collects what a walk through outlines meets."""

    def __init__(self) -> None:
        self._feeds: dict[str, ListedFeed] = {}
        self._refused: list[str] = []
        self._folders: list[str] = []

    def open(self, name: str, attributes: dict[str, str]) -> None:
        if name.lower() != "outline":
            return
        fields = {key.lower(): value for key, value in attributes.items()}
        title = label(fields.get("title") or fields.get("text") or "")
        address = fields.get("xmlurl")
        if address is None:
            self._folders.append(title)
            return
        self._folders.append("")
        self._take(address, title, fields)

    def close(self, name: str) -> None:
        if name.lower() == "outline" and self._folders:
            self._folders.pop()

    @property
    def depth(self) -> int:
        """How many outlines are open; beyond all reason they count as closed."""
        if len(self._folders) > _MOST_REOPENED:
            self._folders.clear()
        return len(self._folders)

    def fault(self, broken: str, line: int) -> None:
        """Take what can be made out of an outline that is no XML, `title="a "b" c"`."""
        address = _BROKEN_ADDRESS.search(broken, 0, _LONGEST_FAULT)
        if address is not None:
            title = _BROKEN_TITLE.search(broken, 0, _LONGEST_FAULT)
            name = label(unescape(title[1])) if title else ""
            self._take(unescape(address[1]), name, {})
        elif _RESUME_TEXT.match(broken):
            self._refused.append(
                tr("line {line}: broken XML; what stands there is left out", line=line)
            )

    def found(self) -> Subscriptions:
        return Subscriptions(tuple(self._feeds.values()), refused=tuple(self._refused))

    def _take(self, address: str, title: str, fields: dict[str, str]) -> None:
        location = feed_location(address)
        shown = label(address) or tr("an empty address")
        if not location:
            self._refused.append(
                tr(
                    "{feed}: refused, not an address on the web: {shown}",
                    feed=title or shown,
                    shown=shown,
                )
            )
            return
        if fields.get("filtercmd", "").strip():
            self._refused.append(
                tr("{feed}: its filter command was left out, never run", feed=title or location)
            )
        group = GROUP_SEPARATOR.join(list(filter(None, self._folders))[:DEEPEST_GROUP])
        tags = tuple(filter(None, map(label, fields.get("category", "").split(","))))
        if not group and tags:
            group, tags = tags[0].strip(GROUP_SEPARATOR), tags[1:]
        self._feeds.setdefault(location, ListedFeed(location, title, label(group), tags))


def _walk(data: bytes, outlines: _Outlines) -> None:
    """Show the outlines of `data`; after a fault in its XML go on at the next outline."""
    start = 0
    for _ in range(_MOST_FAULTS):
        parser = expat.ParserCreate("utf-8")
        # What was open at the fault is open again, so that folders keep what follows in them.
        prefix = b"<opml>" + b"<outline>" * outlines.depth if start else b""
        try:
            parser.Parse(prefix, False)
            parser.StartElementHandler = outlines.open
            parser.EndElementHandler = outlines.close
            parser.Parse(data[start:], True)
            return
        except expat.ExpatError:
            fault = start + max(parser.ErrorByteIndex - len(prefix), 1)
        following = _RESUME.search(data, fault)
        end = following.start() if following else len(data)
        broken = data[max(data.rfind(b"<", start, fault), start) : end].decode("utf-8", "replace")
        outlines.fault(broken, data.count(b"\n", 0, fault) + 1)
        if following is None:
            return
        start = end


def _quoted(text: str) -> str:
    return escape(text, {'"': "&quot;", "\n": " "})
