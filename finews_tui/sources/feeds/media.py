"""Media of feed items: Media RSS, enclosures and iTunes elements.

feedparser and feedparser-rs lose which description belongs to which file, so both are complemented
by a scanner of tags, which also reads invalid XML. It takes linear time.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from html import unescape

from finews_tui.sources.feeds.raw_feed import RawEnclosure

_MEDIA_NAMESPACE = re.compile(
    r"xmlns:([\w.-]{1,40})\s*=\s*[\"']https?://search\.yahoo\.com/mrss/?[\"']", re.IGNORECASE
)
_ITUNES_NAMESPACE = re.compile(
    r"xmlns:([\w.-]{1,40})\s*=\s*[\"']http://www\.itunes\.com/dtds/podcast-1\.0\.dtd[\"']",
    re.IGNORECASE,
)
_HINTS = ("<media:", "search.yahoo.com/mrss", "itunes:duration", "podcast-1.0.dtd")
# Possessive: no backtracking. Values end before the next `<`, so a missing quote costs one tag.
_TAG = re.compile(r"<(/?)([A-Za-z_][\w.:-]*+)((?:[^<>\"']|\"[^\"<]*+\"|'[^'<]*+')*+)>", re.DOTALL)
_ATTRIBUTE = re.compile(r"(?<![\w.:-])([\w.:-]++)\s*+=\s*+(?:\"([^\"]*+)\"|'([^']*+)')")
_TEXT_FIELDS = {"description": "description", "title": "title", "credit": "credit"}
_MAX_MEDIA = 1000


@dataclass
class _Scope:
    """Metadata that applies to all media in an element."""

    texts: dict[str, list[str]] = field(default_factory=dict)
    thumbnails: list[dict[str, str]] = field(default_factory=list)
    player: str = ""

    def text(self, name: str) -> str:
        return ", ".join(dict.fromkeys(filter(None, self.texts.get(name, ()))))


@dataclass
class _File:
    """Media element with its attributes, and the group that contains it."""

    attributes: dict[str, str]
    group: int
    own: _Scope = field(default_factory=_Scope)
    is_enclosure: bool = False


@dataclass
class _Item:
    files: list[_File] = field(default_factory=list)
    groups: dict[int, _Scope] = field(default_factory=dict)
    scope: _Scope = field(default_factory=_Scope)
    duration: str = ""
    image: str = ""


def may_have_media(text: str) -> bool:
    """Return whether a feed has elements that only `media_of_items` reads."""
    return any(hint in text for hint in _HINTS)


def media_of_items(text: str) -> list[tuple[RawEnclosure, ...]]:
    """Return the media of each item or entry of a feed, in its order."""
    scanner = _Scanner(text)
    scanner.run()
    return [_enclosures(item) for item in scanner.items]


class _Scanner:
    """Scanner of the tags of a feed, with the elements that are open."""

    def __init__(self, text: str) -> None:
        self._text = text
        self._media = {"media", *_MEDIA_NAMESPACE.findall(text)}
        self._itunes = {"itunes", *_ITUNES_NAMESPACE.findall(text)}
        self.items: list[_Item] = []
        self._item: _Item | None = None
        self._file: _File | None = None
        self._group = 0
        self._groups = 0
        self._field = ""
        self._parts: list[str] = []

    def run(self) -> None:
        """Scan the whole text."""
        text, position = self._text, 0
        while (start := text.find("<", position)) >= 0:
            if self._field and start > position:
                self._parts.append(unescape(text[position:start]))
            if text.startswith("<![CDATA[", start):
                end = text.find("]]>", start)
                if end < 0:
                    return
                if self._field:
                    self._parts.append(text[start + 9 : end])
                position = end + 3
            elif text.startswith("<!--", start):
                end = text.find("-->", start)
                if end < 0:
                    return
                position = end + 3
            elif tag := _TAG.match(text, start):
                position = tag.end()
                self._handle(tag[1] == "/", tag[2], tag[3])
            else:
                position = start + 1

    def _handle(self, is_end: bool, name: str, rest: str) -> None:
        prefix, _, local = name.rpartition(":")
        if local in ("item", "entry") and prefix not in self._media:
            self._file, self._group, self._field = None, 0, ""
            self._item = None if is_end else _Item()
            if self._item is not None:
                self.items.append(self._item)
        elif self._item is None:
            return
        elif prefix in self._media:
            self._handle_media(self._item, local, rest, is_end=is_end)
        elif prefix in self._itunes:
            self._handle_itunes(self._item, local, rest, is_end=is_end)
        elif not is_end and local in ("enclosure", "link"):
            self._add_enclosure(self._item, local, rest)

    def _handle_media(self, item: _Item, local: str, rest: str, *, is_end: bool) -> None:
        is_empty = rest.endswith("/")
        if local == "group":
            self._groups += not is_end
            self._group = 0 if is_end or is_empty else self._groups
            self._file = None
        elif local == "content":
            self._file = None
            if not is_end and len(item.files) < _MAX_MEDIA:
                file = _File(_attributes(rest), self._group)
                item.files.append(file)
                self._file = None if is_empty else file
        elif local == "thumbnail" and not is_end:
            self._scope(item).thumbnails.append(_attributes(rest))
        elif local == "player" and not is_end:
            self._scope(item).player = _attributes(rest).get("url", "")
        elif local in _TEXT_FIELDS:
            self._collect(self._scope(item), local, is_end=is_end, is_empty=is_empty)

    def _handle_itunes(self, item: _Item, local: str, rest: str, *, is_end: bool) -> None:
        if local == "image" and not is_end:
            item.image = _attributes(rest).get("href", "")
        elif local == "duration":
            if is_end:
                item.duration = item.duration or "".join(self._parts).strip()
                self._field = ""
            elif not rest.endswith("/"):
                self._field, self._parts = local, []

    def _collect(self, scope: _Scope, name: str, *, is_end: bool, is_empty: bool) -> None:
        """Start or end the text of an element."""
        if is_end and self._field == name:
            scope.texts.setdefault(name, []).append(" ".join("".join(self._parts).split()))
            self._field = ""
        elif not is_end and not is_empty:
            self._field, self._parts = name, []

    def _scope(self, item: _Item) -> _Scope:
        if self._file is not None:
            return self._file.own
        return item.groups.setdefault(self._group, _Scope()) if self._group else item.scope

    def _add_enclosure(self, item: _Item, local: str, rest: str) -> None:
        attributes = _attributes(rest)
        if local == "link":
            if attributes.get("rel") != "enclosure":
                return
            attributes["url"] = attributes.get("href", "")
        if len(item.files) < _MAX_MEDIA:
            item.files.append(_File(attributes, 0, is_enclosure=True))


def _attributes(text: str) -> dict[str, str]:
    return {
        name: unescape(double or single).strip()
        for name, double, single in _ATTRIBUTE.findall(text)
    }


def _enclosures(item: _Item) -> tuple[RawEnclosure, ...]:
    """Return the media of an item, with the metadata of the item and of their group."""
    enclosures = [_enclosure(item, file) for file in item.files]
    scopes = [item.scope, *item.groups.values()]
    if not item.files:
        enclosures += [
            RawEnclosure(scope.player, medium="video", title=scope.text("title"))
            for scope in scopes
            if scope.player
        ]
    has_media = any(enclosure.url for enclosure in enclosures)
    if not has_media and (thumbnail := _largest([t for s in scopes for t in s.thumbnails])):
        scope = next((scope for scope in scopes if thumbnail in scope.thumbnails), item.scope)
        enclosures.append(
            RawEnclosure(
                thumbnail.get("url", ""),
                medium="image",
                credit=scope.text("credit"),
                width=thumbnail.get("width", ""),
                height=thumbnail.get("height", ""),
            )
        )
    return tuple(enclosure for enclosure in enclosures if enclosure.url)


def _enclosure(item: _Item, file: _File) -> RawEnclosure:
    attributes = file.attributes
    scopes = [file.own]
    if not file.is_enclosure:
        scopes += [item.groups[file.group]] if file.group in item.groups else []
        scopes.append(item.scope)

    def inherited(name: str) -> str:
        return next(filter(None, (scope.text(name) for scope in scopes)), "")

    thumbnails = (_largest(scope.thumbnails) for scope in (*scopes, item.scope))
    thumbnail = next(filter(None, thumbnails), {})
    player = next((scope.player for scope in scopes if scope.player), "")
    title = attributes.get("title", "") if file.is_enclosure else ""
    return RawEnclosure(
        attributes.get("url") or player,
        attributes.get("type", ""),
        _parse_count(attributes.get("length") or attributes.get("fileSize")),
        medium=attributes.get("medium", ""),
        title=title or inherited("title"),
        description=inherited("description"),
        credit=inherited("credit"),
        duration=attributes.get("duration") or item.duration,
        thumbnail=thumbnail.get("url") or item.image,
        width=attributes.get("width", ""),
        height=attributes.get("height", ""),
        group=file.group,
        is_default=attributes.get("isDefault", "").lower() == "true",
    )


def _largest(thumbnails: list[dict[str, str]]) -> dict[str, str]:
    """Return the widest thumbnail, the first one of several."""
    return max(thumbnails, key=lambda one: _parse_count(one.get("width")), default={})


def _parse_count(value: str | None) -> int:
    text = (value or "").strip()
    return int(text) if text.isascii() and text.isdigit() and len(text) < 16 else 0
